"""Sketches: a few bytes that tell which texts are surely not in a set. Of those that are not, one in fifty is taken for one that is.

They are Bloom filters (https://dl.acm.org/doi/10.1145/362686.362692) of a byte a text, each text marked at five places. The
same set gives the same bytes, whatever its order.
"""

from collections.abc import Collection
from hashlib import blake2b

MOST = 700
"""Bytes, so that what carries one stays under the kilobyte that is one write unit."""
_FEWEST = 8
_MARKS = 5
Probe = tuple[int, int]
"""What a text is looked for by, in sketches of any length."""


def sketch(texts: Collection[str]) -> bytes:
    marks = bytearray(min(max(len(texts), _FEWEST), MOST))
    for text in texts:
        for at in _places(probe(text), len(marks)):
            marks[at >> 3] |= 1 << (at & 7)
    return bytes(marks)


def probe(text: str) -> Probe:
    drawn = blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(drawn[:4]), int.from_bytes(drawn[4:]) | 1


def may_hold(marks: bytes, looked_for: Probe) -> bool:
    return all(marks[at >> 3] & (1 << (at & 7)) for at in _places(looked_for, len(marks)))


def _places(looked_for: Probe, length: int) -> list[int]:
    """Bits; https://doi.org/10.1007/11841036_42 says why two hashes are enough for any number of them."""
    first, step = looked_for
    return [(first + times * step) % (length * 8) for times in range(_MARKS)]
