"""`python -m bench` counts and measures everything and writes build/bench.json; `counts` holds the counts against the
repository's (`--write` replaces them); `cost` prints what they come to (`--write` puts it in docs/cost.md)."""

import argparse
import json
from typing import Any

from bench import cost, processor, report, snapshot
from bench.imports import best_of
from bench.installation import an_installation
from bench.package import zip_parts
from bench.scenes import count
from infra.up import ROOT

RESULT = ROOT / "build" / "bench.json"
ROUNDS = 5


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("what", nargs="?", choices=["all", "counts", "cost"], default="all")
    parser.add_argument("--write", action="store_true", help="replace what is kept in the repository")
    given = parser.parse_args(arguments)
    return {"all": _all, "counts": _counts, "cost": _cost}[given.what](write=given.write)


def _all(*, write: bool) -> int:
    """About two minutes."""
    del write
    result = measure()
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1) + "\n")
    for line in report.lines(result):
        print(line)
    print(f"\nwritten to {RESULT.relative_to(ROOT)}")
    return 0


def measure() -> dict[str, Any]:
    """Steps, imports and the zip, and beside them what explains these."""
    print("counting on the emulator")
    with an_installation() as installation:
        counted = count(installation)
        result = snapshot.of(counted)
        print("processor time of each step")
        for name, step in counted.steps.items():
            result["steps"][name]["cpu_ms"] = round(processor.of_step(installation, step), 3)
            result["steps"][name]["bare_cpu_ms"] = round(processor.of_bare_calls(installation, step), 3)
    result["reading"] = {name: round(value, 3) for name, value in processor.of_reading().items()}
    result["listening"] = {name: round(value, 3) for name, value in processor.of_listening().items()}
    print("starting every function afresh")
    starts = best_of(ROUNDS)
    floor = starts.pop("floor")
    result["imports"] = {
        name: {"ms": one.milliseconds, "floor_ms": floor.milliseconds, "modules": len(one.modules)}
        for name, one in starts.items()
    }
    result["floor_modules"] = len(floor.modules)
    print("packaging")
    parts = zip_parts(ROOT / "build" / "bench")
    result["zip_parts"] = dict(parts.most_common())
    return result | {"zip_bytes": parts.total(), "python": processor.python()}


def _counts(*, write: bool) -> int:
    with an_installation() as installation:
        found = snapshot.of(count(installation))
    if write:
        snapshot.write(found)
    same = found == snapshot.read()
    print("the counts are those of the repository" if same else json.dumps(found, indent=1))
    return 0 if same else 1


def _cost(*, write: bool) -> int:
    counts = json.loads(RESULT.read_text()) if RESULT.is_file() and not write else snapshot.read()
    if write:
        cost.write(counts)
    print(cost.tables(counts))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
