"""From a raw mail to a submission: who wrote, on which thread, whether it may be answered, whether it is held."""

import json

import pytest
from builders import NOW, REFERENCE, a_signer, an_outbound_mail, mail_address
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.codec import to_plain
from chalicelib.channels.mail import INLINE_BYTES, is_mail, own_addresses, submission_of
from chalicelib.channels.wording import message_id
from chalicelib.domain.submission import Kind, mail_key, ses_key
from chalicelib.domain.tokens import Purpose

DOMAIN = "demo.example.org"
SIGNER = a_signer(b"new", b"old")
OWN = own_addresses(domain=DOMAIN, addresses=(f"help@{DOMAIN}",), signer=SIGNER)


def ses_headers(*, spam="PASS", virus="PASS", dmarc="pass", policy="none", path="ana@example.com", to=f"help@{DOMAIN}"):
    return (
        f"Return-Path: <{path}>\r\n"
        "Received: from mail.example.com (mail.example.com [192.0.2.1])\r\n"
        f" by inbound-smtp.us-east-1.amazonaws.com with SMTP id abc for {to};\r\n"
        " Mon, 02 Mar 2026 15:00:00 +0000 (UTC)\r\n"
        f"X-SES-Spam-Verdict: {spam}\r\n"
        f"X-SES-Virus-Verdict: {virus}\r\n"
        "Received-SPF: pass (spfCheck: domain of example.com designates 192.0.2.1) client-ip=192.0.2.1;\r\n"
        f"Authentication-Results: amazonses.com; spf=pass; dkim=pass; dmarc={dmarc} (p={policy}) header.from=example.com;\r\n"
    )


def a_mail(text="Bus 12 did not come today.", *, extra="", message_id="<first@mail.example.com>", **ses):
    own_id = f"Message-ID: {message_id}\r\n" if message_id else ""
    head = f"From: Ana Diaz <Ana@Example.com>\r\nTo: help@{DOMAIN}\r\nSubject: Bus 12 is late\r\n{own_id}{extra}"
    return f"{ses_headers(**ses)}{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n".encode()


def read(raw, key="raw/1"):
    return submission_of(raw, key=key, received_at=NOW, own=OWN, signer=SIGNER)


def test_who_was_copied_joins_nothing_and_is_named_to_whoever_decides():
    copied = read(a_mail(extra=f"Cc: Luis <Luis@example.net>, Ana@example.com, reply+abc@{DOMAIN}\r\n"))
    assert copied.addresses == (mail_address(),)
    assert "also sent to luis@example.net" in copied.notes
    assert not any("also sent to" in note for note in read(a_mail()).notes)
    many = ", ".join(f"p{number}@example.net" for number in range(12))
    assert read(a_mail(extra=f"Cc: {many}\r\n")).notes[-1].endswith("p9@example.net and 2 more")


def test_a_mail_is_a_message_from_its_sender_with_the_original_kept():
    submission = read(a_mail())
    assert (submission.kind, submission.held, submission.automatic_ok) == (Kind.MESSAGE, "", True)
    assert (submission.addresses, submission.name) == ((mail_address(),), "Ana Diaz")
    assert (submission.subject, submission.text) == ("Bus 12 is late", "Bus 12 did not come today.")
    assert (submission.original, submission.mail_id) == ("raw/1", "first@mail.example.com")
    assert (submission.envelope, submission.verified) == (mail_address(), True)


def test_the_same_mail_stored_twice_has_one_source():
    assert read(a_mail(), "raw/1").source == read(a_mail(), "raw/2").source
    assert read(a_mail()).source.key == mail_key("<first@mail.example.com>")


def test_two_mails_with_one_id_differ_by_their_content():
    one, other = read(a_mail("One")).source, read(a_mail("Other")).source
    assert one.key == other.key
    assert one.fallback_key != other.fallback_key


def test_a_mail_without_an_id_is_known_by_its_object():
    first = read(a_mail(message_id=""), "raw/1").source
    assert first == read(a_mail(message_id=""), "raw/1").source
    assert first.key != read(a_mail(message_id=""), "raw/2").source.key


# --- thread ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("signer", [SIGNER, a_signer(b"old")])
@pytest.mark.parametrize("shown", [str.lower, str.upper])
def test_a_reply_address_of_ours_proves_the_inquiry(signer, shown):
    address = shown(f"reply+{signer.reply_token(REFERENCE)}@{DOMAIN}")
    assert read(a_mail(to=address)).thread.reference == REFERENCE
    assert read(a_mail(extra=f"Cc: Us <{address}>\r\n")).thread.reference == REFERENCE


@pytest.mark.parametrize(
    "header",
    ["To", "Cc", "Delivered-To", "X-Original-To", "X-Forwarded-To", "Envelope-To", "X-Envelope-To", "Resent-To"],
)
def test_a_reply_address_counts_in_any_header_that_names_a_recipient(header):
    raw = a_mail(extra=f"{header}: <reply+{SIGNER.reply_token(REFERENCE)}@{DOMAIN}>\r\n")
    assert read(raw).thread.reference == REFERENCE


def test_a_reply_address_that_only_ses_was_told_counts_too():
    assert read(a_mail(to=f"reply+{SIGNER.reply_token(REFERENCE)}@{DOMAIN}")).thread.reference == REFERENCE


@pytest.mark.parametrize(
    "extra",
    [
        pytest.param("In-Reply-To: <near@email.amazonses.com>\r\n", id="references-dropped"),
        pytest.param("References: <near@email.amazonses.com>\r\n", id="in-reply-to-dropped"),
        pytest.param("In-Reply-To: <near@us-east-1.amazonses.com>\r\n", id="region-form"),
    ],
)
def test_one_sign_of_the_thread_is_enough(extra):
    assert read(a_mail(extra=extra)).thread.mail_ids == (ses_key("near"),)


@pytest.mark.parametrize(
    "address",
    [
        f"reply+{a_signer(b'theirs').reply_token(REFERENCE)}@{DOMAIN}",
        f"reply+{SIGNER.reply_token(REFERENCE)}@evil.example.net",
        f"other+{SIGNER.reply_token(REFERENCE)}@{DOMAIN}",
        f"reply+{SIGNER.link(REFERENCE, 1)}@{DOMAIN}",
        f"reply+@{DOMAIN}",
        f"reply@{DOMAIN}",
    ],
)
def test_any_other_address_proves_nothing(address):
    assert read(a_mail(to=address)).thread.reference == ""


def test_what_it_answers_is_followed_nearest_first():
    extra = (
        "In-Reply-To: <near@us-west-2.amazonses.com>\r\n"
        "References: <oldest@mail.example.com> <middle@email.amazonses.com> <near@us-west-2.amazonses.com>\r\n"
    )
    submission = read(a_mail(extra=extra))
    assert submission.thread.mail_ids == (ses_key("near"), ses_key("middle"), mail_key("oldest@mail.example.com"))
    assert submission.mail_references[0] == "oldest@mail.example.com"


def test_a_reference_counts_in_the_subject_only():
    assert read(a_mail(f"I mean {REFERENCE}")).thread.mentioned == ()
    named = a_mail().replace(b"Bus 12 is late", f"Re: case {REFERENCE}".encode())
    assert read(named).thread.mentioned == (REFERENCE,)


# --- held, and answerable -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ses", "held"),
    [
        ({"virus": "FAIL"}, "virus found"),
        ({"spam": "FAIL"}, "looks like spam"),
        ({"dmarc": "fail", "policy": "reject"}, "the sender's domain disowns it (DMARC)"),
        ({"dmarc": "fail", "policy": "quarantine"}, "the sender's domain disowns it (DMARC)"),
        ({"dmarc": "fail", "policy": "none"}, ""),
        ({"spam": "GRAY"}, ""),
        ({"spam": "PROCESSING_FAILED", "virus": "DISABLED"}, ""),
        ({"dmarc": "none"}, ""),
    ],
)
def test_only_what_is_dangerous_or_disowned_is_held(ses, held):
    assert read(a_mail(**ses)).held == held


def test_without_dmarcs_word_a_mail_is_accepted_as_unverified():
    assert not read(a_mail(dmarc="none")).verified
    assert not read(b"From: ana@example.com\r\n\r\nhello").verified


def test_a_forwarder_that_breaks_spf_is_accepted_as_unverified():
    raw = a_mail(dmarc="fail", policy="none").replace(b"spf=pass", b"spf=softfail")
    submission = read(raw)
    assert (submission.held, submission.verified, submission.automatic_ok) == ("", False, True)


def test_an_absurd_date_is_ignored_and_the_mail_stands_where_it_was_received():
    submission = read(a_mail(extra="Date: Wed, 03 May 3609 10:00:00 +0000\r\n"))
    assert submission.received_at == NOW
    assert "the Date header is unusable" in submission.notes


def test_no_header_in_our_own_name_goes_on_from_what_came_in():
    forged = a_mail(extra="X-Earshot-Loop: forged\r\nX-Earshot-Reference: K7Q2-9FHQ\r\nx-earshot-anything: 1\r\n")
    assert "forged" not in str(to_plain(read(forged)))
    assert read(forged).thread.reference == ""


def test_verdicts_further_down_are_the_senders_and_count_for_nothing():
    assert read(a_mail(virus="FAIL", extra="X-SES-Virus-Verdict: PASS\r\n")).held == "virus found"
    assert read(a_mail(extra="X-SES-Virus-Verdict: FAIL\r\n")).held == ""


@pytest.mark.parametrize(
    "how",
    [
        {"extra": "Precedence: bulk\r\n"},
        {"extra": "List-Id: <pta.example.org>\r\n"},
        {"path": ""},
        {"extra": "Auto-Submitted: auto-replied\r\n"},
    ],
)
def test_bulk_automatic_and_null_path_mail_is_kept_and_never_answered(how):
    assert not read(a_mail(**how)).automatic_ok


def test_a_parents_word_through_a_list_is_still_a_message():
    assert read(a_mail(extra="List-Id: <pta.example.org>\r\n")).kind is Kind.MESSAGE


def test_our_own_mail_that_comes_back_is_held():
    loop = f"{REFERENCE}.{SIGNER.sign(Purpose.LOOP, REFERENCE)}"
    submission = read(a_mail(extra=f"X-Earshot-Loop: {loop}\r\n"))
    assert (submission.kind, submission.held) == (Kind.LOOP, "our own mail came back")


@pytest.mark.parametrize(
    ("keys", "held"),
    [
        pytest.param((b"old",), "our own mail came back", id="its-own-key"),
        pytest.param((b"new", b"old"), "our own mail came back", id="previous-key"),
        pytest.param((b"newest", b"new"), "", id="older-key"),
    ],
)
def test_our_loop_header_is_known_by_the_key_and_the_one_before(keys, held):
    loop = f"{REFERENCE}.{a_signer(b'old').sign(Purpose.LOOP, REFERENCE)}"
    signer = a_signer(*keys)
    own = own_addresses(domain=DOMAIN, addresses=(), signer=signer)
    raw = a_mail(extra=f"X-Earshot-Loop: {loop}\r\n")
    assert submission_of(raw, key="raw/1", received_at=NOW, own=own, signer=signer).held == held


def test_a_forged_loop_header_holds_nothing_back():
    forged = f"{REFERENCE}.{a_signer(b'theirs').sign(Purpose.LOOP, REFERENCE)}"
    assert read(a_mail(extra=f"X-Earshot-Loop: {forged}\r\n")).held == ""


# --- sizes and shapes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("letter", ["x", "é", "語", "😀"])
def test_a_long_text_is_cut_between_characters_and_says_so(letter):
    submission = read(a_mail(" ".join([letter * 50] * 2_000)))
    assert submission.truncated
    assert len(submission.text.encode()) <= INLINE_BYTES
    assert set(submission.text) <= {letter, " ", "\n"}


def test_a_short_text_is_whole():
    assert not read(a_mail()).truncated


def test_an_unreadable_mail_has_a_subject_that_says_so():
    submission = read(b"\x00\xff\xfe garbage")
    assert submission.original == "raw/1"
    assert submission.subject or submission.text


@pytest.mark.parametrize(("key", "expected"), [("raw/abc", True), ("raw/AMAZON_SES_SETUP_NOTIFICATION", False)])
def test_the_object_ses_writes_at_set_up_is_no_mail(key, expected):
    assert is_mail(key) is expected


@given(st.binary(max_size=600))
def test_no_bytes_make_it_raise_and_all_it_makes_can_be_stored(raw):
    json.dumps(to_plain(read(raw)), ensure_ascii=False).encode("utf-8")


@given(
    st.binary(max_size=60), st.sampled_from([b"From", b"Subject", b"Message-ID", b"In-Reply-To", b"To", b"References"])
)
def test_no_header_makes_it_raise_and_all_it_makes_can_be_stored(value, name):
    raw = ses_headers().encode() + name + b": " + value + b"\r\nContent-Type: text/plain; charset=utf-7\r\n\r\nhello"
    json.dumps(to_plain(read(raw)), ensure_ascii=False).encode("utf-8")


def test_an_answer_to_our_own_message_id_finds_the_thread_without_anything_stored():
    sent = an_outbound_mail(reply_to=f"reply+{SIGNER.reply_token(REFERENCE)}@{DOMAIN}")
    own_id = message_id(sent, word="19caf103180-0badcafe", domain=DOMAIN)
    assert read(a_mail(extra=f"In-Reply-To: <{own_id}>\r\n")).thread.reference == REFERENCE
    forged = own_id.replace(own_id[8:12], "aaaa")
    assert read(a_mail(extra=f"References: <{forged}>\r\n")).thread.reference == ""
    elsewhere = own_id.replace(DOMAIN, "evil.example.net")
    assert read(a_mail(extra=f"In-Reply-To: <{elsewhere}>\r\n")).thread.reference == ""


def test_a_notice_to_staff_carries_no_token_in_its_id():
    assert message_id(an_outbound_mail(reply_to=f"help@{DOMAIN}"), word="w", domain=DOMAIN) == f"w@{DOMAIN}"


def test_a_danger_late_in_a_long_mail_is_among_what_is_scanned():
    found = read(a_mail("The bus is late. " * 4_000 + "I want to kill myself."))
    assert found.truncated
    assert "kill myself" not in found.text
    assert "kill myself" in found.scanned


def test_a_danger_in_the_html_behind_a_stub_is_among_what_is_scanned():
    parts = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n'
        "Please view this in HTML.\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>I want to <b>kill myself</b></p>\r\n--b--\r\n"
    )
    raw = f"{ses_headers()}From: ana@example.com\r\nTo: help@{DOMAIN}\r\nSubject: x\r\n{parts}".encode()
    assert "kill myself" in " ".join(read(raw).scanned.split())


@pytest.mark.parametrize("field", ["Message-ID", "In-Reply-To"])
def test_no_id_however_long_makes_a_key_that_the_table_refuses(field):
    named = f"{field}: <{'中' * 870}@email.amazonses.com>\r\n"
    found = read(a_mail(message_id="" if field == "Message-ID" else "<a@b.example>", extra=named))
    keys = (found.source.key, found.source.fallback_key, *found.thread.mail_ids)
    assert max(len(key.encode()) for key in keys) < 512
