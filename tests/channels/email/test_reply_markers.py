"""Every client's and language's announcement of a quotation cuts there, and nowhere else."""

import pytest
from channels.email import announcements_further as further
from channels.email.announcements import BLOCKS, FORWARDS, SIGNED, WROTE, rows

from chalicelib.channels.email import visible_reply

ANSWER = "Thank you, that helps.\n\nShe will take the late bus on Friday: please tell the driver."
LETTER = "Dear Maria,\nthe bus is late.\n\nFront Desk"
ALL = rows(WROTE) + rows(further.WROTE) + rows(BLOCKS) + rows(further.BLOCKS) + rows(FORWARDS)


def quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


@pytest.mark.parametrize(("client", "lines"), ALL, ids=[client for client, _ in ALL])
@pytest.mark.parametrize(
    "shape", ["quoted", "unquoted", "tight", "after a phone's signature", "announcement quoted too"]
)
def test_the_answer_above_a_quotation_is_all_that_is_shown(client, lines, shape):
    texts = {
        "quoted": f"{ANSWER}\n\n{lines}\n\n{quoted(LETTER)}\n",
        "unquoted": f"{ANSWER}\n\n{lines}\n\n{LETTER}\n",
        "tight": f"{ANSWER}\n{lines}\n{LETTER}\n",
        "after a phone's signature": f"{ANSWER}\n\nSent from my iPhone\n\n{lines}\n\n{LETTER}\n",
        "announcement quoted too": f"{ANSWER}\n\n{quoted(lines)}\n>\n{quoted(LETTER)}\n",
    }
    reply = visible_reply(texts[shape])
    assert reply.visible == ANSWER
    assert reply.quoted
    assert reply.marker


@pytest.mark.parametrize(("client", "lines"), rows(WROTE) + rows(further.WROTE))
def test_an_answer_below_the_quotation_is_what_is_shown(client, lines):
    assert visible_reply(f"{lines}\n\n{quoted(LETTER)}\n\n{ANSWER}\n").visible == ANSWER


@pytest.mark.parametrize("line", SIGNED)
def test_what_a_device_signs_is_not_part_of_the_answer(line):
    assert visible_reply(f"{ANSWER}\n\n{line}\n").visible == ANSWER


@pytest.mark.parametrize(("client", "lines"), rows(FORWARDS))
def test_a_forward_without_a_word_of_its_own_shows_what_was_forwarded(client, lines):
    assert visible_reply(f"{lines}\n\n{LETTER}\n").visible == LETTER
