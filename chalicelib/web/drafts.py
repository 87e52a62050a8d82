"""An HTML form on its way: its key, and what is said about it when it comes back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from chalicelib.channels.form import KEY
from chalicelib.domain.errors import Invalid, Transient
from chalicelib.usecases.receive import Received
from chalicelib.web.handling import RETRY_SECONDS, retry_header
from chalicelib.web.refusals import Refused
from chalicelib.web.visits import Visit


@dataclass(frozen=True, slots=True)
class Draft:
    """`wrong` maps a field's name to a sentence; `notice` is a title and a sentence about the whole form. `key` is its
    Idempotency-Key: sent twice, it is one message."""

    key: str
    status: int = 200
    wrong: Mapping[str, str] = field(default_factory=dict)
    notice: tuple[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def new_draft(visit: Visit, given_key: str = "") -> Draft:
    """Under the hidden field's key; a form that brings none is a form of its own."""
    return Draft(given_key if KEY.fullmatch(given_key) else visit.services.randomness.stamp().id)


def idempotency_key(visit: Visit) -> str:
    """The header's value, of a program's request. Raises Refused with 400."""
    key = visit.ask.headers.get("idempotency-key", "")
    if not KEY.fullmatch(key):
        raise Refused(400, "no_key")
    return key


def attempt(visit: Visit, draft: Draft, send: Callable[[], Received]) -> Received | Draft:
    """What `send` received, or the draft with what to say about it: its fields (422), too many (429), or that nothing
    was lost and the same form may be sent again (503)."""
    try:
        return send()
    except Invalid as invalid:
        return _judged(visit, draft, invalid)
    except Refused as refused:
        return postponed(visit, draft, refused)
    except Transient:
        return postponed(visit, draft, Refused(503, "busy", retry_after=RETRY_SECONDS))


def _judged(visit: Visit, draft: Draft, invalid: Invalid) -> Draft:
    """A form whose key was used for other words gets a new key: the next attempt is a message of its own."""
    say = visit.words.say
    if "idempotency_key" in invalid.fields:
        notice = (say("sent_before_title"), say("sent_before"))
        return replace(new_draft(visit), status=422, notice=notice)
    return replace(draft, status=422, wrong={name: say(f"wrong_{why}") for name, why in invalid.fields.items()})


def postponed(visit: Visit, draft: Draft, refused: Refused) -> Draft:
    """The key stays: perhaps it was stored after all, and sending again is safe."""
    say = visit.words.say
    notice = (say(f"refused_{refused.why}_title"), say(f"refused_{refused.why}"))
    return replace(draft, status=refused.status, notice=notice, headers=retry_header(refused))
