"""Files with a form on the deployed stack: straight to the bucket, or in the form itself; and what the bucket refuses."""

import json
import re
from urllib.parse import urlencode

import pytest
from stack.sending import FORM, send
from stack_services import services_of
from steps_multipart import a_multipart

from chalicelib.domain.events import EventType
from chalicelib.domain.files import blob_key, digest

pytestmark = pytest.mark.stack

PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40


def asked(stack, key):
    fields = urlencode({"key": key, "name": "bus stop.jpg", "type": "image/jpeg", "size": len(PHOTO)}).encode()
    status, _, body = send(f"{stack.base_url}/uploads", fields, FORM, Accept="application/json")
    assert status == 201, body
    return json.loads(body)


def posted(door, content=PHOTO, **changes):
    """As a browser posts a file to S3: the fields, then the file."""
    fields = [*(door["fields"] | {name.replace("_", "-"): value for name, value in changes.items()}).items()]
    body, kind = a_multipart(fields, [("file", "x.jpg", "image/jpeg", content)])
    return send(door["url"], body, kind, Origin="http://pages.example.org")


def a_form(key, **more):
    return {"key": key, "message": "See the photo.", "topic": "not_sure", "anonymous": "on"} | more


def stored(stack, sent):
    """The case that the answer to a form leads to, once its file is stored."""
    assert sent[0] == 303, (sent, stack.log()[-2000:])
    token = re.search(r"thanks/([0-9a-z]+)", sent[1]["Location"])[1].upper()
    return files_stored(stack, f"{token[:4]}-{token[4:8]}")


def files_stored(stack, reference):
    """The case, once its file is stored."""
    services = services_of(stack)

    def there():
        case = services.store.case(reference)
        return case if any(one.type is EventType.FILES_STORED for one in case.events) else None

    case = stack.eventually(there)
    assert services.blobs.get(blob_key(digest(PHOTO))) == PHOTO
    return case


def test_a_file_goes_to_the_bucket_and_the_form_claims_it(stack):
    door = asked(stack, "stack-key-0001")
    status, headers, body = posted(door)
    assert status == 204, body
    assert headers["Access-Control-Allow-Origin"] == "*"
    form = urlencode(a_form("stack-key-0001", upload=door["claim"])).encode()
    case = stored(stack, send(f"{stack.base_url}/inquiries", form, FORM, Accept="text/html"))
    (file,) = case.messages[0].attachments
    assert (file.name, file.size) == ("bus stop.jpg", len(PHOTO))


def test_a_program_sends_a_file_by_the_same_means(stack):
    headers = {"Accept": "application/json", "Idempotency-Key": "stack-program-0001"}
    wanted = json.dumps({"name": "bus stop.jpg", "type": "image/jpeg", "size": len(PHOTO)}).encode()
    status, _, body = send(f"{stack.base_url}/uploads", wanted, "application/json", **headers)
    assert status == 201, body
    door = json.loads(body)
    assert posted(door)[0] == 204
    given = {"message": "See the photo.", "email": "program@example.com", "uploads": [door["claim"]]}
    url = f"{stack.base_url}/inquiries"
    status, _, body = send(url, json.dumps(given).encode(), "application/json", **headers)
    assert status == 201, body
    case = files_stored(stack, json.loads(body)["reference"])
    assert [(one.name, one.size) for one in case.messages[0].attachments] == [("bus stop.jpg", len(PHOTO))]
    again = send(url, json.dumps(given).encode(), "application/json", **headers)
    assert json.loads(again[2])["reference"] == case.inquiry.reference, "sent twice it is one inquiry"


def test_without_scripts_the_form_brings_the_file(stack):
    body, kind = a_multipart([*a_form("stack-key-0002").items()], [("files", "ñ.jpg", "image/jpeg", PHOTO)])
    case = stored(stack, send(f"{stack.base_url}/inquiries", body, kind, Accept="text/html"))
    assert case.messages[0].attachments[0].name == "ñ.jpg"


@pytest.mark.parametrize(
    ("content", "changes"),
    [
        (PHOTO + b"x", {}),
        (PHOTO[:-1], {}),
        (PHOTO, {"key": "uploads/somebody-elses"}),
        (PHOTO, {"key": "raw/a-mail"}),
        (PHOTO, {"Content_Type": "text/html"}),
        (PHOTO, {"policy": "e30="}),
    ],
    ids=[
        "too large",
        "too small",
        "another key",
        "the mail's place",
        "another type",
        "no rules",
    ],
)
def test_the_bucket_takes_just_what_was_asked_for(stack, content, changes):
    door = asked(stack, "stack-key-0003")
    status, _, _ = posted(door, content, **changes)
    assert 400 <= status < 500
    lying = stack.clients.s3.list_objects_v2(Bucket=stack.outputs.bucket, Prefix="").get("Contents", [])
    assert not {one["Key"] for one in lying} & {door["fields"]["key"], *changes.values()}
