"""The form that a browser sent last: Back and Send again is no second inquiry.

At Back a browser fetches the page anew, which brings a new key, and puts what was typed into it again. So a cookie remembers the
key and the reference, and proves which words they were for; it holds none of them.
"""

import re
from dataclasses import dataclass

from chalicelib.channels.typed import Typed, digest
from chalicelib.domain.reference import parse_reference
from chalicelib.domain.tokens import Purpose, Signer
from chalicelib.web.asks import Ask
from chalicelib.web.cookies import cookie, cookie_of
from chalicelib.web.uploads import Bag

_NAME = "__Host-earshot-sent"
_SECONDS = 1_800
_KEY = re.compile(r"[A-Za-z0-9_-]{8,128}")
_ANOTHER = "another"


@dataclass(frozen=True, slots=True)
class Sent:
    reference: str
    key: str


def sent_before(ask: Ask, signer: Signer, typed: Typed, bag: Bag) -> Sent | None:
    """The same words, and the same files or none: files are seldom put back."""
    reference, key, words, files, _ = _carried(ask)
    now = _files(bag)
    proof = (files, reference, key, typed.fingerprint, now) if now else (words, reference, key, typed.fingerprint)
    return Sent(reference, key) if reference and signer.proves(proof[0], Purpose.SENT, *proof[1:]) else None


def remembered(ask: Ask, signer: Signer, sent: Sent, typed: Typed, bag: Bag) -> str:
    """The cookie's line. It says whether another was sent a short while before. Empty for a key that no page of ours gave."""
    if not _KEY.fullmatch(sent.key):
        return ""
    before, _, _, _, was = _carried(ask)
    another = was if before == sent.reference else _ANOTHER if before else ""
    about = (sent.reference, sent.key, typed.fingerprint)
    proofs = (signer.sign(Purpose.SENT, *about), signer.sign(Purpose.SENT, *about, _files(bag)))
    return cookie(_NAME, "~".join((sent.reference, sent.key, *proofs, another)), seconds=_SECONDS)


def is_another(ask: Ask, reference: str) -> bool:
    """Whether that inquiry is the second that this browser sent in a short while."""
    sent, _, _, _, another = _carried(ask)
    return sent == reference and another == _ANOTHER


def _carried(ask: Ask) -> tuple[str, str, str, str, str]:
    """Reference, key, proof of the words, proof of the words with the files, and whether it was another; empty where none came."""
    parts = cookie_of(ask, _NAME).split("~")
    if len(parts) != 5 or not parse_reference(parts[0]) or not _KEY.fullmatch(parts[1]):
        return "", "", "", "", ""
    reference, key, words, files, another = parts
    return reference, key, words, files, another


def _files(bag: Bag) -> str:
    named = [[one.name, one.size] for one in bag.attachments]
    return digest(named) if named else ""
