"""The desk's lists in a browser: search, choosing many, saved views and keys; no barrier, nothing too wide, by keyboard, without scripts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from browser.desk import Desk, open_desk
from browser.looking import barriers, too_wide
from builders import OTHER_REFERENCE, REFERENCE

from chalicelib.domain.consequences import consequences
from chalicelib.usecases.bulk import work

PATHS = {
    "inbox": "/staff?view=all",
    "inbox-es": "/staff?view=all&lang=es&tag=storm",
    "search": "/staff/search?q=bus",
    "search-none": "/staff/search?q=zebra",
    "search-vague": "/staff/search?q=the",
    "search-blank": "/staff/search?lang=es",
    "choose": f"/staff/bulk?pick={REFERENCE}&pick={OTHER_REFERENCE}",
    "choose-none": "/staff/bulk",
    "views": "/staff/views",
    "keys": "/staff/keys?lang=es",
}


@pytest.fixture
def desk() -> Iterator[Desk]:
    with open_desk() as found:
        found.house.fold()
        yield found


@pytest.fixture
def seat(browser: Any, desk: Desk) -> Iterator[Any]:
    """Opens a page for Ines."""
    contexts = []

    def opened(**options: Any) -> Any:
        context = browser.new_context(locale="en-US", **({"viewport": {"width": 1280, "height": 900}} | options))
        contexts.append(context)
        return desk.signed_in(context.new_page())

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_list_has_a_barrier_or_is_too_wide_for_a_small_phone(desk: Desk, seat: Any, scheme: str):
    page = seat(viewport={"width": 320, "height": 640}, bypass_csp=True, color_scheme=scheme)
    found = {}
    for name, path in PATHS.items():
        page.goto(desk.site + path)
        found[name] = (barriers(page), too_wide(page))
    assert found == dict.fromkeys(PATHS, ([], False))


def test_by_keyboard_alone(desk: Desk, seat: Any):
    page = seat()
    page.goto(f"{desk.site}/staff?view=all")
    for key in "jxjxkj":
        page.keyboard.press(key)
    assert page.locator("[name=pick]:checked").count() == 2
    page.keyboard.press("?")
    assert page.locator("dialog.keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("bus")
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/search?q=bus")
    page.keyboard.press("j")
    page.keyboard.press("n")
    page.wait_for_url("**/staff/i/*#key-n")
    assert page.evaluate("document.activeElement.id") == "note"


def test_a_refreshed_list_keeps_what_is_chosen_and_where_the_keyboard_is(desk: Desk, seat: Any):
    page = seat()
    page.goto(f"{desk.site}/staff?view=all")
    box = f"[name=pick][value='{REFERENCE}']"
    page.check(box)
    store = desk.house.office.store
    store.inquiries[REFERENCE] = replace(
        store.inquiries[REFERENCE], subject="Another subject", version=store.inquiries[REFERENCE].version + 1
    )
    desk.house.fold()
    page.focus(box)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.get_by_text("Another subject").first.wait_for()
    assert page.is_checked(box)
    assert page.evaluate("document.activeElement.value") == REFERENCE


def _tag_two(page: Any, desk: Desk) -> None:
    page.goto(f"{desk.site}/staff?view=all")
    for reference in (REFERENCE, OTHER_REFERENCE):
        page.check(f"[name=pick][value='{reference}']")
    page.click("text=With those chosen")
    page.click("summary:has-text('Tag')")
    page.fill("#tags", "snow")
    page.click("details[open] button")
    assert "2 inquiries will be tagged snow" in page.text_content("main")
    page.click("button:has-text('Do it')")


def _work(desk: Desk) -> None:
    (event,) = desk.house.jobs.events
    work(consequences(event)[0], jobs=desk.house.jobs, at=desk.house.counter)


def test_many_are_tagged_and_the_page_follows_by_itself(desk: Desk, seat: Any):
    page = seat()
    _tag_two(page, desk)
    assert "Done with 0 of 2" in page.text_content("h1")
    _work(desk)
    page.wait_for_selector("h1:has-text('Finished')", timeout=8_000)
    assert page.locator(".results .done").count() == 2


def test_many_are_tagged_without_scripts(desk: Desk, seat: Any):
    page = seat(java_script_enabled=False)
    _tag_two(page, desk)
    _work(desk)
    page.click("text=Look again")
    assert page.text_content("h1") == "Finished"
    page.goto(f"{desk.site}/staff")
    page.click("footer a")
    page.locator("kbd", has_text=re.compile("^j$")).first.wait_for()


def test_a_view_is_saved_found_again_and_deleted_without_scripts(desk: Desk, seat: Any):
    page = seat(java_script_enabled=False)
    page.goto(f"{desk.site}/staff?view=all&tag=storm")
    page.fill("#view-name", "Storm")
    page.click("text=Save this view")
    assert page.text_content(".saved [aria-current]").strip() == "Storm"
    page.goto(f"{desk.site}/staff/views")
    page.click("button:has-text('Delete')")
    page.wait_for_load_state()
    assert page.text_content("h1")
    assert page.locator(".saved").count() == 0
