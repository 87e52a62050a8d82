"""`calendar import`: a district's calendar file into the dates of one of its calendars."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
import yaml

from infra.config import UnsoundDistrict, examine
from infra.config_calendars import week
from infra.config_read import read_folder
from infra.ical import CLOSES, Passed, Taken, Wish, read

_DATE = click.DateTime(["%Y-%m-%d"])
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def calendar() -> None:
    """Working time from calendar files."""


@calendar.command("import")
@click.argument("file", type=_FILE)
@click.option("--into", required=True, type=_FILE, help="The YAML file of the district's folder with its `calendars`.")
@click.option("--calendar", "name", default="district", show_default=True, help="The calendar that gets the dates.")
@click.option(
    "--closes", multiple=True, metavar="WORD", help="Another word that says a day is closed; may be repeated."
)
@click.option("--all", "all_days", is_flag=True, help="Take every event without a time of day as closed.")
@click.option("--from", "first", type=_DATE, help="What begins then or later; without it, from a month ago.")
@click.option("--to", "last", type=_DATE, help="What begins then or earlier; without it, to two years ahead.")
@click.option("--dry-run", is_flag=True, help="Only say what would be taken.")
def import_command(file: Path, into: Path, name: str, closes: tuple[str, ...], **more: Any) -> None:
    """Take closed days and early ends from an iCalendar FILE."""
    text = into.read_text(encoding="utf-8")
    data = read_folder(into.parent).data
    hours = data.get("calendars", {}).get(name, {}).get("hours", {})
    taken, passed = _read(file, _wish(str(data.get("time_zone", "UTC")), closes, more))
    known = {(_date(one, "from", "date"), _date(one, "to", "date")) for one in _days(data, name)}
    fresh = []
    for one in taken:
        if (one.first, one.last) in known:
            passed.append(Passed(str(one.first), one.name, "that date stands there already"))
            continue
        line = _line(one, hours)
        if line is None:
            passed.append(Passed(str(one.first), one.name, "the calendar is closed then anyway"))
            continue
        known.add((one.first, one.last))
        fresh.append(line)
    if fresh and not more["dry_run"]:
        _write(into, text, _inserted(text, name, fresh))
    for line in _told(fresh, passed):
        click.echo(line)


def _wish(zone: str, closes: tuple[str, ...], more: Mapping[str, Any]) -> Wish:
    today = datetime.now(UTC).date()
    first = more["first"].date() if more["first"] else today - timedelta(days=31)
    last = more["last"].date() if more["last"] else today + timedelta(days=731)
    words = (*CLOSES, *(word.lower() for word in closes))
    return Wish(first, last, ZoneInfo(zone), words, more["all_days"])


def _read(file: Path, wish: Wish) -> tuple[list[Taken], list[Passed]]:
    try:
        return read(file.read_bytes(), wish)
    except (ValueError, KeyError, IndexError) as error:
        raise click.ClickException(f"{file} is no iCalendar file that can be read: {error}") from error


def _days(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    if name not in data.get("calendars", {}):
        known = ", ".join(data.get("calendars", {})) or "none yet"
        raise click.ClickException(f"there is no calendar {name!r}: --calendar takes one of {known}")
    found: list[dict[str, Any]] = data["calendars"][name].get("days", [])
    return found


def _date(entry: dict[str, Any], *names: str) -> date | None:
    written = next((entry[name] for name in names if name in entry), entry.get("from"))
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        return None


def _line(one: Taken, hours: Any) -> str | None:
    """The entry as YAML; None when a day that ends early does not begin at all."""
    when = f"date: {one.first}" if one.first == one.last else f"from: {one.first}, to: {one.last}"
    said = json.dumps(one.name or "closed", ensure_ascii=False)
    if one.ends is None:
        return f"- {{{when}, closed: {said}}}"
    ends = one.ends.hour * 60 + one.ends.minute
    usual = week(hours)[one.first.weekday()] if hours else ()
    kept = [(span.start, min(span.end, ends)) for span in usual if span.start < ends]
    spans = ", ".join(f"{start // 60}:{start % 60:02}-{end // 60}:{end % 60:02}" for start, end in kept)
    return f"- {{{when}, hours: [{spans}], because: {said}}}" if kept else None


def _inserted(text: str, name: str, lines: list[str]) -> str:
    """The file with the lines at the end of that calendar's `days`; nothing else of it changes."""
    root = yaml.compose(text)
    node = _of(_of(root, "calendars"), name)
    days = _of(node, "days")
    if days is not None and not days.flow_style and days.value:
        column, after = days.start_mark.column, days.value[-1].end_mark
    elif days is None and node is not None and not node.flow_style and node.value:
        column, after = node.start_mark.column + 2, node.value[-1][1].end_mark
        lines = [f"{' ' * node.start_mark.column}days:", *(f"{' ' * column}{line}" for line in lines)]
        column = 0
    else:
        raise click.ClickException(
            f"write `days:` of {name} as a list with a line for each date, and at least one of them"
        )
    rows = text.splitlines(keepends=True)
    at = after.line if after.column == 0 else after.line + 1
    if at and at <= len(rows) and not rows[at - 1].endswith("\n"):
        rows[at - 1] += "\n"
    return "".join([*rows[:at], *(f"{' ' * column}{line}\n" for line in lines), *rows[at:]])


def _of(node: Any, key: str) -> Any:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def _write(into: Path, before: str, after: str) -> None:
    """Written only if the folder stays sound, else left as it was. Raises UnsoundDistrict."""
    into.write_text(after, encoding="utf-8")
    problems = examine(read_folder(into.parent))
    if problems:
        into.write_text(before, encoding="utf-8")
        raise UnsoundDistrict(problems)


def _told(fresh: list[str], passed: list[Passed]) -> Iterator[str]:
    for line in fresh:
        yield f"took    {line.removeprefix('- ')}"
    for one in passed:
        yield " ".join(f"passed  {one.when} {one.name}: {one.why}".split(" "))
    yield f"{len(fresh)} taken, {len(passed)} passed over"
