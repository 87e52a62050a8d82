"""Deliver: one notice to one recipient, through the ledger: claim, send, mark."""

from dataclasses import replace

from chalicelib.domain import ledger
from chalicelib.domain.commit import Commit, Outcome, Stamp, numbered
from chalicelib.domain.contact import Address, AddressKind, Contact, LastText
from chalicelib.domain.errors import Conflict, InFlight, NotSent, SendRefused
from chalicelib.domain.events import Event, EventType
from chalicelib.domain.inquiry import Send
from chalicelib.domain.ledger import Notice, Turn
from chalicelib.domain.outbound import Matter, OutboundText
from chalicelib.domain.submission import ses_key, text_key
from chalicelib.domain.words import Delivery
from chalicelib.ports import SendState
from chalicelib.usecases.desk import Desk

_SENT_EVENTS = {"acknowledgement": EventType.ACKNOWLEDGEMENT_SENT, "reply": EventType.MESSAGE_SENT}


def deliver(notice: Notice, matter: Matter, *, desk: Desk) -> Delivery:
    """What is known of the notice afterwards. Raises InFlight, NotSent or Busy (the queue repeats)."""
    state = desk.store.send_state(
        reference=notice.reference,
        send_key=notice.key,
        recipient=notice.recipient,
        with_contact=_is_told_apart(notice),
    )
    stamp = desk.randomness.stamp()
    match ledger.turn(notice, state.send, stamp.now):
        case Turn.DONE:
            assert state.send is not None
            return state.send.status
        case Turn.WAIT:
            raise InFlight(f"{notice.template} {notice.reference}")
        case Turn.GIVE_UP:
            assert state.send is not None
            return settle(state.send, Delivery.UNCONFIRMED, "its worker died while sending", desk=desk)
        case Turn.SEND:
            refused = _refusal(notice, state, stamp, desk=desk)
            row = ledger.claimed(notice, state.send, stamp.now)
            if refused:
                return settle(replace(row, version=row.version - 1), Delivery.SKIPPED, refused, desk=desk)
            return _send(row, state, (notice, matter), desk=desk, stamp=stamp)


def _is_told_apart(notice: Notice) -> bool:
    """A text that comes back names nothing: whoever owns the number is remembered with what was texted to it last."""
    return notice.audience == "family" and notice.recipient.kind is AddressKind.PHONE


def _unknown(number: Address) -> Contact:
    """Whoever answers from a number that a person let in and nobody wrote from yet."""
    return Contact(id=number.key, version=0, addresses=(number,))


def give_up(notice: Notice, status: Delivery, reason: str, *, desk: Desk) -> None:
    """A notice that waits for a busy provider is not tried any more; any other stays as it is. Raises Conflict or Busy."""
    state = desk.store.send_state(reference=notice.reference, send_key=notice.key, recipient=notice.recipient)
    if state.send and state.send.status is Delivery.PENDING:
        settle(state.send, status, reason, desk=desk)


def _refusal(notice: Notice, state: SendState, stamp: Stamp, *, desk: Desk) -> str:
    """Why it must not be sent, or empty."""
    if notice.audience == "family" and _is_ours(notice.recipient, desk):
        return "one of our own addresses"
    if state.suppression and not notice.even_if_suppressed:
        return f"address suppressed ({state.suppression.reason})"
    if _counts(notice, state) and not ledger.within_limits(state.window, stamp.now):
        return "too many automatic messages to this address lately"
    return ""


def _is_ours(recipient: Address, desk: Desk) -> bool:
    """A form can be filled in with any address, ours too: we do not answer ourselves."""
    domain = recipient.value.rpartition("@")[2]
    ours = {one.lower() for one in desk.district().mail_addresses}
    return recipient.kind is AddressKind.EMAIL and (domain == desk.mail_domain.lower() or recipient.value in ours)


def _counts(notice: Notice, state: SendState) -> bool:
    """Its first claim counts; a provider that was busy meanwhile must not use up the limit."""
    return notice.limited and state.send is None


def _send(row: Send, state: SendState, said: tuple[Notice, Matter], *, desk: Desk, stamp: Stamp) -> Delivery:
    notice, matter = said
    ready = desk.words(notice, matter)
    row = replace(row, segments=ready.segments) if isinstance(ready, OutboundText) else row
    window = ledger.counted(state.window, notice.recipient, stamp.now) if _counts(notice, state) else None
    try:
        desk.store.commit(Commit(reference=notice.reference, stamp=stamp, send=row, limit=window))
    except Conflict as lost:
        raise InFlight(f"{notice.template} {notice.reference}") from lost
    try:
        if isinstance(ready, OutboundText):
            provider_id = desk.texter.send(to=notice.recipient.value, text=ready.text)
        else:
            provider_id = desk.mailer.send(replace(ready, tags={"reference": row.reference, "send": row.key}))
    except SendRefused as refused:
        return settle(row, Delivery.REFUSED, str(refused), desk=desk)
    except NotSent:
        settle(row, Delivery.PENDING, "the provider was busy", desk=desk)
        raise
    contact = (state.contact or _unknown(notice.recipient)) if _is_told_apart(notice) else None
    return settle(row, Delivery.SENT, "", desk=desk, provider_id=provider_id, contact=contact)


def settle(
    row: Send, status: Delivery, reason: str, *, desk: Desk, provider_id: str = "", contact: Contact | None = None
) -> Delivery:
    """Marks the row with what is known now, and the timeline with it. Raises Conflict or Busy."""
    stamp = desk.randomness.stamp()
    commit = Commit(
        reference=row.reference,
        stamp=stamp,
        send=ledger.marked(row, status, stamp.now, provider_id=provider_id, reason=reason),
        events=_events(row, status, reason, stamp, config=desk.district().version),
        mail_ids=_ids(row, provider_id),
    )
    if contact and provider_id:
        last = LastText(row.reference, stamp.now)
        commit = replace(commit, contact=replace(contact, version=contact.version + 1, last_text=last))
    try:
        desk.store.commit(commit)
    except Conflict as lost:
        if contact is None or lost.what != "contact":
            raise
        fresh = desk.store.contact_of(row.recipient) or contact
        return settle(row, status, reason, desk=desk, provider_id=provider_id, contact=fresh)
    desk.metrics.count(f"Send{status.capitalize()}")
    return status


def _ids(row: Send, provider_id: str) -> tuple[str, ...]:
    if not provider_id:
        return ()
    return (ses_key(provider_id) if row.recipient.kind is AddressKind.EMAIL else text_key(provider_id),)


def _events(row: Send, status: Delivery, reason: str, stamp: Stamp, *, config: str) -> tuple[Event, ...]:
    kinds = {
        Delivery.SENT: _SENT_EVENTS.get(row.template.partition("_")[0], EventType.NOTIFICATION_SENT),
        Delivery.SKIPPED: EventType.SEND_SKIPPED,
        Delivery.REFUSED: EventType.SEND_REFUSED,
        Delivery.UNCONFIRMED: EventType.DELIVERY_UNCONFIRMED,
    }
    kind = kinds.get(status)
    if kind is None:
        return ()
    detail: dict[str, object] = {"send": row.key, "template": row.template, "audience": row.audience}
    detail |= {"channel": "email" if row.recipient.kind is AddressKind.EMAIL else "sms"}
    detail |= {
        name: value for name, value in (("staff", row.staff), ("why", reason), ("message", row.message_id)) if value
    }
    return numbered(row.reference, stamp, [Outcome(kind, detail)], config=config)
