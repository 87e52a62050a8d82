"""Which texts are a page's code."""

import pytest

from chalicelib.domain.paging import code_in, code_of, says_ok


@pytest.mark.parametrize(
    "text",
    [
        "OK 4821",
        "ok 4821",
        "Ok4821",
        " OK  4821. ",
        "okay 4821!",
        "OK, 4821",
        "OK #4821",
        "Sí 4821",
        "ack 4821",
        "ok\n4821",
    ],
)
def test_a_short_yes_with_the_four_digits_is_a_code(text):
    assert code_in(text) == "4821"
    assert says_ok(text)


@pytest.mark.parametrize("text", ["4821", "#4821", " 4821 "])
def test_the_bare_digits_are_one_too_but_may_mean_something_else(text):
    assert code_in(text) == "4821"
    assert not says_ok(text)


@pytest.mark.parametrize(
    "text",
    [
        "OK",
        "",
        "On my way",
        "OK 482",
        "OK 48211",
        "4821 Elm Street",
        "OK 4821 call me",
        "Bus 4821",
        "٤٨٢١",
        "OK 4821 " * 4,
    ],
)
def test_anything_else_is_no_code(text):
    assert code_in(text) == ""


def test_a_code_is_four_digits_of_any_word():
    assert [code_of(word) for word in ("00000000", "0badcafe", "ffffffff", "00002710")] == [
        "0000",
        "9070",
        "7295",
        "0000",
    ]
