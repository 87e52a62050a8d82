"""In which language somebody writes: by script where that settles it, else by Compact Language Detector 2."""

from chalicelib.channels.email.patterns import Lazy
from chalicelib.channels.email.phrases import COMMON

HINT_BELOW = 20
_PHRASE_BELOW = 40
_WINDOW = 2_000
_CLEAN = Lazy(r"https?://\S{1,500}|\S{1,100}@\S{1,100}|[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SCRIPTS = (
    ("ja", Lazy(r"[\u3041-\u30ff]")),
    ("ko", Lazy(r"[\uac00-\ud7a3]")),
    ("zh", Lazy(r"[\u4e00-\u9fff]")),
    ("th", Lazy(r"[\u0e00-\u0e7f]")),
    ("he", Lazy(r"[\u0590-\u05ff]")),
    ("el", Lazy(r"[\u0370-\u03ff]")),
    ("am", Lazy(r"[\u1200-\u137f]")),
    ("hy", Lazy(r"[\u0530-\u058f]")),
    ("ka", Lazy(r"[\u10a0-\u10ff]")),
    ("km", Lazy(r"[\u1780-\u17ff]")),
    ("lo", Lazy(r"[\u0e80-\u0eff]")),
    ("my", Lazy(r"[\u1000-\u109f]")),
    ("pa", Lazy(r"[\u0a00-\u0a7f]")),
    ("ta", Lazy(r"[\u0b80-\u0bff]")),
)
_BROAD = (
    ("ar", Lazy(r"[\u0600-\u06ff]")),
    ("ru", Lazy(r"[\u0400-\u04ff]")),
    ("hi", Lazy(r"[\u0900-\u097f]")),
)
_LATIN = Lazy(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_ALIASES = {"iw": "he", "nb": "no", "nn": "no", "zh-Hant": "zh", "in": "id", "jw": "jv", "sr-ME": "sr"}


def detect(text: str) -> tuple[str, str]:
    """(ISO 639-1 code or "", note). Below 20 characters the code is a hint only, and the note says so."""
    sample = _CLEAN.sub(" ", text[:_WINDOW]).strip()
    letters = sum(map(str.isalpha, sample))
    if letters < 2:
        return "", ""
    code = _by_script(sample, letters) or _by_phrase(sample) or _by_words(sample) or _broad(sample, letters)
    return code, "language: a hint only, the text is short" if code and len(sample) < HINT_BELOW else ""


def _by_script(sample: str, letters: int) -> str:
    for code, script in _SCRIPTS:
        if len(script.findall(sample)) * (8 if code == "ja" else 3) >= letters:
            return code
    return ""


def _by_phrase(sample: str) -> str:
    """Of a text below 40 characters: the one language that has most of its words among the everyday ones."""
    if len(sample) >= _PHRASE_BELOW:
        return ""
    words = [word.strip(".,;:!?¡¿()\"'") for word in sample.lower().replace("’", "'").split()]
    counts = {code: sum(word in known for word in words) for code, known in COMMON.items()}
    most = max(counts.values())
    best = [code for code, count in counts.items() if count == most]
    return best[0] if most * 2 >= len(words) and len(best) == 1 else ""


def _broad(sample: str, letters: int) -> str:
    return next((code for code, script in _BROAD if len(script.findall(sample)) * 2 >= letters), "")


def _by_words(sample: str) -> str:
    try:
        import pycld2  # noqa: PLC0415 - import time is counted
    except ImportError:  # no wheel for every processor: the scripts above still speak
        return ""
    try:
        _reliable, _bytes, details = pycld2.detect(sample, bestEffort=True)
    except pycld2.error:
        return ""
    code = str(details[0][1])
    return (
        ""
        if code == "un" or (len(sample) < HINT_BELOW and not _reliable and details[0][2] < 50)
        else _ALIASES.get(code, code)
    )
