"""AWS on this machine: the MiniStack emulator as a child process, on 127.0.0.1 and nowhere else."""

import http.client
import json
import os
import shutil
import socket
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from infra.processes import alive, end, process, spawn

HOST = "127.0.0.1"
START_SECONDS = 60
EMULATOR = Path(__file__).with_name("ministack_repaired.py")
Say = Callable[[str], None]


class LocalFailed(RuntimeError):
    """The local stack cannot start or stop; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the local stack listens. Each can be set by environment, so that tests run beside a demo."""

    aws: int = 4566
    http: int = 8080
    smtp: int = 2525


def ports(environment: Mapping[str, str] | None = None) -> Ports:
    source = os.environ if environment is None else environment
    values = {}
    for name, default in (("aws", 4566), ("http", 8080), ("smtp", 2525)):
        said = source.get(f"EARSHOT_{name.upper()}_PORT", "") or str(default)
        if not said.isdigit() or not 0 < int(said) < 65536:
            raise LocalFailed(f"EARSHOT_{name.upper()}_PORT is {said!r}: use a number from 1 to 65535")
        values[name] = int(said)
    return Ports(**values)


@dataclass(frozen=True, slots=True)
class MiniStack:
    """One emulator: its port, and the folder that holds its log, its pid and everything it remembers.

    The folder belongs to one port: queue addresses, which deployed functions hold, contain it.
    """

    port: int
    home: Path

    @property
    def pid_file(self) -> Path:
        return self.home / "ministack.pid"

    @property
    def log(self) -> Path:
        return self.home / "ministack.log"

    def start(self, *, say: Say = print) -> None:
        """Start it unless it runs already; returns when it answers. Raises LocalFailed."""
        if self.running():
            say(f"MiniStack is already running on {HOST}:{self.port}")
            return
        if not free(self.port):
            raise LocalFailed(in_use(self.port, "EARSHOT_AWS_PORT"))
        (self.home / "tmp").mkdir(parents=True, exist_ok=True)
        self._rewind()
        pid = spawn([sys.executable, str(EMULATOR)], self.log, environment=self._environment(os.environ), cwd=self.home)
        self.pid_file.write_text(str(pid))
        self._wait(pid, say)

    def stop(self, *, say: Say = print) -> bool:
        """Ask it to save and end; False when it did not run."""
        pid = process(self.pid_file, "ministack")
        if pid is None:
            return False
        end(pid, say=say)
        self.pid_file.unlink(missing_ok=True)
        return True

    def running(self) -> bool:
        return process(self.pid_file, "ministack") is not None and self._healthy()

    def forget(self) -> None:
        """Delete everything it remembers. Only while it is stopped."""
        shutil.rmtree(self.home, ignore_errors=True)

    def _rewind(self) -> None:
        """Let the table's stream be read from its beginning after a restart.

        MiniStack saves how far each mapping has read but not what was read, so that the first events after a restart would
        count as read already, and nothing would follow from them.
        """
        saved = self.home / "state" / "lambda.json"
        if saved.is_file():
            state = json.loads(saved.read_text())
            if state["payload"].pop("dynamodb_stream_positions", None) is not None:
                saved.write_text(json.dumps(state))

    def _wait(self, pid: int, say: Say) -> None:
        began = time.monotonic()
        said = began
        while not self._healthy():
            waited = time.monotonic() - began
            if not alive(pid):
                raise LocalFailed(f"MiniStack ended at once. The end of {self.log}:\n{_tail(self.log)}")
            if waited > START_SECONDS:
                end(pid, say=say)
                raise LocalFailed(f"MiniStack did not answer in {START_SECONDS} s; see {self.log}")
            if time.monotonic() - said > 2:
                said = time.monotonic()
                say(f"waiting for MiniStack on {HOST}:{self.port} ({waited:.0f} s)")
            time.sleep(0.1)
        say(f"MiniStack answers on {HOST}:{self.port} after {time.monotonic() - began:.1f} s")

    def _healthy(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=2)
        try:
            connection.request("GET", "/_ministack/health")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _environment(self, source: Mapping[str, str]) -> dict[str, str]:
        """Nobody's credentials or settings: what the emulator has, its functions have too."""
        home = self.home.absolute()
        kept = {name: value for name, value in source.items() if not name.startswith(("AWS_", "EARSHOT_", "PYTHON"))}
        return kept | {
            "BIND_HOST": HOST,
            "GATEWAY_PORT": str(self.port),
            "LAMBDA_EXECUTOR": "local",
            "PERSIST_STATE": "1",
            "STATE_DIR": str(home / "state"),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(home / "s3"),
            "TMPDIR": str(home / "tmp"),
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            # Listeners we have no use for, on ports that may be somebody's.
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            # It removes containers that look like its own from any Docker it finds. It finds none.
            "DOCKER_HOST": "unix:///nonexistent",
        }


def free(port: int) -> bool:
    """Whether nobody listens on the port of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        return probe.connect_ex((HOST, port)) != 0


def in_use(port: int, variable: str) -> str:
    return (
        f"port {port} of {HOST} is taken by another program. If it is an earlier run of Earshot: `make down`. "
        f"Otherwise choose another port: {variable}={port + 1} make up (the same variable for `make down`)"
    )


def _tail(path: Path) -> str:
    return "\n".join(path.read_text(errors="replace").splitlines()[-15:])
