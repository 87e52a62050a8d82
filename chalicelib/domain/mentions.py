"""Internal notes with the people called in them. A note is a message of another direction than any that is sent."""

import re
from collections.abc import Iterable
from hashlib import sha256

from chalicelib.domain.commit import Outcome, Stamp
from chalicelib.domain.district import District
from chalicelib.domain.errors import Invalid
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Inquiry, Message
from chalicelib.domain.permissions import Act, Actor, about, actor_of, may
from chalicelib.domain.submission import Source
from chalicelib.domain.wishes import Note
from chalicelib.domain.words import Channel, Direction

LONGEST = 20_000
_CALLED = re.compile(r"(?<![\w.@])@(?=\w)")
_LONGEST_NAME = 120


def called(text: str, district: District) -> tuple[str, ...]:
    """The staff ids of those whose name or id stands after an `@`, each once; whatever else stands after one is just words. Two
    of one name are both called."""
    found = (one for place in _CALLED.finditer(text) for one in _who(text[place.end() :], district))
    return tuple(dict.fromkeys(found))


def _who(words: str, district: District) -> Iterable[str]:
    """The longest name that stands there: `@Maya Ortiz` is not `maya`."""
    spoken = " ".join(words[:_LONGEST_NAME].casefold().split())
    names = [(name, one.id) for one in district.staff for name in (one.name, one.id) if _begins(spoken, name)]
    longest = max((len(name) for name, _ in names), default=0)
    return (who for name, who in names if len(name) == longest)


def _begins(spoken: str, name: str) -> bool:
    """Whole words alone: `@ana-maria` and `@Ana Mariana` are not Ana Maria."""
    rest = spoken.removeprefix(name.casefold())
    return len(rest) < len(spoken) and not re.match(r"[\w-]", rest)


def noted(
    wish: Note, inquiry: Inquiry, district: District, actor: Actor, stamp: Stamp
) -> tuple[Message, Outcome, Source]:
    """The note, its event and the marker that keeps it once. Those called who may not read the inquiry are not told of
    it; the note says so. Raises Invalid."""
    text = wish.text.strip()
    if not 0 < len(text) <= LONGEST:
        raise Invalid({"text": "too_long" if text else "empty"})
    people = [one for one in called(text, district) if one != actor.id]
    matter = about(inquiry)
    called_in = {one: actor_of(one, district, at=stamp.now) for one in people}
    unseen = [one for one, who in called_in.items() if not may(who, Act.READ, matter, district)]
    person = district.person(actor.id)
    message = Message(
        id=stamp.id,
        reference=inquiry.reference,
        at=stamp.now,
        direction=Direction.NOTE,
        channel=Channel.WEB,
        text=text,
        author=actor.id,
        author_name=person.name if person else actor.id,
        notes=(f"may not read this inquiry and was not told: {', '.join(unseen)}",) if unseen else (),
    )
    to = [one for one in people if one not in unseen]
    detail: dict[str, object] = {"message": stamp.id} | ({"to": to} if to else {})
    fingerprint = sha256(f"{actor.id}\n{text}".encode()).hexdigest()
    key = sha256(wish.key.encode()).hexdigest()[:40]
    return message, Outcome(EventType.NOTE_ADDED, detail), Source(f"note:{inquiry.reference}:{key}", fingerprint)
