"""Paragraphs that a program broke into lines (RFC 3676) are whole again; lines that a person ended stay."""

import pytest
from channels.email.builders import an_email

from chalicelib.channels.email import read_mail

LONG = "The driver of bus 12 did not stop at the corner"


def text_of(body: str, parameters: str = "") -> str:
    return read_mail(an_email(body, content_type="text/plain; charset=utf-8; format=flowed" + parameters)).text


@pytest.mark.parametrize(
    ("body", "parameters", "text"),
    [
        (f"{LONG} \nof Elm Street.", "", f"{LONG} of Elm Street."),
        (f"{LONG}\nof Elm Street.", "", f"{LONG}\nof Elm Street."),
        ("Maria \nLopez", "", "Maria \nLopez"),
        ("明日は学校を \n休みます。", "; delsp=yes", "明日は学校を休みます。"),
        (f"{LONG}  \nof Elm Street.", "; DelSp=Yes", f"{LONG} of Elm Street."),
        (f"> {LONG} \n> of Elm?\nYes.", "", f"> {LONG} of Elm?\nYes."),
        (f"> {LONG} \nYes.", "", f"> {LONG} \nYes."),
        (" From here on \n>> deep", "; delsp=yes", "From here on\n>> deep"),
        (f"{LONG} \n-- \nMaria", "", f"{LONG} \n-- \nMaria"),
    ],
    ids=[
        "a soft break",
        "a hard break",
        "a blank typed at the end of a short line",
        "a script without blanks",
        "a soft break that doubles the blank",
        "a quoted soft break",
        "a soft break before another depth",
        "a stuffed blank",
        "a signature after a soft break",
    ],
)
def test_soft_breaks_are_undone_and_others_stay(body, parameters, text):
    assert text_of(body, parameters) == text
