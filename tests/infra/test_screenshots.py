"""Pictures are taken of a demo; without one, or without a browser, it is said what is missing."""

import pytest
from click.testing import CliRunner

from infra.screenshots import screenshots


@pytest.mark.parametrize(
    ("browser", "said"),
    [
        ("", "install Debian's `chromium-headless-shell` or `chromium`"),
        ("/usr/bin/chromium", "`make demo` first, and leave it serving"),
    ],
)
def test_what_is_missing_is_named(tmp_path, browser, said):
    pictures, demo = tmp_path / "pictures", tmp_path / "demo.json"
    outcome = CliRunner().invoke(screenshots, ["--into", str(pictures), "--of", str(demo), "--browser", browser])
    assert outcome.exit_code == 1
    assert said in outcome.output
    assert not pictures.exists()
