"""`python -m infra`: build, run on this machine, deploy, operate."""

import importlib
import importlib.util
from typing import Any

import click

COMMANDS = {
    "build": ("infra.commands", "build_command"),
    "up": ("infra.commands", "up"),
    "down": ("infra.commands", "down"),
    "status": ("infra.commands", "status"),
    "doors": ("infra.commands", "doors_command"),
    "deploy": ("infra.commands", "deploy"),
    "delete": ("infra.commands", "delete"),
    "queue": ("infra.queues", "queue"),
    "mail": ("infra.mail", "mail"),
    "calendar": ("infra.ical_import", "calendar"),
    "corpus": ("infra.corpus", "corpus"),
    "config": ("infra.config_commands", "config"),
    "list": ("infra.operate", "list_command"),
    "show": ("infra.operate", "show"),
    "reply": ("infra.operate", "reply"),
    "explain": ("infra.explain", "explain"),
    "closed": ("infra.closings", "closed"),
    "key": ("infra.signing_key", "key"),
    "suppression": ("infra.operate_suppression", "suppression"),
    "contact": ("infra.operate_people", "contact"),
    "participant": ("infra.operate_people", "participant"),
    "inquiry": ("infra.operate_handling", "inquiry"),
    "quarantine": ("infra.operate_quarantine", "quarantine"),
    "inbox": ("infra.inbox", "inbox"),
    "search": ("infra.search", "search"),
    "staff": ("infra.staff_accounts", "staff"),
    "safety": ("infra.safety", "safety"),
    "screenshots": ("infra.screenshots", "screenshots"),
    "text": ("infra.family", "text_command"),
    "outbox": ("infra.family", "outbox_command"),
    "demo": ("infra.demo", "demo"),
}


class Lazy(click.Group):
    """Imports a command when it is used: reading a mail must not wait for boto3."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in COMMANDS if self.get_command(ctx, name) is not None]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        module, attribute = COMMANDS.get(cmd_name, ("", ""))
        if not module or importlib.util.find_spec(module) is None:
            return None
        found: Any = getattr(importlib.import_module(module), attribute, None)
        return found if isinstance(found, click.Command) else None


@click.group(cls=Lazy)
def main() -> None:
    """Earshot: build it, run it here, deploy it, look after it."""


if __name__ == "__main__":
    main(prog_name="python -m infra")
