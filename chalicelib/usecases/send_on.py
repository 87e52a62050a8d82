"""Send on: a reply that could not reach the family by one way goes by the other, once; where none is left, the deadline it
met runs again and the team is told."""

from dataclasses import replace

from chalicelib.domain import replying
from chalicelib.domain.commit import Commit, Outcome, decided, numbered
from chalicelib.domain.contact import Address
from chalicelib.domain.errors import Conflict
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.inquiry import Case, Message, Send
from chalicelib.usecases.desk import Desk
from chalicelib.usecases.living import living
from chalicelib.usecases.reply import shut

_TRIES = 5


def send_on(event: Event, *, desk: Desk) -> tuple[str, tuple[Address, ...]]:
    """The event whose notice goes on, and to whom: the same event as at first, so that the ledger knows each reply
    and recipient once, however many addresses fail. Nobody: nothing is left to send. Raises Conflict or Busy."""
    for _ in range(_TRIES):
        case = desk.store.case(event.reference)
        message = _message(case, event) if case else None
        failed = _failed(case, event) if case else None
        if case is None or message is None or failed is None:
            return "", ()
        closed = shut(case.inquiry, desk.store)
        left = tuple(one for one in replying.other_way(case.inquiry, failed.recipient) if one not in closed)
        try:
            if set(left) <= {one.recipient for one in replying.sends_of(message, case.sends)}:
                _give_up(case, message, failed, desk=desk)
        except Conflict:
            continue
        return _written(case, message), left
    raise Conflict("inquiry")


def _give_up(case: Case, message: Message, failed: Send, *, desk: Desk) -> None:
    """Once for each reply, and only when every send of it failed."""
    known = any(
        one.type is EventType.FAMILY_UNREACHED and one.detail.get("message") == message.id for one in case.events
    )
    if known or not replying.reached_nobody(message, case.sends):
        return
    stamp = desk.randomness.stamp()
    outcomes = [Outcome(EventType.FAMILY_UNREACHED, {"message": message.id, "why": failed.reason})]
    events = numbered(case.inquiry.reference, stamp, outcomes)
    bumped = replace(case.inquiry, version=case.inquiry.version + 1)
    commit = Commit(reference=case.inquiry.reference, stamp=stamp, inquiry=bumped, events=events)
    district = desk.district()
    again = replying.unanswered(living(case.inquiry, desk.store), message.id, stamp.now, district)
    desk.store.commit(decided(replying.with_clock(commit, again) if again else commit, district.version))


def _message(case: Case, event: Event) -> Message | None:
    return next((one for one in case.messages if one.id == event.detail.get("message")), None)


def _failed(case: Case, event: Event) -> Send | None:
    return next((one for one in case.sends if one.key == event.detail.get("send")), None)


def _written(case: Case, message: Message) -> str:
    return next(
        one.id
        for one in case.events
        if one.type is EventType.MESSAGE_WRITTEN and one.detail.get("message") == message.id
    )
