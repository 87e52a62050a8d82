"""The passphrase of somebody who stays anonymous: made of the form's key, kept as a seal, shown once."""

from dataclasses import replace

from chalicelib.domain.passphrase import is_passphrase, opens, passphrase, sealed
from chalicelib.domain.submission import Submission
from chalicelib.domain.tokens import Purpose, Signer
from chalicelib.usecases.receive import Received
from chalicelib.web.asks import Ask
from chalicelib.web.cookies import cookie, cookie_of, dropped

_ON_ITS_WAY = "__Host-earshot-words"
_SECONDS = 600


def with_seal(submission: Submission, signer: Signer, *, key: str, language: str) -> Submission:
    """Sealed where there is no address to answer to. Costs some 50 ms of a processor: count before."""
    if submission.addresses:
        return submission
    salt = signer.sign(Purpose.WORDS, "salt", key).encode()
    return replace(submission, seal=sealed(_words(signer, key, language), salt))


def words_of(received: Received, signer: Signer, *, key: str, language: str) -> str:
    """The passphrase to tell; empty where there is none, or where what this form would be told is not in force."""
    inquiry = received.inquiry
    if inquiry is None or not inquiry.seal:
        return ""
    words = _words(signer, key, language)
    return words if not received.duplicate or opens(words, inquiry.seal) else ""


def on_its_way(words: str) -> str:
    """The cookie that carries it to the thank-you page."""
    return cookie(_ON_ITS_WAY, words.replace(" ", "-"), seconds=_SECONDS)


def arrived(ask: Ask) -> tuple[str, str]:
    """What the cookie carries, and the line that takes the cookie away; both empty where none came."""
    words = cookie_of(ask, _ON_ITS_WAY).replace("-", " ")
    return (words, dropped(_ON_ITS_WAY)) if is_passphrase(words) else ("", "")


def _words(signer: Signer, key: str, language: str) -> str:
    return passphrase(signer.sign(Purpose.WORDS, "seed", key).encode(), language)
