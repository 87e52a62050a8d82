"""`mail inspect`: what the reader makes of a mail, one JSON line a file, with the reasons in `notes`."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from chalicelib.channels.email import Address, Attachment, Bounce, Mail, read_mail


@click.group()
def mail() -> None:
    """Look at mail."""


@mail.command()
@click.argument("files", nargs=-1, required=True)
def inspect(files: tuple[str, ...]) -> None:
    """Read each FILE (a folder means every file below it, "-" is standard input) and print one JSON line for it.

    Ends with 2 when a file could not be opened; the others are still read.
    """
    failed = False
    for name in files:
        for path in _expand(name):
            raw = _bytes(path)
            if raw is None:
                failed = True
                continue
            click.echo(json.dumps(as_json(path, read_mail(raw)), ensure_ascii=False).encode("utf-8", "replace"))
    if failed:
        sys.exit(2)


def as_json(file: str, read: Mail) -> dict[str, Any]:
    """The inspection line of one mail."""
    return {
        "file": file,
        "kind": read.kind,
        "bulk": read.bulk,
        "from": _address(read.sender),
        "to": [_address(address) for address in read.to],
        "cc": [_address(address) for address in read.cc],
        "subject": read.subject,
        "message_id": read.message_id,
        "in_reply_to": list(read.in_reply_to),
        "references": list(read.references),
        "date": read.date.isoformat() if read.date else None,
        "text": read.text,
        "visible_text": read.visible_text,
        "html": read.html,
        "attachments": [_attachment(item) for item in read.attachments],
        "language": read.language,
        "bounce": _bounce(read.bounce),
        "notes": list(read.notes),
    }


def _attachment(item: Attachment) -> dict[str, Any]:
    return {
        "name": item.name,
        "content_type": item.content_type,
        "size": item.size,
        "part": item.part,
        "inline": item.inline,
    }


def _bounce(bounce: Bounce | None) -> dict[str, Any] | None:
    if bounce is None:
        return None
    return {
        "recipients": list(bounce.recipients),
        "permanent": bounce.permanent,
        "original_message_id": bounce.original_message_id,
    }


def _address(address: Address | None) -> dict[str, str] | None:
    return {"address": address.address, "name": address.name} if address else None


def _expand(name: str) -> Iterator[str]:
    path = Path(name)
    if name != "-" and path.is_dir():
        yield from sorted(str(below) for below in path.rglob("*") if below.is_file())
    else:
        yield name


def _bytes(name: str) -> bytes | None:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        click.echo(f"{name}: cannot be read: {error.strerror or error}", err=True)
        return None
