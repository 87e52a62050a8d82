"""The bucket behind ports.Uploads, on moto; what S3 holds a browser to is tried on the local stack."""

import json
from base64 import b64decode

import boto3
import pytest
from builders import NOW
from quick_moto import quick_aws

from chalicelib.adapters.uploads import BucketUploads
from chalicelib.domain.uploads import FORM_SECONDS, new_upload

BUCKET = "earshot-test"
URL = f"https://{BUCKET}.s3.us-east-1.amazonaws.com/"
UPLOAD = new_upload("u-1", name="a.jpg", content_type="image/jpeg", now=NOW)


@pytest.fixture
def uploads():
    with quick_aws():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket=BUCKET)
        yield BucketUploads(lambda: client, BUCKET, URL)


def test_a_door_is_signed_for_one_name_one_type_and_one_size(uploads):
    door = uploads.door(UPLOAD, 1234)
    assert door.url == URL
    assert door.fields["key"] == "uploads/u-1"
    policy = json.loads(b64decode(door.fields["policy"]))
    told = [one for one in policy["conditions"] if not any(str(name).startswith("x-amz") for name in one)]
    assert {"key": "uploads/u-1"} in told
    assert {"bucket": BUCKET} in told
    assert {"Content-Type": "image/jpeg"} in told
    assert ["content-length-range", 1234, 1234] in told
    assert FORM_SECONDS == 900


def test_what_is_put_is_there_with_its_size_and_type(uploads):
    uploads.put(UPLOAD, b"four")
    assert uploads.size("u-1") == 4
    assert uploads.client().head_object(Bucket=BUCKET, Key="uploads/u-1")["ContentType"] == "image/jpeg"


def test_what_never_came_has_no_size(uploads):
    assert uploads.size("u-2") is None


def test_the_origin_is_known_without_a_client():
    def none():
        raise AssertionError("no client is needed")

    assert BucketUploads(none, BUCKET, URL).origin == URL[:-1]
    assert BucketUploads(none, BUCKET, "http://127.0.0.1:4566/bucket").origin == "http://127.0.0.1:4566"
