"""The result as a person reads it."""

from collections.abc import Iterator, Mapping
from typing import Any

Result = Mapping[str, Any]


def lines(result: Result) -> Iterator[str]:
    yield from _steps(result)
    yield from _side("with ten thousand open inquiries", result["crowd"])
    yield from _side("once a process, beside these", result["cold"])
    yield from _side_by_side(result)
    yield from _listening(result)
    yield from _starts(result)
    yield from _zip(result)


def _steps(result: Result) -> Iterator[str]:
    yield ""
    yield f"{'step (warm)':16}{'write':>7}{'read':>6}{'bytes':>9}{'cpu ms':>8}{'bare':>7}  calls"
    for name, step in result["steps"].items():
        units = f"{step['write_units']:7.1f}{step['read_units']:6.1f}{step['bytes']:9,}"
        yield f"{name:16}{units}{step['cpu_ms']:8.2f}{step['bare_cpu_ms']:7.2f}  {_calls(step)}"


def _side(title: str, steps: Result) -> Iterator[str]:
    """Steps that are counted and not timed."""
    yield ""
    yield title
    for name, step in steps.items():
        yield f"{name:16}{step['write_units']:7.1f}{step['read_units']:6.1f}{step['bytes']:9,}{'':15}  {_calls(step)}"


def _calls(step: Result) -> str:
    return ", ".join(f"{number} {name}" for name, number in step["calls"].items())


def _side_by_side(result: Result) -> Iterator[str]:
    yield ""
    for name, what in (("receive_email", "a new mail of 20 KB"), ("receive_reply", "a short answer by mail")):
        step = result["steps"][name]
        ratio = step["cpu_ms"] / step["bare_cpu_ms"]
        yield f"email, {what}: {step['cpu_ms']:.2f} ms; its calls made bare: {step['bare_cpu_ms']:.2f} ms ({ratio:.2f} ×)"
    read = result["reading"]
    yield f"reading that mail: {read['ours_ms']:.2f} ms; the standard library's strict policy: {read['standard_ms']:.2f} ms"


def _listening(result: Result) -> Iterator[str]:
    heard = result["listening"]
    yield f"hearing {heard['bytes']:,.0f} bytes of ordinary text for dangers: {heard['ms']:.2f} ms"


def _starts(result: Result) -> Iterator[str]:
    yield ""
    floor = next(iter(result["imports"].values()))["floor_ms"]
    yield f"{'fresh start':16}{'ms':>7}{'× floor':>9}{'modules':>9}"
    yield f"{'floor (boto3)':16}{floor:7.1f}{1:9.2f}{result['floor_modules']:9}"
    for name, one in result["imports"].items():
        yield f"{name:16}{one['ms']:7.1f}{one['ms'] / floor:9.2f}{one['modules']:9}"


def _zip(result: Result) -> Iterator[str]:
    yield ""
    largest = list(result["zip_parts"].items())[:6]
    told = ", ".join(f"{name} {size / 1e6:.1f}" for name, size in largest)
    yield f"zip: {result['zip_bytes'] / 1e6:.1f} MB ({told})"
