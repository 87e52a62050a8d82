"""What follows from a person's decisions, as scripts for the world. The decision itself is a person's command, who would
give it again (tests/usecases/test_decided_again.py); what the functions make of it is played here."""

from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

from calendars import WEEK
from click.testing import CliRunner
from scenarios import PARENT, Script, a_mail, a_spam_mail, asked_and_answered, asked_by_mail, only
from world import BUCKET, DOMAIN, REGION, World

from chalicelib.domain import wishes
from chalicelib.domain.commit import Commit
from chalicelib.domain.hours import Hours
from chalicelib.domain.permissions import OPERATOR, actor_of
from chalicelib.domain.words import Status
from chalicelib.usecases.drafts import open_draft, save_draft, send_draft, stop_draft
from chalicelib.usecases.handle import Counter, handle
from chalicelib.usecases.matters import merge, split
from chalicelib.usecases.quarantine import delete, release
from infra.closings import closed
from infra.ses import Delivery, headers


def a_spam_mail_released(world: World) -> None:
    """The release is a person's command; what follows from it is the functions'."""
    with world.earlier():
        a_spam_mail(world)
    release(only(world), **decided(world))
    world.settle()


def a_spam_mail_released_with_the_slip_that_followed_it(world: World) -> None:
    with world.earlier():
        a_spam_mail(world)
        slip = message_from_bytes(a_mail("The slip.", message_id="<two@example.com>"), policy=default)
        slip["In-Reply-To"] = "<one@example.com>"
        slip.add_attachment(b"%PDF-1.7", "application", "pdf", filename="slip.pdf")
        world.mail(slip.as_bytes(), key="raw/2")
        world.settle()
    release(only(world), **decided(world))
    world.settle()
    assert "Contents" in world.clients["s3"].list_objects_v2(Bucket=BUCKET, Prefix="parts/")


def a_spam_mail_deleted(world: World) -> None:
    with world.earlier():
        a_spam_mail(world)
    delete(only(world), **decided(world))
    world.settle()
    assert "Contents" not in world.clients["s3"].list_objects_v2(Bucket=BUCKET, Prefix="raw/1")


def a_held_answer_released(world: World) -> None:
    """It joins the thread that it answers."""
    asked_and_answered(world)
    first = only(world)
    delivery = Delivery(PARENT, (f"help@{DOMAIN}",), peer="192.0.2.1", helo="example.com", received=world.now)
    block = headers(delivery, "abc", REGION).replace(b"Spam-Verdict: PASS", b"Spam-Verdict: FAIL")
    with world.earlier():
        world.mail(
            block + a_mail("And on Friday?", message_id="<two@example.com>", In_Reply_To="<one@example.com>"),
            key="raw/2",
        )
        world.settle()
    (held,) = [one for one in world.references() if one != first]
    release(held, **decided(world))
    world.settle()


def an_answer_to_what_was_merged(world: World) -> None:
    asked_by_mail(world)
    first = only(world)
    with world.earlier():
        world.mail(a_mail("Still no bus.", message_id="<two@example.com>"), key="raw/2")
        world.settle()
    (second,) = [one for one in world.references() if one != first]
    merge(second, first, **decided(world))
    answer = a_mail("Any news?", message_id="<three@example.com>", In_Reply_To="<two@example.com>")
    for key in ("raw/c", "raw/d"):
        world.mail(answer, key=key)
        world.settle()


def answers_to_what_was_long_closed(world: World) -> None:
    """Two of them, each delivered twice: one inquiry follows the old one."""
    asked_by_mail(world)
    first = world.case(only(world)).inquiry
    closed_at = world.now - timedelta(days=15)
    gone = replace(first, version=first.version + 1, status=Status.CLOSED, closed_at=closed_at, clocks=())
    world.services("staff").store.commit(Commit(first.reference, decided(world)["at"].randomness.stamp(), inquiry=gone))
    for number in ("two", "two", "three", "three"):
        late = a_mail("Any news?", message_id=f"<{number}@example.com>", In_Reply_To="<one@example.com>")
        world.mail(late, key=f"raw/{number}")
        world.settle()
    assert len(world.references()) == 2


def a_message_split_off(world: World) -> None:
    asked_by_mail(world)
    first = only(world)
    with world.earlier():
        more = a_mail("She is being bullied.", message_id="<two@example.com>", In_Reply_To="<one@example.com>")
        world.mail(more, key="raw/2")
        world.settle()
    message = world.case(first).messages[-1].id
    split(first, message, **decided(world))
    world.settle()


def a_day_at_the_desk(world: World) -> None:
    """Given to a colleague, who calls another in a note; moved to another team; closed; and all of it asked for twice."""
    asked_by_mail(world)
    at = _counter(world)
    decisions = (
        wishes.See(),
        wishes.Assign("omar", "transport", "your route"),
        wishes.Note("@ines do you know?", "note-1"),
        wishes.Retopic("other", "not about buses"),
        wishes.Close("answered"),
    )
    for wish in decisions:
        for _ in range(2):
            handle(only(world), wish, actor=OPERATOR, at=at)
        world.settle()


def a_reply_stopped_and_then_sent(world: World) -> None:
    """Both departures come, and only the second is a reply."""
    asked_by_mail(world)
    staff = world.services("staff")
    at = Counter(staff.store, staff.districts, staff.randomness)
    who = {"actor": actor_of(world.district.team("front").members[0], world.district, at=world.now), "at": at}
    open_draft(only(world), **who)
    save_draft(only(world), "At eight.", **who)
    for step in (send_draft, stop_draft, send_draft):
        step(only(world), **who)
        world.settle_stream()
    world.settle()


def _counter(world: World) -> Counter:
    staff = world.services("staff")
    return Counter(staff.store, staff.districts, staff.randomness)


def decided(world: World) -> dict[str, Any]:
    """By whom, and why."""
    return {"actor": OPERATOR, "why": "a person looked", "at": _counter(world)}


def an_inquiry_shared_out(world: World) -> None:
    """A rule leaves it to the team: whoever has least to do."""
    first, second = world.district.team("transport").members
    with world.earlier():
        world.mail(a_mail("When does the bus come?"))
        world.settle()
        handle(only(world), wishes.Assign(first), actor=OPERATOR, at=_counter(world))
        world.settle()
    later = a_mail("Please share this out: when does the bus come?", message_id="<two@example.com>")
    world.mail(later, key="raw/2")
    world.settle()
    assert {world.case(name).inquiry.assignee for name in world.references()} == {first, second}


def a_snow_day(world: World) -> None:
    """Declared by a person at eleven, while a family waits for an answer by noon. Only one: which shard comes first would
    change the order of calls from play to play."""
    with world.earlier():
        world.push(replace(world.district, version="v2", calendars=(Hours("district", week=WEEK),)))
        world.text("When does bus 12 come?")
        world.settle()
    services = world.services("staff")
    asked = ["today", "--from", "11:00", "--because", "snow"]
    ran = CliRunner().invoke(closed, asked, obj=lambda _stage: services, catch_exceptions=False)
    assert ran.exit_code == 0, ran.output
    world.settle()
    due = world.case(only(world)).inquiry.expected_by
    assert due is not None
    assert due.date() == date(2026, 3, 3)


DECIDED: tuple[Script, ...] = (
    a_snow_day,
    a_spam_mail_released,
    a_spam_mail_released_with_the_slip_that_followed_it,
    a_spam_mail_deleted,
    a_held_answer_released,
    an_answer_to_what_was_merged,
    answers_to_what_was_long_closed,
    a_message_split_off,
    a_day_at_the_desk,
    an_inquiry_shared_out,
    a_reply_stopped_and_then_sent,
)
