"""A claim on an upload, as a form carries it: `WORDS.SIGNATURE`, the upload as JSON in base64url (RFC 4648 section 5) without
padding, then the signature over it and over the key of the form that it is for."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from datetime import UTC, datetime

from chalicelib.domain.tokens import Purpose, Signer
from chalicelib.domain.uploads import Upload

_LONGEST = 2_048


def claim_token(signer: Signer, upload: Upload, *, form: str) -> str:
    """See above; `read_claim` is its inverse."""
    told = json.dumps([upload.id, upload.name, upload.content_type, int(upload.until.timestamp())])
    words = urlsafe_b64encode(told.encode()).decode().rstrip("=")
    return f"{words}.{signer.sign(Purpose.UPLOAD, form, words)}"


def read_claim(signer: Signer, token: str, *, form: str, now: datetime) -> Upload | None:
    """What the claim proves; None for one of another form, one too old, and one that was not made by these keys. Never
    raises."""
    words, _, signature = token[:_LONGEST].rpartition(".")
    if not token.isascii() or not signer.proves(signature, Purpose.UPLOAD, form, words):
        return None
    try:
        told = json.loads(urlsafe_b64decode(words + "=" * (-len(words) % 4)))
    except (Error, ValueError):
        return None
    until = datetime.fromtimestamp(told[3], UTC)
    return Upload(told[0], told[1], told[2], until) if now <= until else None
