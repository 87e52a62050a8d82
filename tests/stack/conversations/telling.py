"""Telling a conversation: a few lines for each inquiry, to be compared with the lines of its script."""

import re
from collections import Counter

from stack.conversations.scene import Scene

from chalicelib.domain.contact import Address
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Case, Message
from chalicelib.domain.words import Delivery, Direction

SHOWN = 90
_TOLD_BY_SENDS = {
    EventType.ACKNOWLEDGEMENT_SENT,
    EventType.NOTIFICATION_SENT,
    EventType.MESSAGE_SENT,
    EventType.SEND_SKIPPED,
    EventType.PAGE_SENT,
    EventType.FILES_STORED,
}
"""Their order among the others depends on which function was first; sends are told in a line of their own."""
_ARROWS = {Direction.INBOUND: "<", Direction.OUTBOUND: ">", Direction.NOTE: "#"}


def told(scene: Scene) -> str:
    """Each inquiry: its state; what was said, by whom; its events in order; its sends and files, sorted."""
    return "\n".join(line for number in range(len(scene.cases)) for line in _case_told(scene, number))


def _case_told(scene: Scene, number: int) -> list[str]:
    case = scene.cases[number]
    inquiry = case.inquiry
    about = [inquiry.status, inquiry.priority, inquiry.topic, inquiry.language]
    about += [f"held({inquiry.held})"] if inquiry.held else []
    about += [f"linked({_number(scene, one)})" for one in inquiry.linked]
    about += [f"merged({_number(scene, inquiry.merged_into)})"] if inquiry.merged_into else []
    about += [f"waits({name(one.address)})" for one in inquiry.participants if not (one.admitted or one.refused)]
    about += [f"refused({name(one.address)})" for one in inquiry.participants if one.refused]
    events = [one.type for one in case.events if one.type not in _TOLD_BY_SENDS]
    stored = [len(one.detail["files"]) for one in case.events if one.type is EventType.FILES_STORED]
    sends = Counter(f"{one.template} {name(one.recipient)} {one.status}" for one in case.sends)
    told = [f"{one} x{times}" if times > 1 else one for one, times in sorted(sends.items())]
    return [
        f"{number + 1} {' '.join(about)}",
        *(f"  {_message_told(scene, one, case)}" for one in case.messages),
        f"  events {' '.join(events)}",
        f"  sends {', '.join(told) or 'nothing'}",
        *([f"  files {sum(stored)}"] if stored else []),
    ]


def _message_told(scene: Scene, message: Message, case: Case) -> str:
    words = " ".join(message.shown.split())
    words = words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
    who = message.author or (name(message.sender) if message.sender else "somebody")
    marks = ["automatic"] if message.automatic else []
    marks += ["cut"] if message.truncated else []
    marks += [f"now {_number(scene, message.split_into)}"] if message.split_into else []
    marks += [f"from {_number(scene, message.reference)}"] if message.reference != case.inquiry.reference else []
    mark = f" ({', '.join(marks)})" if marks else ""
    files = "".join(f" +{one.name or one.content_type}" for one in message.attachments)
    return f"{_ARROWS[message.direction]} {message.channel} {who}{mark}: {words}{files}"


def _number(scene: Scene, reference: str) -> str:
    found = [str(at) for at, one in enumerate(scene.cases, start=1) if one.inquiry.reference == reference]
    return found[0] if found else f"unknown {reference}"


def name(address: Address) -> str:
    """The local part of a mail address, the last four digits of a number."""
    return re.sub(r"@.*", "", address.value) if "@" in address.value else address.value[-4:]


def unsaid(case: Case) -> Counter[str]:
    """Sends without the event that tells of them, and such events without a send: there must be none."""
    kinds = {"acknowledgement": EventType.ACKNOWLEDGEMENT_SENT, "reply": EventType.MESSAGE_SENT}
    wanted: Counter[str] = Counter()
    for send in case.sends:
        usual = kinds.get(send.template.partition("_")[0], EventType.NOTIFICATION_SENT)
        wanted[f"{send.key} {EventType.SEND_SKIPPED if send.status is Delivery.SKIPPED else usual}"] += 1
    known = {*kinds.values(), EventType.NOTIFICATION_SENT, EventType.SEND_SKIPPED}
    wanted.subtract(f"{one.detail['send']} {one.type}" for one in case.events if one.type in known)
    return Counter({one: times for one, times in wanted.items() if times})
