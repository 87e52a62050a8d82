"""A logistic curve through labelled parts, in plain Python: Newton's method, since there are few parts and it takes few steps."""

from collections.abc import Sequence
from math import exp

_STEPS = 12
_RIDGE = 1.0
"""Keeps apart what hardly differs: parts that nothing was learnt of stay near 0."""
_DIGITS = 5
Row = Sequence[float]


def curve(known: Sequence[Row], wanted: Sequence[bool]) -> list[float]:
    """A number for each part: together they give the logarithm of the odds that it is wanted."""
    found = [0.0] * len(known[0])
    for _ in range(_STEPS):
        slope, bends = [_RIDGE * one for one in found], [[0.0] * len(found) for _ in found]
        for at in range(len(found)):
            bends[at][at] = _RIDGE
        for parts, yes in zip(known, wanted, strict=True):
            likely = 1 / (1 + exp(-sum(one * other for one, other in zip(found, parts, strict=True))))
            sure = likely * (1 - likely)
            for at, part in enumerate(parts):
                slope[at] += (likely - yes) * part
                row, much = bends[at], sure * part
                for other in range(at + 1):
                    row[other] += much * parts[other]
        step = _solved(bends, slope)
        found = [one - change for one, change in zip(found, step, strict=True)]
    return [round(one, _DIGITS) for one in found]


def _solved(bends: list[list[float]], slope: list[float]) -> list[float]:
    """The numbers that the matrix, of which the lower half is given, makes the slope of (Cholesky)."""
    size = len(slope)
    lower = [[0.0] * size for _ in range(size)]
    for at in range(size):
        for other in range(at + 1):
            rest = bends[at][other] - sum(lower[at][k] * lower[other][k] for k in range(other))
            lower[at][other] = rest**0.5 if at == other else rest / lower[other][other]
    half = list(slope)
    for at in range(size):
        half[at] = (half[at] - sum(lower[at][k] * half[k] for k in range(at))) / lower[at][at]
    for at in reversed(range(size)):
        half[at] = (half[at] - sum(lower[k][at] * half[k] for k in range(at + 1, size))) / lower[at][at]
    return half
