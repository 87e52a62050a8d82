import json

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from builders import REFERENCE, a_consequence, an_event

from chalicelib.adapters.lanes import EventBridgeBus, SqsLanes, body_of, consequence_of
from chalicelib.domain.consequences import Action, Lane
from chalicelib.domain.events import EventType

URLS = {lane: f"https://sqs.example.org/{lane}" for lane in Lane}
DOWN = EndpointConnectionError(endpoint_url="https://sqs.example.org")
DENIED = ClientError({"Error": {"Code": "ThrottlingException"}}, "SendMessageBatch")


def consequences(number, lane=Lane.NOTIFICATIONS, **more):
    return [a_consequence(lane=lane, event=an_event(id=f"e-{one}"), **more) for one in range(number)]


class ScriptedSqs:
    """Each answer is an error to raise, or the positions in the batch that fail."""

    def __init__(self, *answers) -> None:
        self.answers, self.requests = list(answers), []

    def send_message_batch(self, QueueUrl, Entries):  # noqa: N803  (botocore's names)
        self.requests.append((QueueUrl, Entries))
        answer = self.answers.pop(0) if self.answers else ()
        if isinstance(answer, Exception):
            raise answer
        return {"Failed": [{"Id": Entries[at]["Id"]} for at in answer]}

    @property
    def sizes(self):
        return [len(entries) for _, entries in self.requests]


def test_batches_are_of_ten():
    sqs = ScriptedSqs()
    assert SqsLanes(sqs, URLS).put(consequences(23)) == []
    assert sqs.sizes == [10, 10, 3]


def test_pages_leave_first_whatever_their_place():
    sqs = ScriptedSqs()
    SqsLanes(sqs, URLS).put(consequences(1) + consequences(1, Lane.ESCALATIONS) + consequences(1, Lane.PAGES))
    assert [url for url, _ in sqs.requests] == [
        URLS[lane] for lane in (Lane.PAGES, Lane.NOTIFICATIONS, Lane.ESCALATIONS)
    ]


def test_only_the_entries_that_failed_are_sent_again():
    sqs = ScriptedSqs((1, 3), (0,), ())
    assert SqsLanes(sqs, URLS).put(consequences(5)) == []
    assert [[entry["Id"] for entry in entries] for _, entries in sqs.requests] == [
        ["0", "1", "2", "3", "4"],
        ["1", "3"],
        ["1"],
    ]


def test_what_fails_three_times_is_handed_back_and_nothing_else():
    sqs = ScriptedSqs((2,), (0,), (0,))
    wanted = consequences(4)
    assert SqsLanes(sqs, URLS).put(wanted) == [wanted[2]]


@pytest.mark.parametrize("trouble", [DOWN, DENIED])
def test_a_queue_out_of_reach_hands_the_whole_batch_back(trouble):
    wanted = consequences(12)
    assert SqsLanes(ScriptedSqs(trouble, trouble, trouble), URLS).put(wanted) == wanted[:10]
    assert SqsLanes(ScriptedSqs(trouble, ()), URLS).put(wanted) == []


@pytest.mark.parametrize(("delay", "seconds"), [(0, 0), (300, 300), (900, 900), (86_400, 900)])
def test_a_delay_travels_with_its_message_up_to_what_sqs_can(delay, seconds):
    sqs = ScriptedSqs()
    SqsLanes(sqs, URLS).put(consequences(1, delay=delay))
    assert sqs.requests[0][1][0]["DelaySeconds"] == seconds


def test_a_consequence_reads_back_from_its_message():
    wanted = a_consequence(Action.TELL_STAFF, event=an_event(detail={"to": ["ines"], "next_in": 5}), delay=5)
    assert consequence_of(body_of(wanted)) == wanted


@pytest.mark.parametrize("body", ["", "nonsense", "{}", "[]", '{"lane":"nowhere"}', "null"])
def test_a_message_that_is_no_consequence_is_told(body):
    with pytest.raises((ValueError, KeyError, TypeError)):
        consequence_of(body)


def test_it_speaks_to_sqs_itself(client_of):
    url = client_of("sqs").create_queue(QueueName="notifications")["QueueUrl"]
    wanted = consequences(3)
    assert SqsLanes(client_of("sqs"), {Lane.NOTIFICATIONS: url}).put(wanted) == []
    found = client_of("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    assert sorted(consequence_of(message["Body"]).event.id for message in found) == ["e-0", "e-1", "e-2"]


# --- the bus --------------------------------------------------------------------------------------------------------


class ScriptedEvents:
    def __init__(self, *answers) -> None:
        self.answers, self.requests = list(answers), []

    def put_events(self, Entries):  # noqa: N803  (botocore's name)
        self.requests.append(Entries)
        answer = self.answers.pop(0) if self.answers else ()
        if isinstance(answer, Exception):
            raise answer
        results = [{"ErrorCode": "InternalFailure"} if at in answer else {"EventId": "x"} for at in range(len(Entries))]
        return {"Entries": results}


def some_events(number):
    return [an_event(EventType.DANGER_FOUND, id=f"e-{one}", detail={"n": one}) for one in range(number)]


def test_events_travel_whole_and_are_named_by_their_type():
    bridge = ScriptedEvents()
    assert EventBridgeBus(bridge, "bus").publish(some_events(1)) == []
    ((entry,),) = bridge.requests
    assert (entry["EventBusName"], entry["Source"], entry["DetailType"]) == ("bus", "earshot", "DangerFound")
    assert json.loads(entry["Detail"])["reference"] == REFERENCE


def test_the_bus_repeats_only_what_failed_and_hands_back_what_never_went():
    bridge = ScriptedEvents((0, 2), (1,), (0,))
    wanted = some_events(3)
    assert EventBridgeBus(bridge, "bus").publish(wanted) == [wanted[2]]
    assert [len(entries) for entries in bridge.requests] == [3, 2, 1]


def test_the_bus_takes_ten_at_a_time_and_may_be_down():
    bridge = ScriptedEvents(DENIED, DOWN, DENIED)
    wanted = some_events(12)
    assert EventBridgeBus(bridge, "bus").publish(wanted) == wanted[:10]
    assert [len(entries) for entries in bridge.requests] == [10, 10, 10, 2]


def test_it_speaks_to_eventbridge_itself(client_of):
    client_of("events").create_event_bus(Name="bus-of-the-tests")
    assert EventBridgeBus(client_of("events"), "bus-of-the-tests").publish(some_events(2)) == []
