"""Log a call: what somebody said to staff is received as if they had written it, under the same rules."""

from collections.abc import Callable

from chalicelib.domain.errors import NotAllowed
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.permissions import Act, Actor, may_anywhere
from chalicelib.domain.submission import Submission
from chalicelib.usecases.handle import Counter, opened
from chalicelib.usecases.receive import Received, receive


def log_call(submission: Submission, *, actor: Actor, at: Counter) -> Received:
    """A matter of its own; the rules say whose. Raises NotAllowed, Invalid, Conflict or Busy."""
    if not may_anywhere(actor, Act.LOG_CALL):
        raise NotAllowed(Act.LOG_CALL)
    return receive(submission, store=at.store, districts=at.districts, randomness=at.randomness)


def log_further_call(
    reference: str, submission_of: Callable[[Inquiry], Submission], *, actor: Actor, at: Counter
) -> Received:
    """On an inquiry that is there. Raises NotFound, NotAllowed, Invalid, Conflict or Busy."""
    inquiry = opened(reference, Act.LOG_CALL, actor=actor, at=at).inquiry
    return receive(submission_of(inquiry), store=at.store, districts=at.districts, randomness=at.randomness)
