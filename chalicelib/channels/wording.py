"""The words of a notice: the template's values, and the mail or text made of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.channels.details import with_details
from chalicelib.channels.links import desk_link, page_link, private_link
from chalicelib.channels.outbound import (
    automatic_headers,
    excerpt,
    person_headers,
    render_mail,
    render_text,
    spoken_date,
    spoken_length,
)
from chalicelib.channels.outbound.deriving import derived
from chalicelib.channels.outbound.digest import digest_mail
from chalicelib.domain.contact import AddressKind
from chalicelib.domain.deadline import RESOLUTION, Deadline
from chalicelib.domain.district import District
from chalicelib.domain.files import MOST_BYTES, MOST_FILES, left
from chalicelib.domain.inquiry import Attachment, Inquiry, Message
from chalicelib.domain.ledger import Notice
from chalicelib.domain.outbound import Matter, OutboundMail, OutboundText
from chalicelib.domain.replying import REPLY
from chalicelib.domain.revealing import masked, nameless
from chalicelib.domain.staff_tokens import BOX, Claim, named, staff_token
from chalicelib.domain.tokens import Purpose, Signer
from chalicelib.domain.words import Direction

_EXCERPT = 600
_ANSWERS_TO_A_MAIL = frozenset({"acknowledgement", "acknowledgement_danger", "files_left"})
AMONG_STAFF = frozenset({"staff_called", "staff_reveal_asked", "staff_revealed"})
"""Notices that a mailed answer to is an internal note, never a reply to the family."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What the words of all notices share. `site_url` is the base of links without a trailing slash, `domain` the mail
    domain."""

    district: District
    signer: Signer
    site_url: str
    domain: str

    def __call__(self, notice: Notice, matter: Matter) -> OutboundMail | OutboundText:
        """A family reads its own language where the district writes it; staff theirs, or the district's first."""
        family = notice.audience == "family"
        language = self._language(notice, matter)
        if matter.listed:
            return self._digest(notice, matter, language)
        filled = self._values(notice, matter, language)
        if notice.recipient.kind is AddressKind.PHONE:
            body = render_text(notice.template, language, filled, district=self.district)
            return OutboundText(text=body.text, segments=body.segments)
        mail = render_mail(notice.template, language, filled, district=self.district)
        return OutboundMail(
            to=notice.recipient.value,
            to_name=filled["name"] if family else "",
            from_name=self.district.name,
            reply_to=self._reply_to(matter) if family else self._staff_reply_to(notice, matter),
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
            headers=self._headers(notice, matter),
            files=_files(notice, matter.message),
        )

    def _language(self, notice: Notice, matter: Matter) -> str:
        if notice.audience == "family":
            return self.district.language(matter.inquiry.language)
        person = self.district.person(notice.staff)
        return self.district.language(person.language if person else "")

    def _digest(self, notice: Notice, matter: Matter, language: str) -> OutboundMail:
        """It is about several inquiries, so that an answer to it could only go astray: it goes to the front door."""
        body = digest_mail(matter.listed, language, self.district, now=matter.now, site_url=self.site_url)
        return OutboundMail(
            to=notice.recipient.value,
            to_name="",
            from_name=self.district.name,
            reply_to=f"help@{self.domain}",
            subject=body.subject,
            text=body.text,
            html=body.html,
            headers=self._headers(notice, matter),
        )

    def _values(self, notice: Notice, matter: Matter, language: str) -> dict[str, str]:
        """What every template may speak of; staff templates never show the contact's address."""
        inquiry, message, district = matter.inquiry, matter.message, self.district
        topic, school = district.topic(inquiry.topic), district.school(inquiry.school)
        deadline = inquiry.clock(matter.details.get("kind", "")) or inquiry.deadline
        due = self._date(deadline.due_at if deadline else None, language, matter.now)
        return (
            {
                "district": district.name,
                "reference": inquiry.reference,
                "link": self._link(notice, matter),
                "staff_link": desk_link(self.site_url, inquiry.reference) if notice.audience != "family" else "",
                "subject": inquiry.subject if notice.audience == "family" else nameless(inquiry).subject,
                "name": _name(notice, inquiry, message),
                "unnamed": "by_link" if message and message.by_link else "",
                "topic": topic.names.get(language) or next(iter(topic.names.values()), topic.id),
                "team": district.team(inquiry.team).name,
                "school": school.name if school else "",
                "priority": inquiry.priority,
                "channel": message.channel if message else inquiry.channel,
                "held": inquiry.held,
                "categories": ", ".join(inquiry.dangers),
                "excerpt": self._excerpt(notice, matter, language),
                "text": message.text if message else "",
                "quoted": message.quoted if message and not _is_shared(inquiry) else "",
                "quoted_of_all": message.quoted if message and _is_shared(inquiry) else "",
                "files": ", ".join(one.name for one in _files(notice, message)),
                "files_link": self._link(notice, matter) if _files(notice, message) else "",
                "staff": message.author_name if message else "",
                "expected": self._date(inquiry.expected_by, language, matter.now),
                "due": due,
                "settle_due": due if deadline and deadline.kind == RESOLUTION else "",
                "explanation": derived(deadline, language, district),
                "waited": spoken_length(matter.now - _waits_since(matter, deadline), language, district=district),
                "tip_line": district.emergency.tip_line,
            }
            | _limits(message)
            | self._finding(notice, matter)
            | dict(matter.details)
        )

    def _excerpt(self, notice: Notice, matter: Matter, language: str) -> str:
        """To staff without the name of whoever is confidential."""
        message, inquiry = matter.message, matter.inquiry
        if message is None:
            return ""
        text = with_details(excerpt(message.shown, _EXCERPT), message, inquiry, self.district, language)
        covered = inquiry.confidential and notice.audience != "family"
        return masked(text, inquiry, (message.author_name,)) if covered else text

    def _link(self, notice: Notice, matter: Matter) -> str:
        """The family's own link stands in nothing that goes to anybody else: not to staff, and not to an envelope sender
        (which RFC 3834 has an acknowledgement go to) who is not who wrote."""
        if matter.page_id:
            return page_link(self.site_url, self.signer, matter.inquiry.reference, matter.page_id, notice.staff)
        if notice.audience != "family" or _is_a_stranger(notice, matter.inquiry):
            return ""
        return private_link(self.site_url, self.signer, matter.inquiry)

    def _finding(self, notice: Notice, matter: Matter) -> dict[str, str]:
        """How to find the page without its link: told wherever the link may stand, for it opens the same page."""
        inquiry = matter.inquiry
        if notice.audience != "family" or matter.page_id or _is_a_stranger(notice, inquiry):
            return {}
        code = self.signer.code(inquiry.reference, inquiry.link_generation)
        return {"find_code": code, "find_link": f"{self.site_url}/find"}

    def _reply_to(self, matter: Matter) -> str:
        return f"reply+{self.signer.reply_token(matter.inquiry.reference)}@{self.domain}"

    def _staff_reply_to(self, notice: Notice, matter: Matter) -> str:
        """Of this person (or, in a shared mailbox, this team), about this inquiry or page."""
        inquiry = matter.inquiry
        who = named("person", notice.staff) if notice.staff else named("team", inquiry.team)
        claim = Claim(inquiry.reference, who, matter.now, matter.page_id, note=notice.template in AMONG_STAFF)
        return f"{BOX}+{staff_token(self.signer, claim)}@{self.domain}"

    def _headers(self, notice: Notice, matter: Matter) -> Mapping[str, str]:
        family = notice.audience == "family"
        answered, references = _answers(matter.message if family else None, _others(notice, matter.inquiry))
        if not notice.repeatable:
            return person_headers(in_reply_to=answered, references=references)
        reference = matter.inquiry.reference
        return automatic_headers(
            "replied" if notice.template in _ANSWERS_TO_A_MAIL else "generated",
            loop=f"{reference}.{self.signer.sign(Purpose.LOOP, reference)}",
            in_reply_to=answered,
            references=references,
        )

    def _date(self, at: datetime | None, language: str, now: datetime) -> str:
        return spoken_date(at, self.district.time_zone, language, now) if at else ""


def _files(notice: Notice, message: Message | None) -> tuple[Attachment, ...]:
    """What a person sent along travels with their reply alone."""
    return message.attachments if message and notice.template == REPLY else ()


def _limits(message: Message | None) -> dict[str, str]:
    """Of the files of a mail, where it brought more."""
    beyond = message is not None and message.direction is Direction.INBOUND and left(message.attachments)
    return {"files_most": str(MOST_FILES), "files_size": str(MOST_BYTES // 1_000_000)} if beyond else {}


def _is_shared(inquiry: Inquiry) -> bool:
    """Whether several people read it: what one of them wrote, another did not. A form gives one person two ways."""
    admitted = [one for one in inquiry.participants if one.admitted]
    names = {one.name for one in admitted if one.name}
    return len(names) > 1 or len(admitted) > len({one.address.kind for one in admitted})


def _waits_since(matter: Matter, deadline: Deadline | None) -> datetime:
    """What the notice is about: a page's beginning, else the oldest message that nobody answered, else the opening."""
    since = matter.details.get("since")
    if since:
        return datetime.fromisoformat(since)
    return deadline.started_at if deadline else matter.inquiry.opened_at


def _is_a_stranger(notice: Notice, inquiry: Inquiry) -> bool:
    mailed = notice.recipient.kind is AddressKind.EMAIL and notice.template in _ANSWERS_TO_A_MAIL
    return mailed and inquiry.participant(notice.recipient) is None


def _name(notice: Notice, inquiry: Inquiry, message: Message | None) -> str:
    """To the family, the recipient's own; to staff, that of whoever said what the notice shows, else of whoever asked."""
    if notice.audience != "family" and inquiry.confidential:
        return ""
    if notice.audience != "family" and message and message.direction is Direction.INBOUND:
        known = inquiry.participant(message.sender) if message.sender else None
        return message.author_name or (known.name if known else "")
    asked = inquiry.participants[0] if inquiry.participants else None
    person = inquiry.participant(notice.recipient) if notice.audience == "family" else asked
    return person.name if person else ""


def _others(notice: Notice, inquiry: Inquiry) -> tuple[str, ...]:
    """The addresses of everybody on the inquiry but whom the notice goes to."""
    return tuple(one.address.value for one in inquiry.participants if one.address != notice.recipient)


def _answers(about: Message | None, others: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """In-Reply-To and the References before it: an inbound mail's own id, or the mail that a reply was written to. Some
    programs make ids of their user's address: such an id goes to its user alone."""
    inbound = about is not None and about.direction is Direction.INBOUND
    trail = (*about.mail_references, *([about.mail_id] if inbound else ())) if about else ()
    *known, answered = ("" if any(one in name.lower() for one in others) else name for name in trail or ("",))
    return answered, tuple(filter(None, known))


def message_id(mail: OutboundMail, *, word: str, domain: str) -> str:
    """Our own Message-ID. A family's mail carries its thread's token in it, so that an answer which comes back with our id,
    not SES's, finds its thread without anything having been stored."""
    box, _, token = mail.reply_to.partition("@")[0].partition("+")
    token = token if box == "reply" else ""
    return f"{token}.{word}@{domain}" if token else f"{word}@{domain}"
