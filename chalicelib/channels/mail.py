"""Mail: what the reader read, reduced to a submission."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from chalicelib.channels.addresses import normal_mail
from chalicelib.channels.email import Mail, OwnAddresses, quotes_us, read_mail
from chalicelib.channels.email.html import html_text
from chalicelib.domain.contact import Address
from chalicelib.domain.feedback import Feedback, Verdict
from chalicelib.domain.inquiry import Attachment
from chalicelib.domain.reference import references_in
from chalicelib.domain.staff_tokens import BOX, StaffMail, read_staff_token
from chalicelib.domain.submission import COPIED, Kind, Source, Submission, ThreadHints, mail_key
from chalicelib.domain.tokens import Purpose, Signer
from chalicelib.domain.words import Channel

INLINE_BYTES = 30_000
"""A longer text is cut here on its item; the whole lies in the original."""
_STUB = 400
_COPIED = 10
"""So many of those that a mail was also sent to are named."""
_SETUP = "AMAZON_SES_SETUP_NOTIFICATION"
_REFUSING = frozenset({"REJECT", "QUARANTINE"})


def is_mail(key: str) -> bool:
    """Whether an object is a mail: SES writes one of its own when a receipt rule is made."""
    return not key.endswith(_SETUP)


def own_addresses(*, domain: str, addresses: tuple[str, ...], signer: Signer) -> OwnAddresses:
    """Who Earshot is, for the reader to tell a loop."""

    def is_ours(value: str) -> bool:
        reference, _, signature = value.strip().partition(".")
        return signer.proves(signature, Purpose.LOOP, reference)

    return OwnAddresses(domains=frozenset({domain}), addresses=frozenset(addresses), is_ours=is_ours)


def submission_of(raw: bytes, *, key: str, received_at: datetime, own: OwnAddresses, signer: Signer) -> Submission:
    """From the raw object and where it lies. Never raises for any bytes."""
    mail = read_mail(raw, own=own)
    text, truncated = _cut(mail.text)
    visible, _ = _cut(mail.visible_text)
    sender = normal_mail(mail.sender.address) if mail.sender and mail.sender.address else None
    kind = Kind(mail.kind)
    return Submission(
        source=_source(mail, key),
        channel=Channel.EMAIL,
        received_at=received_at,
        kind=kind,
        text=text,
        visible=visible,
        subject=mail.subject or ("A mail that could not be read" if kind is Kind.UNREADABLE else ""),
        name=mail.sender.name if mail.sender else "",
        language=mail.language,
        language_hint=mail.language_hint,
        addresses=(sender,) if sender else (),
        thread=_hints(mail, own=own, signer=signer),
        attachments=tuple(
            Attachment(name=one.name, content_type=one.content_type, size=one.size, part=one.part, inline=one.inline)
            for one in mail.attachments
        ),
        original=key,
        truncated=truncated,
        automatic_ok=_may_be_answered(mail, sender),
        verified=mail.verdicts.dmarc == "PASS",
        held=_held(mail),
        mail_id=mail.message_id or "",
        mail_references=mail.references[-20:],
        notes=(*mail.notes, *_copied(mail, own=own)),
        envelope=normal_mail(mail.envelope_sender) if mail.envelope_sender else None,
        report=_report(mail),
        scanned=_all_said(mail, truncated=truncated),
        staff=_staff(mail, visible or text, own=own, signer=signer),
    )


def _all_said(mail: Mail, *, truncated: bool) -> str:
    """Empty when the text is all of it. A mail program's "please view this in HTML" is not all of it."""
    stub = bool(mail.html) and len(mail.text) < _STUB
    if not truncated and not stub:
        return ""
    return f"{mail.text}\n{html_text(mail.html).text}" if stub else mail.text


def _source(mail: Mail, key: str) -> Source:
    """A mail without a Message-ID is known by the object SES stored."""
    if mail.message_id:
        return Source(key=mail_key(mail.message_id), fingerprint=mail.fingerprint, reusable=True)
    return Source(key="mail-object:" + sha256(key.encode()).hexdigest()[:40], fingerprint=mail.fingerprint)


def _hints(mail: Mail, *, own: OwnAddresses, signer: Signer) -> ThreadHints:
    bounced = (mail.bounce.original_message_id,) if mail.bounce and mail.bounce.original_message_id else ()
    nearest_first = dict.fromkeys((*bounced, *mail.in_reply_to, *reversed(mail.references)))
    return ThreadHints(
        reference=_proved(mail, nearest_first, own=own, signer=signer),
        mail_ids=tuple(mail_key(one) for one in nearest_first),
        mentioned=references_in(mail.subject),
    )


def _report(mail: Mail) -> Feedback | None:
    """Of a message that SES sent for us, and of the recipients it names: anybody may write what looks like a bounce."""
    bounce = mail.bounce
    if bounce is None or not bounce.original_message_id or not bounce.recipients:
        return None
    return Feedback(
        key=mail_key(bounce.original_message_id),
        verdict=Verdict.BOUNCED,
        permanent=bounce.permanent,
        why="reported by mail",
        only_to=tuple(normal_mail(one).value for one in bounce.recipients),
    )


def _proved(mail: Mail, answered: Iterable[str], *, own: OwnAddresses, signer: Signer) -> str:
    """The thread whose token stands behind the plus of an address of ours, or in a Message-ID that we wrote."""
    tokens = _behind_the_plus(mail, "reply", own=own)
    ids = (one.rpartition("@") for one in answered)
    tokens += [local.partition(".")[0] for local, _, domain in ids if domain.lower() in own.domains]
    return next(filter(None, map(signer.reference_of_reply, tokens)), "")


def _behind_the_plus(mail: Mail, wanted: str, *, own: OwnAddresses) -> list[str]:
    """What stands behind the plus of that box of ours, in any recipient header or SES's own."""
    boxes = (address.rpartition("@") for address in mail.recipients)
    ours = (local.partition("+") for local, _, domain in boxes if domain.lower() in own.domains)
    return [token for box, _, token in ours if box.lower() == wanted]


def _staff(mail: Mail, words: str, *, own: OwnAddresses, signer: Signer) -> StaffMail | None:
    """To the reply address of a notice to staff. Words in which our own marker still stands cannot be told from what
    they quote: then there are none."""
    claims = (read_staff_token(signer, token) for token in _behind_the_plus(mail, BOX, own=own))
    claim = next(filter(None, claims), None)
    return StaffMail(claim, "" if quotes_us(words) else words) if claim else None


def _copied(mail: Mail, *, own: OwnAddresses) -> tuple[str, ...]:
    """Who else got the mail, for whoever decides to let them in: nobody joins by being copied."""
    sender = mail.sender.address.lower() if mail.sender else ""
    listed = dict.fromkeys(one.address.lower() for one in (*mail.to, *mail.cc))
    ours = own.addresses | {sender}
    others = [one for one in listed if one not in ours and one.rpartition("@")[2] not in own.domains]
    more = f" and {len(others) - _COPIED} more" if len(others) > _COPIED else ""
    return (f"{COPIED}{', '.join(others[:_COPIED])}{more}",) if others else ()


def _held(mail: Mail) -> str:
    """Why a person must look before anything automatic happens, or empty."""
    verdicts = mail.verdicts
    if verdicts.virus == "FAIL":
        return "virus found"
    if verdicts.spam == "FAIL":
        return "looks like spam"
    if verdicts.dmarc == "FAIL" and verdicts.dmarc_policy in _REFUSING:
        return "the sender's domain disowns it (DMARC)"
    return "our own mail came back" if mail.kind == "loop" else ""


def _may_be_answered(mail: Mail, sender: Address | None) -> bool:
    """RFC 3834: never bulk mail, never a null path, never what a machine wrote."""
    person = mail.kind == "message" and not mail.bulk and mail.envelope_sender != ""
    return person and sender is not None and sender.verified


def _cut(text: str) -> tuple[str, bool]:
    raw = text.encode("utf-8", "replace")
    if len(raw) <= INLINE_BYTES:
        return text, False
    return raw[:INLINE_BYTES].decode("utf-8", "ignore"), True
