"""Notify: the automatic answers, the team's notices, and a person's replies."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.consequences import Action, Consequence
from chalicelib.domain.contact import Address
from chalicelib.domain.errors import NotFound, Transient
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.inquiry import Inquiry, Message
from chalicelib.domain.ledger import Notice
from chalicelib.domain.outbound import Matter
from chalicelib.domain.recipients import channel_to, family_address, family_addresses, staff_addresses, team_addresses
from chalicelib.domain.replying import REPLY
from chalicelib.domain.words import Channel, Reach
from chalicelib.usecases.deliver import deliver
from chalicelib.usecases.desk import Desk
from chalicelib.usecases.details import details_of
from chalicelib.usecases.hold import hold
from chalicelib.usecases.send_on import send_on

_TEAM_TEMPLATES = {
    EventType.INQUIRY_OPENED: "team_new",
    EventType.INQUIRY_HELD: "team_held",
    EventType.MESSAGE_RECEIVED: "team_message",
    EventType.MESSAGE_BOUNCED: "team_bounced",
    EventType.DELIVERY_UNCONFIRMED: "team_unconfirmed",
    EventType.FAMILY_UNREACHED: "team_unreached",
    EventType.INQUIRY_ASSIGNED: "team_moved",
    EventType.TOPIC_CHANGED: "team_moved",
    EventType.STAFF_MAIL_KEPT: "staff_kept",
}
_SOME_TEMPLATES = {EventType.MESSAGE_BOUNCED: "team_bounced_some"}
"""The same, where others of the family were reached."""
_STAFF_TEMPLATES = {
    EventType.DEADLINE_WARNED: "staff_warning",
    EventType.ESCALATION_STEP_TAKEN: "staff_escalation",
    EventType.PAGE_ACKNOWLEDGED: "page_taken",
    EventType.INQUIRY_ASSIGNED: "staff_assigned",
    EventType.NOTE_ADDED: "staff_called",
    EventType.REPLY_RETURNED: "staff_returned",
    EventType.REVEAL_ASKED: "staff_reveal_asked",
    EventType.CONTACT_REVEALED: "staff_revealed",
    EventType.STAFF_MAIL_KEPT: "staff_kept",
}
_PAGE_TEMPLATES = {EventType.ESCALATION_STEP_TAKEN: "page_unanswered", EventType.STAFF_MAIL_KEPT: "page_kept"}
"""The same, where the event speaks of a page."""
_ANSWERS = {True: "page_yours", False: "page_late"}
_COMMAND_TEMPLATES = {
    Action.CONFIRM_STOP: "stop_confirmed",
    Action.CONFIRM_START: "start_confirmed",
    Action.SEND_HELP: "help",
    Action.SEND_CODE_HELP: "page_code_unknown",
}


@dataclass(frozen=True, slots=True)
class _Task:
    """One consequence with what it is about."""

    action: Action
    event: Event
    inquiry: Inquiry
    message: Message | None
    desk: Desk
    now: datetime


def notify(consequence: Consequence, *, desk: Desk) -> None:
    """Sends all that the consequence asks for, each once. One recipient's trouble never keeps another's notice: all
    are tried, then the first Transient is raised. Raises NotFound for an inquiry that does not exist."""
    event = consequence.event
    inquiry, message = desk.store.inquiry_and_message(event.reference, str(event.detail.get("message", "")))
    if inquiry is None:
        raise NotFound(f"inquiry {event.reference}")
    task = _Task(consequence.action, event, inquiry, message, desk, desk.randomness.stamp().now)
    trouble: list[Transient] = []
    paged = str(event.detail.get("page", ""))
    matter = Matter(
        inquiry=inquiry,
        message=message,
        now=task.now,
        details=details_of(event, inquiry, desk.district()),
        page_id=paged,
    )
    for notice in _WRITERS[task.action](task):
        try:
            if not (notice.staff and hold(notice, inquiry, desk=desk)):
                deliver(notice, matter, desk=desk)
        except Transient as error:
            trouble.append(error)
    if trouble:
        raise trouble[0]


def _acknowledgement(task: _Task) -> Iterable[Notice]:
    recipient = (_envelope(task) if task.inquiry.channel is Channel.EMAIL else None) or family_address(task.inquiry)
    template = "acknowledgement_danger" if task.inquiry.dangers else "acknowledgement"
    if recipient:
        yield replace(_notice(task, template, recipient, audience="family"), limited=True)


def _envelope(task: _Task) -> Address | None:
    """RFC 3834 section 4: an automatic answer goes to the envelope sender, when that is an address."""
    envelope = task.message.envelope if task.message else None
    return envelope if envelope and envelope.verified else None


def _files_left(task: _Task) -> Iterable[Notice]:
    """To whoever sent them, and nobody else on the inquiry."""
    recipient = _envelope(task) or (task.message.sender if task.message else None)
    if recipient:
        yield replace(_notice(task, "files_left", recipient, audience="family"), limited=True)


def _to_team(task: _Task) -> Iterable[Notice]:
    """What is shared out among the team is the team's, however soon somebody has it: they hear of that themselves."""
    some = _SOME_TEMPLATES.get(task.event.type) if task.event.detail.get("others") else None
    template = some or _TEAM_TEMPLATES[task.event.type]
    inquiry = replace(task.inquiry, assignee="") if task.event.detail.get("assign") else task.inquiry
    for staff, address in team_addresses(inquiry, task.desk.district(), at=task.now):
        yield replace(_notice(task, template, address, audience="staff"), staff=staff)


def _to_staff(task: _Task) -> Iterable[Notice]:
    district = task.desk.district()
    kind = task.event.type
    paged = _PAGE_TEMPLATES.get(kind) if "page" in task.event.detail else None
    template = paged or _STAFF_TEMPLATES[kind]
    for person in filter(None, (district.person(str(staff)) for staff in task.event.detail.get("to", ()))):
        for address in staff_addresses(person, by=_reach(task.event)):
            notice = _notice(task, template, address, audience="staff")
            yield replace(notice, staff=person.id, limited=kind is EventType.STAFF_MAIL_KEPT)


def _to_family(task: _Task) -> Iterable[Notice]:
    """Another date than the one they were given, unless it has changed again or an answer came first."""
    recipient, promised = family_address(task.inquiry), task.inquiry.expected_by
    if recipient and promised and promised.isoformat() == task.event.detail["expected"]:
        yield replace(_notice(task, "expected_moved", recipient, audience="family"), limited=True)


def _to_who_answered_a_page(task: _Task) -> Iterable[Notice]:
    """On the channel they used: that it is theirs, or whose it is."""
    detail = task.event.detail
    person = task.desk.district().person(str(detail["staff"]))
    template = _ANSWERS[detail["staff"] == detail["holder"]]
    for address in staff_addresses(person, by=Reach.BOTH) if person else ():
        if channel_to(address) == detail["how"]:
            yield replace(_notice(task, template, address, audience="staff"), staff=str(detail["staff"]))


def _reach(event: Event) -> Reach:
    return Reach.BOTH if event.detail.get("urgent") else Reach(event.detail.get("by", Reach.MAIL))


def _reply(task: _Task) -> Iterable[Notice]:
    if task.message is None or task.message.channel is Channel.WEB:
        return
    for address in task.message.recipients or family_addresses(task.inquiry):
        yield replace(_notice(task, REPLY, address, audience="family"), repeatable=False)


def _reply_again(task: _Task) -> Iterable[Notice]:
    """Under the event it was first sent for, whatever made it go on."""
    event_id, addresses = send_on(task.event, desk=task.desk)
    for address in addresses:
        notice = _notice(task, REPLY, address, audience="family")
        yield replace(notice, event_id=event_id, repeatable=False)


def _command(task: _Task) -> Iterable[Notice]:
    sender = task.message.sender if task.message else None
    if sender is not None:
        template = _COMMAND_TEMPLATES[task.action]
        notice = _notice(task, template, sender, audience="family")
        stop = task.action is Action.CONFIRM_STOP
        yield replace(notice, even_if_suppressed=stop, limited=not stop)


_WRITERS: dict[Action, Callable[[_Task], Iterable[Notice]]] = {
    Action.ACKNOWLEDGE: _acknowledgement,
    Action.TELL_TEAM: _to_team,
    Action.TELL_STAFF: _to_staff,
    Action.TELL_FAMILY: _to_family,
    Action.TELL_OF_FILES: _files_left,
    Action.SEND_REPLY: _reply,
    Action.SEND_ON: _reply_again,
    Action.CONFIRM_STOP: _command,
    Action.CONFIRM_START: _command,
    Action.SEND_HELP: _command,
    Action.SEND_CODE_HELP: _command,
    Action.CONFIRM_PAGE: _to_who_answered_a_page,
}


def _notice(task: _Task, template: str, recipient: Address, *, audience: str) -> Notice:
    return Notice(
        reference=task.event.reference,
        event_id=task.event.id,
        template=template,
        recipient=recipient,
        audience=audience,
        message_id=str(task.event.detail.get("message", "")),
    )
