"""Nobody is alone: doubled deliveries, poison, throttling, conflicts."""

import json
from collections import Counter
from collections.abc import Iterator
from functools import partial

import pytest
from builders import a_district
from scenarios import a_mail, asked_by_mail, only, staff_replies
from world import Interruption, World, a_world, s3_notification, sqs_event

from chalicelib.domain.events import EventType


@pytest.fixture(scope="module")
def installation() -> Iterator[World]:
    with a_world(a_district()) as world:
        yield world


@pytest.fixture
def world(installation: World) -> World:
    return installation.again()


def test_the_same_mail_delivered_twice_at_the_same_time_is_one_message(installation: World) -> None:
    calls = _one_mail(installation.again(), None)
    for at in range(calls):
        world = installation.again()
        _one_mail(world, at)
        world.settle()
        assert len(world.case(only(world)).messages) == 1, f"interrupted before call {at}"
        assert Counter(send.template for send in world.case(only(world)).sends) == {"acknowledgement": 1, "team_new": 1}


def _one_mail(world: World, interrupted_at: int | None) -> int:
    """Stores a mail and delivers its notification; with an interruption, another worker takes it whole meanwhile."""
    event = sqs_event(s3_notification("raw/1", world.now), message_id="m", now=world.now)
    world.clients["s3"].put_object(Bucket="earshot-test", Key="raw/1", Body=a_mail("Twice"))
    if interrupted_at is not None:
        world.interruption = Interruption(interrupted_at, lambda: world.run("email", event))
    assert world.run("email", event) == []
    return len(world.calls)


def test_the_same_notification_handed_over_twice_at_the_same_time_is_sent_once(installation: World) -> None:
    total = 10
    for at in range(total):
        world = installation.again()
        world.mail(a_mail("Hello"))
        world.settle_stream()
        notices = list(world.held)
        world.held.clear()
        for one in notices:
            event = sqs_event(one.body, message_id=one.id, now=world.now)
            world.interruption = Interruption(len(world.calls) + at, partial(world.run, "notify", event))
            if world.run("notify", event) != []:
                world.held.append(one)
            world.interruption = None
        world.settle()
        sent = [operation for function, operation in world.done if function == "notify" and operation == "SendEmail"]
        ledger = world.case(only(world)).sends
        assert len(ledger) == 2, at
        assert {send.attempts for send in ledger} == {1}, at
        assert len(sent) <= 2, at


def test_one_poison_record_does_not_hold_its_batch(world: World) -> None:
    world.clients["s3"].put_object(Bucket="earshot-test", Key="raw/1", Body=a_mail("Fine"))
    good = sqs_event(s3_notification("raw/1", world.now), message_id="good", now=world.now)["Records"]
    gone = sqs_event(s3_notification("raw/gone", world.now), message_id="gone", now=world.now)["Records"]
    odd = sqs_event('{"what": "is this"}', message_id="odd", now=world.now)["Records"]
    no_json = sqs_event("\x00", message_id="no-json", now=world.now)["Records"]
    assert world.run("email", {"Records": [*odd, *gone, *good, *no_json]}) == ["odd", "gone", "no-json"]
    assert world.case(only(world)).messages[0].text.strip() == "Fine"


@pytest.mark.parametrize("function", ["notify", "page", "escalate", "feedback"])
def test_a_record_no_function_understands_is_reported_and_left_to_the_dead_letters(world: World, function: str) -> None:
    for body in ("", "[]", "{}", '{"lane": "pages", "action": "dance", "event": {}}', "nonsense"):
        assert world.run(function, sqs_event(body, message_id="m", now=world.now)) == ["m"], body


def test_what_s3_and_ses_say_on_their_own_account_is_passed_over(world: World) -> None:
    test = json.dumps({"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "b"})
    setup = s3_notification("raw/AMAZON_SES_SETUP_NOTIFICATION", world.now)
    for body in (test, setup):
        assert world.run("email", sqs_event(body, message_id="m", now=world.now)) == []
    assert world.references() == []


def test_a_key_with_blanks_and_signs_is_found(world: World) -> None:
    world.clients["s3"].put_object(Bucket="earshot-test", Key="raw/a b+c", Body=a_mail("Hello"))
    assert world.run("email", sqs_event(s3_notification("raw/a+b%2Bc", world.now), message_id="m", now=world.now)) == []
    assert world.case(only(world)).messages[0].original == "raw/a b+c"


@pytest.mark.parametrize(
    "code", ["ProvisionedThroughputExceededException", "ThrottlingException", "InternalServerError"]
)
def test_a_throttled_table_loses_nothing(world: World, code: str) -> None:
    refused: Counter[tuple[str, str]] = Counter()

    def refuse(function: str, operation: str) -> str:
        if (
            operation not in {"BatchGetItem", "TransactWriteItems", "PutItem", "GetItem"}
            or refused[function, operation]
        ):
            return ""
        refused[function, operation] += 1
        return code

    world.refuse = refuse
    world.mail(a_mail("Hello"))
    world.settle()
    assert len(refused) >= 6
    assert world.failures == []
    assert Counter(send.template for send in world.case(only(world)).sends) == {"acknowledgement": 1, "team_new": 1}


def test_a_busy_provider_is_asked_again_and_never_counts_as_a_failed_try(world: World) -> None:
    refusals = iter(range(4))
    world.refuse = lambda _f, operation: (
        "TooManyRequestsException" if operation == "SendEmail" and next(refusals, None) is not None else ""
    )
    world.mail(a_mail("Hello"))
    world.settle()
    assert {(send.status, send.attempts) for send in world.case(only(world)).sends} == {("sent", 1)}


def test_a_queue_that_refuses_some_is_given_only_those_again(world: World) -> None:
    refusals = iter(range(5))
    world.refuse = lambda _f, operation: (
        "ServiceUnavailable" if operation == "SendMessageBatch" and next(refusals, None) is not None else ""
    )
    world.mail(a_mail("Hello"))
    world.settle()
    assert world.failures == []
    assert Counter(send.template for send in world.case(only(world)).sends) == {"acknowledgement": 1, "team_new": 1}


def test_a_staff_reply_and_a_family_message_at_the_same_moment_both_count(installation: World) -> None:
    for at in range(4, 12):
        world = installation.again()
        asked_by_mail(world)
        token = world.services("staff").keys.signer().reply_token(only(world))
        answer = a_mail("One more thing", message_id="<2@example.com>", Delivered_To=f"reply+{token}@demo.example.org")
        world.interruption = Interruption(at, partial(staff_replies, world))
        world.mail(answer, key="raw/2")
        if world.interruption is not None:
            break
        world.settle()
        case = world.case(only(world))
        assert len(case.messages) == 3, at
        assert case.inquiry.deadline is not None, "the family wrote last: somebody must answer"
        assert Counter(event.type for event in case.events)[EventType.MESSAGE_SENT] == 1


def test_what_can_never_succeed_is_given_up_to_the_dead_letters(world: World) -> None:
    world.deliver("notify", '{"lane":"notifications","action":"acknowledge","event":{}}')
    assert len(world.failures) == 1
