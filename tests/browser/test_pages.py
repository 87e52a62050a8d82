"""What only a browser can tell: no barrier that axe knows of, nothing wider than a small phone, no script, no stranger."""

from typing import Any

import pytest
from browser.looking import SEND, barriers, too_wide
from web.house import House

from chalicelib.domain.errors import Busy

STATES = (
    "front",
    "front-es",
    "search",
    "topic-es",
    "front-ar",
    "topic-ar",
    "thanks-ar",
    "waiting-ar",
    "dead-link-ar",
    "thanks",
    "thanks-anonymous-es",
    "new",
    "late",
    "waiting",
    "closed-es",
    "closed",
    "rated",
    "danger",
    "find",
    "find-sent-es",
    "page",
    "page-taken",
    "page-es",
    "page-covered",
    "nothing",
    "dead-link",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_no_page_has_a_barrier(visitor: Any, site: str, pages: dict[str, str], state: str, scheme: str):
    visitor.emulate_media(color_scheme=scheme)
    visitor.goto(site + pages[state])
    assert barriers(visitor) == []


@pytest.mark.parametrize("state", STATES)
def test_no_page_scrolls_sideways_on_a_small_phone(visitor: Any, site: str, pages: dict[str, str], state: str):
    visitor.goto(site + pages[state])
    assert not too_wide(visitor)


@pytest.mark.parametrize("state", STATES)
def test_targets_are_at_least_24_pixels(visitor: Any, site: str, pages: dict[str, str], state: str):
    """Links inside a sentence are excepted (WCAG 2.2, 2.5.8)."""
    visitor.goto(site + pages[state])
    small = visitor.evaluate(
        """() => [...document.querySelectorAll('a, button, select, summary, textarea, input:not([type=hidden])')]
        .filter(one => one.offsetParent && !one.closest('.unseen, .chip, .check, .score, .skip') && !one.matches('p a'))
        .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""
    )
    assert small == []


def test_a_planted_barrier_is_found(visitor: Any, site: str):
    visitor.goto(site)
    visitor.evaluate("document.querySelector('label[for=school]').remove()")
    assert any(one.startswith("select-name") for one in barriers(visitor))


def test_a_form_that_needs_another_look_has_no_barrier_and_says_where(visitor: Any, site: str, pages: dict[str, str]):
    visitor.goto(site)
    visitor.fill("#email", "ana")
    visitor.click(SEND)
    assert barriers(visitor) == []
    assert not too_wide(visitor)
    assert visitor.input_value("#email") == "ana"
    visitor.click("text=This e-mail address does not look complete")
    assert visitor.evaluate("document.activeElement.id") == "email"


def test_the_form_works_from_the_front_page_to_an_answer_on_the_private_page(visitor: Any, site: str):
    visitor.goto(f"{site}/?lang=es")
    visitor.fill("#message", "¿Cuándo vuelve el autobús?")
    visitor.check("text=Autobuses")
    visitor.check("text=Prefiero no dar mi nombre")
    assert not visitor.is_visible("#email")
    visitor.click(SEND)
    assert visitor.text_content("h1") == "Ya tenemos su mensaje"
    visitor.click(".link a")
    assert "Autobuses" in visitor.text_content(".lead")
    visitor.fill("#message", "Gracias.")
    visitor.click("button")
    assert "added=1" in visitor.url
    assert visitor.text_content("[role=status]").strip() == "Su mensaje se agregó. Ya lo tenemos."
    assert [one.strip() for one in visitor.locator(".said .text").all_text_contents()][-1] == "Gracias."


def test_a_form_that_could_not_be_taken_is_kept_and_sent_again(visitor: Any, house: House, site: str):
    visitor.goto(site)
    visitor.fill("#message", "Two lines\nof news.")
    visitor.fill("#email", "ana@example.com")
    house.office.store.raise_next(Busy("throttled"))
    visitor.click(SEND)
    assert "Nothing was lost" in visitor.text_content("[role=alert]")
    assert visitor.input_value("#message") == "Two lines\nof news."
    assert barriers(visitor) == []
    visitor.click(SEND)
    assert visitor.text_content("h1") == "We have your message"


def test_while_nothing_can_be_read_one_button_sends_the_form_again(visitor: Any, house: House, site: str):
    class Unreadable:
        def current(self) -> object:
            raise Busy("throttled")

    visitor.goto(site)
    visitor.fill("#message", "Two lines\nof news.")
    visitor.check("#anonymous")
    usual, house.office.districts = house.office.districts, Unreadable()
    try:
        visitor.click(SEND)
        assert "Two lines" in visitor.text_content(".card")
        assert barriers(visitor) == []
        assert not too_wide(visitor)
    finally:
        house.office.districts = usual
    visitor.click("button")
    assert visitor.text_content("h1") == "We have your message"


def test_a_paged_person_acknowledges_with_one_button(visitor: Any, site: str, pages: dict[str, str]):
    visitor.goto(site + pages["page"])
    visitor.click("button")
    assert visitor.text_content("[role=status] h2") == "You are dealing with it. Thank you."


def test_the_keyboard_reaches_the_content_first_and_focus_is_seen(visitor: Any, site: str):
    visitor.goto(site)
    visitor.keyboard.press("Tab")
    assert visitor.evaluate("document.activeElement.className") == "skip"
    assert visitor.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    visitor.keyboard.press("Enter")
    assert visitor.evaluate("document.activeElement.id") == "main"


def test_pages_ask_nobody_else_and_obey_their_own_policy(browser: Any, site: str, pages: dict[str, str]):
    context = browser.new_context()
    page, asked, complaints = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if "404" not in message.text else None)
    for path in pages.values():
        page.goto(site + path)
    assert [url for url in asked if not url.startswith(site)] == []
    assert complaints == []
    assert context.cookies() == []
    context.close()


def test_right_to_left_mirrors_the_page_without_overflow(visitor: Any, site: str, pages: dict[str, str]):
    """The same boxes as in English, seen in a mirror."""
    boxes = """() => [...document.querySelectorAll('.card, .home, .languages, .emergency, .choice > input')]
        .map(one => one.getBoundingClientRect()).map(box => [box.left, innerWidth - box.right])"""
    visitor.set_viewport_size({"width": 1280, "height": 900})
    for name in ("front", "waiting", "closed", "find"):
        visitor.goto(f"{site}{pages[name]}")
        english = visitor.evaluate(boxes)
        visitor.goto(f"{site}{pages[name]}?lang=ar")
        assert visitor.evaluate("getComputedStyle(document.querySelector('.card')).direction") == "rtl"
        assert not too_wide(visitor)
        for (start, _), (_, end) in zip(english, visitor.evaluate(boxes), strict=True):
            assert abs(start - end) < 3  # a chosen language is bold


def test_text_at_twice_its_size_still_fits(visitor: Any, site: str, pages: dict[str, str]):
    visitor.set_viewport_size({"width": 640, "height": 900})
    for path in pages.values():
        visitor.goto(site + path)
        visitor.evaluate("document.documentElement.style.fontSize = '200%'")
        assert not too_wide(visitor), path
