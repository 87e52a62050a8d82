"""What SES judged, from its own header block only: a sender can forge the same headers, but only below it.

Order of that block as SES writes it: Return-Path, Received (by inbound-smtp.REGION.amazonaws.com), X-SES-Spam-Verdict,
X-SES-Virus-Verdict, Received-SPF, Authentication-Results. Each comes once and in this order, so the first header out of
order is the sender's.
"""

import re

from chalicelib.channels.email.headers import Headers
from chalicelib.channels.email.model import Verdicts
from chalicelib.channels.email.patterns import Lazy

_ORDER = {
    "return-path": 0,
    "received": 1,
    "x-ses-spam-verdict": 2,
    "x-ses-virus-verdict": 3,
    "received-spf": 4,
    "authentication-results": 5,
}
_BY_SES = re.compile(rb"by\s+inbound-smtp\.[a-z0-9-]{1,40}\.amazonaws\.com\b", re.IGNORECASE)
_FOR = re.compile(rb"\bfor\s+<?([^\s<>;]{1,320}@[^\s<>;]{1,255})>?")
_RESULT = Lazy(r"\b(spf|dkim|dmarc)\s*=\s*([a-zA-Z]{1,20})")
_POLICY = Lazy(r"\bp(?:olicy)?\s*[=.:]\s*(none|quarantine|reject)\b", re.IGNORECASE)


def ses_block(headers: Headers) -> dict[str, bytes]:
    """SES's own headers by name; empty when the mail did not come through SES."""
    block: dict[str, bytes] = {}
    rank = -1
    for name, value in headers.fields:
        place = _ORDER.get(name, -1)
        if place <= rank:
            break
        if name == "received" and not _BY_SES.search(value):
            return {}
        rank = place
        block[name] = value
    return block if "received" in block else {}


def read_verdicts(block: dict[str, bytes]) -> Verdicts:
    """Verdicts in upper case; DKIM passes when any signature does."""
    results: dict[str, str] = {}
    policy = ""
    text = block.get("authentication-results", b"").decode("ascii", "ignore")
    if text.lower().startswith("amazonses.com"):
        for found in _RESULT.finditer(text):
            method, result = found[1], found[2]
            if results.get(method) != "PASS":
                results[method] = result.upper()
        stated = _POLICY.search(text.partition("dmarc=")[2].partition(";")[0])
        policy = stated[1].upper() if stated else ""
    return Verdicts(
        spam=_token(block.get("x-ses-spam-verdict")),
        virus=_token(block.get("x-ses-virus-verdict")),
        dmarc=results.get("dmarc", ""),
        dmarc_policy=policy,
        spf=results.get("spf") or _token(block.get("received-spf")),
        dkim=results.get("dkim", ""),
    )


def ses_recipient(block: dict[str, bytes]) -> str:
    """The envelope recipient SES wrote into its Received line, "" when it wrote none."""
    found = _FOR.search(block.get("received", b""))
    return found[1].decode("ascii", "ignore").lower() if found else ""


def _token(value: bytes | None) -> str:
    words = (value or b"").decode("ascii", "ignore").split()
    return words[0].strip(";").upper() if words else ""
