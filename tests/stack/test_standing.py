"""The stack stands: what the template promises is really there, and the doors lead in."""

import http.client
import smtplib
import socket
from contextlib import closing

import pytest
from click.testing import CliRunner

from infra.__main__ import main
from infra.doors import mail_door
from infra.local import HOST
from infra.outputs import FUNCTIONS, LANES, STREAMED
from infra.ses import Inbound

pytestmark = pytest.mark.stack

MAIL = b"From: Pat <pat@example.com>\r\nTo: help@earshot.example.org\r\nSubject: Bus 12\r\n\r\nLate \xf1 again\r\n"


def free_port():
    with socket.create_server((HOST, 0)) as held:
        return held.getsockname()[1]


def objects(stack):
    listed = stack.clients.s3.list_objects_v2(Bucket=stack.outputs.bucket, Prefix="raw/")
    return {item["Key"] for item in listed.get("Contents", [])}


def test_every_function_is_there_with_its_variables(stack):
    assert set(stack.outputs.functions) == set(FUNCTIONS)
    for name in FUNCTIONS:
        variables = stack.environment(name)
        assert variables["EARSHOT_TABLE"] == stack.outputs.table
        assert variables["EARSHOT_SITE_URL"] == stack.base_url


def test_every_lane_feeds_its_function_and_reports_parts_of_batches(stack):
    mappings = stack.clients.functions.list_event_source_mappings()["EventSourceMappings"]
    assert len(mappings) == len(LANES) + len(STREAMED)
    assert all(item["FunctionResponseTypes"] == ["ReportBatchItemFailures"] for item in mappings)


def test_the_site_answers_through_its_own_address(stack):
    connection = http.client.HTTPConnection(stack.smtp_host, stack.local.ports.http, timeout=30)
    with closing(connection):
        connection.request("GET", "/", headers={"Accept": "text/html"})
        answer = connection.getresponse()
        page = answer.read()
    assert answer.status == 200, stack.log()[-3000:]
    assert answer.getheader("Content-Type").startswith("text/html")
    assert b"<form" in page


def test_a_mail_is_stored_with_the_senders_bytes_untouched(stack):
    before = objects(stack)
    with smtplib.SMTP(stack.smtp_host, stack.smtp_port) as door:
        door.sendmail("pat@example.com", ["help@earshot.example.org"], MAIL)
    (key,) = objects(stack) - before
    stored = stack.clients.s3.get_object(Bucket=stack.outputs.bucket, Key=key)["Body"].read()
    assert stored.startswith(b"Return-Path: <pat@example.com>\r\nReceived: from ")
    assert stored.endswith(MAIL)


def test_a_mail_that_cannot_be_stored_is_not_accepted(stack):
    port = free_port()
    door = mail_door(Inbound(stack.clients, "a-bucket-that-is-not-there"), port)
    door.start()
    try:
        with smtplib.SMTP(stack.smtp_host, port) as session, pytest.raises(smtplib.SMTPDataError) as refused:
            session.sendmail("pat@example.com", ["help@earshot.example.org"], MAIL)
    finally:
        door.stop()
    assert refused.value.smtp_code == 451


def test_an_operator_sees_the_lanes(stack):
    listed = CliRunner().invoke(main, ["queue", "list"], env={"EARSHOT_AWS_PORT": str(stack.local.ports.aws)})
    assert listed.exit_code == 0, listed.output
    assert [line.split()[0] for line in listed.output.splitlines()] == ["lane", *LANES, *STREAMED]
