"""Inquiries laid out for a terminal. Whatever a family wrote is shown without its control characters."""

import textwrap
from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from chalicelib.channels.outbound.clean import lines, one_line
from chalicelib.domain.deadline import Deadline
from chalicelib.domain.district import District
from chalicelib.domain.events import Event
from chalicelib.domain.files import stored
from chalicelib.domain.inquiry import Case, Inquiry, Message, Page, Participant, Send
from chalicelib.domain.replying import delivery_of
from chalicelib.domain.words import Direction
from chalicelib.ports import Summary

_WIDTH = 110
_COLUMNS = "{0:<9}  {1:<12}  {2:<5}  {3:<8}  {4:<7}  {5:<17}  {6}"


def list_lines(found: Sequence[Summary], *, zone: ZoneInfo) -> Iterator[str]:
    """One line an inquiry, under a heading."""
    yield _COLUMNS.format("reference", "opened", "by", "priority", "status", "topic", "subject").rstrip()
    for one in found:
        subject = f"[held: {one_line(one.held)}] {one_line(one.subject)}" if one.held else one_line(one.subject)
        at = f"{one.opened_at.astimezone(zone):%b %d %H:%M}"
        line = _COLUMNS.format(one.reference, at, one.channel, one.priority, one.status, one.topic, subject)
        yield _cut(line)


def case_lines(case: Case, *, district: District | None, zone: ZoneInfo) -> Iterator[str]:
    """The whole of it, section by section."""
    yield from _head(case.inquiry, district, zone)
    yield ""
    yield "Messages"
    for number, message in enumerate(case.messages, start=1):
        yield from _message(number, message, case, zone)
    yield "Timeline"
    for event in case.events:
        yield _cut(_event(event, zone))
    if case.sends:
        yield "Sends"
    for send in case.sends:
        yield _cut(_send(send, zone))
    if case.pages:
        yield "Pages"
    for page in case.pages:
        yield _cut(_page(page, zone))


def _head(inquiry: Inquiry, district: District | None, zone: ZoneInfo) -> Iterator[str]:
    topic = district.topic(inquiry.topic).names.get("en", inquiry.topic) if district else inquiry.topic
    team = district.team(inquiry.team).name if district else inquiry.team
    school = district.school(inquiry.school) if district else None
    yield _cut(f"{inquiry.reference}  {one_line(inquiry.subject)}")
    words = [inquiry.status, inquiry.priority, topic, team, school.name if school else inquiry.school]
    yield "  " + " · ".join(word for word in words if word)
    yield f"  opened {_at(inquiry.opened_at, zone)} by {inquiry.channel}, in {inquiry.language}"
    yield f"  decided under configuration {inquiry.decided_under}"
    who = ", ".join(map(_who, inquiry.participants))
    yield f"  from {who or 'somebody who stays anonymous'}"
    for label, value in (
        ("answers", "; ".join(f"{one.field}: {one.value}" for one in inquiry.details)),
        ("assignee", inquiry.assignee),
        ("held", inquiry.held),
        ("dangers", ", ".join(inquiry.dangers)),
        ("linked to", ", ".join(inquiry.linked)),
        ("with what was said in", ", ".join(inquiry.merged)),
        ("merged into", inquiry.merged_into),
    ):
        if value:
            yield f"  {label}: {one_line(value)}"
    yield from _deadline(inquiry, zone)


def _deadline(inquiry: Inquiry, zone: ZoneInfo) -> Iterator[str]:
    if not inquiry.clocks:
        yield "  no deadline is running"
    for clock in inquiry.clocks:
        yield from _clock(clock, zone)


def _clock(clock: Deadline, zone: ZoneInfo) -> Iterator[str]:
    kind = clock.kind.replace("_", " ")
    yield f"  {kind} {'was' if clock.missed else 'is'} due {_at(clock.due_at, zone)}: {clock.explanation}"
    if clock.paused_at:
        yield f"    stands still since {_at(clock.paused_at, zone)}, waiting for the family"
        return
    step = "the warning" if clock.step < 0 else f"step {clock.step + 1} of the ladder"
    yield f"  next: {step} at {_at(clock.next_at, zone)}" if clock.next_at else "  every step of the ladder was climbed"


def _who(one: Participant) -> str:
    state = "" if one.admitted else " (refused)" if one.refused else " (waits to be admitted)"
    return f"{one_line(one.name)} <{one.address.value}>".strip() + state


def _message(number: int, message: Message, case: Case, zone: ZoneInfo) -> Iterator[str]:
    """`number` is what `inquiry split` calls it by."""
    known = message.sender.value if message.sender else message.author
    who = one_line(message.author_name) or known or ("someone who has the private link" if message.by_link else "")
    said = f"{message.direction} {message.channel}  {who}" + "".join(f"  [{one}]" for one in _marks(message, case))
    yield f"  {number}  {_at(message.at, zone)}  {said}"
    for line in lines(message.shown).split("\n"):
        yield from textwrap.wrap(line, _WIDTH - 6, initial_indent=" " * 6, subsequent_indent=" " * 6) or [""]
    digests = stored(case, message)
    for file in message.attachments:
        where = f"parts/{digests[file.part][:12]}…" if file.part in digests else "in the original only"
        yield f"      + {one_line(file.name)} ({file.content_type}, {file.size} bytes, {where})"
    for note in message.notes:
        yield f"      note: {one_line(note)}"


def _marks(message: Message, case: Case) -> list[str]:
    marks = [word for word, said in (("automatic", message.automatic), ("cut", message.truncated)) if said]
    marks += [] if message.verified else ["sender not verified"]
    marks += [str(delivery_of(message, case.sends))] if message.direction is Direction.OUTBOUND else []
    marks += [f"came with {message.reference}"] if message.reference != case.inquiry.reference else []
    return marks + ([f"split off into {message.split_into}"] if message.split_into else [])


def _event(event: Event, zone: ZoneInfo) -> str:
    told = ((name, value) for name, value in event.detail.items() if value not in ("", None, [], ()))
    detail = "  ".join(f"{name}={_value(value)}" for name, value in told)
    actor = "" if event.actor == "earshot" else f" by {event.actor}"
    return f"  {_at(event.at, zone)}  {event.type}{actor}  {detail}".rstrip()


def _send(send: Send, zone: ZoneInfo) -> str:
    staff = f" ({send.staff})" if send.staff else ""
    reason = f": {one_line(send.reason)}" if send.reason else ""
    tries = f", {send.attempts} attempts" if send.attempts > 1 else ""
    return f"  {_at(send.at, zone)}  {send.status:<11}  {send.template} to {send.recipient.value}{staff}{tries}{reason}"


def _page(page: Page, zone: ZoneInfo) -> str:
    if page.acknowledged_at:
        how = f"acknowledged by {page.acknowledged_by} at {_at(page.acknowledged_at, zone)}"
    else:
        how = "unanswered by everybody on call" if page.exhausted else "waits for somebody to acknowledge"
    return f"  {_at(page.at, zone)}  {page.step} told  {how}"


def _value(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else one_line(str(value))


def _at(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%b %d %H:%M:%S}"


def _cut(line: str) -> str:
    return line if len(line) <= _WIDTH * 2 else line[: _WIDTH * 2 - 1] + "…"
