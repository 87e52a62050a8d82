"""A district's routing rules: what each looks at, and what it sets."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.safety_words import folded
from chalicelib.domain.staff import Shift
from chalicelib.domain.submission import Submission
from chalicelib.domain.words import Priority

ROUND_ROBIN = "round-robin"
WORKING, CLOSED = "working", "closed"
"""What the condition `time` asks for."""


@dataclass(frozen=True, slots=True)
class Condition:
    """`kind` is one of `channel`, `topic`, `school`, `language`, `words`, `sender`, `weekday` (holds when one of `values`
    does), `during` (within one of `spans`), `time` (`working` or `closed`, by the topic's calendar), or `all`, `any`, `not` of `parts`."""

    kind: str
    values: tuple[str, ...] = ()
    spans: tuple[Shift, ...] = ()
    parts: tuple["Condition", ...] = ()


EVERYTHING = Condition("all")


@dataclass(frozen=True, slots=True)
class Rule:
    """`note` says in plain words what it is for. `goes_on`: rules after it are still looked at. What it leaves empty it
    does not set. `assignee` is a staff id, or `round-robin`: whoever of the team has least to do."""

    id: str
    when: Condition
    note: str = ""
    goes_on: bool = False
    topic: str = ""
    team: str = ""
    assignee: str = ""
    priority: Priority | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What conditions look at: the submission, the topic so far, and the moment by the district's clock. `said` are its
    folded words with a blank before and after each; `is_open` tells whether it is the working time of a topic."""

    submission: Submission
    topic: str
    local: datetime
    said: str
    is_open: Callable[[str], bool]


def facts(submission: Submission, topic: str, local: datetime, *, working: Callable[[str], bool]) -> Facts:
    words = folded(f"{submission.subject}\n{submission.visible or submission.text}")
    return Facts(submission, topic, local, f" {' '.join(words)} ", working)


def holds(condition: Condition, seen: Facts) -> bool:
    """Linear in the condition's size and the text's length."""
    return _KINDS[condition.kind](condition, seen)


def says(phrase: str, said: str) -> bool:
    """Whether the phrase occurs, as whole words; in scripts that put no blanks between words, anywhere. In Korean a word
    begins with it: particles hang on to what they belong to."""
    words = " ".join(folded(phrase))
    if _UNSPACED.search(words):
        return words.replace(" ", "") in said.replace(" ", "")
    if _HANGUL.search(words):
        return re.search(f" {re.escape(words)}(?!{_FINAL})", said) is not None
    return bool(words) and f" {words} " in said


_UNSPACED = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\U0010ffff]")
"""Thai, Lao, Tibetan, Burmese and Khmer; Han and kana, and what lies beyond."""
_HANGUL, _FINAL = re.compile("[\u1100-\u11ff]$"), "[\u11a8-\u11ff]"
"""Folded syllables come apart into letters; a final consonant after them would make the last another syllable."""
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _sender(condition: Condition, seen: Facts) -> bool:
    """An address as a whole, or `@domain` for the domain and what lies below it."""
    for address in (one.value.casefold() for one in seen.submission.addresses):
        domain = address.rpartition("@")[2]
        for value in condition.values:
            wanted = value.removeprefix("@")
            if address == value or (wanted != value and (domain == wanted or domain.endswith(f".{wanted}"))):
                return True
    return False


def _during(condition: Condition, seen: Facts) -> bool:
    minute, today = seen.local.hour * 60 + seen.local.minute, seen.local.weekday()
    return any(span.weekday == today and span.start <= minute < span.end for span in condition.spans)


def _time(condition: Condition, seen: Facts) -> bool:
    return (WORKING if seen.is_open(seen.topic) else CLOSED) in condition.values


def _language(condition: Condition, seen: Facts) -> bool:
    """`zh` holds for `zh-Hant`, too, and upper and lower case are alike (RFC 5646, sections 2.1.1 and 2.2)."""
    spoken = f"{seen.submission.language.casefold()}-"
    return any(spoken.startswith(f"{value.casefold()}-") for value in condition.values)


_KINDS: dict[str, Callable[[Condition, Facts], bool]] = {
    "all": lambda condition, seen: all(holds(part, seen) for part in condition.parts),
    "any": lambda condition, seen: any(holds(part, seen) for part in condition.parts),
    "not": lambda condition, seen: not any(holds(part, seen) for part in condition.parts),
    "channel": lambda condition, seen: seen.submission.channel in condition.values,
    "topic": lambda condition, seen: seen.topic in condition.values,
    "school": lambda condition, seen: seen.submission.school in condition.values,
    "language": _language,
    "words": lambda condition, seen: any(says(phrase, seen.said) for phrase in condition.values),
    "sender": _sender,
    "weekday": lambda condition, seen: _WEEKDAYS[seen.local.weekday()] in condition.values,
    "during": _during,
    "time": _time,
}
KINDS = frozenset(_KINDS)
