"""Mails from staff's own mailboxes, as SES hands them over, and the room that opens them."""

from builders import NOW, a_signer
from fakes import Office

from chalicelib.channels.files import harmless_part
from chalicelib.channels.mail import own_addresses, submission_of
from chalicelib.domain.staff_tokens import BOX, Claim, named, staff_token
from chalicelib.usecases.staff_mail import Room, staff_mail

DOMAIN = "demo.example.org"
SIGNER = a_signer()
OWN = own_addresses(domain=DOMAIN, addresses=(f"help@{DOMAIN}",), signer=SIGNER)
INES, OMAR, KAI = "ines@schools.example.org", "omar@schools.example.org", "kai@schools.example.org"


def address(reference, *, person="ines", team="", page="", at=NOW, note=False):
    who = named("team", team) if team else named("person", person)
    return f"{BOX}+{staff_token(SIGNER, Claim(reference, who, at, page, note))}@{DOMAIN}"


def letter(to, text, *, sender=INES, message_id="<s1@schools.example.org>", dmarc="pass", policy="none", **more):
    extra = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in more.items())
    kind = "" if "Content_Type" in more else "Content-Type: text/plain; charset=utf-8\r\n"
    return (
        f"Return-Path: <{sender}>\r\n"
        f"Received: from mail.example.org (mail.example.org [192.0.2.1]) by inbound-smtp.us-east-1.amazonaws.com for {to};"
        " Mon, 02 Mar 2026 15:00:00 +0000 (UTC)\r\nX-SES-Spam-Verdict: PASS\r\nX-SES-Virus-Verdict: PASS\r\n"
        f"Authentication-Results: amazonses.com; spf=pass; dkim=pass; dmarc={dmarc} (p={policy}) header.from=example.org;\r\n"
        f"From: Somebody <{sender}>\r\nTo: {to}\r\nSubject: Re: New inquiry\r\nMessage-ID: {message_id}\r\n{kind}{extra}"
        f"\r\n{text}\r\n"
    ).encode()


def room(office: Office) -> Room:
    return Room(office.store, office.districts, office.randomness, office.blobs)


def read(raw, key="raw/s1"):
    return submission_of(raw, key=key, received_at=NOW, own=OWN, signer=SIGNER)


def opened(office: Office, raw: bytes, key="raw/s1"):
    """What the function does with it: `Opened`, or the submission to receive as a family's."""
    return staff_mail(read(raw, key), lambda part: harmless_part(raw, part), room=room(office))
