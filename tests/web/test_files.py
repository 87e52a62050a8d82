"""GET /i/TOKEN/files/MESSAGE/PART: a family gets the files of its own conversation, and nobody gets others."""

import pytest
from builders import REFERENCE, a_message, a_send, an_event, an_inquiry, mail_address
from web.house import House

from chalicelib.domain.events import EventType
from chalicelib.domain.files import MOST_BYTES, Verdict, blob_key, digest
from chalicelib.domain.inquiry import Attachment, Participant
from chalicelib.domain.words import Delivery, Direction

PDF = b"%PDF"
KEY = blob_key(digest(PDF))
SLIP = Attachment("niño <slip>.pdf", "application/pdf", 4, "2.1")
FILM = Attachment("film.mov", "video/quicktime", MOST_BYTES + 1, "3")
MAIL = a_message(id="m-1", attachments=(SLIP, FILM))


@pytest.fixture
def house():
    fresh = House()
    keep(fresh, MAIL)
    return fresh


def keep(house, message):
    house.office.store.keep(an_inquiry(), message)
    house.office.blobs.objects[KEY] = PDF
    detail = {"message": message.id, "files": {"2.1": digest(PDF)}}
    house.office.store.events[REFERENCE] = [an_event(EventType.FILES_STORED, detail=detail)]


def get(house, path, **headers):
    return house.get(f"{house.link(an_inquiry())}/files/{path}", **headers)


def test_the_link_leads_to_the_bucket_for_a_minute(house):
    answer = get(house, "m-1/2.1")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(f"https://files.example.org/{KEY}?name=ni")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_page_links_what_can_be_had_and_says_of_the_rest_where_it_is(house):
    page = house.get(house.link(an_inquiry())).body.decode()
    assert '/files/m-1/2.1"' in page
    assert "niño &lt;slip&gt;.pdf" in page
    assert "film.mov (too large to open here; kept with your message)" in page
    assert "/files/m-1/3" not in page


@pytest.mark.parametrize(
    ("verdict", "status"),
    [(None, 503), (Verdict.HARMFUL, 403), (Verdict.UNKNOWN, 403), (Verdict.CLEAN, 303)],
)
def test_with_the_scan_on_nothing_is_served_before_its_verdict(house, verdict, status):
    house.scanned = True
    if verdict:
        house.office.blobs.verdicts[KEY] = verdict
    answer = get(house, "m-1/2.1")
    assert answer.status_code == status
    assert answer.headers.get("Retry-After") == ("30" if status == 503 else None)
    assert ("Location" in answer.headers) is (status == 303)


def test_a_file_too_large_is_told_kindly(house):
    answer = get(house, "m-1/3")
    assert answer.status_code == 404
    assert "We have kept your message whole" in answer.body.decode()


@pytest.mark.parametrize("path", ["m-1/9", "m-9/2.1", "m-1/..%2Fconfig"])
def test_what_is_not_there_is_not_found(house, path):
    assert get(house, path).status_code == 404


def test_a_wrong_link_opens_no_file(house):
    token = house.link(an_inquiry())[:-1] + "x"
    assert house.get(f"{token}/files/m-1/2.1").status_code == 404


@pytest.mark.parametrize(
    "hidden",
    [
        a_message(id="m-1", attachments=(SLIP,), direction=Direction.NOTE),
        a_message(id="m-1", attachments=(SLIP,), sender=mail_address("stranger@example.net")),
        a_message(id="m-1", attachments=(SLIP,), automatic=True),
    ],
    ids=["a note", "somebody who waits to be admitted", "a machine"],
)
def test_files_of_what_the_page_does_not_show_are_not_handed_out(house, hidden):
    waiting = Participant(mail_address("stranger@example.net"), admitted=False)
    keep(house, hidden)
    house.office.store.keep(an_inquiry(participants=(*an_inquiry().participants, waiting)))
    assert get(house, "m-1/2.1").status_code == 404


@pytest.mark.parametrize(
    ("status", "told"), [(Delivery.BOUNCED, True), (Delivery.SKIPPED, True), (Delivery.SENT, False)]
)
def test_what_did_not_reach_the_family_says_so_where_it_is_read(house, status, told):
    ours = a_message(id="m-2", direction=Direction.OUTBOUND, sender=None, author_name="Ines Moreau")
    house.office.store.keep(ours, a_send(template="reply", message_id="m-2", status=status))
    page = house.get(house.link(an_inquiry())).body.decode()
    assert ("did not reach you on that channel" in page) is told


@pytest.mark.parametrize("language", ["en", "es"])
def test_refusals_are_in_the_visitors_language(house, language):
    title = {"en": "This file is being checked", "es": "Estamos revisando este archivo"}[language]
    house.scanned = True
    assert title in get(house, f"m-1/2.1?lang={language}").body.decode()
