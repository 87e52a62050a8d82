import json
from itertools import count

import pytest
from builders import a_district

from chalicelib.adapters import keys
from chalicelib.adapters.attributes import encode_item
from chalicelib.adapters.blobs import BucketBlobs
from chalicelib.adapters.cached import SecretKeys, StoredDistricts, config_key, mark_of
from chalicelib.adapters.codec import to_plain
from chalicelib.adapters.randomness import SystemRandomness, utc_now
from chalicelib.domain.errors import Busy, NotFound
from chalicelib.domain.reference import parse_reference
from chalicelib.domain.tokens import Purpose
from chalicelib.ports import Standing

NAMES = (f"bucket-{number}" for number in count(1))


class Timer:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def timer():
    return Timer()


@pytest.fixture
def bucket(client_of, calls):
    name = next(NAMES)
    client_of("s3").create_bucket(Bucket=name)
    calls.clear()
    return name


@pytest.fixture
def push(client_of, table, bucket, calls):
    def push(district):
        document = json.dumps(to_plain(district)).encode()
        client_of("s3").put_object(Bucket=bucket, Key=config_key(district.version), Body=document)
        pointer = keys.CONFIG | encode_item({"version": district.version})
        client_of("dynamodb").put_item(TableName=table.table, Item=pointer)
        calls.clear()

    return push


@pytest.fixture
def districts(client_of, table, bucket, timer):
    return StoredDistricts(client_of("dynamodb"), lambda: client_of("s3"), table.table, bucket, timer)


def test_a_pushed_district_is_read_once_a_minute(districts, push, calls, timer):
    push(a_district())
    for timer.now in (0.0, 1.0, 59.9):
        assert districts.current() == a_district()
    assert calls.names == ["GetItem", "GetObject"]


def test_after_a_minute_only_the_pointer_is_read_while_nothing_changed(districts, push, calls, timer):
    push(a_district())
    districts.current()
    timer.now = 60.0
    districts.current()
    assert calls.names == ["GetItem", "GetObject", "GetItem"]


def test_a_new_version_is_picked_up_within_a_minute(districts, push, timer):
    push(a_district())
    districts.current()
    push(a_district(version="v2", name="Oak Valley Schools"))
    timer.now = 59.0
    assert districts.current().version == "v1"
    timer.now = 60.0
    assert districts.current().name == "Oak Valley Schools"


def test_a_district_never_pushed_says_what_to_do(districts):
    with pytest.raises(NotFound, match="config push"):
        districts.current()


# --- what changed it last -------------------------------------------------------------------------------------------


def pointer_of(client, table, **held):
    client.put_item(TableName=table.table, Item=keys.CONFIG | encode_item({"version": "v1"} | held))


def test_what_is_in_force_names_the_event_that_made_it_so(districts, push, client_of, table):
    push(a_district())
    closures = {"version": 3, "known": []}
    pointer_of(client_of("dynamodb"), table, closures=closures, **mark_of("e-7", {"closures": closures}))
    assert districts.standing() == Standing(a_district(), "e-7")


@pytest.mark.parametrize(
    ("quirk", "held"),
    [
        ("from before events were named", {}),
        ("closed since by an older command", {"changed": {"by": "e-7", "closures": 2}}),
    ],
)
def test_a_pointer_whose_last_change_is_not_known_says_so(districts, push, client_of, table, quirk, held):
    push(a_district())
    pointer_of(client_of("dynamodb"), table, closures={"version": 3, "known": []}, **held)
    assert districts.standing().changed_by == "", quirk


def test_what_stands_now_is_read_consistently_and_the_minutes_look_is_the_cheaper_one(districts, push, client_of):
    push(a_district())
    asked = []
    client_of("dynamodb").meta.events.register(
        "before-parameter-build.dynamodb.GetItem", lambda params, **_: asked.append(params["ConsistentRead"])
    )
    districts.current()
    districts.newest()
    districts.standing()
    assert asked == [False, True, True]


# --- signing keys ---------------------------------------------------------------------------------------------------


@pytest.fixture
def secret(client_of, calls):
    arn = client_of("secretsmanager").create_secret(Name=f"key-{next(NAMES)}", SecretString="first")["ARN"]
    calls.clear()
    return arn


@pytest.fixture
def signing(client_of, secret, timer):
    return SecretKeys(lambda: client_of("secretsmanager"), secret, timer)


def test_keys_are_read_once_in_five_minutes(signing, calls, timer):
    for timer.now in (0.0, 299.0):
        signing.signer()
    assert calls.names == ["GetSecretValue"] * 2
    timer.now = 300.0
    signing.signer()
    assert calls.names == ["GetSecretValue"] * 4


def test_after_a_rotation_the_previous_key_is_still_accepted(signing, client_of, secret, timer):
    old = signing.signer().sign(Purpose.LINK, "x")
    client_of("secretsmanager").put_secret_value(SecretId=secret, SecretString="second")
    timer.now = 300.0
    fresh = signing.signer()
    assert fresh.keys == (b"second", b"first")
    assert fresh.proves(old, Purpose.LINK, "x")
    assert fresh.sign(Purpose.LINK, "x") != old


def test_a_secret_that_does_not_exist_is_told(client_of):
    with pytest.raises(NotFound):
        SecretKeys(lambda: client_of("secretsmanager"), "nowhere").signer()


# --- blobs and randomness -------------------------------------------------------------------------------------------


def test_an_object_is_read_whole_in_one_call(client_of, bucket, calls):
    client_of("s3").put_object(Bucket=bucket, Key="raw/1", Body=b"From: a\r\n\r\nhello")
    calls.clear()
    assert BucketBlobs(client_of("s3"), bucket).get("raw/1") == b"From: a\r\n\r\nhello"
    assert calls.names == ["GetObject"]


def test_an_object_that_is_gone_is_told(client_of, bucket):
    with pytest.raises(NotFound):
        BucketBlobs(client_of("s3"), bucket).get("raw/none")
    with pytest.raises(NotFound):
        BucketBlobs(client_of("s3"), "no-such-bucket-anywhere").get("raw/1")


class CutOff:
    """An object whose body breaks off while it is read."""

    def get_object(self, **_):
        from botocore.exceptions import ReadTimeoutError  # noqa: PLC0415

        class Body:
            def read(self):
                raise ReadTimeoutError(endpoint_url="https://s3.example.org")

        return {"Body": Body()}


def test_a_body_that_breaks_off_is_busy():
    with pytest.raises(Busy):
        BucketBlobs(CutOff(), "b").get("raw/1")


def test_references_are_sound_and_words_never_the_same():
    system = SystemRandomness()
    references = [system.reference() for _ in range(100)]
    assert all(parse_reference(one) == one for one in references)
    assert len({system.stamp().word for _ in range(100)}) == 100


def test_now_is_utc_to_the_millisecond_as_ids_carry_it():
    now = utc_now()
    assert now.utcoffset().total_seconds() == 0
    assert now.microsecond % 1000 == 0
