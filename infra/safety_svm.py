"""A linear support vector machine for sparse evidence, in plain Python: the same input gives the same weights everywhere.

Dual coordinate descent on the squared hinge loss (Hsieh and others, 2008): only sums, products and quotients.
"""

import random
from collections.abc import Sequence

_ROUNDS = 40
_CLOSE = 0.02


def fitted(examples: Sequence[Sequence[int]], wanted: Sequence[bool], size: int, cost: float) -> list[float]:
    """A weight for each number below `size`; an example lists the numbers it holds."""
    weights = [0.0] * size
    shares = [0.0] * len(examples)
    signs = [1.0 if one else -1.0 for one in wanted]
    slack = 1 / (2 * cost)
    lengths = [len(one) + slack for one in examples]
    order, shuffle = list(range(len(examples))), random.Random(7).shuffle  # noqa: S311
    for _ in range(_ROUNDS):
        shuffle(order)
        furthest = 0.0
        for at in order:
            numbers, share, sign = examples[at], shares[at], signs[at]
            slope = sign * sum(map(weights.__getitem__, numbers)) - 1 + slack * share
            new = max(share - slope / lengths[at], 0.0)
            if new != share:
                shares[at] = new
                step = (new - share) * sign
                furthest = max(furthest, abs(step) * lengths[at])
                for number in numbers:
                    weights[number] += step
        if furthest < _CLOSE:
            break
    return weights
