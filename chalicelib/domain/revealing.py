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
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.domain import wishes
from chalicelib.domain.commit import Outcome
from chalicelib.domain.errors import Invalid
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.inquiry import Case, Inquiry, Message
from chalicelib.domain.sitting import Sitting, Turn
from chalicelib.domain.words import Direction

ASKED_FOR = timedelta(days=1)
"""A request that nobody answered is over then."""
SEEN_FOR = timedelta(hours=1)
_SHORTEST = 3


def conceal(wish: wishes.Conceal, sitting: Sitting) -> Turn | None:
    inquiry = sitting.inquiry
    if inquiry.confidential:
        return None
    if not inquiry.participants:
        raise Invalid({"reference": "nobody_named"})
    _reason(wish.why)
    told = Outcome(EventType.CONTACT_CONCEALED, {"why": wish.why})
    return Turn(replace(inquiry, confidential=True), (told,))


def ask_reveal(wish: wishes.AskReveal, sitting: Sitting) -> Turn | None:
    if not sitting.inquiry.confidential:
        raise Invalid({"reference": "not_confidential"})
    _reason(wish.why)
    waiting = asked(sitting.case, sitting.stamp.now)
    if waiting and waiting.actor == sitting.actor.id:
        return None
    return Turn(sitting.inquiry, (Outcome(EventType.REVEAL_ASKED, {"why": wish.why}),))


def reveal(_wish: wishes.Reveal, sitting: Sitting) -> Turn | None:
    now = sitting.stamp.now
    request = asked(sitting.case, now)
    if request is None:
        if sitting.actor.id in revealed_to(sitting.case, now):
            return None
        raise Invalid({"reference": "not_asked"})
    if request.actor == sitting.actor.id:
        raise Invalid({"reference": "second_person"})
    until = (now + SEEN_FOR).isoformat()
    detail = {"asked_by": request.actor, "why": request.detail["why"], "until": until}
    return Turn(sitting.inquiry, (Outcome(EventType.CONTACT_REVEALED, detail),))


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
    said = tuple(_nameless(one, inquiry) if one.direction is Direction.INBOUND else one for one in case.messages)
    hidden = replace(inquiry, participants=(), subject=masked(inquiry.subject, inquiry, said_by(case)))
    return replace(case, inquiry=hidden, messages=said)


def said_by(case: Case) -> tuple[str, ...]:
    return tuple(one.author_name for one in case.messages if one.direction is Direction.INBOUND)


def masked(text: str, inquiry: Inquiry, names: Iterable[str] = ()) -> str:
    """Their names and addresses as `…`."""
    known = {one.address.value for one in inquiry.participants}
    known |= {one.name for one in inquiry.participants} | set(names)
    words = sorted((one for one in known if len(one) >= _SHORTEST), key=len, reverse=True)
    return re.sub("|".join(map(re.escape, words)), "…", text, flags=re.IGNORECASE) if words else text


def _nameless(message: Message, inquiry: Inquiry) -> Message:
    names = (message.author_name,)
    text, visible = (masked(part, inquiry, names) for part in (message.text, message.visible))
    subject = masked(message.subject, inquiry, names)
    return replace(message, author_name="", sender=None, text=text, visible=visible, subject=subject)


def _reason(why: str) -> None:
    if not why.strip():
        raise Invalid({"why": "say_why"})
