"""infra/venv.sh: which Python, and what a person is told when there is none."""

import os
import subprocess

from infra.up import ROOT

SHIM = '#!/bin/sh\necho "pyenv: $0: command not found" >&2\nexit 127\n'
OLD = "#!/bin/sh\nexit 1\n"
WORKS = '#!/bin/sh\ncase "$*" in *--version*) echo Python 3.12.0;; *venv*) echo "no ensurepip" >&2; exit 1;; esac\n'


def make(folder, *, python="", **names):
    tools = folder / "bin"
    tools.mkdir()
    for name, text in {
        "python3.13": SHIM,
        "python3.12": SHIM,
        "python3.11": SHIM,
        "python3": OLD,
        "python3.14": OLD,
    }.items():
        (tools / name).write_text(names.get(name.replace(".", "_"), text))
        (tools / name).chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", ROOT / "infra" / "venv.sh", "make"],
        cwd=folder,
        env={"PATH": f"{tools}:{os.defpath}", "PYTHON": python, "READY": ".venv/.complete-1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    return done.stdout + done.stderr


def test_without_a_python_it_says_how_to_get_one(tmp_path):
    said = make(tmp_path)
    assert "Earshot needs Python 3.11" in said
    assert "apt-get install python3 python3-venv" in said


def test_a_shim_for_a_version_that_is_not_installed_is_passed_over(tmp_path):
    assert "with Python 3.12.0" in make(tmp_path, python3_11=WORKS)


def test_a_python_without_venv_is_told_with_its_remedy(tmp_path):
    said = make(tmp_path, python3=WORKS)
    assert "no ensurepip" in said
    assert "apt-get install python3-venv" in said


def test_a_named_python_that_is_unfit_is_told_by_its_name(tmp_path):
    assert "PYTHON=/nowhere/python does not run" in make(tmp_path, python="/nowhere/python", python3=WORKS)


def test_an_attempt_that_was_cut_short_is_made_again(tmp_path):
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    assert "making it again" in make(tmp_path, python3=WORKS)
