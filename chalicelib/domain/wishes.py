"""What somebody at the desk may want of an inquiry. Plain data: forms, commands and bulk actions all become these."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.words import Priority


@dataclass(frozen=True, slots=True)
class See:
    """Somebody looks at it for the first time."""


@dataclass(frozen=True, slots=True)
class Assign:
    """To a person of the team that has it, or to another team; neither: to nobody."""

    person: str = ""
    team: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Retopic:
    """The topic's team gets it."""

    topic: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Prioritise:
    """Raising is free; lowering needs a reason."""

    priority: Priority
    why: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """An internal note; `@id` calls somebody of the staff. `key` names the note, so that it is kept once."""

    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Translate:
    """What a family's message (by its id) says in a language of the district's, for colleagues to read."""

    message: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Wait:
    """For the family; `until` is when it goes on by itself."""

    why: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Close:
    """`outcome` is one of the district's; an inquiry with a danger, or critical, cannot do without."""

    outcome: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Reopen:
    why: str = ""


@dataclass(frozen=True, slots=True)
class Conceal:
    """Names and addresses are shown to nobody; the reason is their owner's wish."""

    why: str = ""


@dataclass(frozen=True, slots=True)
class AskReveal:
    """A second person may uncover them."""

    why: str = ""


@dataclass(frozen=True, slots=True)
class Reveal:
    """What another person asked for: both see them for an hour."""


Wish = (
    Conceal | AskReveal | Reveal | See | Assign | Retopic | Prioritise | Tag | Note | Translate | Wait | Close | Reopen
)
