"""The form door: what was typed → Submission, or what a person must look at again."""

import re
from datetime import datetime

from chalicelib.channels.addresses import normal_mail
from chalicelib.channels.phones import normal_phone
from chalicelib.channels.topic_fields import PREFIX, judged, spoken_in
from chalicelib.channels.typed import LINE_LIMITS, MESSAGE_LIMIT, NOT_SURE, Typed, clean, digest
from chalicelib.domain.contact import Address
from chalicelib.domain.district import District
from chalicelib.domain.errors import Invalid
from chalicelib.domain.inquiry import Detail, Inquiry, Participant
from chalicelib.domain.submission import Source, Submission, ThreadHints
from chalicelib.domain.words import Channel

KEY = re.compile(r"[!-~]{8,128}")
"""An Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): 8 to 128 visible ASCII characters."""


def form_submission(typed: Typed, *, key: str, district: District, received_at: datetime, language: str) -> Submission:
    """Raises Invalid with a sentence's key for each field that a person must look at again. `language` is the page's,
    used where none was chosen. Who stays anonymous leaves neither name nor address."""
    addresses, wrong = addresses_of(typed)
    details, unclear = _details(typed, district)
    wrong = wrong_in(typed, district) | wrong | unclear
    if wrong:
        raise Invalid({name: wrong[name] for name in sorted(wrong, key=_place)})
    chosen = typed.language or language
    return Submission(
        source=Source(key=f"form:{key}", fingerprint=typed.fingerprint),
        channel=Channel.FORM,
        received_at=received_at,
        text=typed.message,
        name="" if typed.anonymous else typed.name,
        language=chosen if chosen in district.languages else "",
        spoken=spoken_of(typed.message),
        addresses=addresses,
        topic="" if typed.topic == NOT_SURE else typed.topic,
        school=typed.school,
        texts_allowed=typed.texts and bool(typed.phone) and not typed.anonymous,
        details=details,
        scanned=_scanned(typed, details, district),
    )


def web_submission(
    message: str, *, inquiry: Inquiry, key: str, received_at: datetime, notes: tuple[str, ...] = (), files: bool = False
) -> Submission:
    """A further message from the private page, whose link was proved before. Whoever holds the link may have written it:
    where several people do, it carries nobody's name. With `files` or `notes` it needs no words. Raises Invalid."""
    text = clean("message", message)
    wrong = wrong_message(text) if text or not (files or notes) else ""
    if wrong:
        raise Invalid({"message": wrong})
    writer = only_person(inquiry)
    return Submission(
        source=Source(key=f"web:{inquiry.reference}:{key}", fingerprint=digest([inquiry.reference, text])),
        channel=Channel.WEB,
        received_at=received_at,
        text=text,
        name=writer.name if writer else "",
        language=inquiry.language,
        spoken=spoken_of(text),
        addresses=(writer.address,) if writer else (),
        thread=ThreadHints(reference=inquiry.reference),
        notes=notes,
    )


def only_person(inquiry: Inquiry) -> Participant | None:
    """Whoever it talks with, unless that is several people; a form's mail address and phone are one person's."""
    admitted = [one for one in inquiry.participants if one.admitted]
    names = {one.name or one.address.key for one in admitted}
    return admitted[0] if len(names) == 1 else None


_NAMES_IN_ORDER = ("topic", "message", "school", "name", "email", "phone", "language", "texts", "anonymous", "fields")


def _place(name: str) -> int:
    """As on the page: a topic's fields stand under it."""
    return _NAMES_IN_ORDER.index("topic" if name.startswith(PREFIX) else name)


def _details(typed: Typed, district: District) -> tuple[tuple[Detail, ...], dict[str, str]]:
    """A program that names fields names their topic."""
    if district.has_topic(typed.topic):
        return judged(district.topic(typed.topic), typed.fields)
    return (), ({"fields": "field_unknown"} if typed.fields else {})


def _scanned(typed: Typed, details: tuple[Detail, ...], district: District) -> str:
    """A danger may be named in any field: all that was said, where it is more than the message."""
    said = spoken_in(district.topic(typed.topic), details)
    return "\n".join((typed.message, *said)) if said else ""


def wrong_in(typed: Typed, district: District) -> dict[str, str]:
    wrong = {name: "too_long" for name, most in LINE_LIMITS.items() if len(getattr(typed, name)) > most}
    message = wrong_message(typed.message)
    if message:
        wrong["message"] = message
    if typed.topic not in {"", NOT_SURE} and not district.has_topic(typed.topic):
        wrong["topic"] = "topic_unknown"
    if typed.school and district.school(typed.school) is None:
        wrong["school"] = "school_unknown"
    if typed.language and typed.language not in district.languages:
        wrong["language"] = "language_unknown"
    return wrong


def wrong_message(text: str) -> str:
    if not text:
        return "message_missing"
    return "message_too_long" if len(text) > MESSAGE_LIMIT else ""


def addresses_of(typed: Typed) -> tuple[tuple[Address, ...], dict[str, str]]:
    if typed.anonymous:
        return (), {}
    if not typed.email and not typed.phone:
        return (), {"email": "contact_missing"}
    mail = normal_mail(typed.email) if typed.email else None
    phone = normal_phone(typed.phone) if typed.phone else None
    wrong = {}
    if mail and not mail.verified:
        wrong["email"] = "email_unclear"
    if phone and not phone.verified:
        wrong["phone"] = "phone_unclear"
    return tuple(one for one in (mail, phone) if one), wrong


def spoken_of(text: str) -> str:
    """The language of the words. What finds it is loaded with the first message, not with the pages."""
    from chalicelib.channels.email.language import detect  # noqa: PLC0415

    return detect(text)[0]
