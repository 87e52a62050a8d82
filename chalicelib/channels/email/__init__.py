"""Mail: from the raw object that SES stored to a `Mail`, and nothing else. Heavy libraries load when first needed."""

from chalicelib.channels.email.model import (
    Address,
    Attachment,
    Bounce,
    Kind,
    Mail,
    OwnAddresses,
    Reply,
    Verdicts,
)
from chalicelib.channels.email.reader import attachment_bytes, read_mail
from chalicelib.channels.email.reply import quotes_us, visible_reply

__all__ = [
    "Address",
    "Attachment",
    "Bounce",
    "Kind",
    "Mail",
    "OwnAddresses",
    "Reply",
    "Verdicts",
    "attachment_bytes",
    "quotes_us",
    "read_mail",
    "visible_reply",
]
