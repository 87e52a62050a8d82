"""When two texts count as the same, nearly the same, or mostly kept."""

import difflib
import re

_RULER = re.compile(r"[\s\-_=*~#>|.·ᐧ—–]*")


def plain(text: str) -> str:
    """Runs of blanks collapsed, ruler lines and NULs (which no store takes) dropped."""
    lines = [line for line in text.replace("\x00", "").splitlines() if line.strip() and not _RULER.fullmatch(line)]
    return " ".join(" ".join(lines).split())


def only_signature(wanted: str, got: str) -> bool:
    """One text starts with the other, and what is over is a few lines."""
    short, long = sorted((plain(wanted), plain(got)), key=len)
    return bool(short) and long.startswith(short) and len(long) - len(short) <= 200


def kept(wanted: str, got: str) -> bool:
    """Whether four fifths of the wanted words are there, in order."""
    words, have = plain(wanted).split(), plain(got).split()
    if not words:
        return True
    matched = sum(
        block.size for block in difflib.SequenceMatcher(None, words, have, autojunk=False).get_matching_blocks()
    )
    return matched >= 0.8 * len(words)
