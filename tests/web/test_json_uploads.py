"""Files of programs: POST /uploads in JSON, and claims in the JSON of an inquiry or a message."""

import json

import pytest
from builders import REFERENCE, a_message, an_inquiry
from web.house import JSON

from chalicelib.domain.events import EventType
from chalicelib.domain.uploads import CLAIMED_WITHIN, MOST_UPLOADS, UPLOAD_BYTES

JPEG = b"\xff\xd8\xff photo"
WANTED = {"name": "bus stop.jpg", "type": "image/jpeg", "size": len(JPEG)}


@pytest.fixture
def inquiry(house):
    found = an_inquiry()
    house.office.store.keep(found, a_message())
    house.office.clock.advance(minutes=5)
    return found


def asked(house, *, key=JSON["Idempotency-Key"], **changes):
    body = json.dumps({name: value for name, value in (WANTED | changes).items() if value is not None})
    return house.post_json("/uploads", body.encode(), Idempotency_Key=key)


def uploaded(house, content=JPEG, **changes):
    """As a program does; the claim."""
    told = asked(house, size=len(content), **changes).json_body
    house.office.blobs.objects[told["fields"]["key"]] = content
    return told["claim"]


def sent(house, path, *claims, **changes):
    given = {"message": "See the photo.", "uploads": list(claims)} | changes
    return house.post_json(path, json.dumps(given).encode())


def carried(house, reference):
    return [
        (one.name, one.content_type, one.size) for one in house.office.store.case(reference).messages[-1].attachments
    ]


def test_a_program_is_told_where_a_file_may_go_and_what_proves_it(house):
    answer = asked(house)
    assert answer.status_code == 201
    assert set(answer.json_body) == {"url", "fields", "claim", "name"}
    assert answer.json_body["fields"]["key"].startswith("uploads/")


def test_an_inquiry_carries_the_files_it_claims_once(house):
    claims = [uploaded(house), uploaded(house, b"%PDF", name="letter.pdf", type="application/pdf")]
    first, again = (sent(house, "/inquiries", *claims, email="ana@example.com") for _ in range(2))
    assert (first.status_code, first.body) == (again.status_code, again.body)
    reference = first.json_body["reference"]
    assert carried(house, reference) == [("bus stop.jpg", "image/jpeg", 9), ("letter.pdf", "application/pdf", 4)]
    (opened,) = house.office.store.told(reference, EventType.INQUIRY_OPENED)
    assert opened.detail["files"] == 2


def test_a_message_carries_them_too(house, inquiry):
    assert sent(house, f"{house.link(inquiry)}/messages", uploaded(house)).status_code == 201
    assert carried(house, REFERENCE) == [("bus stop.jpg", "image/jpeg", 9)]


def test_other_files_under_the_same_key_are_refused(house, inquiry):
    path = f"{house.link(inquiry)}/messages"
    sent(house, path, uploaded(house))
    answer = sent(house, path, uploaded(house, b"another"))
    assert (answer.status_code, list(answer.json_body["errors"])) == (422, ["idempotency_key"])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"size": 0}, "size"),
        ({"size": -1}, "size"),
        ({"size": UPLOAD_BYTES + 1}, "size"),
        ({"size": "9"}, "size"),
        ({"size": True}, "size"),
        ({"size": 1.5}, "size"),
        ({"size": None}, "size"),
        ({"name": 1}, "name"),
        ({"name": "x" * 256}, "name"),
        ({"type": []}, "type"),
        ({"bucket": "x"}, "body"),
    ],
)
def test_what_may_not_come_is_refused_before_it_is_sent(house, changes, field):
    answer = asked(house, **changes)
    assert (answer.status_code, list(answer.json_body["errors"])) == (422, [field])


def test_without_a_key_or_an_object_nothing_is_promised(house):
    headers = {name: value for name, value in JSON.items() if name != "Idempotency-Key"}
    assert house.client.post("/uploads", headers=headers, body=json.dumps(WANTED).encode()).status_code == 400
    assert house.post_json("/uploads", b"[]").status_code == 422
    assert house.post_json("/uploads", b"{").status_code == 400


@pytest.mark.parametrize("uploads", ["x", [1], [None], {"a": "b"}, ["x" * 3_000]])
def test_what_is_no_list_of_claims_is_refused(house, inquiry, uploads):
    answer = sent(house, f"{house.link(inquiry)}/messages", uploads=uploads)
    assert (answer.status_code, list(answer.json_body["errors"])) == (422, ["uploads"])


def test_more_than_a_message_carries_is_refused_and_nothing_is_stored(house, inquiry):
    claims = [uploaded(house) for _ in range(MOST_UPLOADS + 1)]
    answer = sent(house, f"{house.link(inquiry)}/messages", *claims)
    assert (answer.status_code, list(answer.json_body["errors"])) == (422, ["uploads"])
    assert house.office.store.commits == []


def test_a_file_that_did_not_arrive_is_too_late_or_is_anothers_is_said_to_be_lost(house, inquiry):
    """What a program can do about it is the same: ask for it again."""
    path = f"{house.link(inquiry)}/messages"
    told, another = asked(house).json_body["claim"], uploaded(house, key="another-key")
    late = uploaded(house)
    for claim in (told, another, "made.up"):
        assert sent(house, path, claim).json_body["errors"].keys() == {"uploads"}, claim
    house.office.clock.advance(CLAIMED_WITHIN + CLAIMED_WITHIN)
    assert sent(house, path, late).status_code == 422
    assert house.office.store.commits == []


def test_one_house_cannot_fill_the_bucket(house):
    for _ in range(200):
        asked(house)
    assert asked(house).status_code == 429


@pytest.mark.parametrize(
    "name", ["../../raw/1", "..\\config", "/etc/passwd", "a\r\nb", '"><img src=x onerror=alert(1)>']
)
def test_where_a_file_goes_never_depends_on_what_it_is_called(house, name):
    told = asked(house, name=name).json_body
    assert told["fields"]["key"].count("/") == 1
    assert ".." not in told["fields"]["key"]
