"""People regroup what families said, and decide who is who, from a terminal."""

import json

import pytest
from click.testing import CliRunner
from district_builder import a_district
from scenarios import PARENT, a_mail, a_spam_mail, only
from world import DOMAIN, a_world

from infra.__main__ import main

DECIDED = ("--as", "sofia", "--why", "they belong together")
UNCLE = "uncle@example.net"


@pytest.fixture(scope="module")
def installed():
    with a_world(a_district()) as world:
        yield world


@pytest.fixture
def world(installed):
    return installed.again()


@pytest.fixture
def run(world):
    def run(*arguments, stdin=None):
        return CliRunner().invoke(main, list(arguments), obj=lambda stage: world.services("operate"), input=stdin)

    return run


def arrives(world, text, name, **headers):
    """The reference of the inquiry it opened or continued."""
    known = set(world.references())
    world.mail(a_mail(text, message_id=f"<{name}@example.com>", **headers), key=f"raw/{name}")
    world.settle()
    fresh = set(world.references()) - known
    return fresh.pop() if fresh else ""


@pytest.fixture
def two(world):
    """Two mails of one mother about one bus."""
    return arrives(world, "The bus never came.", "one"), arrives(world, "Still no bus.", "two")


# --- inquiry --------------------------------------------------------------------------------------------------------


def test_merged_inquiries_are_shown_as_one(run, two):
    first, second = two
    ran = run("inquiry", "merge", second, first.lower(), *DECIDED)
    assert ran.output == f"{second} lives on in {first}. See: python -m infra show {first}\n"
    shown = run("show", first).output
    assert "The bus never came." in shown
    assert "Still no bus." in shown
    assert f"[came with {second}]" in shown
    assert "InquiryMerged by sofia" in shown
    assert f"merged into: {first}" in run("show", second).output


def test_answers_to_the_merged_inquiry_arrive_in_the_survivor(run, world, two):
    first, second = two
    run("inquiry", "merge", second, first, *DECIDED)
    arrives(world, "Any news?", "three", In_Reply_To="<two@example.com>")
    assert "Any news?" in run("show", first).output
    assert len(world.references()) == 2


def test_two_families_are_merged_only_when_that_is_said(run, world, two):
    other = arrives(world, "Our bus, too.", "other", From="Ben <ben@example.net>")
    ran = run("inquiry", "merge", other, two[0], *DECIDED)
    assert ran.exit_code == 1
    assert "--together" in ran.output
    assert run("inquiry", "merge", other, two[0], "--together", *DECIDED).exit_code == 0
    assert "ben@example.net" in run("show", two[0]).output


def test_a_message_is_split_off_by_its_number(run, world, two):
    first, _ = two
    arrives(world, "And she is being bullied.", "three", In_Reply_To="<one@example.com>")
    ran = run("inquiry", "split", first, "2", *DECIDED)
    assert ran.exit_code == 0, ran.output
    fresh = ran.output.split()[5]
    world.settle()
    assert f"[split off into {fresh}]" in run("show", first).output
    shown = run("show", fresh).output
    assert "And she is being bullied." in shown
    assert "Wellbeing" in shown
    assert f"linked to: {first}" in shown
    assert "team_new" in shown
    assert "acknowledgement" not in shown.split("Sends")[1]
    assert run("inquiry", "split", first, "2", *DECIDED).output == ran.output


def test_linked_inquiries_name_each_other(run, two):
    first, second = two
    assert run("inquiry", "link", first, second, *DECIDED).exit_code == 0
    assert f"linked to: {second}" in run("show", first).output
    assert f"linked to: {first}" in run("show", second).output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("inquiry", "merge", "FIRST", "FIRST"), "one and the same"),
        (("inquiry", "merge", "FIRST", "0000-0000"), "0000-0000"),
        (("inquiry", "merge", "FIRST", "nonsense"), "is no reference"),
        (("inquiry", "split", "FIRST", "9"), "has no message 9"),
        (("inquiry", "split", "FIRST", "1"), "the only message"),
        (("inquiry", "split", "0000-0000", "1"), "there is no inquiry"),
        (("inquiry", "link", "FIRST", "FIRST"), "one and the same"),
        (("quarantine", "release", "FIRST"), "not held"),
        (("quarantine", "delete", "FIRST", "--yes"), "not held"),
        (("contact", "merge", "nobody@example.net", PARENT), "nobody is known"),
        (("contact", "move", "no address", "--to", PARENT), "neither a mail address"),
        (("participant", "refuse", "FIRST", UNCLE), "nobody by that address"),
        (("participant", "refuse", "FIRST", PARENT), "at least one"),
    ],
)
def test_what_cannot_be_is_refused_in_words(run, two, arguments, said):
    ran = run(*(two[0] if one == "FIRST" else one for one in arguments), *DECIDED)
    assert ran.exit_code == 1
    assert said in ran.output
    assert "Traceback" not in ran.output


def test_a_decision_has_a_known_author_and_a_reason(run, two):
    assert "nobody of the staff" in run("inquiry", "link", *two, "--as", "nobody", "--why", "x").output
    assert "the reason stays" in run("inquiry", "link", *two, "--as", "ines", "--why", " ").output
    assert run("inquiry", "link", *two, "--as", "ines").exit_code == 2


def test_a_decision_without_a_name_is_the_operator_s(run, two):
    assert run("inquiry", "link", *two, "--why", "one bus").exit_code == 0
    assert "InquiryLinked by operator" in run("show", two[0]).output


def test_a_named_person_decides_with_their_own_permissions(run, two):
    ran = run("inquiry", "link", *two, "--as", "kai", "--why", "x")
    assert (ran.exit_code, ran.output) == (1, f"Error: there is no inquiry {two[0]}\n")


# --- participants ---------------------------------------------------------------------------------------------------


@pytest.fixture
def waiting(world, two):
    """An uncle wrote to the reply address he was forwarded."""
    token = world.services("staff").keys.signer().reply_token(two[0])
    to = f"reply+{token}@{DOMAIN}"
    arrives(world, "I can drive her.", "uncle", From=f"Uncle Leo <{UNCLE}>", Delivered_To=to)
    return two[0]


def test_who_waits_is_shown_and_let_in(run, waiting):
    assert f"Uncle Leo <{UNCLE}> (waits to be admitted)" in run("show", waiting).output
    assert run("participant", "admit", waiting, UNCLE, *DECIDED).exit_code == 0
    assert f"Uncle Leo <{UNCLE}>\n" in run("show", waiting).output


def test_who_was_refused_gets_an_inquiry_of_their_own(run, world, waiting):
    assert run("participant", "refuse", waiting, UNCLE, *DECIDED).exit_code == 0
    assert f"<{UNCLE}> (refused)" in run("show", waiting).output
    token = world.services("staff").keys.signer().reply_token(waiting)
    to = f"reply+{token}@{DOMAIN}"
    own = arrives(world, "Let me in.", "again", From=f"Uncle Leo <{UNCLE}>", Delivered_To=to)
    assert f"linked to: {waiting}" in run("show", own).output


# --- contacts -------------------------------------------------------------------------------------------------------


def test_two_contacts_become_one_person_and_part_again(run, world, two):
    world.text("When is lunch?")
    world.settle()
    assert (
        run("contact", "merge", "+1 202 555 0143", PARENT, *DECIDED).output == f"one person: {PARENT}, +12025550143\n"
    )
    shown = run("contact", "show", "+12025550143").output
    assert "A Parent" in shown
    assert "ContactsMerged by sofia: they belong together" in shown
    assert "already" in run("contact", "merge", "+12025550143", PARENT, *DECIDED).output


def test_an_address_moves_to_whom_it_belongs(run, world, two):
    world.text("When is lunch?")
    arrives(world, "Hello.", "ben", From="Ben <ben@example.net>")
    assert run("contact", "move", "+12025550143", "--to", "ben@example.net", *DECIDED).exit_code == 0
    assert "+12025550143" in run("contact", "show", "ben@example.net").output
    assert run("contact", "show", "nobody@example.net").exit_code == 1


# --- quarantine -----------------------------------------------------------------------------------------------------


def test_what_is_held_is_listed_with_its_reason(run, world):
    assert run("quarantine", "list").output == "nothing is held\n"
    a_spam_mail(world)
    (line,) = run("quarantine", "list").output.splitlines()
    assert only(world) in line
    assert "[looks like spam]  parent@example.com  Question" in line


def test_what_is_released_is_acknowledged_and_its_clock_runs(run, world):
    a_spam_mail(world)
    assert run("quarantine", "release", only(world), *DECIDED).exit_code == 0
    world.settle()
    shown = json.loads(run("show", only(world), "--json").output)
    assert shown["deadline"]
    assert "acknowledgement" in {one["template"] for one in shown["sends"]}
    assert run("quarantine", "list").output == "nothing is held\n"
    assert run("quarantine", "release", only(world), *DECIDED).exit_code == 0


def test_what_is_deleted_is_gone_from_the_table_and_the_bucket(run, world):
    a_spam_mail(world)
    assert run("quarantine", "delete", only(world), *DECIDED, stdin="n\n").exit_code == 1
    assert run("quarantine", "delete", only(world), *DECIDED, stdin="y\n").exit_code == 0
    world.settle()
    assert "Buy now" not in json.dumps(world.items(), default=repr)
    assert PARENT not in json.dumps([one for one in world.items() if one["pk"]["S"].startswith("I#")])
    assert "Contents" not in world.clients["s3"].list_objects_v2(Bucket="earshot-test", Prefix="raw/1")
    assert "InquiryDeleted by sofia" in run("show", only(world)).output
