"""Signatures at the end of a text: `-- `, "Sent from my …", list and scanner footers. A list with hyphens is text."""

from chalicelib.channels.email import signers
from chalicelib.channels.email.lines import Line, meaningful
from chalicelib.channels.email.patterns import Lazy

_MAX_LINES = 15
_DELIMITER = Lazy(r"(?:--|-- |—|––|__)")
_DEVICE = Lazy(
    r"iphon|ipad|ipod|android|blackberry|galaxy|samsung|mobil|m[óo]vil|phone|cell|celular|tel[eé]f|téléphone|telefo|handy|puhelin|puhelim|телефон|смартфон|почт|мобильн|мобільн|устройств|пристро|điện thoại|手机|手機|スマート|携帯|휴대|هاتف|جوال|جهاز|الـ"
    r"|outlook|yahoo|mail|windows|htc|device|dispositivo|appareil|gerät|tablet|huawei|xiaomi|pixel|motorola|\blg\b|alcatel|ti-\d|surface|chromebook|laptop|computer|\bpc\b|k-9|spark|proton|verizon|at&t|\b5g\b|\blte\b|unterwegs|on the go",
)
_LINK = Lazy(r"\([a-z]{3,6}://[^()\s]{1,300}\)|<[a-z]{3,6}:[^<>\s]{1,300}>|[\[\]]")
_TAIL = Lazy(
    r"(?:from|via) (?:my |a )?(?:mobile|phone|iphone|cell|tablet)(?: device| phone)?$|から送信(?:されました)?$|에서 보냄$|gönderildi$|傳送$|发送$|發送$"
)
_PROGRAM = Lazy(
    r"Sent (?:from|with|via|using) [A-Z][\w.'-]{1,20}(?: [A-Z][\w.'-]{0,20}){0,3}\.?|.{0,40}\b(?:excuse|pardon|forgive)\b.{0,40}[Ss]ent from my [a-z]{3,10}\.?"
)
_NAME = Lazy(r"[-–]{1,2}[A-Z][\w.'’]{0,20}(?: [A-Z][\w.'’]{0,20}){0,2}")
_LONG_RULER = Lazy(r"[_=*-]{20,}|_{5,}")
_FOOTER_WORDS = Lazy(r"mailing list|listinfo|unsubscribe|subscribe|list-|https?://|www\.")
_LINKS = ("www.", "http://", "https://", "<http")
_PGP = "-----begin pgp signature-----"


def without_signature(lines: list[Line]) -> list[Line]:
    """The lines without what signs them; untouched when nothing else would be left."""
    kept = _before_delimiter(lines)
    end = _trimmed(kept, len(kept))
    kept = kept[:end]
    return kept if meaningful(kept) else lines


def speaks(lines: list[Line]) -> bool:
    """Whether more than blanks, rulers and a signature is there: a phone that signs above a bare forward has said nothing."""
    first = next((line for line in lines if not (line.blank or (line.ruler and not _is_delimiter(line)))), None)
    if first is None or _is_delimiter(first):
        return False
    return _trimmed(lines, len(lines)) > 0


def _is_delimiter(line: Line) -> bool:
    return line.head == _PGP or _DELIMITER.fullmatch(line.text.strip()) is not None


def _before_delimiter(lines: list[Line]) -> list[Line]:
    """Cut at the first delimiter after which little follows."""
    first = next((at for at, line in enumerate(lines) if not (line.blank or line.ruler)), len(lines))
    cut, left = len(lines), 0
    for at in range(len(lines) - 1, first, -1):
        if lines[at].blank:
            continue
        if left > _MAX_LINES:
            break
        if _ends_text(lines, at, cut):
            cut, left = at, 0
        else:
            left += 1
    return lines[:cut]


def _ends_text(lines: list[Line], at: int, cut: int) -> bool:
    line = lines[at]
    if _is_delimiter(line):
        return not _goes_on(lines, at, cut)
    if not line.ruler or not _LONG_RULER.fullmatch(line.head):
        return False
    below = [other for other in lines[at + 1 : min(cut, at + 40)] if not other.blank]
    return len(below) <= 2 or any(_FOOTER_WORDS.search(other.head) for other in below)


def _goes_on(lines: list[Line], at: int, cut: int) -> bool:
    """Below a bare ruler of two and a blank line, a sentence is text: signatures begin at once."""
    below = lines[at + 1 : min(cut, at + 1 + _MAX_LINES)]
    return (
        bool(below)
        and below[0].blank
        and any(len(other.head.split()) >= 9 and "@" not in other.head for other in below)
    )


def _trimmed(lines: list[Line], end: int) -> int:
    named = False
    while end:
        line = lines[end - 1]
        if end > 1 and line.head.startswith(_LINKS) and lines[end - 2].head.startswith(signers.FOOTERS):
            end -= 2  # a scanner's advertisement, and its link below
            continue
        if not (line.blank or line.ruler or _is_device(line) or line.head.startswith(signers.FOOTERS)):
            if named or not (_NAME.fullmatch(line.text.strip()) and end > 1 and meaningful(lines[: end - 1])):
                break
            named = True
        end -= 1
    return end


def _is_device(line: Line) -> bool:
    if len(line.text) <= 60 and _PROGRAM.fullmatch(line.text.strip()):
        return True
    head = line.head
    text = _LINK.sub("", head).strip("<>()[]*_ \"'“”.")
    words = text.replace("\u3000", " ").split()
    if not text.startswith(signers.SIGNED_BY):
        return len(words) <= 5 and _TAIL.search(text) is not None
    if len(words) <= 6 and text.startswith("sent from my "):
        return True
    return len(words) <= 14 and _DEVICE.search(" ".join(words[:7])) is not None
