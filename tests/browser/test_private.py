"""The private page and the look-up in a browser: files on both ways, by keyboard, without scripts, on paper, and with what a
hostile family might type."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browser.looking import barriers, too_wide
from browser.serve import served
from builders import NOW, a_closed_inquiry, a_message, a_signer, mail_address, phone_number
from web.house import House

from chalicelib.channels.multipart import read_multipart
from chalicelib.domain.inquiry import Inquiry, Participant
from chalicelib.domain.reference import reference_from
from chalicelib.domain.words import Channel, Status

REFERENCE = reference_from((987_654_321_987).to_bytes(8, "big"))
BOTH = (Participant(mail_address(), "Ana Diaz"), Participant(phone_number(), "Ana Diaz"))
UNSOLVED, RATING, CHOICES, TEXTS, ADD = (
    f"form[action*='/{name}']" for name in ("unsolved", "rating", "choices", "texts", "messages")
)


@pytest.fixture
def inquiry(house: House, site: str) -> Inquiry:
    """Closed a moment ago, with mail and phone on it, as new for each test."""
    found = a_closed_inquiry(reference=REFERENCE, participants=BOTH, channel=Channel.FORM)
    known = house.office.store.inquiries.get(REFERENCE)
    house.office.store.keep(replace(found, version=known.version + 1 if known else 1))
    house.office.store.keep(a_message(reference=REFERENCE))
    house.office.store.suppressions.clear()
    return found


@pytest.fixture
def bucket(house: House) -> Iterator[str]:
    """Takes posted files as S3 does, on another origin."""

    def application(environ: dict[str, Any], start: Any) -> list[bytes]:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        form = read_multipart(body, environ["CONTENT_TYPE"])
        house.office.blobs.objects[dict(form.fields)["key"]] = form.files[0].content
        start("204 No Content", [("Access-Control-Allow-Origin", "*")])
        return [b""]

    usual = house.office.uploads.origin
    with served(application) as address:
        house.office.uploads.origin = address
        yield address
    house.office.uploads.origin = usual


@pytest.fixture
def plain(browser: Any) -> Iterator[Any]:
    """A browser without scripts."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-US", java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def strict(browser: Any) -> Iterator[Any]:
    """A browser that obeys the page's own policy; `complaints` are what it told the console."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-US")
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    yield page
    context.close()


def now(house: House) -> Inquiry:
    return house.office.store.inquiries[REFERENCE]


def newest(house: House) -> Any:
    return house.office.store.commits[-1].message


def photo(folder: Path, name: str = "bus stop.jpg") -> str:
    path = folder / name
    path.write_bytes(b"\xff\xd8\xff" + b"photo" * 100)
    return str(path)


# --- files ----------------------------------------------------------------------------------------------------------


def test_a_file_goes_straight_to_the_bucket_and_travels_with_the_message(
    strict: Any, house: House, site: str, inquiry: Inquiry, bucket: str, tmp_path: Path
):
    strict.goto(site + house.link(inquiry))
    strict.set_input_files("#files", photo(tmp_path))
    strict.wait_for_selector(".brought input[name=upload]", state="attached")
    assert "Your files are here" in strict.text_content(".progress")
    assert strict.evaluate("document.querySelector('#files').files.length") == 0
    strict.fill(f"{ADD} #message", "See the photo.")
    strict.click(f"{ADD} button")
    assert "added=1" in strict.url
    (file,) = newest(house).attachments
    assert (file.name, file.size) == ("bus stop.jpg", 503)
    assert house.office.blobs.objects[f"uploads/{file.upload}"].startswith(b"\xff\xd8\xff")
    assert strict.complaints == []


def test_a_file_can_be_left_out_again(
    strict: Any, house: House, site: str, inquiry: Inquiry, bucket: str, tmp_path: Path
):
    strict.goto(site + house.link(inquiry))
    strict.set_input_files("#files", [photo(tmp_path), photo(tmp_path, "other.jpg")])
    strict.wait_for_selector(".brought li:nth-child(2)")
    strict.uncheck(".brought li:first-child input")
    strict.fill(f"{ADD} #message", "One of them.")
    strict.click(f"{ADD} button")
    assert [one.name for one in newest(house).attachments] == ["other.jpg"]


def test_where_the_bucket_cannot_be_reached_the_form_brings_the_file(
    visitor: Any, house: House, site: str, inquiry: Inquiry, tmp_path: Path
):
    visitor.goto(site + house.link(inquiry))
    visitor.route("https://bucket.example.org/**", lambda route: route.abort())
    visitor.set_input_files("#files", photo(tmp_path))
    visitor.wait_for_selector(f"{ADD} button:enabled")
    visitor.fill(f"{ADD} #message", "See the photo.")
    visitor.click(f"{ADD} button:enabled")
    assert "added=1" in visitor.url
    assert newest(house).attachments[0].name == "bus stop.jpg"


def test_a_file_over_the_limit_is_told_before_it_is_sent(
    visitor: Any, house: House, site: str, inquiry: Inquiry, tmp_path: Path
):
    empty = tmp_path / "empty.txt"
    empty.touch()
    visitor.goto(site + house.link(inquiry))
    visitor.set_input_files("#files", str(empty))
    visitor.wait_for_function("document.querySelector('.progress').textContent.includes('nothing in this file')")
    assert barriers(visitor) == []


def test_without_scripts_everything_works(plain: Any, house: House, site: str, inquiry: Inquiry, tmp_path: Path):
    plain.goto(site + house.link(inquiry))
    plain.set_input_files("#files", photo(tmp_path))
    plain.fill(f"{ADD} #message", "x" * 8_001)
    plain.click(f"{ADD} button")
    assert plain.is_checked(".brought input")  # kept, though the message was too long
    plain.fill(f"{ADD} #message", "See the photo.")
    plain.click(f"{ADD} button")
    assert newest(house).attachments[0].name == "bus stop.jpg"
    assert now(house).status is Status.OPEN
    plain.check(f"{CHOICES} [value=sms]")
    plain.select_option("#answer_language", "es")
    plain.click(f"{CHOICES} button")
    assert (now(house).wants, now(house).language) == (Channel.SMS, "es")
    assert "Guardado" in plain.text_content("[role=status]")
    plain.click(f"{TEXTS} button")
    assert "se detuvieron" in plain.text_content("[role=status]")


# --- deeds ----------------------------------------------------------------------------------------------------------


def test_a_rating_by_keyboard_alone(visitor: Any, house: House, site: str, inquiry: Inquiry):
    visitor.goto(site + house.link(inquiry))
    visitor.focus(f"{RATING} input[value='1']")
    for _ in range(7):
        visitor.keyboard.press("ArrowRight")
    assert visitor.evaluate("document.activeElement.value") == "8"
    visitor.keyboard.press("Tab")
    visitor.keyboard.type("Quick and kind.")
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**done=rated**")
    assert (now(house).rating.score, now(house).rating.comment) == (8, "Quick and kind.")
    assert "Your rating was kept" in visitor.text_content("[role=status]")
    assert barriers(visitor) == []
    assert not too_wide(visitor)


def test_a_rating_without_a_number_says_where(visitor: Any, house: House, site: str, inquiry: Inquiry):
    visitor.goto(site + house.link(inquiry))
    visitor.fill("#comment", "Quick.")
    visitor.click(f"{RATING} button")
    assert barriers(visitor) == []
    assert not too_wide(visitor)
    visitor.click(".notice a")
    assert visitor.evaluate("document.activeElement.id") == "score"
    assert visitor.input_value("#comment") == "Quick."


def test_what_did_not_solve_it_opens_again(visitor: Any, house: House, site: str, inquiry: Inquiry):
    visitor.goto(site + house.link(inquiry))
    visitor.click(f"{UNSOLVED} button")
    assert now(house).status is Status.OPEN
    assert "It is open again" in visitor.text_content("[role=status]")
    assert visitor.locator(UNSOLVED).count() == 0
    assert barriers(visitor) == []


# --- finding it again -----------------------------------------------------------------------------------------------


def test_a_family_finds_its_page_again_by_keyboard(visitor: Any, house: House, site: str, inquiry: Inquiry):
    visitor.goto(f"{site}/find")
    visitor.focus("#reference")
    visitor.keyboard.type(REFERENCE.lower())
    visitor.keyboard.press("Tab")
    visitor.keyboard.type("wrong")
    visitor.keyboard.press("Enter")
    assert "We could not open a page" in visitor.text_content("[role=alert]")
    assert barriers(visitor) == []
    assert not too_wide(visitor)
    assert visitor.input_value("#reference") == REFERENCE.lower()
    assert visitor.input_value("#secret") == ""
    visitor.fill("#secret", a_signer().code(REFERENCE, 1))
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/i/**")
    assert REFERENCE in visitor.text_content("h1")


def test_a_link_is_asked_for_without_scripts(plain: Any, site: str):
    plain.goto(f"{site}/find")
    plain.fill("#address", "ana@")
    plain.click("form[action*='link'] button")
    assert "whole e-mail address" in plain.text_content("#address-wrong")
    plain.fill("#address", "ana@example.com")
    plain.click("form[action*='link'] button")
    assert "If we know that address" in plain.text_content("[role=status]")


# --- paper, and what is typed against us ----------------------------------------------------------------------------


def test_on_paper_there_is_the_conversation_and_nothing_to_press(
    visitor: Any, house: House, site: str, inquiry: Inquiry
):
    visitor.goto(site + house.link(inquiry))
    visitor.emulate_media(media="print")
    assert visitor.locator("form:visible, button:visible, input:visible").count() == 0
    assert visitor.is_visible(".conversation")
    assert visitor.is_visible(".code")


@pytest.mark.parametrize(
    "attack",
    ["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "javascript:alert(1)//<svg onload=alert(1)>"],
)
def test_nothing_that_a_family_types_runs(
    visitor: Any, house: House, site: str, inquiry: Inquiry, attack: str, tmp_path: Path
):
    ran: list[str] = []
    visitor.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    visitor.route("https://bucket.example.org/**", lambda route: route.abort())
    visitor.goto(site + house.link(inquiry))
    visitor.check(f"{RATING} input[value='3']")
    visitor.fill("#comment", attack)
    visitor.click(f"{RATING} button")
    visitor.fill("#missing", attack)
    visitor.click(f"{UNSOLVED} button")
    visitor.fill(f"{ADD} #message", attack)
    visitor.set_input_files("#files", photo(tmp_path, attack.replace("/", "") + ".jpg"))
    visitor.wait_for_selector(f"{ADD} button:enabled")
    visitor.click(f"{ADD} button")
    visitor.goto(f"{site}{house.link(inquiry)}?lang={attack}&done={attack}&added={attack}")
    visitor.goto(f"{site}/find?reference={attack}")
    assert ran == []
    assert now(house).updated_at >= NOW
