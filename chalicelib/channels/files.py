"""Files inside a raw mail."""

from chalicelib.channels.email import attachment_bytes
from chalicelib.channels.email.headers import read_headers
from chalicelib.channels.email.verdicts import read_verdicts, ses_block


def harmless_part(raw: bytes, part: str) -> bytes | None:
    """The decoded bytes of a part, None when there is none, or when SES found a virus in the mail: a person who releases
    such a mail lets its words through, never its files."""
    headers, _ = read_headers(raw, 0, len(raw))
    infected = read_verdicts(ses_block(headers)).virus == "FAIL"
    return None if infected else attachment_bytes(raw, part)
