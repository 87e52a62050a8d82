import textwrap
from pathlib import Path

import pytest
import yaml

from infra.config_read import read_folder

DEMO = Path(__file__).parents[2] / "infra" / "district"

SMALL = """
    name: Small Schools
    time_zone: America/Chicago
    languages: [en]
    fallback_topic: other
    targets:
      standard: {first_response: 8h, next_response: 24h}
    teams:
      desk: {name: Desk, members: [ana]}
    staff:
      ana: {name: Ana, roles: [agent], mail: ana@staff.example.org}
      bo: {name: Bo, roles: [leader], phone: "+12025550143"}
    topics:
      other: {names: {en: Other}, team: desk, targets: standard, ladder: standard}
    ladders:
      standard: [{who: team, after: 0s}, {who: leader, after: 1h}]
    on_call: {staff: [bo]}
    lexicon:
      en:
        violence: {page: [bring a gun]}
"""


@pytest.fixture
def folder(tmp_path):
    """A folder that holds the given files, each YAML."""

    def make(text=SMALL, **files):
        for name, body in ({"district": text} | files).items():
            (tmp_path / f"{name}.yaml").write_text(textwrap.dedent(body).lstrip("\n"), encoding="utf-8")
        return tmp_path

    return make


@pytest.fixture(scope="session")
def demo():
    return DEMO


@pytest.fixture(scope="session")
def brief(demo):
    """What the demo district's folder holds, its long word lists cut short."""
    data = read_folder(demo).data
    for words in ("softeners", "groups"):
        data.pop(words, None)
    return data | {"lexicon": {"en": {"suicide": {"page": ["kill myself"]}}}}


@pytest.fixture(scope="session")
def brief_demo(brief, tmp_path_factory):
    """The same as a folder."""
    directory = tmp_path_factory.mktemp("brief")
    text = yaml.safe_dump(brief, allow_unicode=True, sort_keys=False)
    (directory / "district.yaml").write_text(text, encoding="utf-8")
    return directory


@pytest.fixture
def small():
    return textwrap.dedent(SMALL).lstrip("\n")
