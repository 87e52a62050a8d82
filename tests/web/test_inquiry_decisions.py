"""Decisions about whole inquiries and people, the files and the ready words, on the inquiry's page."""

from dataclasses import replace

import pytest
from builders import (
    OTHER_REFERENCE,
    REFERENCE,
    a_message,
    a_page,
    a_source,
    a_submission,
    an_event,
    an_inquiry,
    mail_address,
)
from web.browser import Browser
from web.house import House

from chalicelib.domain.events import EventType
from chalicelib.domain.files import Verdict, blob_key
from chalicelib.domain.inquiry import Attachment, Participant
from chalicelib.domain.submission import mail_key
from chalicelib.domain.topics import Macro
from chalicelib.domain.words import Status
from chalicelib.usecases.receive import receive

PATH = f"/staff/i/{REFERENCE}"
UNCLE = Participant(mail_address("leo@example.net"), "Uncle Leo", admitted=False)
SLIP = Attachment("slip.pdf", "application/pdf", 4_000, part="2")


@pytest.fixture
def house():
    found = House()
    store = found.office.store
    people = (*an_inquiry().participants, UNCLE)
    store.keep(an_inquiry(status=Status.OPEN, participants=people), a_message())
    store.keep(an_inquiry(reference=OTHER_REFERENCE), a_message(reference=OTHER_REFERENCE, id="m-2", text="Lunch?"))
    return found


@pytest.fixture
def browser(house):
    found = Browser(house)
    found.sign_in()
    return found


def inquiry(house, reference=REFERENCE):
    return house.office.store.inquiries[reference]


def deed(browser, name, path=PATH, **fields):
    return browser.post(f"{path}/{name}", {"csrf": browser.form(path)} | fields)


def told(browser, answer):
    """The page that the deed leads to."""
    return browser.get(
        "/staff/i/" + answer.headers["Location"].partition("staff/i/")[2].partition("#")[0]
    ).body.decode()


# --- merge, link, split ---------------------------------------------------------------------------------------------


def test_two_are_merged_and_the_page_of_the_one_leads_to_the_other(house, browser):
    deed(browser, "merge", other=OTHER_REFERENCE.lower(), why="one bus")
    assert inquiry(house).merged_into == OTHER_REFERENCE
    assert browser.get(PATH).headers["Location"] == OTHER_REFERENCE
    assert b"Lunch?" in browser.get(f"/staff/i/{OTHER_REFERENCE}").body


def test_two_are_linked_and_each_names_the_other(house, browser):
    assert OTHER_REFERENCE in told(browser, deed(browser, "link", other=OTHER_REFERENCE, why="one family"))
    assert inquiry(house, OTHER_REFERENCE).linked == (REFERENCE,)


@pytest.mark.parametrize("other", ["", "nonsense", "0000-0000", "8T3G-MX0A"])
def test_another_that_is_not_there_or_not_theirs_is_called_so_in_one_sentence(house, browser, other):
    house.office.store.keep(an_inquiry(reference="8T3G-MX0A", team="care", topic="wellbeing"))
    assert "There is no such inquiry." in told(browser, deed(browser, "merge", other=other, why="x"))
    assert not inquiry(house).merged_into


def test_different_families_are_merged_only_when_that_is_ticked(house, browser):
    house.office.store.keep(
        an_inquiry(
            reference=OTHER_REFERENCE,
            contact_id="ben",
            participants=(Participant(mail_address("ben@example.net"), "Ben"),),
        )
    )
    assert "who would read each other" in told(browser, deed(browser, "merge", other=OTHER_REFERENCE, why="x"))
    deed(browser, "merge", other=OTHER_REFERENCE, why="neighbours", together="1")
    assert inquiry(house).merged_into == OTHER_REFERENCE


def test_a_message_is_split_off_and_the_page_names_its_inquiry(house, browser):
    house.office.store.keep(a_message(id="m-9", text="She is being bullied.", mail_id=""))
    page = told(browser, deed(browser, "split", message="m-9", topic="other", why="another matter"))
    fresh = house.office.store.messages[REFERENCE, "m-9"].split_into
    assert inquiry(house, fresh).topic == "other"
    assert fresh in page
    assert "She is being bullied." not in page


def test_a_page_with_one_message_offers_no_split(house, browser):
    assert f"{PATH}/split" not in browser.get(PATH).body.decode()


# --- people ---------------------------------------------------------------------------------------------------------


def test_who_waits_is_let_in_or_kept_out_with_a_reason(house, browser):
    assert "Say why." in told(browser, deed(browser, "admit", who=UNCLE.address.key))
    deed(browser, "refuse", who=UNCLE.address.key, why="not their child")
    assert inquiry(house).participant(UNCLE.address).refused
    deed(browser, "admit", who=UNCLE.address.key, why="he is the guardian")
    assert inquiry(house).participant(UNCLE.address).admitted
    (event,) = house.office.store.told(REFERENCE, EventType.PARTICIPANT_ADMITTED)
    assert (event.actor, event.detail["why"]) == ("ines", "he is the guardian")


def test_nobody_joins_by_an_address_that_the_page_did_not_name(house, browser):
    deed(browser, "admit", who=mail_address("mallory@example.net").key, why="x")
    assert len(inquiry(house).participants) == 2


# --- what is held ---------------------------------------------------------------------------------------------------


@pytest.fixture
def held(house):
    office = house.office
    spam = a_submission(source=a_source(mail_key("<s@example.com>")), held="spam", topic="bus")
    return receive(spam, store=office.store, districts=office.districts, randomness=office.randomness).reference


def test_what_is_held_is_released_with_a_reason(house, browser, held):
    path = f"/staff/i/{held}"
    assert "Say why." in told(browser, deed(browser, "release", path))
    deed(browser, "release", path, why="a parent we know")
    assert not inquiry(house, held).held
    assert "a parent we know" in browser.get(path).body.decode()


def test_an_agent_deletes_nothing_and_is_not_offered_to(house, browser, held):
    path = f"/staff/i/{held}"
    assert f"{path}/delete" not in browser.get(path).body.decode()
    assert deed(browser, "delete", path, why="x", sure="1").status_code == 403
    assert inquiry(house, held).held


def test_a_supervisor_deletes_after_saying_twice_that_they_mean_it(house, held):
    house.sign_ins.mail = "sofia@schools.example.org"
    sofia, path = Browser(house), f"/staff/i/{held}"
    sofia.sign_in()
    assert "Tick that you are sure" in told(sofia, deed(sofia, "delete", path, why="advertising"))
    deed(sofia, "delete", path, why="advertising", sure="1")
    assert (inquiry(house, held).held, inquiry(house, held).participants) == ("", ())


# --- a danger's page ------------------------------------------------------------------------------------------------


def test_a_danger_is_taken_with_one_press_and_then_says_by_whom(house, browser):
    house.office.store.keep(replace(inquiry(house), dangers=("self-harm",)), a_page())
    page = browser.get(PATH).body.decode()
    assert "Nobody has said yet" in page
    assert "Ines Moreau is dealing with it." in told(browser, deed(browser, "take"))
    assert house.office.store.paged[REFERENCE, a_page().id].acknowledged_by == "ines"


# --- files ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def slip(house):
    """A stored file of a message; its key in the bucket."""
    store = house.office.store
    store.keep(a_message(id="m-5", attachments=(SLIP, Attachment("old.zip", "application/zip", 90_000_000, part="3"))))
    stored = an_event(EventType.FILES_STORED, detail={"message": "m-5", "files": {"2": "d" * 64}})
    store.events.setdefault(REFERENCE, []).append(stored)
    house.office.blobs.objects[blob_key("d" * 64)] = b"%PDF"
    house.scanned = True
    return blob_key("d" * 64)


@pytest.mark.parametrize(
    ("verdict", "status"),
    [(Verdict.CLEAN, 303), (Verdict.WAITING, 503), (Verdict.HARMFUL, 403), (Verdict.UNKNOWN, 403)],
)
def test_a_file_is_handed_out_once_the_scan_found_nothing(house, browser, slip, verdict, status):
    house.office.blobs.verdicts[slip] = verdict
    answer = browser.get(f"{PATH}/files/m-5/2")
    assert answer.status_code == status
    assert ("Location" in answer.headers) is (status == 303)


def test_files_are_links_where_they_can_be_had(house, browser, slip):
    page = browser.get(PATH).body.decode()
    assert f'/i/{REFERENCE}/files/m-5/2" rel="noreferrer">slip.pdf</a>' in page
    assert "old.zip (in the original only)" in page
    assert browser.get(f"{PATH}/files/m-5/9").status_code == 404
    assert browser.get(f"{PATH}/files/nothing/2").status_code == 404


# --- ready words ----------------------------------------------------------------------------------------------------


def test_ready_words_go_behind_what_was_written_with_their_places_filled(house, browser):
    text = "Dear {name}, {reference} is with us. {staff}, {district} {unknown}"
    house.district(
        macros=(Macro("soon", {"en": "Soon"}, {"en": text}), Macro("x", {"en": "X"}, {"en": "x"}, ("other",)))
    )
    page = browser.get(PATH).body.decode()
    assert '<option value="soon">Soon</option>' in page
    assert '<option value="x">' not in page, "it fits another topic"
    page = told(browser, deed(browser, "macro", text="Hello!", macro="soon"))
    filled = f"Hello!\n\nDear Ana Diaz, {REFERENCE} is with us. Ines Moreau, Maple Valley Schools {{unknown}}"
    assert filled in page
    assert "no such ready words" in told(browser, deed(browser, "macro", text="Hello!", macro="gone"))


def test_ready_words_to_somebody_unnamed_leave_no_gap(house, browser):
    house.office.store.keep(replace(inquiry(house), participants=(), anonymous=True))
    house.district(macros=(Macro("soon", {"en": "Soon"}, {"en": "Dear {name}, soon."}),))
    assert "Dear, soon." in told(browser, deed(browser, "macro", text="", macro="soon"))


def test_what_is_not_in_the_reader_s_language_says_in_which_it_is(house, browser):
    house.office.store.keep(a_message(id="m-4", text="¿Dónde está?", language="es"))
    page = browser.get(PATH).body.decode()
    assert "Written in Español" in page
    assert 'lang="es">¿Dónde está?' in page


def test_whoever_hands_it_to_those_it_is_private_to_is_back_at_the_inbox(house, browser):
    answer = deed(browser, "topic", topic="wellbeing", why="it is about bullying")
    assert answer.headers["Location"].endswith("/staff")
