"""Files: stored once, handed out after the scan, sent along with a reply."""

from email.message import EmailMessage

import pytest
from builders import NOW, REFERENCE, a_consequence, a_message, an_event, an_inquiry
from fakes import Office

from chalicelib.channels.email import read_mail
from chalicelib.channels.files import harmless_part
from chalicelib.domain.consequences import Action, Lane, consequences
from chalicelib.domain.errors import Busy, Invalid, NotFound, NotSent, SendRefused
from chalicelib.domain.events import EventType
from chalicelib.domain.files import (
    MOST_BYTES,
    MOST_FILES,
    REPLY_BYTES,
    REPLY_FILES,
    NewFile,
    Verdict,
    attached,
    blob_key,
    digest,
    kept,
    left,
    safe_type,
)
from chalicelib.domain.inquiry import Attachment
from chalicelib.usecases.files import Why, hand_out, store_files, to_send
from chalicelib.usecases.reply import enclose, reply
from infra.ses import Delivery, headers

PDF = b"%PDF-1.7 permission slip"
NAMED = blob_key(digest(PDF))


def a_mail(*contents):
    mail = EmailMessage()
    mail["From"], mail["Message-ID"] = "ana@example.com", "<m@example.com>"
    mail.set_content("See the slip.")
    for number, content in enumerate(contents):
        mail.add_attachment(content, maintype="application", subtype="pdf", filename=f"slip {number}.pdf")
    return mail.as_bytes()


def received(office, raw, *, change=None):
    found = read_mail(raw).attachments
    files = tuple(Attachment(one.name, one.content_type, one.size, one.part, one.inline) for one in found)
    message = a_message(original="raw/1", attachments=change(files) if change else files)
    office.store.keep(an_inquiry(), message)
    office.blobs.objects["raw/1"] = raw
    return message


@pytest.fixture
def office():
    return Office()


def take_out(office, message):
    event = an_event(EventType.INQUIRY_OPENED, detail={"message": message.id, "files": len(message.attachments)})
    return store_files(
        a_consequence(Action.STORE_FILES, event=event, lane=Lane.EMAIL),
        store=office.store,
        blobs=office.blobs,
        part_of=harmless_part,
        randomness=office.randomness,
    )


def asked_for(office, message, part, *, scanned=False):
    return hand_out(office.store.case(REFERENCE), message, part, blobs=office.blobs, scanned=scanned)


# --- taking them out ------------------------------------------------------------------------------------------------


def test_only_mail_that_brings_files_is_looked_into():
    assert Action.STORE_FILES in [one.action for one in consequences(an_event(detail={"files": 1}))]
    assert Action.STORE_FILES not in [one.action for one in consequences(an_event())]


def test_files_lie_under_the_digest_of_their_content(office):
    message = received(office, a_mail(PDF, b"%PDF other"))
    assert take_out(office, message) == 2
    assert office.blobs.objects[NAMED] == PDF
    (told,) = office.store.told(REFERENCE, EventType.FILES_STORED)
    assert told.detail["files"] == {
        message.attachments[0].part: digest(PDF),
        message.attachments[1].part: digest(b"%PDF other"),
    }


def test_the_same_content_twice_is_one_object(office):
    take_out(office, received(office, a_mail(PDF, PDF)))
    assert [key for key in office.blobs.objects if key.startswith("parts/")] == [NAMED]
    assert office.blobs.puts == 1


def test_a_doubled_delivery_tells_it_once(office):
    message = received(office, a_mail(PDF))
    assert [take_out(office, message) for _ in range(2)] == [1, 0]
    assert len(office.store.told(REFERENCE, EventType.FILES_STORED)) == 1


def test_what_is_over_a_limit_stays_in_the_original_and_is_counted(office):
    def grown(files):
        big = Attachment("film.mov", "video/quicktime", MOST_BYTES + 1, "9")
        return (*files, big)

    message = received(office, a_mail(PDF), change=grown)
    assert take_out(office, message) == 1
    (told,) = office.store.told(REFERENCE, EventType.FILES_STORED)
    assert told.detail["left_in_original"] == 1
    assert asked_for(office, message, "9").why is Why.IN_ORIGINAL


def test_no_mail_brings_more_files_than_the_limit():
    many = tuple(Attachment(f"{n}.jpg", "image/jpeg", 1, str(n)) for n in range(MOST_FILES + 5))
    assert kept(many) == many[:MOST_FILES]


@pytest.mark.parametrize(
    ("files", "beyond"),
    [
        pytest.param([{}] * MOST_FILES, 0, id="as many as we take"),
        pytest.param([{}] * (MOST_FILES + 2), 2, id="too many"),
        pytest.param([{"size": MOST_BYTES}], 0, id="as large as we take"),
        pytest.param([{"size": MOST_BYTES + 1}, {}], 1, id="too large"),
        pytest.param([{"inline": True}] * (MOST_FILES + 2), 0, id="pictures in a signature"),
    ],
)
def test_what_is_beyond_the_limits_is_known_before_anybody_asks(files, beyond):
    given = {"name": "a.jpg", "content_type": "image/jpeg", "size": 9}
    assert len(left(Attachment(**(given | {"part": str(n)} | file)) for n, file in enumerate(files, 1))) == beyond


def test_a_part_that_is_not_where_it_was_is_left(office):
    message = received(office, a_mail(PDF), change=lambda _: (Attachment("a.pdf", "application/pdf", 3, "7.7"),))
    assert take_out(office, message) == 0
    assert asked_for(office, message, "7.7").why is Why.IN_ORIGINAL


def test_files_of_a_mail_with_a_virus_never_leave_the_original_even_when_a_person_releases_it():
    arrival = Delivery("ana@example.com", ("help@example.org",), peer="192.0.2.1", helo="x", received=NOW)
    block = headers(arrival, "abc", "us-east-1")
    raw = a_mail(PDF)
    assert harmless_part(block + raw, "2") == PDF
    infected = block.replace(b"Virus-Verdict: PASS", b"Virus-Verdict: FAIL")
    assert infected != block
    assert harmless_part(infected + raw, "2") is None
    assert harmless_part(raw, "9") is None


def test_a_message_that_was_deleted_meanwhile_has_no_files(office):
    office.store.keep(an_inquiry())
    assert take_out(office, a_message(original="raw/1")) == 0
    office.store.keep(a_message(original=""))
    assert take_out(office, a_message()) == 0


def test_an_original_that_is_gone_is_told(office):
    message = received(office, a_mail(PDF))
    office.blobs.objects.clear()
    with pytest.raises(NotFound):
        take_out(office, message)


# --- handing them out -----------------------------------------------------------------------------------------------


def test_a_file_is_handed_out_by_a_short_lived_link(office):
    message = received(office, a_mail(PDF))
    (file,) = message.attachments
    assert asked_for(office, message, file.part).why is Why.NOT_YET
    take_out(office, message)
    assert asked_for(office, message, file.part).link == (
        f"https://files.example.org/{NAMED}?name=slip 0.pdf&type=application/pdf"
    )


@pytest.mark.parametrize(
    ("verdict", "why"),
    [
        (None, Why.NOT_YET),
        (Verdict.WAITING, Why.NOT_YET),
        (Verdict.HARMFUL, Why.HARMFUL),
        (Verdict.UNKNOWN, Why.HARMFUL),
        (Verdict.CLEAN, None),
    ],
)
def test_nobody_gets_a_file_before_its_verdict_where_the_scan_is_on(office, verdict, why):
    message = received(office, a_mail(PDF))
    take_out(office, message)
    if verdict:
        office.blobs.verdicts[NAMED] = verdict
    handed = asked_for(office, message, message.attachments[0].part, scanned=True)
    assert handed.why is why
    assert bool(handed.link) is (why is None)


def test_what_is_held_is_not_handed_out(office):
    message = received(office, a_mail(PDF))
    office.store.keep(an_inquiry(held="virus found"))
    assert asked_for(office, message, message.attachments[0].part).why is Why.IN_ORIGINAL


@pytest.mark.parametrize("part", ["", "99", "../config/x"])
def test_a_file_that_the_message_does_not_have_is_not_there(office, part):
    message = received(office, a_mail(PDF))
    assert asked_for(office, message, part).why is Why.NOT_THERE


def test_a_file_that_was_erased_is_not_there(office):
    message = received(office, a_mail(PDF))
    take_out(office, message)
    office.blobs.objects.clear()
    assert asked_for(office, message, message.attachments[0].part, scanned=True).why is Why.NOT_THERE


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/xhtml+xml", "application/x-sh", "", "x"])
def test_what_a_browser_might_run_has_no_type(kind):
    assert safe_type(kind) == "application/octet-stream"
    assert safe_type("image/png") == "image/png"


# --- with a reply ---------------------------------------------------------------------------------------------------


def test_a_reply_carries_its_files_by_digest(office):
    office.store.keep(an_inquiry(), a_message())
    files = enclose([NewFile("slip.pdf", PDF, "application/pdf")], blobs=office.blobs)
    message = reply(
        REFERENCE,
        "Sign here.",
        staff="ines",
        store=office.store,
        districts=office.districts,
        randomness=office.randomness,
        enclosed=files,
    )
    assert message.attachments == (Attachment("slip.pdf", "application/pdf", len(PDF), "1", digest=digest(PDF)),)
    assert asked_for(office, message, "1").link.startswith(f"https://files.example.org/{NAMED}")


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([NewFile("a", b"x")] * (REPLY_FILES + 1), "too_many_files"),
        ([NewFile("a", b"x" * (REPLY_BYTES // 2)), NewFile("b", b"x" * (REPLY_BYTES // 2 + 1))], "files_too_large"),
        ([NewFile("a", b"")], "empty_file"),
        ([NewFile("", b"x")], "empty_file"),
    ],
)
def test_files_that_cannot_go_along_are_refused_and_not_stored(office, files, why):
    with pytest.raises(Invalid) as refused:
        enclose(files, blobs=office.blobs)
    assert refused.value.fields == {"files": why}
    assert office.blobs.puts == 0


def test_a_mail_waits_for_the_verdict_on_its_files_and_never_leaves_with_a_harmful_one(office):
    (file,) = attached([NewFile("slip.pdf", PDF)])
    office.blobs.put(NAMED, PDF)
    assert to_send(file, blobs=office.blobs, scanned=False) == PDF
    with pytest.raises(NotSent):
        to_send(file, blobs=office.blobs, scanned=True)
    office.blobs.verdicts[NAMED] = Verdict.CLEAN
    assert to_send(file, blobs=office.blobs, scanned=True) == PDF
    for verdict in (Verdict.HARMFUL, Verdict.UNKNOWN):
        office.blobs.verdicts[NAMED] = verdict
        with pytest.raises(SendRefused):
            to_send(file, blobs=office.blobs, scanned=True)


def test_a_bucket_that_is_busy_costs_no_attempt_and_a_file_that_is_gone_no_patience(office):
    (file,) = attached([NewFile("slip.pdf", PDF)])
    with pytest.raises(SendRefused):
        to_send(file, blobs=office.blobs, scanned=False)

    class BusyBlobs(type(office.blobs)):
        def get(self, _key):
            raise Busy("SlowDown")

    with pytest.raises(NotSent):
        to_send(file, blobs=BusyBlobs(), scanned=False)
