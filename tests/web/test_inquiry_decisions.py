"""Decisions about whole inquiries and people, the files and the ready words, on the inquiry's page."""

import re
from dataclasses import replace

import pytest
from builders import (
    OTHER_REFERENCE,
    REFERENCE,
    a_message,
    a_page,
    a_send,
    a_source,
    a_submission,
    an_event,
    an_inquiry,
    mail_address,
    phone_number,
)
from web.browser import Browser
from web.house import House

from chalicelib.domain import submission
from chalicelib.domain.events import EventType
from chalicelib.domain.files import Verdict, blob_key
from chalicelib.domain.inquiry import Attachment, Participant
from chalicelib.domain.submission import mail_key
from chalicelib.domain.topics import Macro
from chalicelib.domain.words import Priority, Status
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


COPIED = f"{submission.COPIED}luis@example.net, rosa@example.org and 3 more"


def test_who_got_a_mail_too_is_shown_and_is_let_in_with_a_reason_alone(house, browser):
    house.office.store.keep(a_message(id="m-3", text="See below.", notes=("spam", COPIED)))
    page = browser.get(PATH).body.decode()
    assert "Also sent to <bdi>luis@example.net, rosa@example.org</bdi>" in page
    assert page.count("is written to only when you let them in") == 2
    luis = mail_address("luis@example.net")
    deed(browser, "admit", who=luis.key)
    assert inquiry(house).participant(luis) is None
    deed(browser, "admit", who=luis.key, why="he is the father")
    assert inquiry(house).participant(luis).admitted
    page = browser.get(PATH).body.decode()
    assert page.count("is written to only when you let them in") == 1


def test_who_got_a_mail_too_is_told_of_a_confidential_one_to_those_who_uncovered_it_alone(house, browser):
    confidential = replace(inquiry(house), confidential=True, version=2)
    house.office.store.keep(confidential, a_message(id="m-3", text="See below.", notes=(COPIED,)))
    assert "luis@example.net" not in browser.get(PATH).body.decode()
    deed(browser, "admit", who=mail_address("luis@example.net").key, why="x")
    assert inquiry(house).participant(mail_address("luis@example.net")) is None
    revealed = {"why": "x", "asked_by": "kai", "to": ["kai"], "until": ""}
    event = an_event(EventType.CONTACT_REVEALED, actor="ines", at=house.office.clock(), detail=revealed)
    house.office.store.events.setdefault(REFERENCE, []).append(event)
    assert "luis@example.net" in browser.get(PATH).body.decode()


def test_our_own_mailboxes_and_colleagues_in_copy_are_not_offered_as_family(house, browser):
    teams = [replace(one, mailbox="desk@staff.example.org") for one in house.office.districts.district.teams]
    (colleague, *_) = (one for one in house.office.districts.district.staff if one.mail)
    house.district(teams=tuple(teams))
    ours = f"{submission.COPIED}desk@staff.example.org, {colleague.mail}, luis@example.net"
    house.office.store.keep(a_message(id="m-3", text="See below.", notes=(ours,)))
    page = browser.get(PATH).body.decode()
    assert page.count("is written to only when you let them in") == 1
    deed(browser, "admit", who=mail_address("desk@staff.example.org").key, why="x")
    assert inquiry(house).participant(mail_address("desk@staff.example.org")) is None


def options(page, name):
    (choice,) = re.findall(rf'<select id="{name}".*?</select>', page)
    return re.findall(r'<option value="([^"]*)"', choice), choice


def test_a_danger_s_priority_offers_only_what_is_theirs_to_give_and_its_end_has_to_be_chosen(house, browser):
    assert options(browser.get(PATH).body.decode(), "priority")[0] == ["critical", "high", "normal", "low"]
    assert "required" not in options(browser.get(PATH).body.decode(), "outcome")[1]
    danger = replace(inquiry(house), priority=Priority.CRITICAL, dangers=("violence",), version=2)
    house.office.store.keep(danger)
    page = browser.get(PATH).body.decode()
    assert options(page, "priority")[0] == ["critical"]
    endings, choice = options(page, "outcome")
    assert endings[0] == ""
    assert "required" in choice
    assert ">None<" not in choice


def test_whoever_may_not_read_the_inquiry_sees_and_lets_in_nobody(house):
    house.office.store.keep(
        a_message(id="m-3", notes=(COPIED,)), replace(inquiry(house), team="care", topic="wellbeing")
    )
    browser = Browser(house)
    browser.sign_in()
    answer = browser.post(f"{PATH}/admit", {"csrf": browser.form("/staff"), "who": "x", "why": "x"})
    assert answer.status_code == 404
    assert browser.get(PATH).status_code == 404


# --- the timeline ---------------------------------------------------------------------------------------------------


def a_told(house, *sends):
    for at, send in enumerate(sends):
        detail = {"send": send.key, "template": send.template, "audience": send.audience, "channel": "email"}
        house.office.store.keep(send)
        event = an_event(EventType.NOTIFICATION_SENT, id=f"told-{at}", detail=detail)
        house.office.store.events.setdefault(REFERENCE, []).append(event)


def test_the_timeline_says_to_whom_each_notice_went_and_by_which_way(house, browser):
    a_told(
        house,
        a_send(key="to-ana"),
        a_send(key="to-a-number", recipient=phone_number()),
        a_send(key="to-staff", audience="staff", staff="sofia", recipient=mail_address("sofia@example.org")),
    )
    page = browser.get(PATH).body.decode()
    assert "to Ana Diaz, ana@example.com (E-mail)" in page
    assert "to +12025550143 (Text)" in page
    assert "to Sofia Lund (E-mail)" in page


def test_the_timeline_of_a_confidential_one_names_nobody_of_the_family(house, browser):
    house.office.store.keep(replace(inquiry(house), confidential=True, version=2))
    a_told(house, a_send(key="to-ana"), a_send(key="to-staff", audience="staff", staff="sofia"))
    page = browser.get(PATH).body.decode()
    assert "to Confidential (E-mail)" in page
    assert "to Sofia Lund (E-mail)" in page
    assert "ana@example.com" not in page


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
