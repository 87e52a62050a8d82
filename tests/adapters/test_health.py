"""What waits in the lanes, asked of SQS."""

import boto3
import pytest
from quick_moto import quick_aws

from chalicelib.adapters.health import SqsHealth, lanes_of
from chalicelib.domain.health import LaneHealth


@pytest.fixture
def sqs():
    with quick_aws():
        yield boto3.client("sqs", region_name="us-east-1")


def test_each_lane_says_what_waits_what_is_worked_on_and_what_is_dead(sqs):
    urls = {name: sqs.create_queue(QueueName=name)["QueueUrl"] for name in ("email", "email-dead", "publish-dead")}
    for name, number in (("email", 3), ("email-dead", 2)):
        for body in range(number):
            sqs.send_message(QueueUrl=urls[name], MessageBody=str(body))
    sqs.receive_message(QueueUrl=urls["email"], VisibilityTimeout=60)
    health = SqsHealth(sqs, {"email": urls["email"]}, {"email": urls["email-dead"], "publish": urls["publish-dead"]})
    assert health() == [LaneHealth("email", 2, 1, 2), LaneHealth("publish", None, None, 0)]


def test_the_setting_names_queues_and_dead_letters():
    queues, dead = lanes_of("email=https://q/1 email!=https://q/2 publish!=https://q/3?a=b")
    assert queues == {"email": "https://q/1"}
    assert dead == {"email": "https://q/2", "publish": "https://q/3?a=b"}
