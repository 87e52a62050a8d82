"""A district's folder as one document, with the file and line of everything in it.

YAML is read by the rules of its version 1.2: `no`, `on` and `12:30` are words, only true and false are booleans.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Route = tuple[str | int, ...]
"""Where something stands in the document: keys and indexes from the top."""

_DEEPEST = 12
_MOST_PARTS = 100_000
"""Of one file, aliases spelled out: the demo's lexicon has some thousands."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE_NUMBER = re.compile(r"[-+]?[0-9]+")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A file, by its path inside the folder, and a line counted from one."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong, and what to do about it."""

    place: Place
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}: {self.remedy}"


@dataclass(slots=True)
class Document:
    """`data` is plain; `places` knows where each part of it was written."""

    data: dict[str, Any] = field(default_factory=dict)
    places: dict[Route, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def place(self, route: Route) -> Place:
        """Of the part, or of the nearest thing around it."""
        while route and route not in self.places:
            route = route[:-1]
        return self.places.get(route, Place("district.yaml", 1))

    def problem(self, route: Route, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.place(route), what, remedy))

    def warn(self, route: Route, what: str, remedy: str) -> None:
        """Sound, but surely not meant."""
        self.warnings.append(Problem(self.place(route), what, remedy))


def read_folder(directory: Path, overlay: Path | None = None) -> Document:
    """Every *.yaml of the folder (not of folders inside it), then the overlay laid over them. What cannot be read is a
    problem of the document, never an exception."""
    document = Document(places={(): Place(directory.name, 1)})
    files = sorted(directory.glob("*.yaml"))
    for path in sorted(directory.glob("*.yml")):
        where = Place(path.name, 1)
        document.problems.append(Problem(where, "nobody reads a file of that name", f"call it {path.stem}.yaml"))
    if not files:
        document.problem((), f"no *.yaml in {directory}", "name the folder that holds the district's files")
    for path in files:
        part = _read_file(path, path.name)
        for key in document.data.keys() & part.data.keys():
            first = document.place((key,))
            part.problem((key,), f"`{key}` stands in {first} already", "keep it in one file")
        _lay_over(document, part)
    if overlay:
        _lay_over(document, _read_file(overlay, overlay.name))
    return document


def _read_file(path: Path, name: str) -> Document:
    part = Document(places={(): Place(name, 1)})
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except (OSError, UnicodeDecodeError) as error:
        part.problem((), f"cannot be read ({error})", "make it a UTF-8 text file")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1 if mark else 1)
        part.problems.append(Problem(place, f"no valid YAML ({error.problem})", "mind indentation, colons and quotes"))
    except yaml.YAMLError as error:
        part.problem((), f"no valid YAML ({' '.join(str(error).split())})", "remove the characters it names")
    else:
        if isinstance(root, yaml.MappingNode):
            part.data = _Reader(part, name).value(root, ())
        elif root is not None:
            part.problem((), "holds no keys at its top", "write `key: value` lines, such as `schools:`")
    return part


@dataclass(slots=True)
class _Reader:
    """Turns nodes into plain values and notes where they stood."""

    part: Document
    file: str
    left: int = _MOST_PARTS

    def value(self, node: yaml.Node, route: Route) -> Any:
        self.left -= 1
        if self.left < 0:
            if self.left == -1:
                self.part.problem(route, "has too many parts", "remove aliases that repeat each other")
            return None
        self.part.places.setdefault(route, Place(self.file, node.start_mark.line + 1))
        if len(route) > _DEEPEST:
            self.part.problem(route, "nested too deeply", "remove the alias that contains itself")
            return None
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, route))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*route, index)) for index, item in enumerate(node.value) if self.left >= 0]
        return _scalar(node.value, plain=not getattr(node, "style", None))

    def _pairs(self, node: yaml.MappingNode, route: Route) -> Iterator[tuple[str, Any]]:
        seen: dict[str, int] = {}
        for key_node, value_node in node.value if self.left >= 0 else ():
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                where = Place(self.file, line)
                self.part.problems.append(Problem(where, "a key must be a word", "quote it, or write a list"))
                continue
            key = str(key_node.value)
            self.part.places[(*route, key)] = Place(self.file, line)
            if key in seen:
                self.part.problem((*route, key), f"`{key}` stands on line {seen[key]} already", "keep one of the two")
                continue
            seen[key] = line
            yield key, self.value(value_node, (*route, key))


def _scalar(text: str, *, plain: bool) -> str | int | bool | None:
    if not plain:
        return text
    if text in {"true", "false"}:
        return text == "true"
    if text in {"", "~", "null"}:
        return None
    return int(text) if _WHOLE_NUMBER.fullmatch(text) and len(text) < 19 else text


def _lay_over(document: Document, part: Document) -> None:
    document.problems += part.problems
    _merge(document.data, part.data, (), document, part)


def _merge(below: dict[str, Any], above: Mapping[str, Any], route: Route, document: Document, part: Document) -> None:
    """Mappings merge key by key; everything else replaces what lay below."""
    for key, value in above.items():
        here = (*route, key)
        if isinstance(value, dict) and isinstance(below.get(key), dict):
            _merge(below[key], value, here, document, part)
            continue
        below[key] = value
        depth = len(here)
        document.places = {one: place for one, place in document.places.items() if one[:depth] != here}
        document.places |= {one: place for one, place in part.places.items() if one[:depth] == here}
