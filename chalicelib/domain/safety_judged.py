"""What the two sums of a window mean together: how likely it is to be a page, and to be a danger at all.

Of two windows that speak of a page as loudly, the one that speaks less of danger is the likelier mistake, and so is the shorter one.
A curve of the second degree, learnt from held-out messages, says how likely each is, as the logarithm of the odds: 0 is even.
"""

from collections.abc import Sequence
from operator import mul

FULL = 32
"""How many words are a whole window."""
Curve = Sequence[float]
AS_ADDED: tuple[Curve, Curve] = ((0, 1, 0, 0, 0, 0, 0, 0, 0, 0), (0, 0, 1, 0, 0, 0, 0, 0, 0, 0))
"""The curves by which the sums stay what they are."""


def parts(page: float, some: float, words: int) -> tuple[float, ...]:
    """What a curve has a number for: the sums towards `page` and towards any danger, how full the window is, and their products."""
    full = words / FULL
    return 1.0, page, some, full, page * page, some * some, full * full, page * some, page * full, some * full


def judged(curve: Curve, known: Sequence[float]) -> float:
    """The logarithm of the odds, of a window's parts."""
    return float(sum(map(mul, curve, known)))
