"""What a provider tells of a message afterwards, and what that changes.

| known  | delivered | bounced | complained |
|--------|-----------|---------|------------|
| sent, claimed, unconfirmed | delivered | bounced | complained |
| delivered | – | bounced (a mail may bounce after its delivery was reported) | complained |
| bounced   | – (reports arrive in any order) | – | complained |
| complained | – | – | – |
"""

from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.words import Delivery


class Verdict(StrEnum):
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    DELAYED = "delayed"


@dataclass(frozen=True, slots=True)
class Feedback:
    """`key` is the message's (`ses_key`, `text_key`); `permanent` tells a hard bounce from a passing one. `reference` and
    `send` are the ledger row's own name, where the provider carried it along: they find a send whose worker died before
    it could note the provider's id."""

    key: str
    verdict: Verdict
    permanent: bool = False
    why: str = ""
    reference: str = ""
    send: str = ""
    only_to: tuple[str, ...] = ()


_EARLY = frozenset({Delivery.CLAIMED, Delivery.SENT, Delivery.UNCONFIRMED})
_FROM: dict[Verdict, tuple[frozenset[Delivery], Delivery]] = {
    Verdict.DELIVERED: (_EARLY, Delivery.DELIVERED),
    Verdict.BOUNCED: (_EARLY | {Delivery.DELIVERED}, Delivery.BOUNCED),
    Verdict.COMPLAINED: (_EARLY | {Delivery.DELIVERED, Delivery.BOUNCED}, Delivery.COMPLAINED),
}


def after(known: Delivery, feedback: Feedback, *, recipient: str) -> Delivery | None:
    """The new state, or None when the report changes nothing (a delay, a soft bounce, a repetition, a late report, or one
    that speaks of somebody else than the message's recipient)."""
    if feedback.only_to and recipient not in feedback.only_to:
        return None
    if feedback.verdict is Verdict.DELAYED or (feedback.verdict is Verdict.BOUNCED and not feedback.permanent):
        return None
    allowed, becomes = _FROM[feedback.verdict]
    return becomes if known in allowed else None
