"""What was typed into the form, read from HTML fields or a JSON document, made safe to store but not yet judged."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from hashlib import sha256

from chalicelib.channels.topic_fields import FIELD_LIMIT, given_fields
from chalicelib.domain.errors import Invalid

MESSAGE_LIMIT = 8_000
LINE_LIMITS = {"name": 120, "email": 254, "phone": 40, "topic": 80, "school": 80, "language": 20}
NOT_SURE = "not_sure"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_CONTROLS_IN_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_CHECKED = frozenset({"on", "yes", "true", "1"})


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields as typed; `fields` are those of the topic, by their ids."""

    message: str = ""
    topic: str = ""
    school: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    anonymous: bool = False
    texts: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """Digests all of it."""
        return digest({name: value for name, value in asdict(self).items() if name != "fields" or value})


_FLAGS = frozenset({"anonymous", "texts"})
_CHOICES = frozenset({"topic", "school", "language"})
_NAMES = frozenset(one.name for one in fields(Typed))
_LINES = _NAMES - _FLAGS - {"fields"}
_MOST_FIELDS = 60


def typed_in_form(given: Mapping[str, str]) -> Typed:
    """From an HTML form; fields it does not know are ignored."""
    flags = {name: given.get(name, "").lower() in _CHECKED for name in _FLAGS}
    return _typed({name: given.get(name, "") for name in _LINES}, flags, given_fields(given, given.get("topic", "")))


def typed_in_json(given: object) -> Typed:
    """From a parsed JSON document. Raises Invalid for what is no object, for unknown names and for wrong types."""
    if not isinstance(given, dict):
        raise Invalid({"body": "body_not_object"})
    plain = {name: value for name, value in given.items() if name != "fields"}
    wrong = {name: why for name, value in plain.items() if name in _NAMES and (why := _unfit(name, value))}
    wrong |= _unfit_fields(given.get("fields", {}))
    if not _NAMES.issuperset(given):
        wrong["body"] = "body_unknown_field"
    if wrong:
        raise Invalid(wrong)
    return _typed(plain, plain, given.get("fields", {}))


def _typed(lines: Mapping[str, str], flags: Mapping[str, bool], own: Mapping[str, str]) -> Typed:
    return Typed(
        message=clean("message", lines.get("message", "")),
        topic=clean("topic", lines.get("topic", "")),
        school=clean("school", lines.get("school", "")),
        name=clean("name", lines.get("name", "")),
        email=clean("email", lines.get("email", "")),
        phone=clean("phone", lines.get("phone", "")),
        language=clean("language", lines.get("language", "")),
        anonymous=flags.get("anonymous", False),
        texts=flags.get("texts", False),
        fields={name: clean(name, value) for name, value in own.items()},
    )


def message_in_json(given: object) -> str:
    """The further message in a parsed JSON document. Raises Invalid."""
    if not isinstance(given, dict):
        raise Invalid({"body": "body_not_object"})
    if not {"message"}.issuperset(given):
        raise Invalid({"body": "body_unknown_field"})
    message = given.get("message", "")
    why = _unfit("message", message)
    if why:
        raise Invalid({"message": why})
    return str(message)


def _unfit(name: str, value: object) -> str:
    """What the description of the JSON door forbids, measured before anything is cleaned."""
    if name in _FLAGS:
        return "" if isinstance(value, bool) else "field_type"
    if not isinstance(value, str):
        return "field_type"
    if name in _CHOICES:
        return "" if value == clean(name, value) else f"{name}_unknown"
    if name == "message":
        return "message_too_long" if len(value) > MESSAGE_LIMIT else ""
    return "too_long" if len(value) > LINE_LIMITS[name] else ""


def _unfit_fields(given: object) -> dict[str, str]:
    """Their names are the sender's own, and are not repeated."""
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        return {"fields": "field_type"}
    if len(given) > _MOST_FIELDS:
        return {"fields": "field_unknown"}
    return {"fields": "too_long"} if any(len(value) > FIELD_LIMIT for value in given.values()) else {}


def clean(name: str, value: str) -> str:
    """One line without control and direction characters; a message keeps its lines."""
    value = _SURROGATES.sub("\ufffd", value)
    if name == "message":
        lines = value.replace("\r\n", "\n").replace("\r", "\n")
        return _CONTROLS_IN_TEXT.sub("", lines).strip()
    return " ".join(_CONTROLS.sub(" ", value).split())


def digest(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
