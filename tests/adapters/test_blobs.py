"""The bucket: what is kept once, what a scan wrote, what a link says."""

from urllib.parse import parse_qs, urlsplit

import pytest

from chalicelib.adapters.blobs import BucketBlobs, disposition
from chalicelib.bootstrap import Services
from chalicelib.domain.errors import Busy, NotFound
from chalicelib.domain.files import LINK_SECONDS, Verdict
from chalicelib.settings import Settings

BUCKET = "files-of-the-tests"


@pytest.fixture
def blobs(client_of):
    client = client_of("s3")
    if BUCKET not in [one["Name"] for one in client.list_buckets()["Buckets"]]:
        client.create_bucket(Bucket=BUCKET)
    for one in client.list_objects_v2(Bucket=BUCKET).get("Contents", []):
        client.delete_object(Bucket=BUCKET, Key=one["Key"])
    return BucketBlobs(client, BUCKET)


def test_what_is_put_comes_back_and_is_written_once(blobs):
    blobs.put("parts/a", b"one")
    blobs.put("parts/a", b"another")
    assert blobs.get("parts/a") == b"one"


def test_what_is_not_there_is_told(blobs):
    for ask in (blobs.get, blobs.verdict):
        with pytest.raises(NotFound):
            ask("parts/none")


def test_a_bucket_that_cannot_take_it_is_busy(client_of):
    with pytest.raises(Busy):
        BucketBlobs(client_of("s3"), "no-such-bucket-of-the-tests").put("parts/a", b"x")


@pytest.mark.parametrize(
    ("tag", "verdict"),
    [
        (None, Verdict.WAITING),
        ("NO_THREATS_FOUND", Verdict.CLEAN),
        ("THREATS_FOUND", Verdict.HARMFUL),
        ("UNSUPPORTED", Verdict.UNKNOWN),
        ("ACCESS_DENIED", Verdict.UNKNOWN),
        ("FAILED", Verdict.UNKNOWN),
    ],
)
def test_the_verdict_is_the_tag_that_guardduty_wrote(blobs, client_of, tag, verdict):
    blobs.put("parts/a", b"x")
    if tag:
        tags = {"TagSet": [{"Key": "GuardDutyMalwareScanStatus", "Value": tag}]}
        client_of("s3").put_object_tagging(Bucket=BUCKET, Key="parts/a", Tagging=tags)
    assert blobs.verdict("parts/a") is verdict


def test_a_link_is_signed_here_lives_a_minute_and_always_downloads():
    client = Services(Settings(), "test").client("s3")
    link = urlsplit(BucketBlobs(client, BUCKET).link("parts/a", name="slip.html", content_type="text/html"))
    said = {name: values[0] for name, values in parse_qs(link.query).items()}
    assert link.path.endswith("/parts/a")
    assert said["response-content-type"] == "application/octet-stream"
    assert said["response-content-disposition"] == "attachment; filename=\"slip.html\"; filename*=UTF-8''slip.html"
    assert said["X-Amz-Expires"] == str(LINK_SECONDS)
    assert said["X-Amz-Algorithm"] == "AWS4-HMAC-SHA256"


@pytest.mark.parametrize(
    ("name", "plain", "full"),
    [
        ("a b.pdf", "a b.pdf", "a%20b.pdf"),
        ("niño.pdf", "ni_o.pdf", "ni%C3%B1o.pdf"),
        ('x"; filename="y', "x__ filename=_y", "x%22%3B%20filename%3D%22y"),
        ("a\r\nSet-Cookie: b", "a__Set-Cookie: b", "a%0D%0ASet-Cookie%3A%20b"),
        ("", "file", "file"),
        ("\ud800", "_", "%3F"),
    ],
)
def test_no_name_escapes_its_header(name, plain, full):
    assert disposition(name) == f"attachment; filename=\"{plain}\"; filename*=UTF-8''{full}"
