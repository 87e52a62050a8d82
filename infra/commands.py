"""The commands that build, start, stop and deploy."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from botocore.exceptions import BotoCoreError, ClientError, EndpointConnectionError

from infra import stack
from infra import up as local_up
from infra.build import build
from infra.clients import Clients, target
from infra.doors import doors
from infra.local import HOST, LocalFailed, MiniStack, Ports, free, in_use, ports
from infra.processes import alive, end, process, spawn
from infra.template_parts import BuildFailed

DOOR_SECONDS = 20


@contextmanager
def plainly() -> Iterator[None]:
    """Failures that a person can do something about are told as one message, without a trace."""
    try:
        yield
    except EndpointConnectionError as error:
        raise click.ClickException(f"{error}: if this is the local stack, it is not running (make up)") from error
    except (BuildFailed, LocalFailed, LookupError, stack.DeployFailed, BotoCoreError, ClientError) as error:
        raise click.ClickException(str(error.args[0] if error.args else error)) from error


@click.command("build")
def build_command() -> None:
    """Package the application: build/package/sam.json and deployment.zip."""
    with plainly():
        package = build(local_up.ROOT, local_up.ROOT / "build")
    click.echo(f"{package.template}\n{package.zip} ({package.zip.stat().st_size / 1e6:.1f} MB)")


@click.command()
@click.option("--foreground", is_flag=True, help="Keep the doors in this process until Ctrl-C.")
def up(*, foreground: bool) -> None:
    """Start the local stack, deploy what changed, open the mail and web doors. Safe to repeat."""
    with plainly():
        at = ports()
        folder = local_up.home(at)
        _check_doors(at, folder)
        local = local_up.bring_up(at, folder)
        if foreground:
            with doors(local.clients, local.outputs, at):
                click.echo(_where(at))
                until_asked()
            return
        _start_doors(at, folder)
    click.echo(_where(at))


@click.command()
@click.option("--forget", is_flag=True, help="Also delete everything the local stack remembers.")
def down(*, forget: bool) -> None:
    """Stop the local stack, or a demo. What the stack holds is kept for the next `up`."""
    with plainly():
        at = ports()
        folder = local_up.home(at)
        ministack, demo = MiniStack(at.aws, folder), local_up.demo_home(at)
        serving = [
            pid for file in (folder / "doors.pid", demo / "demo.pid") if (pid := process(file, "infra")) is not None
        ]
        for pid in serving:
            end(pid)
        (folder / "doors.pid").unlink(missing_ok=True)
        stopped = [one.stop() for one in (ministack, MiniStack(at.aws, demo))]
        if forget:
            ministack.forget()
    click.echo("stopped" if serving or any(stopped) else f"nothing was running on port {at.aws}")


@click.command("doors", hidden=True)
def doors_command() -> None:
    """Hold the doors of a running local stack open until told to end. Started by `up`."""
    with plainly():
        at = ports()
        clients = Clients(target(None))
        with doors(clients, stack.read(clients), at):
            until_asked()


@click.command()
def status() -> None:
    """What runs on this machine, and where."""
    with plainly():
        at = ports()
        folder = local_up.home(at)
        demo = process(local_up.demo_home(at) / "demo.pid", "infra")
        running = MiniStack(at.aws, local_up.demo_home(at) if demo else folder).running()
        open_doors = demo is not None or process(folder / "doors.pid", "infra") is not None
        click.echo(f"MiniStack  {HOST}:{at.aws}  {'running' if running else 'stopped'}")
        click.echo(f"doors      {HOST}:{at.http} (web)  {HOST}:{at.smtp} (mail)  {'open' if open_doors else 'closed'}")
        if demo:
            click.echo(f"demo       process {demo}; `make down` ends it")
        if running:
            outputs = stack.read(Clients(target(None)))
            click.echo(f"stack      earshot-{outputs.stage}, table {outputs.table}, bucket {outputs.bucket}")


@click.command()
@click.option("--stage", required=True, help="Name of the installation, for example prod.")
@click.option(
    "--parameter", "given", multiple=True, metavar="K=V", help="A template parameter; others keep their value."
)
@click.option(
    "--district", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Also push this folder."
)
def deploy(stage: str, given: tuple[str, ...], district: Path | None) -> None:
    """Package, then create or update the stack earshot-STAGE in your AWS account and region."""
    for item in given:
        if "=" not in item:
            raise click.BadParameter(f"{item!r} is not K=V", param_hint="--parameter")
    with plainly():
        clients = Clients(target(stage))
        package = build(local_up.ROOT, local_up.ROOT / "build")
        values = dict(item.split("=", 1) for item in given)
        outputs = stack.deploy(clients, package, values, say=click.echo)
        if district is not None:
            local_up.push(district, outputs, clients, say=click.echo)
    click.echo(
        f"{outputs.site_url}\nAPI: {outputs.endpoint}\ntexts: {outputs.sms_topic}\nalarms: {outputs.alarm_topic}"
    )


@click.command()
@click.option("--stage", required=True)
@click.confirmation_option(prompt="Delete the stack? The table, the bucket and the signing key stay.")
def delete(stage: str) -> None:
    """Delete the stack earshot-STAGE. What families wrote stays (docs/operations.md says how to remove that too)."""
    with plainly():
        stack.delete(Clients(target(stage)), say=click.echo)


def _check_doors(at: Ports, folder: Path) -> None:
    """Say that a port is taken before spending a minute on the rest."""
    if process(folder / "doors.pid", "infra") is not None:
        return
    for port, variable in ((at.http, "EARSHOT_HTTP_PORT"), (at.smtp, "EARSHOT_SMTP_PORT")):
        if not free(port):
            raise LocalFailed(in_use(port, variable))


def _start_doors(at: Ports, folder: Path) -> None:
    """In a process of their own, again after each `up`: the stack they lead to may be a new one."""
    pid_file = folder / "doors.pid"
    old = process(pid_file, "infra")
    if old is not None:
        end(old)
    log = folder / "doors.log"
    pid = spawn([sys.executable, "-m", "infra", "doors"], log, environment=os.environ, cwd=local_up.ROOT)
    pid_file.write_text(str(pid))
    deadline = time.monotonic() + DOOR_SECONDS
    while free(at.http) or free(at.smtp):
        if not alive(pid) or time.monotonic() > deadline:
            raise LocalFailed(f"the doors do not open; see {log}")
        time.sleep(0.1)


def until_asked() -> None:
    asked = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda _number, _frame: asked.set())
    asked.wait()


def _where(at: Ports) -> str:
    return (
        f"site  http://{HOST}:{at.http}\n"
        f"mail  {HOST}:{at.smtp} (any mail program; write to help@{local_up.MAIL_DOMAIN})\n"
        f"AWS   http://{HOST}:{at.aws} (region us-east-1, keys test/test)\n"
        "stop  make down"
    )
