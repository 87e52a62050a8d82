"""POST /uploads, and forms that bring files: straight to the bucket with a claim, or in the form itself."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from builders import REFERENCE, a_consequence, a_message, an_inquiry
from steps_multipart import a_multipart
from web.house import a_form

from chalicelib.channels.files import harmless_part
from chalicelib.domain.consequences import Action, Lane, consequences
from chalicelib.domain.events import EventType
from chalicelib.domain.files import blob_key, digest
from chalicelib.domain.uploads import CLAIMED_WITHIN, MOST_UPLOADS, UPLOAD_BYTES
from chalicelib.usecases.files import store_files
from chalicelib.web.asks import MAX_FILES

JPEG = b"\xff\xd8\xff photo"
KEY = "a-key-0007"
JSON = {"Accept": "application/json"}


@pytest.fixture
def inquiry(house):
    found = an_inquiry()
    house.office.store.keep(found, a_message())
    house.office.clock.advance(minutes=5)
    return found


def asked(house, *, key=KEY, **fields):
    given = {"key": key, "name": "bus stop.jpg", "type": "image/jpeg", "size": str(len(JPEG))} | fields
    return house.post("/uploads", given, **JSON)


def uploaded(house, content=JPEG, **fields):
    """As the page's script does; the claim."""
    told = asked(house, size=str(len(content)), **fields).json_body
    house.office.blobs.objects[told["fields"]["key"]] = content
    return told["claim"]


def in_the_form(house, path, fields, files):
    """As a browser without scripts does."""
    body, kind = a_multipart(list(fields), [("files", *one) for one in files])
    return house.client.post(path, headers={"Content-Type": kind, "Accept": "text/html"}, body=body)


def with_claims(house, path, fields, *claims):
    pairs = [*fields.items(), *(("upload", one) for one in claims)]
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
    return house.client.post(path, headers=headers, body=urlencode(pairs).encode())


def said(house, inquiry, *claims, **fields):
    given = {"key": KEY, "message": "See the photo."} | fields
    return with_claims(house, f"{house.link(inquiry)}/messages", given, *claims)


def carried(house, reference=REFERENCE):
    return house.office.store.case(reference).messages[-1].attachments


def test_a_page_is_told_where_one_file_may_go_and_what_proves_it(house):
    answer = asked(house)
    assert answer.status_code == 201
    told = answer.json_body
    assert told["url"] == "https://bucket.example.org/"
    assert told["fields"]["key"].startswith("uploads/")
    assert told["fields"]["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"size": str(UPLOAD_BYTES + 1)}, 422),
        ({"size": "0"}, 422),
        ({"size": "-5"}, 422),
        ({"size": "9" * 400}, 422),
        ({"size": "x"}, 422),
        ({"key": ""}, 400),
        ({"key": "a b"}, 400),
    ],
)
def test_what_may_not_come_is_refused_before_it_is_sent(house, fields, status):
    answer = asked(house, **fields)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("name", ["../../raw/1", "..\\config", "/etc/passwd", "a\r\nb"])
def test_where_a_file_goes_never_depends_on_what_it_is_called(house, name):
    told = asked(house, name=name).json_body
    assert told["fields"]["key"].count("/") == 1
    assert ".." not in told["fields"]["key"]


def test_one_house_cannot_fill_the_bucket(house):
    for _ in range(200):
        asked(house)
    assert asked(house).status_code == 429


def test_claimed_files_travel_with_the_message_and_are_stored_once(house, inquiry):
    assert said(house, inquiry, uploaded(house)).status_code == 303
    (one,) = carried(house)
    assert (one.name, one.content_type, one.size, one.part) == ("bus stop.jpg", "image/jpeg", len(JPEG), "1")
    (told,) = house.office.store.told(REFERENCE, EventType.MESSAGE_RECEIVED)
    assert Action.STORE_FILES in [step.action for step in consequences(told)]
    office = house.office
    step = a_consequence(Action.STORE_FILES, event=told, lane=Lane.EMAIL)
    tools = {"store": office.store, "blobs": office.blobs, "part_of": harmless_part, "randomness": office.randomness}
    assert [store_files(step, **tools) for _ in range(2)] == [1, 0]
    assert office.blobs.objects[blob_key(digest(JPEG))] == JPEG
    page = house.get(house.link(inquiry)).body.decode()
    assert "bus stop.jpg" in page
    assert house.get(f"{house.link(inquiry)}/files/{told.detail['message']}/1").status_code == 303


def test_until_it_is_stored_a_file_is_being_checked(house, inquiry):
    said(house, inquiry, uploaded(house))
    message = house.office.store.case(REFERENCE).messages[-1]
    assert house.get(f"{house.link(inquiry)}/files/{message.id}/1").status_code == 503


def test_without_scripts_the_form_itself_brings_them(house, inquiry):
    fields = [("key", KEY), ("message", "")]
    answer = in_the_form(house, f"{house.link(inquiry)}/messages", fields, [("niño.jpg", "image/jpeg", JPEG)])
    assert answer.status_code == 303
    (one,) = carried(house)
    assert (one.name, one.size) == ("niño.jpg", len(JPEG))
    assert house.office.blobs.objects[f"uploads/{one.upload}"] == JPEG


def test_the_front_page_takes_them_too(house):
    fields = [*a_form().items()]
    assert in_the_form(house, "/inquiries", fields, [("a.pdf", "application/pdf", b"%PDF")]).status_code == 303
    (inquiry,) = house.stored
    assert carried(house, inquiry.reference)[0].name == "a.pdf"


def test_the_same_form_sent_twice_brings_its_files_once(house, inquiry):
    fields, files = [("key", KEY), ("message", "x")], [("a.jpg", "image/jpeg", JPEG)]
    path = f"{house.link(inquiry)}/messages"
    assert [in_the_form(house, path, fields, files).status_code for _ in range(2)] == [303, 303]
    assert len(house.office.store.case(REFERENCE).messages) == 2  # the first one, and this


def test_a_form_that_needs_another_look_keeps_its_files(house, inquiry):
    fields = [("key", KEY), ("message", "x" * 9_000)]
    answer = in_the_form(house, f"{house.link(inquiry)}/messages", fields, [("a.jpg", "image/jpeg", JPEG)])
    assert answer.status_code == 422
    page = answer.body.decode()
    assert "a.jpg" in page
    claim = page.partition('name="upload" value="')[2].partition('"')[0]
    assert said(house, inquiry, claim).status_code == 303
    assert carried(house)[0].name == "a.jpg"


def test_words_sent_before_under_the_key_keep_their_files_for_the_new_one(house, inquiry):
    said(house, inquiry, uploaded(house))
    page = said(house, inquiry, uploaded(house), message="Other words.").body.decode()
    claim = page.partition('name="upload" value="')[2].partition('"')[0]
    fresh = page.partition('name="key" value="')[2].partition('"')[0]
    assert said(house, inquiry, claim, key=fresh, message="Other words.").status_code == 303


# --- abuse ----------------------------------------------------------------------------------------------------------


def test_a_claim_made_for_another_form_brings_nothing(house, inquiry):
    answer = said(house, inquiry, uploaded(house, key="somebody-elses-form"))
    assert answer.status_code == 422
    assert "A file did not arrive" in answer.body.decode()


def test_an_upload_is_claimed_by_one_form_alone(house, inquiry):
    claim = uploaded(house)
    said(house, inquiry, claim)
    assert said(house, inquiry, claim, key="another-key-1").status_code == 422


def test_a_claim_repeated_in_one_form_is_one_file(house, inquiry):
    claim = uploaded(house)
    said(house, inquiry, claim, claim)
    assert len(carried(house)) == 1


def test_what_never_came_or_came_too_late_is_said_kindly(house, inquiry):
    never = asked(house).json_body["claim"]
    assert said(house, inquiry, never).status_code == 422
    late = uploaded(house)
    house.office.clock.advance(CLAIMED_WITHIN + timedelta(seconds=1))
    assert said(house, inquiry, late).status_code == 422


@pytest.mark.parametrize("claim", ["", "x", "raw/1", "uploads/../raw/1", "💥", "W10.aaaaaaaaaaaaaaaa", "a" * 9_000])
def test_a_made_up_claim_brings_nothing(house, inquiry, claim):
    assert said(house, inquiry, claim).status_code == 422
    assert len(house.office.store.case(REFERENCE).messages) == 1


def test_more_than_ten_are_refused_before_the_bucket_is_asked(house, inquiry):
    house.office.uploads.busy = True
    answer = said(house, inquiry, *(f"claim-{number}" for number in range(MOST_UPLOADS + 1)))
    assert answer.status_code == 422
    assert "Ten files at most" in answer.body.decode()


@pytest.mark.parametrize(
    ("name", "kind"), [("x.html", "text/html"), ("x.svg", "image/svg+xml"), ("x.js", "text/javascript")]
)
def test_what_a_browser_might_run_is_kept_as_bytes(house, inquiry, name, kind):
    said(house, inquiry, uploaded(house, b"<script>alert(1)</script>", name=name, type=kind))
    assert carried(house)[0].content_type == "application/octet-stream"


def test_a_name_cannot_break_the_page(house, inquiry):
    said(house, inquiry, uploaded(house, name='"><img src=x onerror=alert(1)>.png'))
    page = house.get(house.link(inquiry)).body.decode()
    assert "<img src=x" not in page


def test_more_than_a_function_takes_is_refused_kindly(house, inquiry):
    big = [("film.mov", "video/quicktime", b"x" * MAX_FILES)]
    answer = in_the_form(house, f"{house.link(inquiry)}/messages", [("key", KEY), ("message", "x")], big)
    assert answer.status_code == 413
    assert "4 MB together" in answer.body.decode()


def test_a_busy_bucket_keeps_the_words(house, inquiry):
    house.office.uploads.busy = True
    fields = [("key", KEY), ("message", "Kept words.")]
    answer = in_the_form(house, f"{house.link(inquiry)}/messages", fields, [("a.jpg", "image/jpeg", JPEG)])
    assert answer.status_code == 422
    assert "Kept words." in answer.body.decode()
    assert "add them again" in answer.body.decode()


def test_only_forms_with_files_may_ask_the_bucket(house, inquiry):
    for path in ("/", house.link(inquiry)):
        policy = house.get(path).headers["Content-Security-Policy"]
        assert "connect-src 'self' https://bucket.example.org" in policy
        assert "'unsafe" not in policy
    assert "script-src" not in house.get("/nowhere").headers["Content-Security-Policy"]
