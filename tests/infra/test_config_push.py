"""Versions are immutable; the pointer moves last; an unchanged folder makes no new version."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import boto3
import pytest
from click.testing import CliRunner
from moto import mock_aws

from chalicelib.adapters.cached import StoredDistricts
from chalicelib.adapters.codec import from_plain, to_plain
from chalicelib.domain.district import District
from infra import config_store
from infra.config import UnsoundDistrict, config, push_folder, read

NOW = datetime(2026, 11, 23, 22, 5, tzinfo=UTC)


@dataclass
class Installation:
    """Both what `infra.outputs` says and what `infra.clients` gives."""

    s3: object
    dynamodb: object
    bucket: str = "bucket"
    table: str = "table"

    def push(self, directory, *, overlay=None, now=NOW):
        return push_folder(directory, self, self, overlay=overlay, now=now)

    def run(self, *arguments):
        return CliRunner().invoke(config, [str(one) for one in arguments], obj=lambda stage: (self, self))

    def documents(self):
        found = self.s3.list_objects_v2(Bucket=self.bucket).get("Contents", [])
        return sorted(one["Key"] for one in found)

    def districts(self):
        return StoredDistricts(dynamodb=self.dynamodb, s3=lambda: self.s3, table=self.table, bucket=self.bucket)


@pytest.fixture
def installation():
    with mock_aws():
        session = boto3.session.Session("test", "test", region_name="us-east-1")
        made = Installation(session.client("s3"), session.client("dynamodb"))
        made.s3.create_bucket(Bucket="bucket")
        made.dynamodb.create_table(
            TableName="table",
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")],
            BillingMode="PAY_PER_REQUEST",
        )
        yield made


def test_a_push_is_what_the_functions_read(installation, demo):
    version = installation.push(demo)
    assert version.startswith("20261123T220500-")
    assert installation.districts().current() == read(demo, version=version)


def test_an_unchanged_folder_makes_no_new_version(installation, demo):
    first = installation.push(demo)
    assert installation.push(demo, now=NOW + timedelta(days=1)) == first
    assert installation.documents() == [f"config/{first}.json"]


def test_a_change_makes_a_new_version_and_keeps_the_old_one(installation, demo):
    first = installation.push(demo)
    second = installation.push(demo, overlay=demo / "overlays" / "demo.yaml", now=NOW + timedelta(minutes=1))
    assert second != first
    assert installation.documents() == [f"config/{first}.json", f"config/{second}.json"]
    assert installation.districts().current().version == second
    assert config_store.pointer(installation.dynamodb, "table")["previous"] == first
    assert config_store.stored(first, s3=installation.s3, bucket="bucket") == read(demo, version=first)


def test_a_version_that_comes_back_is_new_again(installation, demo):
    first = installation.push(demo)
    installation.push(demo, overlay=demo / "overlays" / "demo.yaml", now=NOW + timedelta(minutes=1))
    third = installation.push(demo, now=NOW + timedelta(minutes=2))
    assert third != first
    assert third.rpartition("-")[2] == first.rpartition("-")[2], "the same content has the same hash"


def test_an_unsound_folder_stores_nothing(installation, folder, small):
    with pytest.raises(UnsoundDistrict):
        installation.push(folder(small.replace("Chicago", "Chic")))
    assert installation.documents() == []
    assert config_store.pointer(installation.dynamodb, "table") == {}


def test_the_document_is_there_before_the_pointer_moves(installation, demo):
    seen = []

    class Watching:
        """DynamoDB, but it looks into the bucket before each write."""

        def get_item(self, **request):
            return installation.dynamodb.get_item(**request)

        def put_item(self, **request):
            seen.append(installation.documents())
            return installation.dynamodb.put_item(**request)

    version = push_folder(demo, installation, Installation(installation.s3, Watching()), now=NOW)
    assert seen == [[f"config/{version}.json"]]


def test_of_two_pushes_at_the_same_moment_the_second_is_told(installation, demo, folder):
    class Late:
        """DynamoDB as somebody sees it whose read was just overtaken."""

        def get_item(self, **request):
            answer = installation.dynamodb.get_item(**request)
            installation.push(folder(), now=NOW + timedelta(minutes=1))
            return answer

        def put_item(self, **request):
            return installation.dynamodb.put_item(**request)

    with pytest.raises(config_store.PushedMeanwhile):
        push_folder(demo, installation, Installation(installation.s3, Late()), now=NOW)
    assert installation.districts().current().name == "Small Schools"


def test_a_version_nobody_pushed_is_told(installation):
    with pytest.raises(LookupError, match="no configuration version x"):
        config_store.stored("x", s3=installation.s3, bucket="bucket")


def test_a_district_survives_its_storage(demo):
    district = read(demo)
    assert from_plain(District, json.loads(json.dumps(to_plain(district)))) == district


def test_the_commands_push_show_and_compare(installation, demo):
    overlay = demo / "overlays" / "demo.yaml"
    assert "nothing was ever pushed" in installation.run("show").output
    pushed = installation.run("push", demo)
    assert pushed.exit_code == 0, pushed.output
    version = pushed.output.split()[0]
    assert "in force already" in installation.run("push", demo).output
    assert installation.run("show").output.startswith(f"version {version}, pushed ")
    assert json.loads(installation.run("show", "--json").output)["version"] == version
    assert installation.run("diff", demo).output == f"nothing: {version} says the same\n"
    changed = installation.run("diff", demo, "--overlay", overlay).output
    assert '-    "first_response": 28800' in changed
    assert '+    "first_response": 30' in changed
    second = installation.run("push", demo, "--overlay", overlay).output.split()[0]
    assert installation.run("show", "--version", version).output.startswith(f"version {version}\n")
    assert installation.run("show").output.startswith(f"version {second}, pushed ")
    assert "no configuration version x" in installation.run("show", "--version", "x").output
