"""What can never succeed ends in the dead letters and comes back by `queue redrive`."""

import json
import uuid

import pytest
from click.testing import CliRunner

from infra.__main__ import main
from infra.family import Outbox
from infra.queues import redrive

pytestmark = pytest.mark.stack

MAIL = (
    b"Return-Path: <robin@example.com>\r\nFrom: Robin <robin@example.com>\r\nTo: help@earshot.example.org\r\n"
    b"Subject: Lunch account\r\nMessage-ID: <lunch@example.com>\r\n\r\nThe lunch account shows the wrong sum.\r\n"
)
KEY = "raw/only-later"


def events(stack):
    """The event items on the table, by their key."""
    found = stack.clients.dynamodb.scan(TableName=stack.outputs.table)["Items"]
    return [item for item in found if item.get("kind") == {"S": "events"}]


def inquiries_about(stack, words):
    found = stack.clients.dynamodb.scan(TableName=stack.outputs.table)["Items"]
    return [item["pk"]["S"] for item in found if item["sk"]["S"].startswith("M#") and words in json.dumps(item)]


def command(stack, *words):
    done = CliRunner().invoke(main, ["queue", *words], env={"EARSHOT_AWS_PORT": str(stack.local.ports.aws)})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.fixture
def hasty(stack):
    """Lanes that give a failed message up at its second delivery, a second after the first; yields what makes them patient
    again: where a message shall succeed, a slow second must not count as a failure."""
    sqs, names = stack.clients.sqs, ["VisibilityTimeout", "RedrivePolicy"]
    usual = {
        url: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
        for url in (stack.outputs.queues[name] for name in ("email", "pages"))
    }
    for url, attributes in usual.items():
        impatient = json.dumps(json.loads(attributes["RedrivePolicy"]) | {"maxReceiveCount": 1})
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "1", "RedrivePolicy": impatient})

    def patient():
        for url, attributes in usual.items():
            sqs.set_queue_attributes(QueueUrl=url, Attributes=attributes)

    yield patient
    patient()


def settled(stack, name):
    """Whether nothing waits in a lane and nothing is being worked on."""
    lanes = json.loads(command(stack, "list", "--json").output)
    (found,) = [item for item in lanes if item["name"] == name]
    return found["waiting"] == found["in_flight"] == 0


def notice_of_mail(stack):
    record = {
        "eventSource": "aws:s3",
        "eventTime": "2026-03-02T16:40:00.000Z",
        "s3": {"bucket": {"name": stack.outputs.bucket}, "object": {"key": KEY}},
    }
    return json.dumps({"Records": [record]})


def test_a_mail_that_could_not_be_read_comes_back_when_it_can(stack, lane, hasty):
    stack.clients.sqs.send_message(QueueUrl=stack.outputs.queues["email"], MessageBody=notice_of_mail(stack))
    stack.eventually(lambda: lane("email"), seconds=60)
    assert "only-later" in command(stack, "peek", "email", "--dlq").output
    assert lane("email"), "looking takes nothing away"

    hasty()
    stack.clients.s3.put_object(Bucket=stack.outputs.bucket, Key=KEY, Body=MAIL)
    moved = json.loads(command(stack, "redrive", "email", "--json").output)
    assert moved == {"lane": "email", "moved": 1, "stayed": []}
    stack.eventually(lambda: settled(stack, "email"))
    assert len(inquiries_about(stack, "The lunch account shows")) == 1
    assert lane("email") == []


@pytest.mark.usefixtures("hasty")
def test_what_fails_again_is_a_dead_letter_again_and_ends_the_redrive(stack):
    body = f"not a page {uuid.uuid4()}"
    sqs, dead = stack.clients.sqs, stack.outputs.dead_letters["pages"]

    def depth():
        count = "ApproximateNumberOfMessages"
        return int(sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=[count])["Attributes"][count])

    sqs.send_message(QueueUrl=stack.outputs.queues["pages"], MessageBody=body)
    stack.eventually(depth, seconds=60)
    assert redrive(stack.clients, stack.outputs, "pages").moved == 1
    stack.eventually(depth, seconds=60)
    sqs.purge_queue(QueueUrl=dead)


def stream_batch(stack, *, sequence):
    """A dead letter as Lambda writes it for one record of the table's stream."""
    described = stack.clients.streams.describe_stream(StreamArn=stack.outputs.stream)["StreamDescription"]
    return json.dumps(
        {
            "requestContext": {"condition": "RetryAttemptsExhausted"},
            "DDBStreamBatchInfo": {
                "shardId": described["Shards"][0]["ShardId"],
                "startSequenceNumber": sequence,
                "endSequenceNumber": sequence,
                "approximateArrivalOfFirstRecord": "2026-03-02T16:40:00Z",
                "approximateArrivalOfLastRecord": "2026-03-02T16:40:00Z",
                "batchSize": 1,
                "streamArn": stack.outputs.stream,
            },
        }
    )


def first_event(stack):
    """The sequence number of the oldest event on the table's stream."""
    streams = stack.clients.streams
    shard = streams.describe_stream(StreamArn=stack.outputs.stream)["StreamDescription"]["Shards"][0]["ShardId"]
    iterator = streams.get_shard_iterator(
        StreamArn=stack.outputs.stream, ShardId=shard, ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    for record in streams.get_records(ShardIterator=iterator)["Records"]:
        if record["dynamodb"].get("NewImage", {}).get("kind") == {"S": "events"}:
            return record["dynamodb"]["SequenceNumber"]
    return None


def test_events_that_publish_gave_up_are_read_from_the_stream_and_published_again(stack, lane):
    stack.clients.s3.put_object(Bucket=stack.outputs.bucket, Key="raw/for-the-stream", Body=MAIL)
    sequence = stack.eventually(lambda: first_event(stack))
    before = len(events(stack))
    dead = stack.outputs.dead_letters["publish"]
    stack.clients.sqs.send_message(QueueUrl=dead, MessageBody=stream_batch(stack, sequence=sequence))
    assert redrive(stack.clients, stack.outputs, "publish").moved == 1
    assert lane("publish") == []
    assert len(events(stack)) >= before


def test_events_that_the_stream_no_longer_has_stay_and_are_told(stack, lane):
    dead = stack.outputs.dead_letters["publish"]
    gone = json.loads(stream_batch(stack, sequence="0" * 20 + "1"))
    gone["DDBStreamBatchInfo"]["shardId"] = "shardId-00000000000000000000-99999999"
    stack.clients.sqs.send_message(QueueUrl=dead, MessageBody=json.dumps(gone))
    told = command(stack, "redrive", "publish")
    assert told.exit_code == 1
    assert "gone; the stream keeps a day" in told.output
    assert "2026-03-02T16:40:00Z" in told.output
    stack.eventually(lambda: lane("publish"), seconds=60)
    stack.clients.sqs.purge_queue(QueueUrl=dead)


def test_events_that_the_stream_no_longer_has_are_published_again_from_the_table(stack):
    """The ledger forgets an acknowledgement, as if its event had never been published: it goes out, and only once."""
    sender = f"{uuid.uuid4().hex[:12]}@example.com"
    mail = MAIL.replace(b"robin@example.com", sender.encode()).replace(b"<lunch@", b"<" + sender[:12].encode() + b"@")
    stack.clients.s3.put_object(Bucket=stack.outputs.bucket, Key=f"raw/{sender[:12]}", Body=mail)

    def heard():
        return Outbox(stack.local.ports.aws).words_to(sender)

    stack.eventually(heard)
    (name,) = {one["pk"]["S"] for one in acknowledgements(stack, sender)}
    for row in acknowledgements(stack, sender):
        stack.clients.dynamodb.delete_item(TableName=stack.outputs.table, Key={key: row[key] for key in ("pk", "sk")})
    for _ in range(2):
        told = command(stack, "republish", name.removeprefix("I#"), "--since", "2026-01-01")
        assert "published again" in told.output
        stack.eventually(lambda: len(heard()) > 1)
        stack.eventually(lambda: settled(stack, "notifications"))
    assert len(heard()) == 2


def acknowledgements(stack, sender):
    """The ledger's rows of what that address was told."""
    found = stack.clients.dynamodb.scan(TableName=stack.outputs.table, ConsistentRead=True)["Items"]
    return [item for item in found if item["sk"]["S"].startswith("S#") and sender in json.dumps(item)]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("K7Q2-9FHQ",), "there are none"),
        (("K7Q2-9FHQ", "--since", "2026-03-02T16:00"), "there are none since 2026-03-02 16:00 UTC"),
        (("K7Q2",), "is no reference"),
    ],
)
def test_what_has_no_events_is_told(stack, words, why):
    told = command(stack, "republish", *words)
    assert told.exit_code == 1
    assert why in told.output
