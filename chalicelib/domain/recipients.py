"""Whom a notice goes to, and on which channel."""

from datetime import datetime

from chalicelib.domain.contact import Address, AddressKind
from chalicelib.domain.district import District
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.staff import Staff
from chalicelib.domain.words import Channel, Reach

_AT_HOME = "+1"
"""A number that somebody merely typed into a form is texted at home only: foreign ones are how forms are made to pay."""
_KIND_OF = {Channel.EMAIL: AddressKind.EMAIL, Channel.SMS: AddressKind.PHONE}


def family_address(inquiry: Inquiry) -> Address | None:
    """Where the family hears from us: on the channel it chose or wrote on; after a form or a call by mail, else by text where
    it allowed texts. None: only the private page can answer."""
    admitted = [one.address for one in inquiry.participants if one.admitted and one.address.verified]
    mail = next((one for one in admitted if one.kind is AddressKind.EMAIL), None)
    phone = next((one for one in admitted if one.kind is AddressKind.PHONE), None)
    text = phone if phone and (inquiry.channel is Channel.SMS or may_be_texted(inquiry, phone)) else None
    return (text or mail) if _KIND_OF.get(inquiry.answers_by) is AddressKind.PHONE else (mail or text)


def may_be_texted(inquiry: Inquiry, phone: Address) -> bool:
    """Whether a number that was typed somewhere may be: with consent, and at home."""
    return inquiry.texts_allowed and phone.value.startswith(_AT_HOME)


def may_be_sent_links(inquiry: Inquiry, address: Address) -> bool:
    """Whether it is one that the inquiry may be spoken of to: admitted, and a phone only where it texted us, or allowed texts
    and is at home."""
    person = inquiry.participant(address)
    if person is None or not person.admitted or not address.verified or inquiry.held:
        return False
    if address.kind is AddressKind.EMAIL or inquiry.channel is Channel.SMS:
        return True
    return may_be_texted(inquiry, address)


def family_addresses(inquiry: Inquiry) -> tuple[Address, ...]:
    """Everyone a person's reply goes to: the one who asked, and whoever was admitted on the same kind of channel."""
    first = family_address(inquiry)
    if first is None:
        return ()
    admitted = (one.address for one in inquiry.participants if one.admitted and one.address.verified)
    return tuple(dict.fromkeys((first, *(one for one in admitted if one.kind is first.kind))))


def channel_to(address: Address | None) -> Channel:
    """The channel a message to that address travels on; the private page when there is none."""
    if address is None:
        return Channel.WEB
    return Channel.EMAIL if address.kind is AddressKind.EMAIL else Channel.SMS


def team_addresses(inquiry: Inquiry, district: District, *, at: datetime) -> tuple[tuple[str, Address], ...]:
    """(staff id or empty, address): the assignee's mail, else the team's mailbox, else each reachable member's mail."""
    assignee = district.reachable(inquiry.assignee, at=at) if inquiry.assignee else None
    if assignee and assignee.mail:
        return ((assignee.id, mail_of(assignee)),)
    team = district.team(inquiry.team)
    if team.mailbox:
        return (("", Address(AddressKind.EMAIL, team.mailbox)),)
    people = (district.reachable(member, at=at) for member in team.members)
    return tuple((person.id, mail_of(person)) for person in people if person and person.mail)


def staff_addresses(person: Staff, *, by: Reach = Reach.MAIL) -> tuple[Address, ...]:
    """The mail address or the phone, or the other for those without; or both."""
    mail = (mail_of(person),) if person.mail else ()
    phone = (Address(AddressKind.PHONE, person.phone),) if person.phone else ()
    return {Reach.MAIL: mail or phone, Reach.TEXT: phone or mail, Reach.BOTH: mail + phone}[by]


def mail_of(person: Staff) -> Address:
    return Address(AddressKind.EMAIL, person.mail)
