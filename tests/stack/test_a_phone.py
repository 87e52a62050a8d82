"""The commands of whoever tries the local stack: a text from a phone, and what went out."""

import pytest
from click.testing import CliRunner
from stack.districts import command

from infra.__main__ import main
from infra.family import Outbox

pytestmark = pytest.mark.stack

PHONE = "+12025550177"


def test_a_text_is_answered_and_the_answer_shown(stack):
    assert PHONE in command(stack, "text", "(202) 555-0177", "Is there", "school tomorrow?")
    sent = stack.eventually(lambda: Outbox(stack.local.ports.aws).words_to(PHONE), seconds=120)
    shown = command(stack, "outbox", "202-555-0177")
    assert shown.startswith(f"text to {PHONE}\n")
    assert sent[0].splitlines()[0] in shown
    assert "nothing was sent to nobody@example.org" in command(stack, "outbox", "nobody@example.org")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (("text", "the office", "Hello"), "is no phone number: write it like +12025550177"),
        (("text", PHONE, " "), "a text has 1 to 1600 characters; this one has 0"),
        (("text", PHONE, "x" * 1_601), "this one has 1601"),
        (("outbox",), "no local stack answers on port 1: make up, or make demo"),
    ],
    ids=["no number", "no words", "too long", "no stack"],
)
def test_what_cannot_be_done_says_why(typed, why):
    done = CliRunner().invoke(main, typed, env={"EARSHOT_AWS_PORT": "1"})
    assert done.exit_code == 1
    assert why in done.output
