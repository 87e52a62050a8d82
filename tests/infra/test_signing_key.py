"""The signing key is replaced by a command; what the key before it signed is accepted once more, and then no longer."""

import boto3
import pytest
from builders import REFERENCE
from click.testing import CliRunner
from quick_moto import quick_aws

from chalicelib.adapters.cached import SecretKeys
from infra.signing_key import key

FIRST = "x" * 40


@pytest.fixture
def opened():
    with quick_aws():
        client = boto3.client("secretsmanager", region_name="us-east-1")
        yield client, client.create_secret(Name="key", SecretString=FIRST)["ARN"]


@pytest.fixture
def run(opened):
    return lambda *arguments: CliRunner().invoke(key, list(arguments), obj=lambda _stage: opened)


def signer(opened):
    """As a function that starts cold reads it."""
    client, arn = opened
    return SecretKeys(client=lambda: client, secret=arn).signer()


def value(opened):
    client, arn = opened
    return client.get_secret_value(SecretId=arn)["SecretString"]


def test_what_the_key_before_signed_is_accepted_until_the_next_replacement(opened, run):
    link = signer(opened).link(REFERENCE, 1)
    assert run("rotate", "--yes").exit_code == 0
    assert len(value(opened)) == 64
    assert value(opened) != FIRST
    assert signer(opened).link(REFERENCE, 1) != link
    assert signer(opened).opens(link, REFERENCE, 1)
    assert run("rotate", "--yes", "--now").exit_code == 0
    assert not signer(opened).opens(link, REFERENCE, 1)


def test_a_second_replacement_soon_after_the_first_is_refused_with_what_it_would_end(opened, run):
    run("rotate", "--yes")
    kept = value(opened)
    refused = run("rotate", "--yes")
    assert refused.exit_code == 1
    assert "ends the links" in refused.output
    assert "--now" in refused.output
    assert value(opened) == kept


def test_it_says_how_old_the_key_is_and_never_the_key(opened, run):
    said = run("show").output
    assert "(0 days)" in said
    assert "accepted too" not in said
    run("rotate", "--yes")
    said = run("show").output
    assert "the one before it is accepted too" in said
    assert value(opened) not in said


def test_it_asks_first(opened, run):
    assert run("rotate").exit_code == 1
    assert value(opened) == FIRST


def test_a_secret_that_was_never_filled_is_said(run, opened):
    client, _ = opened
    arn = client.create_secret(Name="empty")["ARN"]
    said = CliRunner().invoke(key, ["show"], obj=lambda _stage: (client, arn))
    assert said.exit_code == 1
    assert "no value" in said.output
