"""The desk's own door: what somebody said on the telephone or across the counter, written down by staff → Submission."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.channels.form import addresses_of, only_person, spoken_of, wrong_in, wrong_message
from chalicelib.channels.typed import NOT_SURE, Typed, clean, digest
from chalicelib.domain.district import District
from chalicelib.domain.errors import Invalid
from chalicelib.domain.inquiry import Inquiry, Participant
from chalicelib.domain.submission import WALK_IN, Source, Submission, ThreadHints
from chalicelib.domain.words import Channel


@dataclass(frozen=True, slots=True)
class Taken:
    """How it was taken down: `key` names it, so that it is kept once; `staff` is who wrote."""

    key: str
    staff: str
    at: datetime
    walk_in: bool = False

    @property
    def notes(self) -> tuple[str, ...]:
        return (WALK_IN,) if self.walk_in else ()


def call_submission(
    typed: Typed, taken: Taken, *, district: District, answers: bool, confidential: bool = False
) -> Submission:
    """A matter of its own. Contact details are for the caller to give: without any, nobody is written to. `answers`: they
    want to hear from us at once. Raises Invalid with a sentence's key for each field to be looked at again."""
    reached = bool(typed.email or typed.phone)
    addresses, unclear = addresses_of(typed) if reached else ((), {})
    wrong = wrong_in(typed, district) | unclear
    if wrong:
        raise Invalid(wrong)
    return Submission(
        source=Source(key=f"call:{taken.key}", fingerprint=typed.fingerprint),
        channel=Channel.PHONE,
        received_at=taken.at,
        text=typed.message,
        name=typed.name,
        language=typed.language,
        spoken=spoken_of(typed.message),
        addresses=addresses,
        topic="" if typed.topic == NOT_SURE else typed.topic,
        school=typed.school,
        texts_allowed=typed.texts and bool(typed.phone),
        automatic_ok=answers,
        notes=taken.notes,
        logged_by=taken.staff,
        confidential=confidential and bool(addresses),
    )


def further_call(message: str, taken: Taken, *, inquiry: Inquiry, caller: str) -> Submission:
    """By somebody who is on the inquiry: `caller` is the key of their address, needless where there is only one. Raises
    Invalid."""
    text = clean("message", message)
    writer = only_person(inquiry) or _named(inquiry, caller)
    wrong = {"message": why} if (why := wrong_message(text)) else {}
    if writer is None and inquiry.admitted:
        wrong["caller"] = "caller_unknown"
    if wrong:
        raise Invalid(wrong)
    return Submission(
        source=Source(f"call:{inquiry.reference}:{taken.key}", digest([inquiry.reference, text, caller])),
        channel=Channel.PHONE,
        received_at=taken.at,
        text=text,
        name=writer.name if writer else "",
        language=inquiry.language,
        spoken=spoken_of(text),
        addresses=(writer.address,) if writer else (),
        thread=ThreadHints(reference=inquiry.reference),
        notes=taken.notes,
        logged_by=taken.staff,
    )


def _named(inquiry: Inquiry, caller: str) -> Participant | None:
    return next((one for one in inquiry.participants if one.admitted and one.address.key == caller), None)
