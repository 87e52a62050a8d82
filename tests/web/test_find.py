"""GET and POST /find, POST /find/link: found again by whoever knows the secret, and by nobody else, who learns nothing."""

from dataclasses import replace

import pytest
from builders import REFERENCE, a_signer, an_inquiry, mail_address
from web.house import House, a_form

from chalicelib.domain.errors import Busy
from chalicelib.domain.events import EventType
from chalicelib.domain.passphrase import sealed
from chalicelib.web import limits

CODE = a_signer().code(REFERENCE, 1)
WORDS = "table river green seven cloud"


@pytest.fixture
def house():
    fresh = House()
    fresh.office.store.keep(an_inquiry())
    return fresh


def tried(house, reference=REFERENCE, secret=CODE, **headers):
    return house.post("/find", {"reference": reference, "secret": secret}, **headers)


def asked(house, address="ana@example.com", **headers):
    return house.post("/find/link", {"address": address}, **headers)


def calls(house, *args):
    """What a try asked of the table, in order, and what it was told."""
    asked_for = []
    store = house.office.store
    usual = store.inquiry, store.allow
    store.inquiry = lambda reference: asked_for.append("get") or usual[0](reference)
    store.allow = lambda **given: asked_for.append("count") or usual[1](**given)
    try:
        answer = tried(house, *args)
    finally:
        del store.inquiry, store.allow
    return asked_for, answer.status_code, answer.body


@pytest.mark.parametrize("code", [CODE, CODE.lower(), CODE.replace("-", " "), f"  {CODE.replace('-', '')} "])
def test_the_reference_and_the_code_lead_to_the_private_page(house, code):
    answer = tried(house, secret=code)
    assert answer.status_code == 303
    assert f"/{answer.headers['Location']}" == house.link(an_inquiry())


def test_however_the_reference_is_written(house):
    assert tried(house, reference=f" {REFERENCE.lower().replace('-', '')} ").status_code == 303


def test_who_stayed_anonymous_uses_their_passphrase(house):
    house.office.store.keep(an_inquiry(participants=(), seal=sealed(WORDS, b"salt")))
    assert tried(house, secret=WORDS.title()).status_code == 303
    assert tried(house, secret=WORDS.replace("seven", "eight")).status_code == 422


def test_a_revoked_link_takes_its_code_with_it(house):
    house.office.store.keep(an_inquiry(link_generation=2))
    assert tried(house).status_code == 422
    assert tried(house, secret=a_signer().code(REFERENCE, 2)).status_code == 303


def test_a_reference_that_is_not_there_a_wrong_secret_and_no_reference_get_one_answer_after_one_kind_of_work(house):
    absent = replace(an_inquiry(), reference="7Y7Y-7Y7V")
    shown = [calls(house, REFERENCE, "wrong"), calls(house, absent.reference, CODE), calls(house, "hello", CODE)]
    assert [one[0] for one in shown] == [["count", "count", "get"]] * 3
    assert [one[1] for one in shown] == [422] * 3
    pages = [
        one[2].decode().replace(REFERENCE, "").replace(absent.reference, "").replace('value="hello"', 'value=""')
        for one in shown
    ]
    assert pages[0] == pages[1] == pages[2]


def test_a_secret_is_never_shown_again(house):
    assert "wrong-secret" not in tried(house, secret="wrong-secret").body.decode()


def test_a_reference_rests_after_twenty_tries_from_anywhere_and_says_nothing_else(house):
    wrong = [tried(house, secret=f"wrong {number}") for number in range(limits.TRIES.most)]
    right = tried(house)
    assert right.status_code == 422
    assert right.body == wrong[0].body
    house.office.clock.advance(hours=1)
    assert tried(house).status_code == 303


def test_one_address_of_origin_may_not_try_for_ever(house):
    for number in range(limits.FINDS.most):
        tried(house, reference=f"x{number}")
    answer = tried(house)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_a_busy_table_is_told_kindly(house):
    def throttled(_reference):
        raise Busy("throttled")

    house.office.store.inquiry = throttled
    answer = tried(house)
    assert answer.status_code == 503
    assert REFERENCE in answer.body.decode()


@pytest.mark.parametrize("attack", ["//evil.example", "https://evil.example/", "\r\nLocation: https://evil.example"])
def test_nobody_is_sent_elsewhere_from_here(house, attack):
    for answer in (
        tried(house, reference=attack),
        tried(house, secret=attack),
        house.post(f"/find?next={attack.strip()}", {"reference": REFERENCE, "secret": CODE}),
    ):
        assert "evil" not in str(answer.headers.get("Location", ""))


@pytest.mark.parametrize("attack", ['"><script>alert(1)</script>', "{{7*7}}", "'><img src=x onerror=alert(1)>"])
def test_what_is_typed_is_never_markup(house, attack):
    for answer in (tried(house, reference=attack), asked(house, attack), house.get(f"/find?reference={attack}")):
        page = answer.body.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_a_link_may_bring_the_reference_along(house):
    assert f'value="{REFERENCE}"' in house.get(f"/find?reference={REFERENCE}").body.decode()


# --- send me my link again ------------------------------------------------------------------------------------------


def test_whoever_asks_hears_the_same_whether_the_address_is_known_or_not(house):
    answers = [asked(house, address) for address in ("ana@example.com", "nobody@example.net", "+1 206 555 0100")]
    assert [one.status_code for one in answers] == [303] * 3
    assert len({one.headers["Location"] for one in answers}) == 1
    assert "If we know that address" in house.get("/find?sent=1").body.decode()


def test_what_is_stored_names_no_address_and_looks_nobody_up(house):
    asked(house)
    (commit,) = house.office.store.commits
    (event,) = commit.events
    assert event.type is EventType.LINK_ASKED
    assert event.detail == {"address": mail_address().key}
    assert (commit.reference, commit.about) == ("", mail_address().key)


def test_asked_twice_in_a_moment_is_asked_once(house):
    assert [asked(house).status_code for _ in range(2)] == [303, 303]
    assert len(house.office.store.commits) == 1


def test_an_address_is_written_to_three_times_an_hour_and_nobody_hears_of_that(house):
    answers = []
    for _ in range(limits.LINKS.most + 2):
        answers.append(asked(house))
        house.office.clock.advance(minutes=11)
    assert len({one.headers["Location"] for one in answers}) == 1
    assert len(house.office.store.commits) == limits.LINKS.most


def test_what_is_no_address_is_said_at_the_field(house):
    answer = asked(house, "ana@")
    assert answer.status_code == 422
    assert 'id="address-wrong"' in answer.body.decode()
    assert house.office.store.commits == []


def test_a_busy_table_does_not_pretend_that_links_were_asked_for(house):
    house.office.store.raise_next(Busy("throttled"))
    assert asked(house).status_code == 503


# --- where the secret is told ---------------------------------------------------------------------------------------


def test_the_thank_you_page_tells_the_code(house):
    told = house.post("/inquiries", a_form()).headers["Location"]
    page = house.get(f"/{told}").body.decode()
    inquiry = next(one for one in house.stored if one.reference != REFERENCE)
    assert a_signer().code(inquiry.reference, 1) in page


def test_who_stays_anonymous_has_a_passphrase_and_no_code_beside_it(house):
    told = house.post("/inquiries", a_form(anonymous="on")).headers["Location"]
    inquiry = next(one for one in house.stored if one.reference != REFERENCE)
    assert a_signer().code(inquiry.reference, 1) not in house.get(f"/{told}").body.decode()


def test_a_program_that_filled_in_the_honeypot_sees_a_page_like_any_other(house):
    told = house.post("/inquiries", a_form(leave_this_empty="x")).headers["Location"]
    assert 'class="code"' in house.get(f"/{told}").body.decode()
