import json
from itertools import count

import pytest
from builders import REFERENCE, a_signer
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.channels.links import page_token
from chalicelib.domain.tokens import Purpose
from chalicelib.observability import EmbeddedMetrics, Log, redacted

SIGNER = a_signer()
SIGNED = [
    page_token(SIGNER, REFERENCE, "p-1", "ines"),
    f"{REFERENCE}.{SIGNER.sign(Purpose.LOOP, REFERENCE)}",
]
SECRETS = [
    "ana@example.com",
    "ANA.DIAZ+school@mail.example.co.uk",
    "josé@exámple.example.org",
    "+12025550143",
    SIGNER.link(REFERENCE, 1),
    SIGNER.link(REFERENCE, 1).upper(),
    SIGNER.reply_token(REFERENCE),
    *SIGNED,
]
NUMBERS = count(1)


@pytest.fixture
def log():
    """Powertools keeps one logger a name, and with it the first stream it saw."""
    return Log(f"email-{next(NUMBERS)}")


@pytest.fixture
def lines(capsys):
    def read():
        return [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.strip()]

    return read


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize(
    "around", ["{}", "<{}>", "to {}, now", "https://earshot.example.org/i/{}", 'mailto:"{}"', "({})"]
)
def test_no_address_number_or_token_passes(secret, around):
    assert signature_of(secret) not in redacted(around.format(secret))


@pytest.mark.parametrize(
    "harmless",
    ["", REFERENCE, "2026-03-02T15:00:00+00:00", "raw/abcdef", "19caf103180-0badcafe-0", "TransactWriteItems"],
)
def test_what_tells_nothing_of_anybody_stays(harmless):
    assert redacted(harmless) == harmless


@given(st.text())
def test_redacting_never_raises_and_twice_is_once(text):
    assert redacted(redacted(text)) == redacted(text)


@pytest.mark.parametrize("many", ["@" * 20_000, "a@" * 20_000, "a." * 20_000, "+1" * 20_000, "a" * 50_000])
def test_redacting_does_not_hang_on_any_text(many):
    redacted(many)


def raised(why):
    """An error with the traceback that only a raised one has."""
    with pytest.raises(ValueError) as caught:  # noqa: PT012
        hidden = f"{why}"
        raise ValueError(hidden)
    return caught.value


def signature_of(secret):
    """What makes a token worth anything; any other secret is secret as a whole."""
    return secret.rpartition(".")[2] if secret in SIGNED else secret


# --- lines ----------------------------------------------------------------------------------------------------------


def test_a_line_names_the_function_and_what_was_done(log, lines):
    log.done("mail received", reference=REFERENCE, kind="message")
    (line,) = lines()
    assert (line["service"], line["message"], line["level"]) == (f"earshot-{log.function}", "mail received", "INFO")
    assert (line["reference"], line["kind"]) == (REFERENCE, "message")


@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_reaches_a_line_not_even_in_a_traceback(log, lines, secret):
    log.done("mail received", about={"deep": [secret]})
    log.later("m-1", RuntimeError(secret))
    log.failed("m-1", raised(secret))
    assert len(lines_read := lines()) == 3
    assert signature_of(secret) not in str(lines_read)


def test_a_failure_carries_its_traceback_and_the_record(log, lines):
    log.failed("m-1", raised("broken"))
    (line,) = lines()
    assert line["record"] == "m-1"
    assert "ValueError: broken" in line["exception"]


def test_what_comes_back_later_is_a_warning_that_says_why(log, lines):
    log.later("m-1", RuntimeError("busy"))
    (line,) = lines()
    assert (line["level"], line["why"]) == ("WARNING", "RuntimeError: busy")


# --- counts ---------------------------------------------------------------------------------------------------------


def test_counts_are_written_once_in_one_line(lines):
    metrics = EmbeddedMetrics(stage="test", function="email")
    metrics.count("MailReceived")
    metrics.count("MailReceived", 2)
    metrics.count("SendSent")
    metrics.flush()
    metrics.flush()
    (line,) = lines()
    assert (line["MailReceived"], line["SendSent"], line["stage"]) == (3, 1, "test")
    assert line["_aws"]["CloudWatchMetrics"][0]["Namespace"] == "Earshot"


def test_nothing_counted_writes_nothing(lines):
    metrics = EmbeddedMetrics(stage="test", function="email")
    metrics.count("DeadlineMissed", 0)
    metrics.flush()
    assert lines() == []
