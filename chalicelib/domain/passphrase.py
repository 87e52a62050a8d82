"""Passphrases: how somebody who gave no address finds the answer again. Five plain words, worth 40 bits, kept only as a slow
salted hash: scrypt (RFC 7914) over 16 MB, some 50 ms of one processor.
"""

import hmac
import re
from base64 import b64decode, b64encode
from hashlib import scrypt, sha256
from unicodedata import combining, normalize

from chalicelib.domain.passphrase_words import WORDS

COUNT = 5
LONGEST = 120
"""Characters of what is looked at; no passphrase is longer."""
_COST, _BLOCK, _LANES, _SIZE = 2**14, 8, 1, 32
_WORD = re.compile(r"[^\W\d_]+")
_OF_NOBODY = "c2FsdCBvZiBub2JvZHk=$" + "A" * 43 + "="


def passphrase(seed: bytes, language: str) -> str:
    """The same seed gives the same words, in that language or in English. The seed must be secret and used once."""
    words = WORDS.get(language, WORDS["en"])
    return " ".join(words[byte] for byte in sha256(seed).digest()[:COUNT])


def sealed(words: str, salt: bytes) -> str:
    """What is stored of a passphrase; a salt is used once."""
    return f"{b64encode(salt).decode()}${b64encode(_slow(words, salt)).decode()}"


def opens(words: str, seal: str) -> bool:
    """Whether these are the words of that seal, however they are written: in capitals, with accents or dashes. Without a seal
    it is never so, and takes as long."""
    salt, _, digest = (seal or _OF_NOBODY).partition("$")
    same = hmac.compare_digest(_slow(words, b64decode(salt)), b64decode(digest))
    return same and bool(seal)


def is_passphrase(words: str) -> bool:
    """Whether it is made of our words at all; says nothing about whose."""
    given = words.split(" ")
    return len(given) == COUNT and any(set(given) <= set(known) for known in WORDS.values())


def _slow(words: str, salt: bytes) -> bytes:
    return scrypt(_plain(words).encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES, dklen=_SIZE)


def _plain(words: str) -> str:
    folded = "".join(one for one in normalize("NFKD", words[:LONGEST].casefold()) if not combining(one))
    return " ".join(_WORD.findall(folded))
