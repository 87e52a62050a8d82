"""Learns the weights of the second ear from the labelled messages of the repository."""

import hashlib
import json
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice, repeat
from pathlib import Path
from typing import Any

from chalicelib.domain.safety_concepts import Concepts
from chalicelib.domain.safety_features import PLACES, Features
from chalicelib.domain.safety_judged import AS_ADDED, parts
from chalicelib.domain.safety_weights import SCALE, WINDOW, Weighed, Weights, windows, written
from chalicelib.domain.safety_words import ENDS, folded, sentences
from chalicelib.domain.words import Tier
from infra.safety_concepts import WRITTEN, concepts
from infra.safety_curve import curve
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
_FAINT = 2
"""Weights no further from 0 are left out: half of them are, and together they decide nothing, but take a sixth of the file."""
_THRESHOLDS = {"page_from": -40, "any_from": -125}
"""Logarithms of the odds in hundredths, as labelled messages are: 40 % likely to be a page, 22 % likely to be a danger at all."""
HARD = "hard-"
"""So begins the id of a message that was written to differ from others in little but its tier. Weights are learnt from those too, but
how likely it is that what is heard is right is not: families do not write to be told apart."""
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
    """The ordinary messages of each language in one long mail, in an order that mixes them; and once more without an end to any
    sentence, as many write and as telephones write down what is spoken."""
    ordinary = sorted(
        (row for row in rows if row["tier"] == Tier.NONE), key=lambda row: zlib.crc32(row["text"].encode())
    )
    for language in sorted({row["language"] for row in ordinary}):
        text = "\n".join(row["text"] for row in ordinary if row["language"] == language)
        for said in (text, ENDS.sub(" ", text)):
            yield {"text": said, "tier": Tier.NONE, "category": "ordinary", "language": language}


def learnt(rows: Sequence[Row], known: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What the weights are made of, but for curves and thresholds: sums stay what they are, and 0 is heard."""
    found = examples(rows, known)
    held = [one.places for one in found]
    weights, biases, units = [], [], []
    tiers = [one.row["tier"] for one in found]
    for wanted, of_urgent in ((Tier.PAGE,), _URGENT_PAGED), ((Tier.PAGE, Tier.URGENT), _COST):
        costs = [of_urgent if tier == Tier.URGENT else _COST for tier in tiers]
        exact, bias = fitted(held, [tier in wanted for tier in tiers], PLACES, costs)
        unit = max(map(abs, exact)) / _LOUDEST
        weights.append([whole if abs(whole := round(weight / unit)) > _FAINT else 0 for weight in exact])
        biases.append(round(SCALE * bias / unit))
        units.append(unit / SCALE)
    return {
        "bias": biases,
        "units": units,
        "curves": AS_ADDED,
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


def without_each(
    rows: Sequence[Row], known: Mapping[str, Sequence[str]], times: int = FOLDS
) -> Iterator[tuple[dict[str, Any], list[Row]]]:
    """By turns, what was learnt without some messages, and those messages; as many turns at a time as there are processors."""
    turns = list(islice(folds(rows), times))
    with ProcessPoolExecutor() as processors:
        made = processors.map(learnt, [others for others, _ in turns], repeat(known))
        yield from zip(made, [held for _, held in turns], strict=True)


def _held_out(rows: Sequence[Row], known: Mapping[str, Sequence[str]]) -> Iterator[tuple[Row, Weighed]]:
    """What weights say of each message that were learnt without it."""
    for made, held in without_each(rows, known):
        weights = Weights(made)
        yield from ((row, weights.weigh(sentences(row["text"]))) for row in held)


def ship() -> int:
    """Learns weights from every labelled message, curves from held-out ones, and writes the file; how many messages."""
    rows = labelled()
    known = concepts(rows)
    made = learnt(rows, known) | {"curves": curves(_held_out(rows, known)), "learnt_from": fingerprint()} | _THRESHOLDS
    SHIPPED.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    return len(rows)


def curves(held: Iterable[tuple[Row, Weighed]]) -> tuple[list[float], list[float]]:
    """How likely a page and any danger are, by what the sums of held-out messages were."""
    met = [
        (row["tier"], parts(said.page / SCALE, said.any / SCALE, said.words))
        for row, said in held
        if said.words and not row["id"].startswith(HARD)
    ]
    known = [one for _, one in met]
    return curve(known, [tier == Tier.PAGE for tier, _ in met]), curve(known, [tier != Tier.NONE for tier, _ in met])


def shipped_judgement() -> dict[str, Any]:
    """Curves and thresholds of the shipped file."""
    made = json.loads(SHIPPED.read_text("utf-8"))
    return {name: made[name] for name in ("curves", "page_from", "any_from")}
