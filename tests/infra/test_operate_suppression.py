"""Suppressed addresses are visible, and what is not the owner's own wish is reversible."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from district_builder import a_district
from world import a_world

from chalicelib.domain.commit import Commit
from chalicelib.domain.contact import Address, AddressKind, Suppression, SuppressionReason
from infra.operate_suppression import suppression

MAIL = Address(AddressKind.EMAIL, "rosa@example.org")
PHONE = Address(AddressKind.PHONE, "+12025550143")
SINCE = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def installed():
    with a_world(a_district()) as world:
        yield world


@pytest.fixture
def services(installed):
    return installed.again().services("operate")


@pytest.fixture
def run(services):
    def run(*arguments):
        return CliRunner().invoke(suppression, list(arguments), obj=lambda stage: services)

    return run


@pytest.fixture
def suppress(services):
    def suppress(address, reason, detail=""):
        row = Suppression(address, reason, SINCE, detail)
        services.store.commit(Commit(reference="", stamp=services.randomness.stamp(), suppression=row))

    return suppress


def test_an_address_without_trouble_is_not_suppressed(run):
    assert run("show", "rosa@example.org").output == "rosa@example.org: not suppressed\n"
    assert run("release", "rosa@example.org").output == "rosa@example.org is not suppressed\n"


def test_a_bounced_address_is_shown_with_its_reason_and_can_be_released(run, suppress):
    suppress(MAIL, SuppressionReason.BOUNCE, "Permanent General")
    assert run("show", "Rosa@Example.org").output.strip() == (
        "rosa@example.org: mail to it bounced for good on 2026-03-01 (Permanent General)"
    )
    released = run("release", "rosa@example.org")
    assert released.exit_code == 0
    assert "delete-suppressed-destination --email-address rosa@example.org" in released.output
    assert "not suppressed" in run("show", "rosa@example.org").output


def test_an_opt_out_is_ended_by_its_owner_alone(run, suppress):
    suppress(PHONE, SuppressionReason.OPT_OUT)
    refused = run("release", "(202) 555-0143")
    assert refused.exit_code == 1
    assert "only their own START" in refused.output
    assert "texted STOP on 2026-03-01" in run("show", "+12025550143").output


def test_what_is_no_address_is_told(run):
    ran = run("show", "rosa")
    assert ran.exit_code == 1
    assert "neither a mail address nor a phone number" in ran.output
