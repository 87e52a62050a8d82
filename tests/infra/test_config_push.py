"""Versions are immutable; the pointer moves last; an unchanged folder makes no new version."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import boto3
import pytest
from click.testing import CliRunner
from quick_moto import quick_aws

from chalicelib.adapters.cached import StoredDistricts
from chalicelib.adapters.codec import from_plain, to_plain
from chalicelib.domain.district import District
from infra import config_store
from infra.config import UnsoundDistrict, push_folder, read
from infra.config_commands import config

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

    def versions(self):
        return config_store.Versions(self.s3, self.dynamodb, self.bucket, self.table)

    def documents(self):
        found = self.s3.list_objects_v2(Bucket=self.bucket).get("Contents", [])
        return sorted(one["Key"] for one in found)

    def districts(self):
        return StoredDistricts(dynamodb=self.dynamodb, s3=lambda: self.s3, table=self.table, bucket=self.bucket)


@pytest.fixture
def installation():
    with quick_aws():
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
    assert version.startswith("20261123T220500000-")
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
    assert installation.versions().newest().previous == first
    assert installation.versions().stored(first) == read(demo, version=first)


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
    assert installation.versions().newest() is None


def test_the_document_is_there_before_the_pointer_moves(installation, demo):
    seen = []

    class Watching:
        """DynamoDB, but it looks into the bucket before each write."""

        def get_item(self, **request):
            return installation.dynamodb.get_item(**request)

        def transact_write_items(self, **request):
            seen.append(installation.documents())
            return installation.dynamodb.transact_write_items(**request)

    version = push_folder(demo, installation, Installation(installation.s3, Watching()), now=NOW)
    assert seen == [[f"config/{version}.json"]]


def test_of_two_pushes_at_the_same_moment_the_second_is_told(installation, demo, folder):
    class Late:
        """DynamoDB as somebody sees it whose read was just overtaken."""

        def get_item(self, **request):
            answer = installation.dynamodb.get_item(**request)
            installation.push(folder(), now=NOW + timedelta(minutes=1))
            return answer

        def transact_write_items(self, **request):
            return installation.dynamodb.transact_write_items(**request)

    with pytest.raises(config_store.PushedMeanwhile):
        push_folder(demo, installation, Installation(installation.s3, Late()), now=NOW)
    assert installation.districts().current().name == "Small Schools"


def test_a_version_nobody_pushed_is_told(installation):
    with pytest.raises(LookupError, match="no configuration version x"):
        installation.versions().stored("x")


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
    second = installation.run("push", demo, "--overlay", overlay).output.split()[0]
    assert installation.run("show", "--version", version).output.startswith(f"version {version}, pushed ")
    assert installation.run("show").output.startswith(f"version {second}, pushed ")
    assert "no configuration version x" in installation.run("show", "--version", "x").output


def test_every_version_says_who_pushed_it_and_what_for(installation, demo):
    overlay = demo / "overlays" / "demo.yaml"
    assert "nothing was ever pushed" in installation.run("versions").output
    first = installation.run("push", demo, "--by", "grace-kim", "--note", "winter hours").output.split()[0]
    installation.run("push", demo, "--overlay", overlay, "--by", "sam-whitfield")
    lines = installation.run("versions").output.splitlines()
    assert "by sam-whitfield" in lines[0]
    assert lines[1].startswith(f"version {first}, pushed ")
    assert lines[1].endswith("UTC by grace-kim: winter hours")
    newest = json.loads(installation.run("versions", "--json", "--limit", "1").output)
    assert [(one["previous"], one["by"]) for one in newest] == [(first, "sam-whitfield")]
    assert newest[0]["size"] > 10_000


def test_an_unchanged_folder_stores_nothing_and_says_so(installation, demo):
    installation.run("push", demo)
    again = installation.run("push", demo, "--note", "nothing new").output
    assert again.endswith("is in force already, nothing was stored\n")
    assert len(installation.run("versions").output.splitlines()) == 1
    assert len(installation.documents()) == 1


def test_an_older_version_comes_back_as_a_new_one(installation, demo):
    first = installation.push(demo)
    installation.push(demo, overlay=demo / "overlays" / "demo.yaml", now=NOW + timedelta(minutes=1))
    back = installation.run("push", "--version", first).output.split()[0]
    assert back not in {first, ""}
    current = installation.districts().current()
    assert current == read(demo, version=back)
    assert installation.versions().newest().note == f"as version {first}"
    assert "in force already" in installation.run("push", "--version", first).output
    assert "no configuration version x" in installation.run("push", "--version", "x").output


def test_a_push_names_a_folder_or_a_version_and_not_both(installation, demo):
    assert installation.run("push").exit_code == 2
    assert installation.run("push", demo, "--version", "x").exit_code == 2


def test_a_district_that_functions_could_not_read_is_refused(installation, folder, small):
    long = "texts:\n  en:\n    greeting: '" + "x" * config_store.LARGEST + "'\n"
    with pytest.raises(config_store.TooLarge, match="functions read 4,000,000"):
        installation.push(folder(small + long))
    assert installation.documents() == []
