import json
import re

import pytest

from chalicelib.domain.consequences import COUNTED
from chalicelib.domain.events import EventType
from chalicelib.observability import EmbeddedMetrics
from infra.outputs import LANES, STREAMED

OWNERS = {
    "email": "Email",
    "sms": "Sms",
    "notifications": "Notify",
    "pages": "Page",
    "escalations": "Escalate",
    "feedback": "Feedback",
}


def queue(lane):
    return f"{lane.capitalize()}Queue"


@pytest.fixture(scope="module")
def lane_sources(sources):
    return {source["Queue"]["Fn::GetAtt"][0]: (name, source) for name, kind, source in sources if kind == "SQS"}


def test_every_lane_is_read_by_its_function(lane_sources):
    assert {name: owner for name, (owner, _) in lane_sources.items()} == {queue(lane): OWNERS[lane] for lane in LANES}


@pytest.mark.parametrize("lane", LANES)
def test_one_bad_record_does_not_repeat_its_batch(lane_sources, lane):
    assert lane_sources[queue(lane)][1]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


@pytest.mark.parametrize("lane", LANES)
def test_a_lane_can_never_take_all_of_the_account(lane_sources, lane):
    district, laptop = reversed(lane_sources[queue(lane)][1]["ScalingConfig"]["MaximumConcurrency"]["Fn::If"][1:])
    assert 2 <= laptop <= district <= 50


@pytest.mark.parametrize("lane", LANES)
def test_a_message_stays_out_of_sight_six_times_as_long_as_its_function_may_run(functions, template, lane):
    timeout = functions[OWNERS[lane]]["Properties"]["Timeout"]
    assert template["Resources"][queue(lane)]["Properties"]["VisibilityTimeout"] >= 6 * timeout


@pytest.mark.parametrize("lane", LANES)
def test_what_never_succeeds_ends_in_the_dead_letters(template, lane):
    redrive = template["Resources"][queue(lane)]["Properties"]["RedrivePolicy"]
    dead = f"{lane.capitalize()}DeadLetters"
    assert redrive == {"deadLetterTargetArn": {"Fn::GetAtt": [dead, "Arn"]}, "maxReceiveCount": 5}
    assert template["Resources"][dead]["Properties"]["MessageRetentionPeriod"] == 14 * 86400


def test_every_queue_is_encrypted_and_refuses_what_is_in_the_clear(of_type):
    refused = set()
    for policy in of_type("AWS::SQS::QueuePolicy").values():
        (attached,) = policy["Properties"]["Queues"]
        for one in policy["Properties"]["PolicyDocument"]["Statement"]:
            statement = one["Fn::If"][1] if "Fn::If" in one else one
            assert statement["Resource"] == {"Fn::GetAtt": [attached["Ref"], "Arn"]}
            if statement["Effect"] == "Deny" and statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}:
                refused.add(attached["Ref"])
    queues = of_type("AWS::SQS::Queue")
    assert refused == set(queues)
    assert all(item["Properties"]["SqsManagedSseEnabled"] is True for item in queues.values())


def test_every_dead_letter_alarms_at_once_and_every_lane_when_its_oldest_waits(of_type):
    alarmed = {
        (alarm["Properties"]["MetricName"], alarm["Properties"]["Dimensions"][0]["Value"]["Fn::GetAtt"][0])
        for alarm in of_type("AWS::CloudWatch::Alarm").values()
        if alarm["Properties"]["Namespace"] == "AWS/SQS"
    }
    dead = {("ApproximateNumberOfMessagesVisible", f"{lane.capitalize()}DeadLetters") for lane in (*LANES, *STREAMED)}
    aged = {("ApproximateAgeOfOldestMessage", queue(lane)) for lane in LANES}
    assert alarmed == dead | aged


def test_every_alarm_tells_somebody(of_type):
    alarms = of_type("AWS::CloudWatch::Alarm")
    assert all(alarm["Properties"]["AlarmActions"] == [{"Ref": "AlarmTopic"}] for alarm in alarms.values())
    assert all(alarm["Properties"]["AlarmDescription"] for alarm in alarms.values())


def test_the_dashboard_shows_every_lane_and_every_function(of_type, functions):
    (dashboard,) = of_type("AWS::CloudWatch::Dashboard").values()
    text = dashboard["Properties"]["DashboardBody"]["Fn::Sub"]
    assert json.loads(text)["widgets"]
    named = set(re.findall(r"\$\{([\w.]+)\}", text))
    lanes = {f"{lane.capitalize()}{part}.QueueName" for lane in LANES for part in ("Queue", "DeadLetters")}
    assert named == lanes | set(functions) | {"Table", "PublishDeadLetters.QueueName", "FoldDeadLetters.QueueName"}


def test_alarms_on_our_own_counts_look_where_the_functions_write_them(of_type, capsys):
    metrics = EmbeddedMetrics(stage="prod", function="publish")
    metrics.count("PageUnanswered")
    metrics.flush()
    (written,) = json.loads(capsys.readouterr().out)["_aws"]["CloudWatchMetrics"]
    ours = {
        alarm["Properties"]["MetricName"]: [one["Name"] for one in alarm["Properties"]["Dimensions"]]
        for alarm in of_type("AWS::CloudWatch::Alarm").values()
        if alarm["Properties"]["Namespace"] == written["Namespace"]
    }
    assert set(ours) == COUNTED - {EventType.DEADLINE_MISSED} | {"InboxFull"}
    assert all([names] == written["Dimensions"] for names in ours.values())


def test_nothing_else_in_the_account_takes_the_room_of_the_safety_lane(template, functions, sources):
    reserved = {name for name, one in functions.items() if "ReservedConcurrentExecutions" in one["Properties"]}
    assert reserved == {"Page"}
    condition, kept, none = functions["Page"]["Properties"]["ReservedConcurrentExecutions"]["Fn::If"]
    assert (condition, kept, none) == ("ReservesPages", {"Ref": "PageReserve"}, {"Ref": "AWS::NoValue"})
    parameter = template["Parameters"]["PageReserve"]
    (share,) = [
        source["ScalingConfig"]["MaximumConcurrency"]["Fn::If"][2] for name, _, source in sources if name == "Page"
    ]
    assert int(parameter["Default"]) >= share
    assert not re.fullmatch(parameter["AllowedPattern"], str(share - 1))
