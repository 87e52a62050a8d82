"""Learns the weights of the second ear from the labelled messages of the repository."""

import hashlib
import json
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chalicelib.domain.safety_concepts import Concepts
from chalicelib.domain.safety_features import PLACES, Features
from chalicelib.domain.safety_weights import SCALE, WINDOW, Weighed, Weights, windows, written
from chalicelib.domain.safety_words import folded, sentences
from chalicelib.domain.words import Tier
from infra.safety_concepts import WRITTEN, concepts
from infra.safety_kinds import kinds
from infra.safety_svm import fitted

HOME = Path(__file__).parent / "safety"
TESTS = Path(__file__).parents[1] / "tests" / "safety"
SHIPPED = Path(__file__).parents[1] / "chalicelib" / "domain" / "safety_weights.json"
FOLDS = 5
_COST = 1.5
_URGENT_PAGED = 3.0
"""Urgent messages are few and the likeliest to page by mistake: learning to page, each of those mistakes counts double."""
_LOUDEST = 127
_PRECISION = 0.81
_FALSE_ALARMS = 0.19
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """One window of a labelled message, as places in the table of weights."""

    places: Sequence[int]
    row: Row


def labelled() -> list[Row]:
    """Every labelled message, each text once; of a text said twice the first counts."""
    files = [*sorted(HOME.glob("*.jsonl")), *sorted(TESTS.glob("*.jsonl"))]
    rows = (json.loads(line) for path in files for line in path.read_text("utf-8").splitlines() if line.strip())
    return list({" ".join(folded(row["text"])): row for row in reversed(list(rows))}.values())[::-1]


def examples(rows: Sequence[Row], known: Mapping[str, Sequence[str]]) -> list[Example]:
    """The windows of the messages; of a dangerous one all belong together, since which holds the danger is not labelled.
    Ordinary ones are also read one after another, as in a long mail."""
    features = Features(Concepts(known))
    found = []
    for row in [*rows, *_mails(rows)]:
        size = WINDOW if row["tier"] == Tier.NONE else 4 * WINDOW
        found += [Example(array("i", features.of(window)), row) for window in windows(sentences(row["text"]), size)]
    return found


def _mails(rows: Sequence[Row]) -> Iterator[Row]:
    """The ordinary messages of each language in one long mail, in an order that mixes them."""
    ordinary = sorted(
        (row for row in rows if row["tier"] == Tier.NONE), key=lambda row: zlib.crc32(row["text"].encode())
    )
    for language in sorted({row["language"] for row in ordinary}):
        text = "\n".join(row["text"] for row in ordinary if row["language"] == language)
        yield {"text": text, "tier": Tier.NONE, "category": "ordinary", "language": language}


def learnt(rows: Sequence[Row], known: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What the weights are made of, but for the thresholds: those are 0."""
    found = examples(rows, known)
    held = [one.places for one in found]
    weights, biases = [], []
    tiers = [one.row["tier"] for one in found]
    for wanted, of_urgent in ((Tier.PAGE,), _URGENT_PAGED), ((Tier.PAGE, Tier.URGENT), _COST):
        costs = [of_urgent if tier == Tier.URGENT else _COST for tier in tiers]
        exact, bias = fitted(held, [tier in wanted for tier in tiers], PLACES, costs)
        unit = max(map(abs, exact)) / _LOUDEST
        weights.append([round(weight / unit) for weight in exact])
        biases.append(round(SCALE * bias / unit))
    return {
        "bias": biases,
        "page_from": 0,
        "any_from": 0,
        "concepts": known,
        "table": written(*weights),
    } | kinds(rows, known)


def folds(rows: Sequence[Row]) -> Iterator[tuple[list[Row], list[Row]]]:
    """The rows to learn from and those held back, by turns; a text is always in the same fold."""
    turns = [zlib.crc32(row["text"].encode()) % FOLDS for row in rows]
    for held in range(FOLDS):
        yield (
            [row for row, turn in zip(rows, turns, strict=True) if turn != held],
            [row for row, turn in zip(rows, turns, strict=True) if turn == held],
        )


def fingerprint() -> str:
    """Of all that the weights are learnt from."""
    files = [WRITTEN, *sorted(HOME.glob("*.jsonl")), *sorted(TESTS.glob("*.jsonl"))]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()[:16]


def held_out(rows: Sequence[Row], known: Mapping[str, Sequence[str]]) -> Iterator[tuple[Row, Weighed]]:
    """What weights say of each message that were learnt without it."""
    for others, held in folds(rows):
        weights = Weights(learnt(others, known))
        yield from ((row, weights.weigh(sentences(row["text"]))) for row in held)


def ship() -> int:
    """Learns from every labelled message, sets the thresholds by held-out messages and writes the file; how many messages."""
    rows = labelled()
    known = concepts(rows)
    held = list(held_out(rows, known))
    made = learnt(rows, known) | {
        "page_from": _threshold([(said.page, row["tier"] == Tier.PAGE) for row, said in held], _PRECISION),
        "any_from": _quiet([said.any for row, said in held if row["tier"] == Tier.NONE]),
        "learnt_from": fingerprint(),
    }
    SHIPPED.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    return len(rows)


def shipped_thresholds() -> dict[str, int]:
    """Those of the shipped file."""
    made = json.loads(SHIPPED.read_text("utf-8"))
    return {name: made[name] for name in ("page_from", "any_from")}


def _threshold(scored: Sequence[tuple[int, bool]], precision: float) -> int:
    """The lowest score from which on at least that share is right."""
    right, lowest = 0, max(score for score, _ in scored)
    for count, (score, wanted) in enumerate(sorted(scored, reverse=True), 1):
        right += wanted
        if right >= precision * count:
            lowest = score
    return lowest


def _quiet(ordinary: Sequence[int]) -> int:
    """The lowest score that no more than the bearable share of ordinary messages reaches."""
    return sorted(ordinary)[int(len(ordinary) * (1 - _FALSE_ALARMS))]
