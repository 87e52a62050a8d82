import os
import socket
import subprocess
import sys
from datetime import UTC, datetime
from email import message_from_bytes

import pytest

from infra.clients import Target, target
from infra.local import HOST, LocalFailed, MiniStack, Ports, free, ports
from infra.ministack_repaired import repaired
from infra.processes import process
from infra.ses import Delivery, headers

STREAM = {"Records": [{"eventSource": "aws:dynamodb"}]}


def a_delivery(**changes):
    usual = {
        "sender": "pat@example.com",
        "recipients": ("help@earshot.example.org",),
        "peer": "192.0.2.7",
        "helo": "mail.example.com",
        "received": datetime(2026, 3, 2, 16, 40, tzinfo=UTC),
    }
    return Delivery(**(usual | changes))


def test_ports_come_from_the_environment():
    assert ports({}) == Ports(4566, 8080, 2525)
    assert ports({"EARSHOT_AWS_PORT": "4700", "EARSHOT_HTTP_PORT": ""}) == Ports(4700, 8080, 2525)


@pytest.mark.parametrize("said", ["http", "0", "70000", "-1"])
def test_a_port_that_is_none_is_told_by_its_name(said):
    with pytest.raises(LocalFailed, match="EARSHOT_SMTP_PORT"):
        ports({"EARSHOT_SMTP_PORT": said})


def test_a_port_in_use_says_which_and_what_to_do(tmp_path):
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        assert not free(port)
        with pytest.raises(LocalFailed) as told:
            MiniStack(port, tmp_path).start(say=lambda _said: None)
    assert f"port {port}" in str(told.value)
    assert "make down" in str(told.value)
    assert f"EARSHOT_AWS_PORT={port + 1}" in str(told.value)


def test_a_pid_that_another_program_has_by_now_is_not_ours(tmp_path):
    pid_file = tmp_path / "pid"
    pid_file.write_text(str(os.getpid()))
    assert process(pid_file, "no such word in a command line") is None
    pid_file.write_text("not a number")
    assert process(pid_file, "python") is None
    with subprocess.Popen([sys.executable, "-c", "input() # ours"], stdin=subprocess.PIPE) as child:
        pid_file.write_text(str(child.pid))
        assert process(pid_file, "# ours") == child.pid
        child.communicate(b"\n")
    assert process(pid_file, "# ours") is None


def test_no_stage_means_the_local_stack_and_never_aws():
    assert target(None, {"EARSHOT_AWS_PORT": "4700"}) == Target("local", "us-east-1", "http://127.0.0.1:4700")
    assert target("local", {}).is_local
    assert target(None, {"EARSHOT_AWS_PORT": ""}) == target(None, {}), "as make exports one that is not set"


def test_a_mail_that_came_in_starts_with_what_ses_writes():
    raw = headers(a_delivery(), "abc123", "us-east-1") + b"Subject: Bus 12\r\n\r\nLate again\r\n"
    mail = message_from_bytes(raw)
    assert mail.keys() == [
        "Return-Path",
        "Received",
        "X-SES-Spam-Verdict",
        "X-SES-Virus-Verdict",
        "Received-SPF",
        "Authentication-Results",
        "Subject",
    ]
    assert mail["Return-Path"] == "<pat@example.com>"
    assert "inbound-smtp.us-east-1.amazonaws.com" in mail["Received"]
    assert "for help@earshot.example.org;" in mail["Received"]
    assert mail["Authentication-Results"].startswith("amazonses.com;")
    assert mail.get_payload() == "Late again\r\n"


def test_a_bounce_has_a_null_return_path():
    assert headers(a_delivery(sender=""), "abc123", "us-east-1").startswith(b"Return-Path: <>\r\n")


def test_an_address_in_any_script_is_written_as_it_is():
    assert "<zoë@example.com>".encode() in headers(a_delivery(sender="zoë@example.com"), "abc123", "us-east-1")


@pytest.mark.parametrize(
    ("event", "result", "tried_again"),
    [
        (STREAM, {"body": {"batchItemFailures": [{"itemIdentifier": "7"}]}}, True),
        (STREAM, {"body": {"batchItemFailures": []}}, False),
        (STREAM, {"body": None}, False),
        ({"Records": [{"eventSource": "aws:sqs"}]}, {"body": {"batchItemFailures": [{"itemIdentifier": "7"}]}}, False),
        ({"path": "/"}, {"body": {"statusCode": 200}}, False),
    ],
)
def test_the_emulator_tries_again_what_a_stream_function_reports_as_failed(event, result, tried_again):
    answer = repaired(lambda _function, _event: result)({}, event)
    assert bool(answer.get("error")) is tried_again
