"""Texts: the two-way SMS payload that arrives over SNS, reduced to a submission.

Source: https://docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms-payload.html (originationNumber,
destinationNumber, messageKeyword, messageBody, inboundMessageId, previousPublishedMessageId; no time, no media).
"""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from chalicelib.channels.email.language import detect
from chalicelib.channels.phones import normal_phone
from chalicelib.domain.reference import references_in
from chalicelib.domain.submission import Kind, Source, Submission, ThreadHints, text_key
from chalicelib.domain.words import Channel

_RAW_SHOWN = 4_000
_LONGEST_ID = 200


def read_text(body: str, *, delivery_id: str, received_at: datetime) -> Submission:
    """From the queue message's body. What is no such payload still becomes a submission that shows it to a person;
    `delivery_id` then stands for the id it lacks."""
    payload = _payload(body)
    number, said = payload.get("originationNumber"), payload.get("messageBody")
    if not isinstance(number, str) or not isinstance(said, str) or not number.strip():
        return _unreadable(body, delivery_id=delivery_id, received_at=received_at)
    text = _storable(said).replace("\x00", "").strip()
    sender = normal_phone(_storable(number))
    language, hint = detect(text)
    named = _storable(str(payload.get("inboundMessageId") or delivery_id))
    return Submission(
        source=Source(key=f"sms:{named[:_LONGEST_ID]}", fingerprint=_digest(number + text), reusable=True),
        channel=Channel.SMS,
        received_at=received_at,
        text=text,
        language=language,
        language_hint=bool(hint),
        addresses=(sender,),
        thread=ThreadHints(mentioned=references_in(text)),
        automatic_ok=sender.verified,
        verified=sender.verified,
    )


def _payload(body: str) -> Mapping[str, Any]:
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return payload if isinstance(payload, dict) else {}


def _unreadable(body: str, *, delivery_id: str, received_at: datetime) -> Submission:
    return Submission(
        source=Source(key=text_key(delivery_id), fingerprint=_digest(body)),
        channel=Channel.SMS,
        received_at=received_at,
        kind=Kind.UNREADABLE,
        subject="A text that could not be read",
        text=body[:_RAW_SHOWN],
        automatic_ok=False,
        verified=False,
        notes=("not the two-way SMS payload: shown as it came",),
    )


def _storable(text: str) -> str:
    """JSON may carry half a character (a lone surrogate), which no table takes."""
    return text.encode("utf-8", "replace").decode()


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
