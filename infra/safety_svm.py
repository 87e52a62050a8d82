"""A linear support vector machine for sparse evidence, in plain Python: the same input gives the same weights everywhere.

Dual coordinate descent on the squared hinge loss (Hsieh and others, 2008): only sums, products, quotients and square roots.
"""

import random
from collections import Counter
from collections.abc import Sequence
from math import sqrt

_ROUNDS = 25
_CLOSE = 0.05


def fitted(
    examples: Sequence[Sequence[int]], wanted: Sequence[bool], size: int, costs: Sequence[float]
) -> tuple[list[float], float]:
    """A weight for each number below `size`, and what is added for every example. An example lists the numbers it holds; each
    counts as often as it is listed, evened out by the length of the list. `costs` say how much each mistake matters."""
    weights, bias = [0.0] * size, 0.0
    shares = [0.0] * len(examples)
    values = [1 / sqrt(max(1, len(one))) for one in examples]
    slacks = [1 / (2 * cost) for cost in costs]
    lengths = [
        1 + slack + value * value * sum(count * count for count in Counter(one).values())
        for one, value, slack in zip(examples, values, slacks, strict=True)
    ]
    order, shuffle = list(range(len(examples))), random.Random(7).shuffle  # noqa: S311
    for _ in range(_ROUNDS):
        shuffle(order)
        furthest = 0.0
        for at in order:
            numbers, share, value, sign = examples[at], shares[at], values[at], 1.0 if wanted[at] else -1.0
            slope = sign * (value * sum(map(weights.__getitem__, numbers)) + bias) - 1 + slacks[at] * share
            new = max(share - slope / lengths[at], 0.0)
            if new != share:
                shares[at] = new
                step = (new - share) * sign
                furthest = max(furthest, abs(step) * lengths[at])
                bias += step
                step *= value
                for number in numbers:
                    weights[number] += step
        if furthest < _CLOSE:
            break
    return weights, bias
