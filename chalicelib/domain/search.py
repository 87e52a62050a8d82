"""Search: which entries an inquiry has in the index, and which entries of one word may say the others as well.

An entry stands under the beginning of a word: its first three letters and, of a longer word, its first five as well. So a
beginning that somebody types is one place to look, newest first. An entry names its words, so that `schm` is told from
`school`, and carries a sketch of all beginnings its inquiry stands under, so that whoever looks for several words looks in one
place. Where an inquiry stands among others is its `place`, which sorts by when it was opened.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from chalicelib.domain.inquiry import Inquiry, Message
from chalicelib.domain.search_words import words_in, words_of_address
from chalicelib.domain.sketches import Probe, may_hold, probe, sketch

MOST_OF_ONE = 60
"""Words of one message that are kept: its first."""
MOST_OF_FILES = 12
"""Words of the names of its files."""
MOST_BESIDE = 40
"""Words of one inquiry's tags and answers to its topic's fields."""
MOST_OF_ALL = 400
"""Words that one inquiry is found by."""
KEYS = 100
"""Things that are read in one call."""
_NO_WORDS = frozenset({"yes", "no"})
"""Answers that nobody is helped by finding."""
_SHORT, _LONG = 3, 5
_BEGUN = re.compile(r"[0-9A-Za-z]{4}-[0-9A-Za-z]{1,3}")
"""A reference that somebody is still typing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`also` is the sketch of every key its inquiry has an entry under; empty, nobody knows."""

    place: str
    words: tuple[str, ...]
    also: bytes = b""
    into: str = ""

    @property
    def reference(self) -> str:
        return reference_at(self.place)


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index has of an inquiry. `about` are words of its subject, people, tags and fields, which may change; `said` those of
    its messages and of their files. `into` is the inquiry it lives on in. `version` 0 was never written."""

    reference: str
    version: int = 0
    place: str = ""
    about: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    into: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.about, *self.said)))

    @property
    def entries(self) -> Mapping[str, Entry]:
        """Key → what stands under it."""
        found: dict[str, list[str]] = {}
        for word in self.words:
            for key in keys_of(word):
                found.setdefault(key, []).append(word)
        also = sketch(found)
        return {key: Entry(self.place, tuple(words), also, self.into) for key, words in found.items()}


@dataclass(frozen=True, slots=True)
class Stream:
    """Entries under one key, newest first. Beyond `reach` there may be more; empty, there are none."""

    entries: tuple[Entry, ...]
    reach: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An inquiry that may match; `left` are words that its record must still be asked for."""

    place: str
    into: str = ""
    left: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        return reference_at(self.place)

    @property
    def reads(self) -> int:
        return 1 + bool(self.into) + bool(self.left)


def wanted(text: str) -> tuple[str, ...]:
    """The words that are searched for, the most telling first: long words are rarer than short ones."""
    begun = text.replace("-", "") if _BEGUN.fullmatch(text.strip()) else text
    words = sorted(words_in(begun), key=len, reverse=True)
    return tuple(word for at, word in enumerate(words) if not any(_says(one, word) for one in words[:at]))


def _says(longer: str, word: str) -> bool:
    return longer.startswith(word) or (longer.isdecimal() and longer.endswith(word))


def indexed(known: Indexed, inquiry: Inquiry, said: Iterable[str], *, names: Iterable[str] = ()) -> Indexed:
    """With what it is about now, and `said` as the words of its messages. Of a confidential one nothing is kept that a name or
    an address of its people has in it, wherever it stands; `names` are those that its messages were signed with."""
    own = inquiry.reference.replace("-", "").casefold()
    hidden = _named(inquiry, names) - {own} if inquiry.confidential else frozenset()
    about = tuple(dict.fromkeys(one for one in (own, *_about(inquiry)) if one not in hidden))[:MOST_OF_ALL]
    kept = tuple(dict.fromkeys(one for one in said if one not in hidden))[: MOST_OF_ALL - len(about)]
    place = place_of(inquiry.opened_at, inquiry.reference)
    return Indexed(known.reference, known.version, place, about, kept, inquiry.merged_into)


def said_in(message: Message) -> tuple[str, ...]:
    """With the names of its files, without their endings and without pictures inside of a mail. None of what a machine wrote, nor
    of what is told elsewhere now."""
    if message.automatic or message.split_into:
        return ()
    files = (one.name.rpartition(".")[0] or one.name for one in message.attachments if not one.inline)
    return words_in(message.shown)[:MOST_OF_ONE] + words_in(" ".join(files))[:MOST_OF_FILES]


def keys_of(word: str) -> tuple[str, ...]:
    """One or two. Long numbers are not asked for by their first three digits."""
    if len(word) < _LONG:
        return (word[:_SHORT],)
    return (word[:_LONG],) if word.isdecimal() else (word[:_SHORT], word[:_LONG])


def key_asked(word: str) -> str:
    """Where entries of that beginning stand."""
    return word[: _LONG if len(word) >= _LONG else _SHORT]


def begins(asked: str, words: Iterable[str]) -> bool:
    """Two characters are a word of their own and no beginning: too many words begin so."""
    return any(one == asked if len(asked) < _SHORT else one.startswith(asked) for one in words)


def place_of(opened_at: datetime, reference: str) -> str:
    return f"{int(opened_at.timestamp()):08x}{reference}"


def reference_at(place: str) -> str:
    return place[8:]


def opened_at(place: str) -> int:
    """Seconds since 1970."""
    return int(place[:8], 16)


def candidates(lead: str, words: Iterable[str], entries: Iterable[Entry]) -> tuple[Candidate, ...]:
    """Of the entries under the key of the word that leads, those that may say the other words too."""
    others = {word: probe(key_asked(word)) for word in words if word != lead}
    found = (_candidate(one, others) for one in entries if begins(lead, one.words))
    return tuple(one for one in found if one)


def _candidate(entry: Entry, others: Mapping[str, Probe]) -> Candidate | None:
    left = tuple(word for word in others if not begins(word, entry.words))
    surely_not = entry.also and not all(may_hold(entry.also, others[word]) for word in left)
    return None if surely_not else Candidate(entry.place, entry.into, left)


def at_once(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The first of them, as many as are read in one call."""
    reads = accumulate(one.reads for one in found)
    return tuple(one for one, total in zip(found, reads, strict=True) if total <= KEYS)


def _about(inquiry: Inquiry) -> Iterator[str]:
    yield from words_in(inquiry.subject)
    if not inquiry.anonymous:
        for person in inquiry.participants:
            if not person.refused:
                yield from words_in(person.name)
                yield from words_of_address(person.address)
    answers = (one.value for one in inquiry.details if one.value not in _NO_WORDS)
    yield from words_in(" ".join((*inquiry.tags, *answers)))[:MOST_BESIDE]


def _named(inquiry: Inquiry, names: Iterable[str]) -> AbstractSet[str]:
    """Every word of those names and of its people's names and addresses."""
    spoken = words_in(" ".join((*names, *(one.name for one in inquiry.participants))))
    return frozenset((*spoken, *(word for one in inquiry.participants for word in words_of_address(one.address))))
