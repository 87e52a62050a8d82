"""Which parts are the message and which are attachments: the algorithm of RFC 8621 section 4.1.4, made tolerant."""

from dataclasses import dataclass, field

from chalicelib.channels.email import params
from chalicelib.channels.email.charsets import decode
from chalicelib.channels.email.files import attachment_name, content_type
from chalicelib.channels.email.flowed import unflowed
from chalicelib.channels.email.model import Attachment
from chalicelib.channels.email.tree import Part

MAX_TEXT_BYTES = 1_000_000
_NOTE_BYTES = 16_000  # picture messages from phones carry their words as an attached text file
_MEDIA = ("image/", "audio/", "video/")


@dataclass(slots=True)
class Bodies:
    plain: list[Part] = field(default_factory=list)  # shown when text is wanted
    html: list[Part] = field(default_factory=list)  # shown when HTML is wanted
    attached: list[Part] = field(default_factory=list)


def choose(root: Part) -> Bodies:
    """Text and HTML bodies and attachments of the tree, in order."""
    bodies = Bodies()
    _walk([root], "mixed", bodies, (True, True))
    if not bodies.plain and not bodies.html:
        bodies.plain += [part for part in bodies.attached if part.type == "text/plain" and part.size <= _NOTE_BYTES][:1]
    return bodies


def _walk(parts: list[Part], within: str, bodies: Bodies, wanted: tuple[bool, bool]) -> None:
    """`wanted`: whether plain and HTML lists still take parts here. Recursion is bounded by the tree's depth cap."""
    counts = len(bodies.plain), len(bodies.html)
    for index, part in enumerate(parts):
        if part.children:
            inner = part.type.partition("/")[2]
            _walk(part.children, inner if inner in ("alternative", "related") else "mixed", bodies, wanted)
        elif not _inline(part, index, within):
            bodies.attached.append(part)
        elif within == "alternative":
            _alternative(part, bodies)
        else:
            _shown(part, bodies, wanted)
    if within == "alternative":
        _share(bodies, counts)


def _inline(part: Part, index: int, within: str) -> bool:
    media = part.type.startswith(_MEDIA)
    if part.disposition.startswith("attachment") or not (part.type in ("text/plain", "text/html") or media):
        return False
    return index == 0 or (within != "related" and (media or not attachment_name(part)))


def _alternative(part: Part, bodies: Bodies) -> None:
    if part.type == "text/plain":
        bodies.plain.append(part)
    elif part.type == "text/html":
        bodies.html.append(part)
    else:
        bodies.attached.append(part)


def _shown(part: Part, bodies: Bodies, wanted: tuple[bool, bool]) -> None:
    if part.type.startswith("text/"):
        if wanted[0]:
            bodies.plain.append(part)
        if wanted[1]:
            bodies.html.append(part)
    else:
        bodies.attached.append(part)


def _share(bodies: Bodies, counts: tuple[int, int]) -> None:
    """An alternative that offers only one form serves both lists."""
    plain, html = bodies.plain[counts[0] :], bodies.html[counts[1] :]
    if not plain and html:
        bodies.plain.extend(html)
    if not html and plain:
        bodies.html.extend(plain)


def part_text(part: Part, notes: list[str]) -> str:
    """A text part decoded, with LF line ends and without NULs. Past 1 MB it is cut, and says so."""
    data = part.body(limit=MAX_TEXT_BYTES * 2 if part.encoding == "base64" else MAX_TEXT_BYTES)
    if part.size > MAX_TEXT_BYTES:
        notes.append(f"part {part.path}: more than 1 MB of text, the rest was not read")
    text, step = decode(data[:MAX_TEXT_BYTES], params.text_of(part.parameters, "charset"))
    if step:
        notes.append(f"part {part.path}: {step}")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").lstrip("\ufeff")
    if part.size > MAX_TEXT_BYTES and part.type == "text/html" and text.rfind("<") > text.rfind(">"):
        text = text[: text.rfind("<")]  # the cut went through a tag
    if part.parameters.get("format", b"").lower() == b"flowed" and part.type == "text/plain":
        return unflowed(text, delsp=part.parameters.get("delsp", b"").lower() == b"yes")
    return text


def attachment(part: Part) -> Attachment:
    """What is told of an attachment before anybody opens it."""
    name = attachment_name(part)
    return Attachment(
        name=name,
        content_type=content_type(part, name),
        size=part.size,
        part=part.path,
        inline=part.disposition.startswith("inline") or "content-id" in part.headers,
        content_id=part.headers.text("content-id").strip("<> "),
    )
