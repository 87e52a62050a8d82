"""What the local stack holds is there again after it was stopped, and it goes on working."""

import time

import pytest

from infra.local import MiniStack
from infra.up import bring_up

pytestmark = pytest.mark.stack

MAIL = (
    b"Return-Path: <sam@example.com>\r\nFrom: Sam <sam@example.com>\r\nTo: help@earshot.example.org\r\n"
    b"Subject: %b\r\nMessage-ID: <%b@example.com>\r\n\r\nWhen is the book fair?\r\n"
)


def quiet(_said):
    """Nothing to say in a test."""


def arrive(local, name):
    """Put a mail in the bucket and wait until its inquiry's timeline shows that something was sent."""
    before = sends(local)
    local.clients.s3.put_object(
        Bucket=local.outputs.bucket, Key=f"raw/{name}", Body=MAIL % (name.encode(), name.encode())
    )
    deadline = time.monotonic() + 30
    while sends(local) == before:
        assert time.monotonic() < deadline, local.ministack.log.read_text(errors="replace")[-3000:]
        time.sleep(0.2)


def sends(local):
    items = local.clients.dynamodb.scan(TableName=local.outputs.table)["Items"]
    return sum(item["sk"]["S"].startswith("S#") for item in items)


def mappings(local):
    return {item["UUID"] for item in local.clients.functions.list_event_source_mappings()["EventSourceMappings"]}


def test_after_a_stop_everything_is_there_and_the_first_event_is_published(tmp_path, other_ports):
    try:
        local = bring_up(other_ports, tmp_path, say=quiet)
        arrive(local, "before")
        arrive(local, "again")
        held, connected = sends(local), mappings(local)
        assert local.ministack.stop(say=quiet)
        assert not local.ministack.running()

        later = bring_up(other_ports, tmp_path, say=quiet)
        assert later.outputs == local.outputs
        assert mappings(later) == connected
        assert sends(later) >= held
        arrive(later, "after")
    finally:  # also when the deployment failed after the emulator had started
        MiniStack(other_ports.aws, tmp_path).stop(say=quiet)
