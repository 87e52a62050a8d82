"""What belongs to a topic beside its clock: its form's fields, questions often asked, and words ready for staff."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class FieldKind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    YES_NO = "yes-no"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a topic's form. `labels` and `help` by language; `choices`, for a choice only, are ids with their names
    by language."""

    id: str
    kind: FieldKind
    labels: Mapping[str, str]
    required: bool = False
    help: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """Often asked, and answered before anything is sent; both by language."""

    question: Mapping[str, str]
    answer: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Macro:
    """Words ready for staff to answer with, `names` and `texts` by language. Without topics they fit every topic. A text
    may speak of {name}, {reference}, {district} and {staff}."""

    id: str
    names: Mapping[str, str]
    texts: Mapping[str, str]
    topics: tuple[str, ...] = ()


MACRO_NAMES = frozenset({"name", "reference", "district", "staff"})


@dataclass(frozen=True, slots=True)
class Ending:
    """An outcome that an inquiry can be closed with. `critical` says that it may close a critical one. Without topics it
    fits every topic."""

    id: str
    names: Mapping[str, str]
    critical: bool = False
    topics: tuple[str, ...] = ()


USUAL_OUTCOMES = (
    Ending("answered", {"en": "Question answered", "es": "Pregunta respondida"}),
    Ending("resolved", {"en": "Problem solved", "es": "Problema resuelto"}, critical=True),
    Ending("referred", {"en": "Passed on to another office", "es": "Remitido a otra oficina"}, critical=True),
    Ending("duplicate", {"en": "Answered elsewhere", "es": "Respondida en otra consulta"}),
    Ending("no_action", {"en": "Nothing to do", "es": "No requiere acción"}),
)
"""Of a district that names none of its own."""
