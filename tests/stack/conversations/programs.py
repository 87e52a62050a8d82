"""How mail programs write and quote. Written after their habits; every host and address is fictional."""

from base64 import encodebytes
from collections.abc import Callable
from dataclasses import dataclass, field
from email.header import Header

HELP = "help@earshot.example.org"
AYUDA = "ayuda@earshot.example.org"
US = "Maple Valley Unified School District (demo)"


@dataclass(frozen=True, slots=True)
class Letter:
    """`answered` is the Message-ID of ours that it answers, `quoted` that mail's text; `more` are further headers."""

    sender: str
    to: str
    subject: str
    text: str
    message_id: str
    answered: str = ""
    quoted: str = ""
    more: dict[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()


Program = Callable[[Letter], bytes]


def gmail(letter: Letter) -> bytes:
    quote = f"\n\nOn Mon, Nov 23, 2026 at 9:01 AM {US} <{HELP}> wrote:\n\n{_marked(letter)}"
    return _alternative(letter, letter.text + (quote if letter.quoted else "") + "\n", *_threading(letter))


def gmail_in_spanish(letter: Letter) -> bytes:
    quote = f"\n\nEl lun, 23 nov 2026 a las 9:01, {US} (<{HELP}>) escribió:\n\n{_marked(letter)}"
    return _alternative(letter, letter.text + (quote if letter.quoted else "") + "\n", *_threading(letter))


def apple_mail(letter: Letter) -> bytes:
    """On a phone, with its signature above the quotation."""
    quote = f"\n\n> On Nov 23, 2026, at 9:01 AM, {US} <{HELP}> wrote:\n> \n{_marked(letter)}"
    text = f"{letter.text}\n\nSent from my iPhone" + (quote if letter.quoted else "") + "\n"
    return _plain(letter, text, "X-Mailer: iPhone Mail (20A362)", *_threading(letter))


def outlook(letter: Letter) -> bytes:
    """The desktop program: a block of headers, no marks before quoted lines, and References dropped."""
    quote = f"\n\n{_block(letter)}\n\n{letter.quoted}"
    threading = [one for one in _threading(letter) if one.startswith("In-Reply-To")]
    text = letter.text + (quote if letter.quoted else "") + "\n"
    return _alternative(letter, text, "X-Mailer: Microsoft Outlook 16.0", "Thread-Index: AQHZd6Tq3lB1mQ==", *threading)


def outlook_forgetful(letter: Letter) -> bytes:
    """As some servers pass Outlook's mail on: nothing left that names the message it answers."""
    quote = f"\n\n{_block(letter)}\n\n{letter.quoted}"
    text = letter.text + (quote if letter.quoted else "") + "\n"
    return _alternative(letter, text, "Thread-Topic: we received", "Thread-Index: AQHZd6Tq3lB1mQ==")


def outlook_on_the_web(letter: Letter) -> bytes:
    quote = f"\n\n________________________________\n{_block(letter)}\n\n{letter.quoted}"
    return _alternative(letter, letter.text + (quote if letter.quoted else "") + "\n", *_threading(letter))


def outlook_mobile(letter: Letter) -> bytes:
    quote = f"\n________________________________\n{_block(letter)}\n\n{letter.quoted}"
    text = f"{letter.text}\n\nGet Outlook for iOS<https://aka.example.com/o0ukef>" + (quote if letter.quoted else "")
    return _alternative(letter, text + "\n", *_threading(letter))


def yahoo(letter: Letter) -> bytes:
    quote = f"\n\n    On Monday, November 23, 2026 at 09:01:22 AM EST, {US} <{HELP}> wrote:  \n \n"
    said = "\n".join(f" {line}" for line in letter.quoted.splitlines())
    text = letter.text + (quote + said if letter.quoted else "") + "\n"
    return _plain(letter, text, "X-Mailer: WebService/1.1.21", *_threading(letter), base64=True)


def samsung(letter: Letter) -> bytes:
    quote = (
        f"\n\n-------- Original message --------\nFrom: {US} <{HELP}>\nDate: 11/23/26 9:01 AM (GMT-05:00)\n"
        f"To: {letter.sender}\nSubject: {letter.subject.removeprefix('Re: ')}\n\n{letter.quoted}"
    )
    text = f"{letter.text}\n\n\nSent from my Galaxy" + (quote if letter.quoted else "") + "\n"
    return _alternative(letter, text, *_threading(letter))


def chinese_webmail(letter: Letter) -> bytes:
    """Labelled gb2312, as such services do, with characters that only GB 18030 has."""
    quote = (
        f'\n\n------------------ 原始邮件 ------------------\n发件人: "{US}" <{HELP}>;\n'
        f"发送时间: 2026年11月23日(星期一) 上午9:01\n收件人: <{letter.sender}>;\n主题: {letter.subject}\n\n{letter.quoted}"
    )
    text = letter.text + (quote if letter.quoted else "") + "\n"
    return _plain(letter, text, *_threading(letter), charset="gb2312", codec="gb18030", base64=True)


def a_ticket_system(letter: Letter) -> bytes:
    """A machine of the worst kind: nothing in it says that it is one, and every mail of it is a new matter."""
    return _plain(letter, letter.text + "\n", "X-Mailer: Desk 3")


# --- the pieces -------------------------------------------------------------------------------------------------------


def _threading(letter: Letter) -> list[str]:
    answered = letter.answered
    return [f"In-Reply-To: <{answered}>", f"References: <first@example.org> <{answered}>"] if answered else []


def _block(letter: Letter) -> str:
    sent = "Sent: Monday, November 23, 2026 9:01 AM"
    return f"From: {US} <{HELP}>\n{sent}\nTo: {letter.sender}\nSubject: {letter.subject.removeprefix('Re: ')}"


def _marked(letter: Letter) -> str:
    return "\n".join(f"> {line}" for line in letter.quoted.splitlines())


def _head(letter: Letter, *lines: str) -> str:
    given = {
        "From": f"{letter.sender.partition('@')[0].title()} <{letter.sender}>",
        "To": letter.to,
        "Subject": letter.subject if letter.subject.isascii() else Header(letter.subject, "utf-8").encode(),
        "Message-ID": f"<{letter.message_id}>",
        "Date": "Mon, 23 Nov 2026 09:30:00 -0500",
        "MIME-Version": "1.0",
    } | letter.more
    return "".join(f"{name}: {value}\r\n" for name, value in given.items()) + "".join(f"{one}\r\n" for one in lines)


def _part(kind: str, text: str, *, charset: str = "utf-8", codec: str = "", base64: bool = False) -> bytes:
    raw = text.replace("\n", "\r\n").encode(codec or charset)
    coding = "base64" if base64 else "8bit"
    head = f"Content-Type: text/{kind}; charset={charset}\r\nContent-Transfer-Encoding: {coding}\r\n\r\n"
    return head.encode() + (encodebytes(raw) if base64 else raw)


def _plain(
    letter: Letter, text: str, *lines: str, charset: str = "utf-8", codec: str = "", base64: bool = False
) -> bytes:
    return _head(letter, *lines).encode() + _part("plain", text, charset=charset, codec=codec, base64=base64)


def _alternative(letter: Letter, text: str, *lines: str) -> bytes:
    """Text and HTML that say the same; files beside them."""
    html = (
        "<html><body><div>"
        + text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
        + "</div></body></html>"
    )
    words = _multipart("alternative", "=_alt", (_part("plain", text), _part("html", html)))
    whole = _multipart("mixed", "=_mix", (words, *map(_file, letter.files))) if letter.files else words
    return _head(letter, *lines).encode() + whole


def _file(name: str) -> bytes:
    kind = {"pdf": "application/pdf", "jpg": "image/jpeg"}[name.rpartition(".")[2]]
    head = f'Content-Type: {kind}; name="{name}"\r\nContent-Disposition: attachment; filename="{name}"\r\n'
    return head.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + encodebytes(name.encode() * 20)


def _multipart(kind: str, boundary: str, parts: tuple[bytes, ...]) -> bytes:
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
    return (
        head + b"".join(b"--%b\r\n%b\r\n" % (boundary.encode(), one) for one in parts) + f"--{boundary}--\r\n".encode()
    )
