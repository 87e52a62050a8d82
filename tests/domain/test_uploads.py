"""Uploads: names, types, limits, and claims that are good for one form."""

from datetime import timedelta

import pytest
from builders import NOW, a_signer
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.channels.claims import claim_token, read_claim
from chalicelib.domain.tokens import Signer
from chalicelib.domain.uploads import (
    CLAIMED_WITHIN,
    MOST_UPLOADS,
    UPLOAD_BYTES,
    Arrived,
    Upload,
    attachments_of,
    file_name,
    new_upload,
    wrong_with_uploads,
)

FORM = "form-key-0001"


def an_upload(**changes):
    given = {"name": "bus stop.jpg", "content_type": "image/jpeg", "now": NOW} | changes
    return new_upload("u-1", **given)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("bus stop.jpg", "bus stop.jpg"),
        ("C:\\Users\\ana\\nota.pdf", "nota.pdf"),
        ("../../config/CURRENT", "CURRENT"),
        ("a/b\\c.txt", "c.txt"),
        ("line\r\nX-Evil: 1.txt", "line X-Evil: 1.txt"),
        ("photo\u202egpj.exe", "photo gpj.exe"),
        ("..", "file"),
        ("", "file"),
        ("\x00", "file"),
        ("niño 😀.png", "niño 😀.png"),
    ],
)
def test_a_file_goes_by_its_own_name_and_nothing_else(given, kept):
    assert file_name(given) == kept


def test_a_long_name_keeps_its_ending():
    assert file_name("x" * 500 + ".jpeg").endswith("x.jpeg")
    assert len(file_name("x" * 500 + ".jpeg")) == 120


@given(st.text())
def test_no_name_breaks_a_header_or_climbs_a_path(given):
    name = file_name(given)
    assert name
    assert not set(name) & set("\r\n/\\\x00")
    name.encode()


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("image/jpeg", "image/jpeg"),
        ("IMAGE/PNG; charset=x", "image/png"),
        ("text/html", "application/octet-stream"),
        ("image/svg+xml", "application/octet-stream"),
        ("application/javascript", "application/octet-stream"),
        ("", "application/octet-stream"),
    ],
)
def test_what_a_browser_might_run_has_no_type(said, kept):
    assert an_upload(content_type=said).content_type == kept


@pytest.mark.parametrize(
    ("sizes", "wrong"),
    [
        ([1], ""),
        ([UPLOAD_BYTES], ""),
        ([UPLOAD_BYTES + 1], "file_too_large"),
        ([0], "file_empty"),
        ([1] * MOST_UPLOADS, ""),
        ([1] * (MOST_UPLOADS + 1), "files_too_many"),
    ],
)
def test_how_many_and_how_large(sizes, wrong):
    assert wrong_with_uploads(sizes) == wrong


def test_a_message_carries_what_arrived():
    (one,) = attachments_of([Arrived(an_upload(), 7)])
    assert (one.name, one.content_type, one.size, one.part, one.upload) == ("bus stop.jpg", "image/jpeg", 7, "1", "u-1")


# --- claims ---------------------------------------------------------------------------------------------------------


def test_a_claim_proves_its_upload_to_the_form_it_was_made_for():
    token = claim_token(a_signer(), an_upload(), form=FORM)
    assert read_claim(a_signer(), token, form=FORM, now=NOW) == an_upload()


def test_a_claim_is_good_for_no_other_form_and_not_for_ever():
    token = claim_token(a_signer(), an_upload(), form=FORM)
    assert read_claim(a_signer(), token, form="form-key-0002", now=NOW) is None
    assert read_claim(a_signer(), token, form=FORM, now=NOW + CLAIMED_WITHIN) is not None
    assert read_claim(a_signer(), token, form=FORM, now=NOW + CLAIMED_WITHIN + timedelta(seconds=1)) is None


def test_a_claim_of_other_keys_or_another_upload_proves_nothing():
    token = claim_token(Signer((b"other" * 8,)), an_upload(), form=FORM)
    assert read_claim(a_signer(), token, form=FORM, now=NOW) is None
    words, _, signature = claim_token(a_signer(), an_upload(), form=FORM).partition(".")
    forged = claim_token(a_signer(), Upload("raw/1", "x", "", NOW), form="x").partition(".")[0]
    assert read_claim(a_signer(), f"{forged}.{signature}", form=FORM, now=NOW) is None
    assert read_claim(a_signer(), words, form=FORM, now=NOW) is None


@given(st.text())
def test_whatever_is_sent_as_a_claim_raises_nothing(token):
    assert read_claim(a_signer(), token, form=FORM, now=NOW) is None
