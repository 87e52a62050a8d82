"""Files that staff send along from their own mailbox: the same limits and the same gate as any reply's."""

from email.message import EmailMessage

import pytest
from builders import REFERENCE, a_message, an_inquiry
from fakes import Office
from usecases.staff_letters import INES, address, letter, opened

from chalicelib.domain.consequences import Action, consequences
from chalicelib.domain.events import EventType
from chalicelib.domain.files import REPLY_BYTES, blob_key, digest
from chalicelib.domain.words import Direction

TO = address(REFERENCE)


@pytest.fixture
def office():
    fresh = Office()
    fresh.store.keep(an_inquiry(), a_message())
    return fresh


def with_files(*files, text="See the list.", logo=False, to=TO):
    mail = EmailMessage()
    mail.set_content(text)
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    if logo:
        mail.add_attachment(b"\x89PNG logo", maintype="image", subtype="png", filename="logo.png", disposition="inline")
    head, _, body = mail.as_bytes().replace(b"\n", b"\r\n").partition(b"\r\n\r\n")
    kind = next(one for one in head.replace(b"\r\n ", b" ").split(b"\r\n") if one.lower().startswith(b"content-type"))
    raw = letter(to, "", Content_Type=kind.partition(b": ")[2].decode())
    return raw.rstrip(b"\r\n") + b"\r\n\r\n" + body


def said(office, direction):
    return [one for one in office.store.messages.values() if one.direction is direction]


def test_files_go_along_with_the_reply_and_are_stored_under_their_digest(office):
    opened(office, with_files(("list.pdf", b"%PDF one"), ("map.pdf", b"%PDF two")))
    (message,) = said(office, Direction.OUTBOUND)
    assert [(one.name, one.digest) for one in message.attachments] == [
        ("list.pdf", digest(b"%PDF one")),
        ("map.pdf", digest(b"%PDF two")),
    ]
    assert set(office.blobs.objects) == {blob_key(digest(b"%PDF one")), blob_key(digest(b"%PDF two"))}


def test_the_logo_of_a_signature_stays_at_home(office):
    opened(office, with_files(("list.pdf", b"%PDF one"), logo=True))
    assert [one.name for one in said(office, Direction.OUTBOUND)[0].attachments] == ["list.pdf"]


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([(f"{number}.pdf", b"%PDF" + bytes([number])) for number in range(11)], "too_many_files"),
        ([("film.pdf", b"x" * (REPLY_BYTES + 1))], "files_too_large"),
    ],
)
def test_files_past_the_limits_keep_the_mail_here_and_its_person_hears(office, files, why):
    assert opened(office, with_files(*files)).fate == "kept"
    (event,) = office.store.told(REFERENCE, EventType.STAFF_MAIL_KEPT)
    assert (event.detail["why"], event.detail["files"]) == (why, len(files))
    assert Action.STORE_FILES in [one.action for one in consequences(event)], "the team finds them beside the note"
    assert not said(office, Direction.OUTBOUND)


def test_files_of_a_note_are_kept_beside_it_and_go_nowhere(office):
    opened(office, with_files(("list.pdf", b"%PDF one"), text="#note for us"))
    (note,) = said(office, Direction.NOTE)
    assert ([one.name for one in note.attachments], note.original) == (["list.pdf"], "raw/s1")
    (asked,) = consequences(office.store.told(REFERENCE, EventType.NOTE_ADDED)[0])
    assert asked.action is Action.STORE_FILES


def test_a_mail_with_a_virus_is_kept_without_its_files(office):
    raw = with_files(("list.pdf", b"%PDF one")).replace(b"Virus-Verdict: PASS", b"Virus-Verdict: FAIL")
    opened(office, raw)
    assert office.store.told(REFERENCE, EventType.STAFF_MAIL_KEPT)[0].detail["why"] == "held"
    assert office.blobs.objects == {}
    assert INES not in str(said(office, Direction.OUTBOUND))
