"""The zip that every function runs from."""

import zipfile
from collections import Counter
from pathlib import Path

from infra.build import build
from infra.up import ROOT


def zip_parts(folder: Path) -> Counter[str]:
    """Packed bytes by what lies at the top of the zip; made anew in `folder`."""
    package = build(ROOT, folder, cache=ROOT / "build" / "vendor")
    parts = Counter[str]()
    with zipfile.ZipFile(package.zip) as archive:
        for item in archive.infolist():
            parts[item.filename.partition("/")[0]] += item.compress_size
    parts["(zip's own directory)"] = package.zip.stat().st_size - parts.total()
    return parts
