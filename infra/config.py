"""A district's folder of YAML: read, checked as a whole, stored as one version."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chalicelib.domain.district import District
from infra.config_build import build
from infra.config_check import check_meaning
from infra.config_read import Document, Problem, read_folder
from infra.config_schema import check_shape
from infra.config_store import UNSAID, Pushed, Versions

if TYPE_CHECKING:
    from infra.clients import Clients
    from infra.outputs import Outputs


class UnsoundDistrict(click.ClickException):
    """The folder has problems; the message is one line for each. Nothing was stored."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}; nothing was stored"
        super().__init__("\n".join([*map(str, problems), count]))

    def format_message(self) -> str:
        return "the district's configuration is not sound\n" + self.message


def read(directory: Path, *, overlay: Path | None = None, version: str = "draft") -> District:
    """The district that the folder describes. Raises UnsoundDistrict with every problem, in order of file and line."""
    document = read_folder(directory, overlay)
    problems = examine(document)
    if problems:
        raise UnsoundDistrict(problems)
    return build(document.data, version)


def examine(document: Document, *, now: datetime | None = None) -> list[Problem]:
    """Every problem of the document, in order of file and line; `now` tells which absences are past."""
    check_shape(document)
    check_meaning(document, build(document.data, "draft"), now or datetime.now(UTC))
    return sorted(set(document.problems))


def push_folder(
    directory: Path,
    outputs: "Outputs",
    clients: "Clients",
    *,
    overlay: Path | None = None,
    now: datetime | None = None,
    pushed: Pushed = UNSAID,
) -> str:
    """Checks the folder, stores it as the newest version of that installation, and returns the version. An unchanged
    district keeps its version. Raises UnsoundDistrict, PushedMeanwhile, TooLarge."""
    where = versions(outputs, clients)
    return where.push(read(directory, overlay=overlay), now=now or datetime.now(UTC), pushed=pushed)


def versions(outputs: "Outputs", clients: "Clients") -> Versions:
    """Where that installation keeps its versions."""
    return Versions(clients.s3, clients.dynamodb, outputs.bucket, outputs.table)
