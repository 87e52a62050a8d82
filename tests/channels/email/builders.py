"""Small builders for raw mail. Every default is ordinary; a test names only its quirk."""

SES = (
    "Return-Path: <maria@example.net>\r\n"
    "Received: from mail.example.net (mail.example.net [192.0.2.1])\r\n"
    " by inbound-smtp.us-east-1.amazonaws.com with SMTP id abc123\r\n"
    " for desk+token@example.org; Wed, 03 May 2023 14:00:00 +0000 (UTC)\r\n"
    "X-SES-Spam-Verdict: {spam}\r\n"
    "X-SES-Virus-Verdict: {virus}\r\n"
    "Received-SPF: pass (spfCheck: domain of example.net designates 192.0.2.1 as permitted sender)\r\n"
    "Authentication-Results: amazonses.com; spf=pass (spfCheck: ok) smtp.mailfrom=maria@example.net;"
    " dkim=fail header.i=@other.example; dkim=pass header.i=@example.net; dmarc={dmarc} header.from=example.net;\r\n"
)


def ses_block(*, spam: str = "PASS", virus: str = "PASS", dmarc: str = "pass") -> bytes:
    return SES.format(spam=spam, virus=virus, dmarc=dmarc).encode()


def an_email(
    body: str | bytes = "The bus was late.",
    *,
    sender: str | None = "Maria Lopez <maria@example.net>",
    to: str | None = "desk@example.org",
    subject: str | None = "Bus 12",
    message_id: str | None = "<1@example.net>",
    content_type: str | None = "text/plain; charset=utf-8",
    encoding: str | None = None,
    headers: dict[str, str] | None = None,
    trace: bytes = b"",
) -> bytes:
    """A raw mail; a header given as None is left out."""
    fields = {
        "From": sender,
        "To": to,
        "Subject": subject,
        "Message-ID": message_id,
        "Date": "Wed, 03 May 2023 10:00:00 -0400",
        "MIME-Version": "1.0",
        "Content-Type": content_type,
        "Content-Transfer-Encoding": encoding,
        **(headers or {}),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value is not None)
    return (
        trace + head.encode("utf-8", "surrogateescape") + b"\r\n" + (body.encode() if isinstance(body, str) else body)
    )


def a_part(body: str | bytes, content_type: str = "text/plain; charset=utf-8", **headers: str) -> bytes:
    """One part; keywords are further headers, `_` for `-`."""
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"Content-Type: {content_type}\r\n{more}\r\n".encode() + (body.encode() if isinstance(body, str) else body)


def a_multipart(*parts: bytes, kind: str = "mixed", closed: bool = True, parameters: str = "", **mail) -> bytes:
    body = b"".join(b"--sep\r\n" + part + b"\r\n" for part in parts) + (b"--sep--\r\n" if closed else b"")
    return an_email(body, content_type=f'multipart/{kind}; boundary="sep"{parameters}', **mail)


def a_report(
    *,
    action: str = "failed",
    status: str = "5.1.1",
    recipient: str = "gone@example.net",
    returned: str = "<out-7@example.org>",
    **mail,
) -> bytes:
    """A delivery report as RFC 3464 has it."""
    return a_multipart(
        a_part("Your message could not be delivered."),
        a_part(
            f"Reporting-MTA: dns; mx.example.net\r\n\r\nFinal-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: {status}\r\n",
            "message/delivery-status",
        ),
        a_part(f"From: desk@example.org\r\nTo: {recipient}\r\nMessage-ID: {returned}\r\n\r\nHello", "message/rfc822"),
        kind="report",
        parameters="; report-type=delivery-status",
        **{
            "sender": "Mail Delivery System <MAILER-DAEMON@example.net>",
            "subject": "Undelivered Mail Returned to Sender",
            **mail,
        },
    )
