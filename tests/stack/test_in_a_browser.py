"""The deployed stack in Chromium: a family's whole way, and the desk signed in at the pool's own page."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from stack_services import services_of

from chalicelib.domain.inquiry import Detail
from chalicelib.domain.words import Status
from infra.family import Outbox
from infra.screenshots import CHROMIUM, NO_BROWSER
from infra.staff_pool import LOCAL_PASSWORD

pytestmark = [
    pytest.mark.stack,
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason=f"no browser: {NO_BROWSER}"),
]

PATIENCE = 30_000
"""Milliseconds for anything here: two cores, cold functions."""
RATING, ADD = "form[action*='/rating']", "form[action*='/messages']"
SEND = "form.letter button[type=submit]:not([form])"
BUS = "fields.transportation.bus-number"

Open = Callable[..., Any]


@pytest.fixture
def seat(browser: Any) -> Iterator[Open]:
    """Opens a page in a browser of its own; the pages' content policy is in force."""
    contexts = []

    def opened(**options: Any) -> Any:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US", **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def desk(stack: Any, seat: Open) -> Open:
    """Opens the desk as somebody of the demo's staff, who signs in at the pool and comes back to where they wanted to go."""

    def opened(who: str, at: str = "/staff/me") -> Any:
        page = seat()
        page.goto(f"{stack.base_url}{at}")
        page.fill("[name=username]", f"{who}@staff.example.org")
        page.fill("[name=password]", LOCAL_PASSWORD)
        page.locator("[type=submit]").first.click()
        page.wait_for_url(f"**{at}")
        return page

    return opened


def photo(folder: Path) -> str:
    path = folder / "bus stop.jpg"
    path.write_bytes(b"\xff\xd8\xff" + b"photo" * 100)
    return str(path)


def write_in(page: Any, message: str, name: str, mail: str) -> None:
    """Fills the front page in, about bus 12."""
    page.check("#topic-transportation")
    page.fill(f"[name='{BUS}']", "12")
    page.fill("#message", message)
    page.fill("#name", name)
    page.fill("#email", mail)


def thanked(page: Any) -> str:
    """The reference that the thank-you page tells."""
    page.wait_for_url("**/thanks/**")
    return str(page.inner_text(".reference")).strip()


def asked(stack: Any, page: Any, message: str) -> str:
    """A family's inquiry, once it is on the desk's list."""
    page.goto(f"{stack.base_url}/")
    write_in(page, message, "Ana Diaz", "ana.diaz@example.org")
    page.click(SEND)
    reference = thanked(page)
    stack.eventually(lambda: services_of(stack).store.inquiry(reference))
    return reference


def see(stack: Any, page: Any, reference: str) -> None:
    page.goto(f"{stack.base_url}/staff/i/{reference}")
    page.locator(".matter").wait_for()


def answer(page: Any, text: str) -> None:
    page.get_by_role("textbox", name="Reply").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("button", name="Stop it").wait_for()


def said(stack: Any, reference: str) -> list[str]:
    """The texts of all its messages that are stored."""
    return [one.text for one in services_of(stack).store.case(reference).messages]


def until_shown(stack: Any, page: Any, text: str) -> None:
    """Looks at the page again until it says that."""

    def look() -> bool:
        page.reload()
        return bool(page.get_by_text(text).count())

    stack.eventually(look, seconds=120)


def close(page: Any, outcome: str) -> None:
    page.locator("summary", has_text="Close").click()
    page.get_by_label("Outcome").select_option(outcome)
    page.locator("form[action$='/close'] button").click()
    page.get_by_role("button", name="Reopen").wait_for()


def test_a_family_writes_is_answered_writes_again_and_rates(stack: Any, seat: Open, desk: Open, tmp_path: Path):
    family = seat()
    family.goto(f"{stack.base_url}/")
    write_in(family, "Bus 12 came late three mornings this week.", "Ana Diaz", "ana.diaz@example.org")
    family.set_input_files("#files", photo(tmp_path))
    family.locator(".progress:not(:empty)").wait_for()
    family.locator(SEND).and_(family.locator(":enabled")).click()
    reference = thanked(family)
    family.click(".slip .link a")
    family.wait_for_url("**/i/**")
    family.get_by_text("Bus 12 came late three mornings this week.").wait_for()
    family.get_by_text("bus stop.jpg").wait_for()
    assert Detail("transportation", "bus-number", "12") in services_of(stack).store.inquiry(reference).details

    agent = desk("deshawn.carter")
    see(stack, agent, reference)
    answer(agent, "The driver is new; tomorrow it leaves ten minutes earlier.")
    until_shown(stack, family, "tomorrow it leaves ten minutes earlier")
    family.fill(f"{ADD} #message", "It came on time, thank you.")
    family.locator(f"{ADD} button:enabled").last.click()
    family.wait_for_url("**added=1**")
    until_shown(stack, agent, "It came on time, thank you.")
    close(agent, "resolved")
    until_shown(stack, family, "How well did we help you?")
    family.locator(f"{RATING} input[value='9']").check(force=True)
    family.fill("#comment", "Quick and kind.")
    family.click(f"{RATING} button")
    family.get_by_text("Your rating was kept").wait_for()
    until_shown(stack, agent, "Quick and kind.")
    inquiry = services_of(stack).store.inquiry(reference)
    assert (inquiry.outcome, inquiry.rating.score) == ("resolved", 9)


def test_la_misma_familia_en_espanol(stack: Any, seat: Open, desk: Open):
    family = seat()
    family.goto(f"{stack.base_url}/?lang=es")
    assert family.get_attribute("html", "lang") == "es"
    write_in(family, "El autobús 12 no pasó esta mañana.", "Rosa Vega", "rosa.vega@example.org")
    family.get_by_label("Número de autobús o ruta").wait_for()
    assert family.input_value("#language") == "es"
    family.get_by_role("button", name="Enviar").click()
    reference = thanked(family)
    family.get_by_role("heading", name="Ya tenemos su mensaje").wait_for()
    family.click(".slip .link a")
    family.wait_for_url("**/i/**")
    family.get_by_role("heading", name="Cómo va").wait_for()

    agent = desk("deshawn.carter")
    see(stack, agent, reference)
    answer(agent, "Mañana pasará otro autobús a la misma hora.")
    until_shown(stack, family, "Mañana pasará otro autobús a la misma hora.")
    see(stack, agent, reference)
    close(agent, "resolved")
    until_shown(stack, family, "¿Qué tan bien le ayudamos?")
    family.locator(f"{RATING} input[value='8']").check(force=True)
    family.click(f"{RATING} button")
    family.get_by_text("Guardamos su calificación").wait_for()
    inquiry = services_of(stack).store.inquiry(reference)
    assert (inquiry.language, inquiry.rating.score) == ("es", 8)


def test_an_agent_goes_from_the_notice_in_the_mailbox_to_the_closed_inquiry(stack: Any, seat: Open, desk: Open):
    reference = asked(stack, seat(), "Bus 12 drove past our stop.")

    def noticed() -> list[str]:
        notices = Outbox(stack.local.ports.aws).words_to("buses@staff.example.org")
        return [path for notice in notices for path in re.findall(rf"{stack.base_url}(/staff/i/{reference})\b", notice)]

    page = desk("deshawn.carter", stack.eventually(noticed, seconds=90)[0])
    assert page.get_by_text("Bus 12 drove past our stop.").first.is_visible()
    answer(page, "The driver was new. It stops tomorrow.")
    stack.eventually(lambda: "The driver was new. It stops tomorrow." in said(stack, reference))
    close(page, "answered")
    assert services_of(stack).store.inquiry(reference).status is Status.CLOSED

    def heard() -> bool:
        return any(
            "It stops tomorrow." in one for one in Outbox(stack.local.ports.aws).words_to("ana.diaz@example.org")
        )

    stack.eventually(heard, seconds=90)


def test_the_second_agent_sees_the_colleagues_answer_before_sending(stack: Any, seat: Open, desk: Open):
    reference = asked(stack, seat(), "Bus 12 left Alder Street before seven.")
    first, second = desk("lena.novak"), desk("deshawn.carter")
    see(stack, second, reference)
    second.get_by_role("textbox", name="Reply").press_sequentially("At nine.")
    second.get_by_text("Draft kept").wait_for()
    see(stack, first, reference)
    first.get_by_text("DeShawn Carter is writing a reply.").wait_for()
    answer(first, "At eight, then.")
    stack.eventually(lambda: "At eight, then." in said(stack, reference))
    second.get_by_role("button", name="Send", exact=True).click()
    second.get_by_role("alert").filter(has_text="A colleague answered meanwhile").wait_for()
    assert second.locator(".conversation").get_by_text("At eight, then.").is_visible()
    assert second.get_by_role("textbox", name="Reply").input_value() == "At nine."
    assert "At nine." not in said(stack, reference)


def test_from_the_inbox_to_a_note_by_keyboard_alone(stack: Any, seat: Open, desk: Open):
    reference = asked(stack, seat(), "Bus 12 has no heating.")
    page = desk("deshawn.carter")
    page.goto(f"{stack.base_url}/staff?view=all")
    stack.eventually(lambda: page.reload() and page.locator(f"[data-reference='{reference}']").count())
    for _ in range(page.locator(".row-link").count()):
        page.keyboard.press("j")
        if page.evaluate("document.activeElement.dataset.reference") == reference:
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/staff/i/{reference}")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "note"
    page.keyboard.type("The depot was told.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".conversation").get_by_text("The depot was told.").wait_for()
    assert "The depot was told." in said(stack, reference)


def slowed(page: Any) -> Any:
    """400 ms to and fro, 50 KB each second."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    speed = {"latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    line.send("Network.emulateNetworkConditions", {"offline": False, **speed})
    return page


FRONT_ASKED, MOST_ASKED = 5, 12
"""Requests: the page, its stylesheet, two scripts and the mark; and with the form and the thank-you page, which asks for what the browser
has."""
FRONT_BYTES, WHOLE_BYTES = 50_000, 60_000


@dataclass
class Meter:
    """What left a page, and the bytes that came over the line for it, headers included; what the browser had already is none."""

    asked: list[tuple[str, str]] = field(default_factory=list)
    received: int = 0

    def on(self, page: Any) -> "Meter":
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.on("Network.requestWillBeSent", lambda told: self._left(told["request"]))
        line.on("Network.loadingFinished", lambda told: self._came(told["encodedDataLength"]))
        return self

    def _left(self, request: dict[str, Any]) -> None:
        self.asked.append((request["method"], request["url"].partition("?")[0]))

    def _came(self, size: float) -> None:
        self.received += int(size)


def test_on_a_slow_line_a_whole_inquiry_is_a_handful_of_requests(stack: Any, seat: Open):
    page = slowed(seat())
    meter = Meter().on(page)
    page.goto(f"{stack.base_url}/", wait_until="load")
    front = (len(meter.asked), meter.received)
    write_in(page, "Bus 12 has a broken window.", "Ana Diaz", "ana.slow@example.org")
    page.click(SEND)
    reference = thanked(page)
    page.wait_for_load_state("networkidle")
    assert [url for method, url in meter.asked if method == "POST"] == [f"{stack.base_url}/inquiries"]
    assert all(url.startswith(stack.base_url) for _, url in meter.asked), "nobody else is asked"
    assert front[0] == FRONT_ASKED
    assert front[1] < FRONT_BYTES
    assert len(meter.asked) <= MOST_ASKED
    assert meter.received < WHOLE_BYTES
    stack.eventually(lambda: said(stack, reference) == ["Bus 12 has a broken window."])


def test_on_a_slow_line_the_form_works_before_its_scripts_and_goes_out_once(stack: Any, seat: Open):
    page = slowed(seat())
    held: list[str] = []
    page.route(
        "**/static/*.js*", lambda route: held.append(route.request.url)
    )  # never answered: the scripts do not come
    posted: list[str] = []
    page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
    page.goto(f"{stack.base_url}/", wait_until="commit")
    write_in(page, "Bus 12 squeals on Mondays.", "Ana Diaz", "ana.slow@example.org")
    assert held
    page.dblclick(SEND, no_wait_after=True)
    reference = thanked(page)
    store = services_of(stack).store
    stack.eventually(lambda: store.inquiry(reference))
    assert set(posted) == {f"{stack.base_url}/inquiries"}, "however often it left, it went to one place"
    assert [one.reference for one in store.inbox(limit=50) if "squeals" in one.subject] == [reference]
    assert said(stack, reference) == ["Bus 12 squeals on Mondays."]
