"""Pictures are taken of a demo; without one, or without a browser, it is said what is missing."""

import pytest
from click.testing import CliRunner

from infra import screenshots


@pytest.mark.parametrize(
    ("there", "said"),
    [
        (False, "install Debian's `chromium-headless-shell` or `chromium`"),
        (True, "`make demo` first, and leave it serving"),
    ],
)
def test_what_is_missing_is_named(tmp_path, monkeypatch, there, said):
    monkeypatch.setattr(screenshots, "CHROMIUM", "/usr/bin/chromium" if there else "")
    monkeypatch.setattr(screenshots.local_up, "ROOT", tmp_path)
    outcome = CliRunner().invoke(screenshots.screenshots, ["--into", str(tmp_path / "pictures")])
    assert outcome.exit_code == 1
    assert said in outcome.output
    assert not (tmp_path / "pictures").exists()
