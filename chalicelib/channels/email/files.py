"""Names and types of attachments, never taken on trust: the name is made harmless, the type derived from the bytes."""

from chalicelib.channels.email import params
from chalicelib.channels.email.patterns import Lazy
from chalicelib.channels.email.tree import Part

MAX_NAME = 200
UNPROVED = "application/octet-stream"
_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf1", "audio/aac"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"OggS", "audio/ogg"),
    (b"#!AMR", "audio/amr"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-executable"),
    (b"PK\x03\x04", "application/zip"),
)
_BRANDS = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heif",
    b"avif": "image/avif",
    b"qt  ": "video/quicktime",
    b"M4A ": "audio/mp4",
}
_BY_NAME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "pages": "application/vnd.apple.pages",
}
_CONTAINERS = {"application/zip", "application/x-ole-storage"}
_UNSAFE = Lazy(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_MEDIA = ("image/", "audio/", "video/", "application/pdf")


def attachment_name(part: Part) -> str:
    """The file's name without path, controls and direction overrides; "" when the sender gave none."""
    name = (
        params.text_of(part.disposition_parameters, "filename")
        or params.text_of(part.parameters, "name")
        or params.text_of(part.disposition_parameters, "name")
        or params.text_of(part.parameters, "filename")
        or _location(part)
    )
    return safe_name(name)


def safe_name(name: str) -> str:
    """A name that can stand in a header, a listing and a file system."""
    text = _UNSAFE.sub("", name.replace("\\", "/")).rstrip("/ ").rpartition("/")[2].strip().strip('"')
    if text in {"", ".", ".."}:
        return ""
    stem, dot, extension = text.rpartition(".")
    if len(text) > MAX_NAME and dot and len(extension) <= 10:
        return stem[: MAX_NAME - len(extension) - 1] + "." + extension
    return text[:MAX_NAME]


def content_type(part: Part, name: str) -> str:
    """What the first bytes say; a declared media type the bytes do not bear out becomes application/octet-stream."""
    head = part.body(limit=96)
    found = next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if found in _CONTAINERS:
        return _BY_NAME.get(extension, found)
    if found:
        return found
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(head[8:12], UNPROVED)
    return UNPROVED if part.type.startswith(_MEDIA) else part.type


def _location(part: Part) -> str:
    value = part.headers.text("content-location")
    return (
        value.partition("?")[0]
        if value and "://" not in value[:12]
        else value.partition("?")[0].rpartition("/")[2]
        if value
        else ""
    )
