"""Before a reply leaves: to whom it goes and by which way, and how the family will get it."""

from html import unescape

import pytest
from builders import REFERENCE, a_message, an_inquiry, mail_address, phone_number
from web.browser import Browser

from chalicelib.domain.inquiry import Participant
from chalicelib.domain.words import Channel, Direction, Status

PATH = f"/staff/i/{REFERENCE}"
WORDS = "Bus 12 has a new driver from Monday."
ANA, PHONE = Participant(mail_address(), "Ana Diaz"), Participant(phone_number(), "Ana Diaz")


@pytest.fixture
def browser(house):
    found = Browser(house)
    found.sign_in()
    return found


def keep(house, **changes):
    known = {"status": Status.OPEN, "participants": (ANA,)}
    house.office.store.keep(an_inquiry(**(known | changes)), a_message(text="This is Ana Diaz: where is bus 12?"))


def looked_at(browser, text=WORDS):
    answer = browser.post(f"{PATH}/look", {"csrf": browser.form(PATH), "text": text})
    where = answer.headers["Location"]
    page = unescape(browser.get("/staff/i/" + where.partition("staff/i/")[2].partition("#")[0]).body.decode())
    _, shown, preview = page.partition('id="preview-title"')
    return where.partition("#")[2], page, preview.partition("</section>")[0] if shown else ""


def test_a_mail_is_shown_as_the_family_will_get_it_and_nothing_is_sent(house, browser):
    keep(house)
    place, page, preview = looked_at(browser)
    assert place == "preview-title"
    assert "Goes by e-mail to Ana Diaz (ana@example.com)." in preview
    for part in (REFERENCE, WORDS, "Ines Moreau", "This is Ana Diaz: where is bus 12?"):
        assert part in preview
    assert f"{WORDS}</textarea>" in page
    said = house.office.store.case(REFERENCE).messages
    assert not [one for one in said if one.direction is Direction.OUTBOUND]


@pytest.mark.parametrize(("text", "shown"), [(WORDS, WORDS), ("A long answer. " * 60, "/i/…")])
def test_a_text_is_shown_with_how_many_it_is_counted_as(house, browser, text, shown):
    keep(house, channel=Channel.SMS, participants=(PHONE,))
    _, _, preview = looked_at(browser, text)
    assert f"Goes as a text to Ana Diaz ({phone_number().value})." in preview
    assert shown in preview
    assert "The network counts it as" in preview


@pytest.mark.parametrize(
    "changes", [{}, {"channel": Channel.SMS, "participants": (PHONE,)}, {"participants": (), "anonymous": True}]
)
def test_the_family_s_own_link_is_not_shown_to_staff(house, browser, changes):
    keep(house, **changes)
    inquiry = house.office.store.inquiries[REFERENCE]
    link = house.office.keys.signer().link(REFERENCE, inquiry.link_generation)
    _, page, preview = looked_at(browser, "A long answer. " * 60)
    assert preview
    assert link not in page


def test_of_somebody_confidential_neither_the_way_nor_the_preview_tells_who_they_are(house, browser):
    keep(house, confidential=True)
    _, page, preview = looked_at(browser)
    assert "Goes by e-mail to Confidential." in page
    assert "They left no address" not in page
    assert WORDS in preview
    assert "Ana Diaz" not in page
    assert "ana@example.com" not in page


def test_without_words_there_is_nothing_to_show(house, browser):
    keep(house)
    assert looked_at(browser, "  ")[2] == ""
