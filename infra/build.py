"""From source to what CloudFormation takes: one template and one zip, in build/package/."""

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.template_parts import BuildFailed, check, merge

STAGE = "release"
"""The only Chalice stage. Which installation a deployment is, is CloudFormation's parameter Stage."""


CHALICE = "from chalice.cli import main; raise SystemExit(main())"
"""Chalice has no `python -m`, and its script may lie outside the path."""


OWN = ("app.py", "chalice/", "chalicelib/")
"""What in the zip is not a dependency."""

EMPTY_APP = """
from chalice.app import Chalice

app = Chalice(app_name="dependencies")
app.lambda_function()(lambda event, context: None)
"""


def runs_lambdas_code(system: str = sys.platform, machine: str = platform.machine()) -> bool:
    """Whether compiled dependencies made for Lambda (Linux, x86-64) can be loaded here."""
    return system == "linux" and machine.lower() in {"x86_64", "amd64"}


@dataclass(frozen=True, slots=True)
class Package:
    """What `build` made: sam.json (CodeUri still the local zip) and the zip every function runs from."""

    template: Path
    zip: Path

    def digest(self) -> str:
        """Of what is in the zip, whenever it was packed: the same code is not uploaded twice."""
        with zipfile.ZipFile(self.zip) as archive:
            content = sorted((item.filename, item.CRC, item.file_size) for item in archive.infolist())
        return hashlib.sha256(repr(content).encode()).hexdigest()[:32]

    def without_dependencies(self) -> "Package":
        """The application alone, for an emulator whose functions run in this environment, where the dependencies are
        installed: those in the zip are Lambda's, and compiled code of another system cannot be loaded here."""
        slim = self.zip.with_name("application.zip")
        with zipfile.ZipFile(self.zip) as archive, zipfile.ZipFile(slim, "w", zipfile.ZIP_DEFLATED) as kept:
            for item in archive.infolist():
                if item.filename.startswith(OWN):
                    kept.writestr(item, archive.read(item))
        return Package(self.template, slim)

    def body(self, *, code_uri: str) -> str:
        """The template as text with every function's code at `code_uri` (s3://bucket/key)."""
        template = json.loads(self.template.read_text())
        for resource in template["Resources"].values():
            if resource["Type"] == "AWS::Serverless::Function":
                resource["Properties"]["CodeUri"] = code_uri
        return json.dumps(template, separators=(",", ":"))


def build(project: Path, output: Path, *, infra: Path | None = None, cache: Path | None = None) -> Package:
    """Package `project` (app.py, chalicelib/, requirements.txt) with the parts of `infra` (default: the project's own).

    Fetched dependencies are kept in `cache` (default: inside `output`). Raises BuildFailed with what to do about it. Needs no credentials; needs the package index only when requirements.txt
    changed since the last build.
    """
    home = infra or project / "infra"
    parts = merge(home / "template")
    output.mkdir(parents=True, exist_ok=True)
    merged = output / "merge.json"
    merged.write_text(json.dumps(parts, indent=1))
    staging = _stage(project, home, output / "project")
    _vendor(project / "requirements.txt", cache or output / "vendor", staging / "vendor")
    package = output / "package"
    _chalice(staging, package, "--merge-template", str(merged.absolute()))
    check(json.loads((package / "sam.json").read_text()), parts)
    return Package(package / "sam.json", package / "deployment.zip")


def _stage(project: Path, infra: Path, staging: Path) -> Path:
    """A clean copy to package from: Chalice packs whatever lies in chalicelib/, byte code of other Pythons included."""
    if not (project / "app.py").is_file():
        raise BuildFailed(f"no app.py in {project.absolute()}: run this from the root of the repository")
    shutil.rmtree(staging, ignore_errors=True)
    (staging / ".chalice").mkdir(parents=True)
    shutil.copy2(project / "app.py", staging)
    shutil.copytree(project / "chalicelib", staging / "chalicelib", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(infra.parent / ".chalice" / "config.json", staging / ".chalice")
    shutil.copytree(infra / "policies", staging / "infra" / "policies")
    return staging


def _vendor(requirements: Path, cache: Path, vendor: Path) -> None:
    """The dependencies as Lambda needs them, unpacked into `vendor`; fetched once for each state of requirements.txt.

    Chalice knows how to fetch Linux wheels from any laptop but does it again after each change of code, so it is given
    the requirements with an empty application once, and what it fetched is kept.
    """
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    digest = hashlib.sha256(requirements.read_bytes() + version.encode()).hexdigest()[:16]
    kept = cache / f"{digest}.zip"
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as work:
            _fetch(requirements, Path(work), kept)
    with zipfile.ZipFile(kept) as archive:
        archive.extractall(vendor, members=list(_dependencies(archive)))


def _fetch(requirements: Path, work: Path, kept: Path) -> None:
    (work / ".chalice").mkdir()
    (work / "app.py").write_text(EMPTY_APP)
    (work / ".chalice" / "config.json").write_text('{"version": "2.0", "app_name": "dependencies"}')
    shutil.copy2(requirements, work / "requirements.txt")
    _chalice(work, work / "package")
    (work / "package" / "deployment.zip").rename(kept)


def _dependencies(archive: zipfile.ZipFile) -> Iterator[str]:
    for name in archive.namelist():
        if not name.startswith(OWN) and "__pycache__" not in name:
            yield name


def _chalice(project: Path, package: Path, *options: str) -> None:
    """`chalice package`, in a process of its own: it imports the application and changes the working directory."""
    command = [sys.executable, "-c", CHALICE, "package", "--stage", STAGE, *options, str(package.absolute())]
    done = subprocess.run(
        command, cwd=project, env=_environment(os.environ), capture_output=True, text=True, check=False
    )
    said = f"{done.stdout}\n{done.stderr}".strip()
    if done.returncode or not (package / "deployment.zip").is_file():
        raise BuildFailed(f"chalice package failed:\n{said}")
    if "Could not install dependencies" in said:
        raise BuildFailed(f"a dependency has no wheel for Lambda:\n{said}")


def _environment(source: Mapping[str, str]) -> dict[str, Any]:
    """Without anybody's credentials, and without writing byte code beside the sources that are packed."""
    kept = {name: value for name, value in source.items() if not name.startswith(("AWS_", "EARSHOT_"))}
    return kept | {"AWS_DEFAULT_REGION": source.get("AWS_DEFAULT_REGION", "us-east-1"), "PYTHONDONTWRITEBYTECODE": "1"}
