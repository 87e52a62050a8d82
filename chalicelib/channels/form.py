"""The form's wire format: what was typed (HTML fields or a JSON object) → Submission."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from hashlib import sha256

from chalicelib.channels.addresses import normal_mail
from chalicelib.channels.phones import normal_phone
from chalicelib.domain.contact import Address
from chalicelib.domain.district import District
from chalicelib.domain.errors import Invalid
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.submission import Source, Submission, ThreadHints
from chalicelib.domain.words import Channel

MESSAGE_LIMIT = 8_000
LINE_LIMITS = {"name": 120, "email": 254, "phone": 40, "topic": 80, "school": 80, "language": 20}
NOT_SURE = "not_sure"
KEY = re.compile(r"[!-~]{8,128}")
"""An Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): 8 to 128 visible ASCII characters."""

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_CONTROLS_IN_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_CHECKED = frozenset({"on", "yes", "true", "1"})


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields as typed, made safe to store but not yet judged."""

    message: str = ""
    topic: str = ""
    school: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    anonymous: bool = False
    texts: bool = False

    @property
    def fingerprint(self) -> str:
        """Digests all of it."""
        return _digest(asdict(self))


_FLAGS = frozenset({"anonymous", "texts"})
_NAMES = frozenset(field.name for field in fields(Typed))


def typed_in_form(given: Mapping[str, str]) -> Typed:
    """From an HTML form; fields it does not know are ignored."""
    flags = {name: given.get(name, "").lower() in _CHECKED for name in _FLAGS}
    return _typed({name: given.get(name, "") for name in _NAMES - _FLAGS}, flags)


def typed_in_json(given: object) -> Typed:
    """From a parsed JSON document. Raises Invalid for what is no object, for unknown names and for wrong types."""
    if not isinstance(given, dict):
        raise Invalid({"body": "body_not_object"})
    wrong = {name: "field_type" for name, value in given.items() if name in _NAMES and not _fits(name, value)}
    if not _NAMES.issuperset(given):
        wrong["body"] = "body_unknown_field"
    if wrong:
        raise Invalid(wrong)
    return _typed(given, given)


def _typed(lines: Mapping[str, str], flags: Mapping[str, bool]) -> Typed:
    return Typed(
        message=_clean("message", lines.get("message", "")),
        topic=_clean("topic", lines.get("topic", "")),
        school=_clean("school", lines.get("school", "")),
        name=_clean("name", lines.get("name", "")),
        email=_clean("email", lines.get("email", "")),
        phone=_clean("phone", lines.get("phone", "")),
        language=_clean("language", lines.get("language", "")),
        anonymous=flags.get("anonymous", False),
        texts=flags.get("texts", False),
    )


def message_in_json(given: object) -> str:
    """The further message in a parsed JSON document. Raises Invalid."""
    if not isinstance(given, dict):
        raise Invalid({"body": "body_not_object"})
    if not {"message"}.issuperset(given):
        raise Invalid({"body": "body_unknown_field"})
    message = given.get("message", "")
    if not isinstance(message, str):
        raise Invalid({"message": "field_type"})
    return message


def form_submission(typed: Typed, *, key: str, district: District, received_at: datetime, language: str) -> Submission:
    """Raises Invalid with a sentence's key for each field that a person must look at again. `language` is the page's,
    used where none was chosen. Who stays anonymous leaves neither name nor address."""
    addresses, wrong = _addresses(typed)
    wrong = _wrong(typed, district) | wrong
    if wrong:
        raise Invalid({name: wrong[name] for name in _NAMES_IN_ORDER if name in wrong})
    chosen = typed.language or language
    return Submission(
        source=Source(key=f"form:{key}", fingerprint=typed.fingerprint),
        channel=Channel.FORM,
        received_at=received_at,
        text=typed.message,
        name="" if typed.anonymous else typed.name,
        language=chosen if chosen in district.languages else "",
        addresses=addresses,
        topic="" if typed.topic == NOT_SURE else typed.topic,
        school=typed.school,
        texts_allowed=typed.texts and bool(typed.phone) and not typed.anonymous,
    )


def web_submission(message: str, *, inquiry: Inquiry, key: str, received_at: datetime) -> Submission:
    """A further message from the private page, whose link was proved before. Raises Invalid."""
    text = _clean("message", message)
    wrong = _wrong_message(text)
    if wrong:
        raise Invalid({"message": wrong})
    first = next((one for one in inquiry.participants if one.admitted), None)
    return Submission(
        source=Source(key=f"web:{inquiry.reference}:{key}", fingerprint=_digest([inquiry.reference, text])),
        channel=Channel.WEB,
        received_at=received_at,
        text=text,
        name=first.name if first else "",
        language=inquiry.language,
        addresses=(first.address,) if first else (),
        thread=ThreadHints(reference=inquiry.reference),
    )


_NAMES_IN_ORDER = ("message", "topic", "school", "name", "email", "phone", "language", "texts", "anonymous")


def _wrong(typed: Typed, district: District) -> dict[str, str]:
    wrong = {name: "too_long" for name, most in LINE_LIMITS.items() if len(getattr(typed, name)) > most}
    message = _wrong_message(typed.message)
    if message:
        wrong["message"] = message
    if typed.topic not in {"", NOT_SURE} and not district.has_topic(typed.topic):
        wrong["topic"] = "topic_unknown"
    if typed.school and district.school(typed.school) is None:
        wrong["school"] = "school_unknown"
    if typed.language and typed.language not in district.languages:
        wrong["language"] = "language_unknown"
    return wrong


def _wrong_message(text: str) -> str:
    if not text:
        return "message_missing"
    return "message_too_long" if len(text) > MESSAGE_LIMIT else ""


def _addresses(typed: Typed) -> tuple[tuple[Address, ...], dict[str, str]]:
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


def _fits(name: str, value: object) -> bool:
    return isinstance(value, bool if name in _FLAGS else str)


def _clean(name: str, value: str) -> str:
    """One line without control and direction characters; a message keeps its lines."""
    value = _SURROGATES.sub("\ufffd", value)
    if name == "message":
        lines = value.replace("\r\n", "\n").replace("\r", "\n")
        return _CONTROLS_IN_TEXT.sub("", lines).strip()
    return " ".join(_CONTROLS.sub(" ", value).split())


def _digest(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
