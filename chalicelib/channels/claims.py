"""A claim on an upload, as a form carries it: `WORDS.SIGNATURE`, the upload as JSON in base64url (RFC 4648 section 5) without
padding, then the signature over it and over the key of the form that it is for. And how programs ask for one in JSON, and name
those they have."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from datetime import UTC, datetime

from chalicelib.domain.errors import Invalid
from chalicelib.domain.tokens import Purpose, Signer
from chalicelib.domain.uploads import MOST_UPLOADS, Upload

LONGEST = 2_048
"""Characters of a claim."""
CLAIMS = "uploads"
"""What a JSON document calls them."""
WANTED_LIMITS = {"name": 255, "type": 127}
"""Characters of a file's name and type; further ones are no file's."""


def claim_token(signer: Signer, upload: Upload, *, form: str) -> str:
    """See above; `read_claim` is its inverse."""
    told = json.dumps([upload.id, upload.name, upload.content_type, int(upload.until.timestamp())])
    words = urlsafe_b64encode(told.encode()).decode().rstrip("=")
    return f"{words}.{signer.sign(Purpose.UPLOAD, form, words)}"


def read_claim(signer: Signer, token: str, *, form: str, now: datetime) -> Upload | None:
    """What the claim proves; None for one of another form, one too old, and one that was not made by these keys. Never
    raises."""
    words, _, signature = token[:LONGEST].rpartition(".")
    if not token.isascii() or not signer.proves(signature, Purpose.UPLOAD, form, words):
        return None
    try:
        told = json.loads(urlsafe_b64decode(words + "=" * (-len(words) % 4)))
    except (Error, ValueError):
        return None
    until = datetime.fromtimestamp(told[3], UTC)
    return Upload(told[0], told[1], told[2], until) if now <= until else None


def claims_in_json(given: object) -> tuple[object, tuple[str, ...]]:
    """The document without its claims, and those. Raises Invalid for what is no list of claims."""
    if not isinstance(given, dict) or CLAIMS not in given:
        return given, ()
    named = given[CLAIMS]
    if not isinstance(named, list) or not all(isinstance(one, str) and len(one) <= LONGEST for one in named):
        raise Invalid({CLAIMS: "field_type"})
    if len(named) > MOST_UPLOADS:
        raise Invalid({CLAIMS: "files_too_many"})
    return {name: value for name, value in given.items() if name != CLAIMS}, tuple(named)


def wanted_in_json(given: object) -> tuple[str, str, int]:
    """Name, type and size in bytes of a file that a program wants to send. Raises Invalid."""
    if not isinstance(given, dict):
        raise Invalid({"body": "body_not_object"})
    lines = {name: given.get(name, "") for name in WANTED_LIMITS}
    size = given.get("size", 0)
    wrong = {name: "field_type" for name, value in lines.items() if not isinstance(value, str)}
    wrong |= {name: "too_long" for name, most in WANTED_LIMITS.items() if name not in wrong and len(lines[name]) > most}
    if type(size) is not int:
        wrong["size"] = "field_type"
    if not {*WANTED_LIMITS, "size"}.issuperset(given):
        wrong["body"] = "body_unknown_field"
    if wrong:
        raise Invalid(wrong)
    return lines["name"], lines["type"], size
