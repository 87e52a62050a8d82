"""The whole local installation: emulator, package, stack, district. The demo, the tests and `up` all start here."""

import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from infra import stack
from infra.build import build, runs_lambdas_code
from infra.clients import Clients, local_target
from infra.collaborators import services_of
from infra.local import HOST, MiniStack, Ports
from infra.outputs import Outputs
from infra.staff_pool import LOCAL_PASSWORD, bring_in_line

ROOT = Path(__file__).resolve().parent.parent
DISTRICT = ROOT / "infra" / "district"
MAIL_DOMAIN = "earshot.example.org"
DEMO_RESULT = ROOT / "build" / "demo.json"
"""What the last demo came to."""
SMS_NUMBER = "+12025550123"
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Local:
    """A running local installation."""

    ministack: MiniStack
    ports: Ports
    clients: Clients
    outputs: Outputs


def home(ports: Ports) -> Path:
    """Where a local installation keeps its state: one folder a port."""
    return ROOT / "build" / "local" / str(ports.aws)


def demo_home(ports: Ports) -> Path:
    """Where a demo keeps its own, with its process id in `demo.pid`."""
    return home(ports).with_name(f"demo-{ports.aws}")


def bring_up(
    ports: Ports,
    folder: Path,
    *,
    district: Path | None = DISTRICT,
    overlay: Path | None = None,
    project: Path = ROOT,
    say: Say = print,
) -> Local:
    """Start what does not run, deploy what changed, push the district. Safe to repeat.

    The state that a stopped emulator saved is there again, and the deployment that follows repairs whatever was not:
    that is why it is never skipped.
    """
    ministack = MiniStack(ports.aws, folder)
    ministack.start(say=say)
    say("packaging")
    package = build(project, folder / "package", infra=ROOT / "infra", cache=ROOT / "build" / "vendor")
    if not runs_lambdas_code():
        package = package.without_dependencies()
    clients = Clients(local_target(ports.aws))
    outputs = stack.deploy(clients, package, parameters(ports), say=say)
    clients.ses.create_email_identity(EmailIdentity=MAIL_DOMAIN)
    if district is not None:
        push(district, outputs, clients, overlay=overlay, say=say)
        seat_staff(outputs, clients)
    return Local(ministack, ports, clients, outputs)


def parameters(ports: Ports) -> Mapping[str, str]:
    """What the local stack is deployed with."""
    return {
        "MailDomain": MAIL_DOMAIN,
        "SmsNumber": SMS_NUMBER,
        "SiteUrl": f"http://{HOST}:{ports.http}",
        "SignInUrl": f"http://{HOST}:{ports.aws}",
        "UploadUrl": f"http://{HOST}:{ports.aws}",
        "ReceiveMail": "false",
        "Scale": "laptop",
    }


def push(district: Path, outputs: Outputs, clients: Clients, *, overlay: Path | None = None, say: Say = print) -> None:
    """Store the district's configuration, when there is a district and a command that can."""
    if not any(district.glob("*.yaml")) or importlib.util.find_spec("infra.config") is None:
        say(f"no district pushed: nothing in {district}")
        return
    config = importlib.import_module("infra.config")
    say(f"district configuration: {config.push_folder(district, outputs, clients, overlay=overlay)}")


def seat_staff(outputs: Outputs, clients: Clients) -> None:
    """Accounts for the demo district's staff, all with the one local password."""
    current = services_of(outputs, clients, name="up").districts.current()
    bring_in_line(clients.cognito, outputs.staff_pool, current, password=LOCAL_PASSWORD)
