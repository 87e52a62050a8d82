"""Confidential: somebody asked that their name be kept even from the staff who help them. Two people together uncover it, for an
hour, with a reason that stays on the timeline; the wall is broken in sight of everybody.

| wish      | by whom                                | what it does                              | refused                              |
|-----------|----------------------------------------|-------------------------------------------|--------------------------------------|
| Conceal   | whoever works on it                    | names and addresses are shown to nobody   | where nobody is named, without reason |
| AskReveal | whoever works on it                    | a second person may uncover them          | where nothing is concealed, no reason |
| Reveal    | a supervisor or leader, another person | both see them for an hour                 | to the asker; a request a day old    |

Nothing makes it open again: whoever asked for it was promised that it stays so.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.domain import wishes
from chalicelib.domain.commit import Outcome
from chalicelib.domain.contact import AddressKind
from chalicelib.domain.errors import Invalid
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.inquiry import Case, Inquiry, Message
from chalicelib.domain.occasion import Occasion, Turn
from chalicelib.domain.permissions import Act, about, actor_of, may
from chalicelib.domain.search_words import PHONE, folded, words_in, words_of_number
from chalicelib.domain.submission import COPIED
from chalicelib.domain.words import Direction

ASKED_FOR = timedelta(days=1)
"""A request that nobody answered is over then."""
SEEN_FOR = timedelta(hours=1)
_SHORTEST = 3
_WORD = re.compile(rf"[^\W\d_]{{{_SHORTEST},}}")


def conceal(wish: wishes.Conceal, occasion: Occasion) -> Turn | None:
    inquiry = occasion.inquiry
    if inquiry.confidential:
        return None
    if not inquiry.participants:
        raise Invalid({"reference": "nobody_named"})
    _reason(wish.why)
    told = Outcome(EventType.CONTACT_CONCEALED, {"why": wish.why})
    return Turn(replace(inquiry, confidential=True), (told,))


def ask_reveal(wish: wishes.AskReveal, occasion: Occasion) -> Turn | None:
    if not occasion.inquiry.confidential:
        raise Invalid({"reference": "not_confidential"})
    _reason(wish.why)
    waiting = asked(occasion.case, occasion.stamp.now)
    if waiting and waiting.actor == occasion.actor.id:
        return None
    to = seconds(occasion)
    return Turn(occasion.inquiry, (Outcome(EventType.REVEAL_ASKED, {"why": wish.why} | ({"to": to} if to else {})),))


def reveal(_wish: wishes.Reveal, occasion: Occasion) -> Turn | None:
    now = occasion.stamp.now
    request = asked(occasion.case, now)
    if request is None:
        if occasion.actor.id in revealed_to(occasion.case, now):
            return None
        raise Invalid({"reference": "not_asked"})
    if request.actor == occasion.actor.id:
        raise Invalid({"reference": "second_person"})
    until = (now + SEEN_FOR).isoformat()
    detail = {"asked_by": request.actor, "why": request.detail["why"], "until": until, "to": [request.actor]}
    return Turn(occasion.inquiry, (Outcome(EventType.CONTACT_REVEALED, detail),))


def seconds(occasion: Occasion) -> list[str]:
    """Who may agree, and is told of the request: of these, whoever is not away that day, unless all are."""
    district, matter, now = occasion.district, about(occasion.inquiry), occasion.stamp.now
    others = [one for one in district.staff if one.id != occasion.actor.id]
    able = [one for one in others if may(actor_of(one.id, district, at=now), Act.CONFIRM_REVEAL, matter, district)]
    present = [one for one in able if not one.absence(district.local(now).date())]
    return [one.id for one in present or able]


def asked(case: Case, now: datetime) -> Event | None:
    """The request that waits for a second person."""
    about = (EventType.REVEAL_ASKED, EventType.CONTACT_REVEALED)
    newest = next((one for one in reversed(case.events) if one.type in about), None)
    waits = newest is not None and newest.type is EventType.REVEAL_ASKED and now - newest.at < ASKED_FOR
    return newest if waits else None


def revealed_to(case: Case, now: datetime) -> frozenset[str]:
    """The two of each reveal whose hour has not passed."""
    open_ = [one for one in case.events if one.type is EventType.CONTACT_REVEALED and now - one.at < SEEN_FOR]
    return frozenset(who for one in open_ for who in (one.actor, str(one.detail["asked_by"])))


def concealed(case: Case) -> Case:
    """As it is shown to everybody else: without names and addresses, where they stand and where they are spoken of."""
    inquiry = case.inquiry
    names = said_by(case)

    def mask(text: str) -> str:
        return masked(text, inquiry, names)

    said = tuple(_unsigned(one, mask) for one in case.messages)
    return replace(case, inquiry=nameless(inquiry, names), messages=said)


def seen_by(who: str, case: Case, now: datetime) -> Case:
    """As that person of the staff may see it at that time."""
    return case if not case.inquiry.confidential or who in revealed_to(case, now) else concealed(case)


def nameless(inquiry: Inquiry, names: Iterable[str] = ()) -> Inquiry:
    """As lists and notices may show it; one that is not confidential is as it was."""
    if not inquiry.confidential:
        return inquiry
    names = tuple(names)
    return replace(
        inquiry,
        participants=(),
        subject=masked(inquiry.subject, inquiry, names),
        tags=tuple(masked(one, inquiry, names) for one in inquiry.tags),
        details=tuple(replace(one, value=masked(one.value, inquiry, names)) for one in inquiry.details),
    )


def said_by(case: Case) -> tuple[str, ...]:
    return tuple(one.author_name for one in case.messages if one.direction is Direction.INBOUND)


def masked(text: str, inquiry: Inquiry, names: Iterable[str] = ()) -> str:
    """Their names and addresses as `…`: whole, each word of a name, with accents or without, and a number however it is
    written."""
    called = {one.name for one in inquiry.participants} | set(names)
    known = {one.address.value for one in inquiry.participants} | called
    whole = sorted((one for one in known if len(one) >= _SHORTEST), key=len, reverse=True)
    first = re.sub("|".join(map(re.escape, whole)), "…", text, flags=re.IGNORECASE) if whole else text
    phones = (one.address for one in inquiry.participants if one.address.kind is AddressKind.PHONE)
    words = {*words_in(" ".join(called)), *(part for one in phones for part in words_of_number(one.value))}
    numberless = PHONE.sub(lambda found: "…" if words.intersection(words_of_number(found[0])) else found[0], first)
    return _WORD.sub(lambda found: "…" if folded(found[0]) in words else found[0], numberless)


def _unsigned(message: Message, mask: Callable[[str], str]) -> Message:
    """Whoever of the staff wrote it goes on to be named."""
    hidden = replace(
        message,
        text=mask(message.text),
        visible=mask(message.visible),
        subject=mask(message.subject),
        quoted=mask(message.quoted),
        translations=tuple(replace(one, text=mask(one.text)) for one in message.translations),
        attachments=tuple(replace(one, name=mask(one.name)) for one in message.attachments),
        notes=tuple(one for one in message.notes if not one.startswith(COPIED)),
    )
    return replace(hidden, author_name="", sender=None) if message.direction is Direction.INBOUND else hidden


def _reason(why: str) -> None:
    if not why.strip():
        raise Invalid({"why": "say_why"})
