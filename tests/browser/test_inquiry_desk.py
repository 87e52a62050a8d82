"""The inquiry's page of the desk in a browser: no barrier, the agent's way, two at once, by keyboard, hostile words."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from browser.desk import Desk, open_desk
from browser.looking import barriers, too_wide
from builders import OTHER_REFERENCE, REFERENCE, a_message, an_inquiry

from chalicelib.domain.draft import DraftState
from chalicelib.domain.inquiry import Attachment, Participant
from chalicelib.domain.words import Channel, Direction, Status

STATES = (
    "inquiry",
    "inquiry-es",
    "danger",
    "danger-es",
    "held",
    "held-es",
    "anonymous",
    "confidential",
    "closed",
    "wrong",
    "contact",
    "looks",
    "calls",
    "calls-es",
    "calls-logged",
    "nowhere",
)
WAIT = 5_000


@pytest.fixture(scope="module")
def shown() -> Iterator[Desk]:
    """One desk for the tests that only look."""
    with open_desk() as found:
        yield found


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A desk of its own for each test that does something."""
    with open_desk() as found:
        yield found


@pytest.fixture
def seats(browser: Any) -> Iterator[Any]:
    """Opens a page in a browser of its own; the pages' content policy is in force."""
    contexts = []

    def seat(desk: Desk, who: str = "ines", **options: Any) -> Any:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US", **options)
        contexts.append(context)
        return desk.signed_in(context.new_page(), who)

    yield seat
    for context in contexts:
        context.close()


def drafts(desk: Desk, who: str = "ines") -> Any:
    return desk.house.office.store.drafts.get((REFERENCE, who))


# --- looking --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_no_page_has_a_barrier_or_scrolls_sideways_on_a_small_phone(shown: Desk, visitor: Any, state: str, scheme: str):
    visitor.emulate_media(color_scheme=scheme)
    shown.see(shown.signed_in(visitor, "lena" if state == "looks" else "sofia"), state)
    for folded in visitor.query_selector_all("details"):
        folded.evaluate("one => one.open = true")
    assert barriers(visitor) == []
    assert not too_wide(visitor)


@pytest.mark.parametrize("state", ["inquiry", "held", "calls"])
def test_targets_are_at_least_24_pixels_high(shown: Desk, visitor: Any, state: str):
    shown.see(shown.signed_in(visitor, "sofia"), state)
    small = visitor.evaluate(
        """() => [...document.querySelectorAll('button, select, summary, textarea, input:not([type=hidden])')]
        .filter(one => one.offsetParent && !one.closest('.unseen, .chip, .check'))
        .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect().height])
        .filter(([, height]) => height < 24)"""
    )
    assert small == []


# --- the agent's way ------------------------------------------------------------------------------------------------


def test_from_a_notice_to_the_end_of_the_matter(desk: Desk, seats: Any):
    page = seats(desk)
    desk.see(page, "inquiry")
    page.get_by_role("link", name=re.compile("a very long name")).wait_for()
    page.get_by_text("Show the whole message").click()
    assert page.get_by_text("> We waited").is_visible()
    page.get_by_role("textbox", name="Internal note").fill("The driver is new.")
    page.get_by_role("button", name="Add the note").click()
    page.get_by_text("The driver is new.").wait_for()
    page.get_by_label("Ready words").select_option("late")
    page.get_by_role("button", name="Put into the reply").click()
    assert page.get_by_role("textbox", name="Reply").input_value() == "Dear Ana Diaz, it is on its way."
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Stop it").wait_for()
    assert drafts(desk).state is DraftState.LEAVING
    page.locator("summary", has_text="Close").click()
    page.get_by_label("Outcome").select_option("answered")
    page.locator("form[action$='/close'] button").click()
    page.get_by_role("button", name="Reopen").wait_for()
    assert desk.house.office.store.inquiries[REFERENCE].status is Status.CLOSED


def test_who_waits_is_let_in_on_the_page(desk: Desk, seats: Any):
    page = seats(desk)
    desk.see(page, "inquiry")
    form = page.locator("form[action$='/admit']").first
    form.get_by_role("button", name="Let in").click()
    assert not form.locator("input[name=why]").evaluate("one => one.validity.valid"), "the browser asks for the reason"
    form.get_by_label("Reason").fill("He is the guardian.")
    form.get_by_role("button", name="Let in").click()
    page.get_by_role("status").filter(has_text="Done").first.wait_for()
    assert all(one.admitted for one in desk.house.office.store.inquiries[REFERENCE].participants)


def test_a_call_is_logged_and_its_page_opens(desk: Desk, seats: Any):
    page = seats(desk)
    desk.see(page, "calls")
    page.get_by_text("In person").click()
    page.get_by_label("What they said").fill("The bus was late again.")
    page.get_by_label("Topic").select_option("bus")
    page.get_by_role("button", name="Log it").click()
    page.get_by_text("written down by Ines Moreau").wait_for()
    assert [one.channel for one in desk.house.stored if one.channel is Channel.PHONE]


# --- two at once ----------------------------------------------------------------------------------------------------


def test_two_agents_see_each_other_and_the_second_sees_the_answer_of_the_first(desk: Desk, seats: Any):
    ines, omar = seats(desk), seats(desk, "omar")
    desk.see(ines, "inquiry")
    ines.get_by_role("textbox", name="Reply").type("At ")
    ines.get_by_text("Draft kept").wait_for(timeout=WAIT)
    desk.see(omar, "inquiry")
    omar.get_by_text("Ines Moreau is writing a reply.").wait_for(timeout=WAIT)
    omar.get_by_role("textbox", name="Reply").fill("At nine.")
    omar.get_by_text("Draft kept").wait_for(timeout=WAIT)
    first = a_message(id="zz", direction=Direction.OUTBOUND, author="ines", sender=None, text="At eight, then.")
    desk.house.office.store.keep(replace(first, author_name="Ines Moreau"))
    omar.get_by_role("button", name="Send").click()
    omar.get_by_role("alert").filter(has_text="A colleague answered meanwhile").wait_for()
    assert omar.get_by_text("At eight, then.").is_visible()
    assert omar.get_by_role("textbox", name="Reply").input_value() == "At nine."
    omar.locator("input[name=anyway]").check()
    omar.get_by_role("button", name="Send").click()
    omar.get_by_role("button", name="Stop it").wait_for()


def test_a_page_hears_that_something_changed_and_keeps_what_is_being_written(desk: Desk, seats: Any):
    page = seats(desk)
    desk.see(page, "inquiry")
    inquiry = desk.house.office.store.inquiries[REFERENCE]
    desk.house.office.store.keep(replace(inquiry, version=inquiry.version + 1))
    page.get_by_role("textbox", name="Reply").type("Half a sen")
    page.get_by_text("Something changed here").wait_for(timeout=WAIT)
    assert page.get_by_role("textbox", name="Reply").input_value() == "Half a sen"


def test_what_was_typed_is_there_after_the_browser_was_closed(desk: Desk, seats: Any):
    page = seats(desk)
    desk.see(page, "inquiry")
    page.get_by_role("textbox", name="Reply").type("Not finis")
    page.get_by_text("Draft kept").wait_for(timeout=WAIT)
    page.get_by_role("textbox", name="note").type("Ring the dep")
    page.locator(".note-card").get_by_text("Draft kept").wait_for(timeout=WAIT)
    again = seats(desk)
    desk.see(again, "inquiry")
    assert again.get_by_role("textbox", name="note").input_value() == "Ring the dep"
    again.get_by_role("button", name="Add").click()
    again.get_by_text("Ring the dep").first.wait_for()
    assert again.get_by_role("textbox", name="note").input_value() == ""
    assert again.get_by_role("textbox", name="Reply").input_value() == "Not finis"


# --- by keyboard, and without scripts -------------------------------------------------------------------------------


def test_a_reply_goes_out_by_keyboard_alone(desk: Desk, seats: Any):
    page = seats(desk)
    desk.see(page, "inquiry")
    page.keyboard.press("r")
    page.keyboard.type("At eight.")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Send":
            break
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Stop it").wait_for()
    assert drafts(desk).text == "At eight."
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.id") == "outcome"


def test_without_scripts_all_of_it_still_works(desk: Desk, seats: Any):
    page = seats(desk, java_script_enabled=False)
    desk.see(page, "inquiry")
    page.get_by_role("textbox", name="Reply").fill("At eight.")
    page.get_by_role("button", name="Keep as a draft").click()
    assert page.get_by_role("textbox", name="Reply").input_value() == "At eight."
    page.locator("summary", has_text="Merge, link or split").click()
    page.get_by_label("Reference of the other inquiry").fill(OTHER_REFERENCE)
    page.locator("form[action$='/merge']").get_by_label("Reason").fill("one family")
    page.get_by_role("button", name="Only link the two").click()
    assert OTHER_REFERENCE in desk.house.office.store.inquiries[REFERENCE].linked


def test_a_colleagues_translation_lies_beside_the_words_and_a_further_one_is_kept(desk: Desk, seats: Any):
    page = desk.see(seats(desk, java_script_enabled=False), "inquiry")
    page.locator("summary", has_text="In English").click()
    page.get_by_text("And tomorrow?").first.wait_for()
    page.goto(page.url + "?lang=es")
    page.locator("summary", has_text="Añadir una traducción").click()
    page.get_by_label("Qué dice en Español").fill("Esperamos en la esquina.")
    page.get_by_role("button", name="Guardar la traducción").click()
    page.locator("summary", has_text="En Español").click()
    page.get_by_text("Lo tradujo Ines").wait_for()
    (kept,) = [one for one in desk.house.office.store.messages.values() if "Alder" in one.text]
    assert [(one.language, one.text) for one in kept.translations] == [("es", "Esperamos en la esquina.")]


# --- hostile words --------------------------------------------------------------------------------------------------

ATTACK = "\"'></textarea></title><script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.mark.parametrize("who", ["sofia", "lena"])
def test_nothing_that_was_stored_runs_or_becomes_markup(desk: Desk, seats: Any, who: str):
    store = desk.house.office.store
    evil = Attachment(ATTACK, "text/html", 10, "2")
    people = (Participant(an_inquiry().participants[0].address, ATTACK),)
    store.keep(an_inquiry(subject=ATTACK, tags=(ATTACK[:40],), participants=people, dangers=(ATTACK,), held=""))
    said = a_message(
        text=ATTACK, visible=ATTACK[:20], author_name=ATTACK, attachments=(evil,), language='es" onload="x'
    )
    store.keep(said, a_message(id="m-3", direction=Direction.NOTE, text=ATTACK, author_name=ATTACK, sender=None))
    page, alarms = seats(desk, who), []
    page.on("dialog", lambda dialog: (alarms.append(dialog.message), dialog.dismiss()))
    for name in ("inquiry", "wrong", "contact"):
        desk.see(page, name)
        assert page.locator("img[src=x]").count() == 0
        assert page.locator("script:not([src])").count() == 0
        assert page.locator("[onload], [onerror]").count() == 0
    desk.see(page, "inquiry")
    assert page.get_by_role("heading", level=1).text_content() == ATTACK
    assert alarms == []


def test_what_is_written_while_the_session_ends_is_not_lost(desk: Desk, seats: Any) -> None:
    page = desk.see(seats(desk), "inquiry")
    page.fill("#reply", "We will ring you.")
    page.get_by_text("Draft kept").wait_for()
    desk.house.sessions.end_all("ines")
    page.locator("#reply").press_sequentially(" Tomorrow.")
    page.get_by_text("Not kept just now").wait_for()
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_text("We will ring you. Tomorrow.").wait_for()
    desk.signed_in(page)
    page.get_by_role("button", name="Send it again").click()
    page.get_by_text("Please look it over").wait_for()
    page.get_by_role("button", name="Send it again").click()
    page.locator("#leaving-title").wait_for()
    (draft,) = desk.house.office.store.drafts.values()
    assert (draft.state, draft.text) == (DraftState.LEAVING, "We will ring you. Tomorrow.")


def test_a_desk_that_was_left_is_told_that_its_session_ended(desk: Desk, seats: Any) -> None:
    page = seats(desk)
    page.clock.install()
    desk.see(page, "inquiry")
    desk.house.sessions.end_all("ines")
    page.clock.run_for(60_000)
    page.get_by_text("You were signed out").wait_for()
