"""Programs that outlive the command that started them."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

STOP_SECONDS = 30
Say = Callable[[str], None]


def spawn(command: Sequence[str], log: Path, *, environment: Mapping[str, str], cwd: Path) -> int:
    """Start a program that outlives us, in a session of its own, what it says appended to `log`; its pid."""
    script = 'log=$1; shift; "$@" >>"$log" 2>&1 </dev/null & echo $!'
    done = subprocess.run(
        ["/bin/sh", "-c", script, "sh", str(log.absolute()), *command],
        env=environment,
        cwd=cwd,
        start_new_session=True,
        stdout=subprocess.PIPE,
        check=True,
    )
    return int(done.stdout)


def process(pid_file: Path, word: str) -> int | None:
    """The living process that a pid file names, if its command line still has `word` in it (pids are used again)."""
    try:
        pid = int(pid_file.read_text())
    except (OSError, ValueError):
        return None
    shown = subprocess.run(["ps", "-o", "stat=,command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return pid if word in shown.stdout and not shown.stdout.startswith("Z") else None


def end(pid: int, *, say: Say = print) -> None:
    """SIGTERM, and SIGKILL when that did not help."""
    for sent, patience in ((signal.SIGTERM, STOP_SECONDS), (signal.SIGKILL, 5)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sent)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if not alive(pid):
                return
            time.sleep(0.1)
        say(f"process {pid} does not end")


def alive(pid: int) -> bool:
    """Whether it runs; one that ended and waits to be reaped does not."""
    shown = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return bool(shown.stdout.strip()) and not shown.stdout.startswith("Z")
