"""The families' front page as people use it: searched and filled in, with the keyboard alone, without scripts, anonymously."""

from collections.abc import Iterator
from typing import Any

import pytest
from browser.looking import SEND, barriers, too_wide
from web.house import House

from chalicelib.domain.passphrase import opens

OFFERED = ".choice:visible > label"


@pytest.fixture
def plain(browser: Any) -> Iterator[Any]:
    """A page of the narrowest phone whose browser runs no scripts."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="en-US", java_script_enabled=False)
    yield context.new_page()
    context.close()


def _offered(page: Any) -> list[str]:
    return page.locator(OFFERED).all_text_contents()


def _last(house: House) -> Any:
    return max(house.stored, key=lambda inquiry: list(house.office.store.inquiries).index(inquiry.reference))


def test_without_scripts_a_topic_is_searched_its_questions_read_and_its_fields_sent(
    plain: Any, house: House, site: str
):
    plain.goto(site)
    plain.fill("#q", "autobus")
    plain.click(".find button")
    assert "q=autobus" in plain.url
    assert _offered(plain) == ["Buses", "Not sure"]
    plain.click("summary:has-text('How do I change our stop?')")
    assert plain.is_visible("text=Write to us with your new address.")
    plain.fill("[name='fields.bus.route']", "12")
    plain.select_option("[name='fields.bus.when']", "morning")
    plain.fill("#message", "It was late again.")
    plain.fill("#email", "ana@example.com")
    plain.click(SEND)
    assert plain.text_content("h1") == "We have your message"
    assert plain.locator(".facts dd").all_text_contents() == ["12", "In the morning"]
    assert [one.value for one in _last(house).details] == ["12", "morning"]


def test_without_scripts_choosing_a_topic_shows_what_belongs_to_it_and_loses_nothing(plain: Any, site: str):
    plain.goto(site)
    plain.fill("#message", "Typed before.")
    assert not plain.is_visible("[name='fields.bus.route']")
    plain.check("#topic-bus")
    assert plain.is_visible("[name='fields.bus.route']")
    plain.check("#topic-wellbeing")
    assert not plain.is_visible("[name='fields.bus.route']")
    assert plain.input_value("#message") == "Typed before."


def test_the_list_narrows_while_somebody_types_and_the_server_is_not_asked(visitor: Any, site: str):
    visitor.goto(site)
    asked: list[str] = []
    visitor.on("request", lambda request: asked.append(request.url) if "/static/" not in request.url else None)
    visitor.fill("#q", "Autobús")
    assert _offered(visitor) == ["Not sure", "Buses"]
    assert visitor.text_content(".found") == "These topics fit."
    visitor.fill("#q", "zebra")
    assert len(_offered(visitor)) == 4
    assert "No topic fits" in visitor.text_content(".found")
    visitor.fill("#q", "")
    assert len(_offered(visitor)) == 4
    assert visitor.text_content(".found") == ""
    visitor.fill("#q", "drivers")
    visitor.press("#q", "Enter")
    assert visitor.evaluate("document.activeElement.id") == "topic-bus"
    assert visitor.is_checked("#topic-bus")
    assert asked == []


@pytest.mark.parametrize("query", ["bus", "autobuses", "stop", "wellbeing", "zebra", "b"])
def test_the_script_and_the_server_find_the_same(visitor: Any, plain: Any, site: str, query: str):
    plain.goto(f"{site}/?q={query}")
    visitor.goto(site)
    visitor.fill("#q", query)
    assert set(_offered(visitor)) == set(_offered(plain))


def test_with_the_keyboard_alone_a_topic_is_found_and_the_form_sent(visitor: Any, site: str):
    visitor.goto(site)
    keys, active = visitor.keyboard, "document.activeElement.name || document.activeElement.tagName"
    while visitor.evaluate(active) != "q":
        keys.press("Tab")
    keys.type("bus")
    keys.press("Enter")
    for name, typed in {"fields.bus.route": "12", "message": "It was late.", "email": "ana@example.com"}.items():
        while visitor.evaluate(active) != name:
            keys.press("Tab")
        keys.type(typed)
    while visitor.evaluate("document.activeElement.matches(`form.letter > p > button`)") is False:
        keys.press("Tab")
    assert visitor.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    keys.press("Enter")
    visitor.wait_for_url("**/thanks/**")
    assert visitor.locator(".facts dd").all_text_contents() == ["12"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_topic_has_no_barrier_and_fits_a_small_phone(visitor: Any, site: str, scheme: str):
    visitor.emulate_media(color_scheme=scheme)
    visitor.goto(site)
    visitor.check("#topic-bus")
    visitor.click("summary:visible")
    assert barriers(visitor) == []
    assert not too_wide(visitor)
    visitor.evaluate("document.documentElement.style.fontSize = '200%'")
    visitor.set_viewport_size({"width": 640, "height": 900})
    assert not too_wide(visitor)


def test_a_field_that_needs_another_look_is_found_from_the_summary(visitor: Any, site: str):
    visitor.goto(f"{site}/?topic=bus")
    visitor.evaluate("document.getElementById('fields.bus.day').type = 'text'")
    visitor.fill("[id='fields.bus.day']", "yesterday")
    visitor.fill("#message", "It was late.")
    visitor.fill("#email", "ana@example.com")
    visitor.click(SEND)
    assert barriers(visitor) == []
    visitor.click("text=Write the date as year, month and day")
    assert visitor.evaluate("document.activeElement.id") == "fields.bus.day"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_who_stays_anonymous_sees_a_passphrase_once(visitor: Any, house: House, site: str, scheme: str):
    visitor.emulate_media(color_scheme=scheme)
    visitor.goto(site)
    visitor.fill("#message", f"Nobody shall know ({scheme}).")
    visitor.check("#anonymous")
    visitor.click(SEND)
    assert opens(visitor.text_content(".words"), _last(house).seal)
    assert barriers(visitor) == []
    assert not too_wide(visitor)
    visitor.reload()
    assert visitor.text_content("h1") == "We have your message"
    assert visitor.locator(".words").count() == 0
    assert [one["name"] for one in visitor.context.cookies()] == ["__Host-earshot-sent"]


def test_on_paper_the_thank_you_page_has_what_is_needed_and_nothing_to_press(visitor: Any, site: str):
    visitor.goto(site)
    visitor.fill("#message", "For the paper.")
    visitor.check("#anonymous")
    visitor.click(SEND)
    visitor.emulate_media(media="print")
    for shown in (".reference", ".expected", ".paper", ".words", ".link a", ".next", ".emergency"):
        assert visitor.is_visible(shown), shown
    assert f"{site}/find" in visitor.inner_text(".slip")
    for hidden in (".languages", ".skip", ".noprint", "a.button"):
        assert not visitor.locator(hidden).first.is_visible(), hidden


def _write(page: Any, words: str) -> str:
    """The reference on the page that it leads to."""
    page.fill("#message", words)
    page.fill("#email", "ana@example.com")
    page.click(SEND)
    page.wait_for_url("**/thanks/**")
    return str(page.text_content(".reference"))


@pytest.mark.parametrize("scripts", [True, False])
def test_back_and_send_again_is_the_first_inquiry_and_other_words_are_another(
    browser: Any, house: House, site: str, scripts: bool
):
    phone = {"width": 390, "height": 844}
    context = browser.new_context(viewport=phone, locale="en-US", java_script_enabled=scripts, bypass_csp=True)
    page = context.new_page()
    page.goto(site)
    key = page.get_attribute("[name=key]", "value")
    page.check("#topic-bus")
    page.fill("[name='fields.bus.route']", "12")
    first, before = _write(page, f"Back and again, {scripts}."), len(house.stored)
    page.go_back()
    assert page.input_value("#message") == f"Back and again, {scripts}.", "the browser puts it back"
    assert page.get_attribute("[name=key]", "value") != key, "the page is fetched anew"
    page.click(SEND)
    page.wait_for_url("**/thanks/**")
    assert page.text_content(".reference") == first
    assert not page.is_visible("text=This is another message")
    assert len(house.stored) == before
    page.go_back()
    assert _write(page, "Something else.") != first
    assert page.is_visible("text=This is another message")
    assert page.text_content("h1") == "We have your message"
    assert not scripts or barriers(page) == []
    context.close()
