"""Links that carry a proof."""

import pytest
from builders import a_signer, an_inquiry
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.channels.links import PageClaim, page_link, page_token, private_link, read_page_token

SIGNER = a_signer()
TOKEN = page_token(SIGNER, "K7Q2-9FHQ", "0195-0badcafe-1", "kai")


def test_a_private_link_opens_its_inquiry_until_it_is_revoked():
    inquiry = an_inquiry()
    token = private_link("https://x.example.org", SIGNER, inquiry).rpartition("/i/")[2]
    assert SIGNER.opens(token, inquiry.reference, 1)
    assert not SIGNER.opens(token, inquiry.reference, 2)


def test_a_page_link_names_the_inquiry_the_page_and_the_person():
    link = page_link("https://x.example.org", SIGNER, "K7Q2-9FHQ", "0195-0badcafe-1", "kai")
    assert link == f"https://x.example.org/pages/{TOKEN}"
    assert read_page_token(SIGNER, TOKEN) == PageClaim("K7Q2-9FHQ", "0195-0badcafe-1", "kai")


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        TOKEN[:-1],
        TOKEN + "a",
        TOKEN.replace(".", ""),
        "A" + TOKEN,
        TOKEN.rpartition(".")[2],
        "é" + TOKEN,
        "=" * 600,
    ],
)
def test_a_token_that_was_changed_proves_nothing(token: str):
    assert read_page_token(SIGNER, token) is None


def test_a_token_of_another_house_proves_nothing():
    assert read_page_token(a_signer(b"another key"), TOKEN) is None


@given(st.text(max_size=100) | st.text(alphabet="abcXYZ019-_.=", max_size=100))
def test_reading_a_token_never_raises(token: str):
    assert read_page_token(SIGNER, token) is None
