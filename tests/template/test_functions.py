import json
from dataclasses import fields

import pytest

from chalicelib.settings import Settings, variable
from infra.outputs import FUNCTIONS
from infra.up import ROOT

CHANGES = ["INSERT", "MODIFY", "REMOVE"]
LOGICAL = {name: "APIHandler" if name == "api" else name.capitalize() for name in FUNCTIONS}


def chalice_config():
    return json.loads((ROOT / ".chalice" / "config.json").read_text())


def configured():
    return chalice_config()["stages"]["release"]["lambda_functions"]


def test_the_application_has_its_functions_and_no_other(functions):
    assert set(functions) == set(LOGICAL.values())


def test_chalice_is_configured_for_exactly_the_functions_there_are():
    assert {name.removesuffix("_handler") for name in configured()} == set(FUNCTIONS)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_has_the_memory_the_timeout_and_the_policy_that_were_chosen_for_it(functions, template, name):
    chosen = configured()["api_handler" if name == "api" else name]
    properties = functions[LOGICAL[name]]["Properties"]
    assert (properties["MemorySize"], properties["Timeout"]) == (chosen["lambda_memory_size"], chosen["lambda_timeout"])
    role = template["Resources"][properties["Role"]["Fn::GetAtt"][0]]["Properties"]
    written = json.loads((ROOT / "infra" / "policies" / f"{name}.json").read_text())
    assert [policy["PolicyDocument"]["Statement"] for policy in role["Policies"]] == [written["Statement"]]


def test_the_api_answers_before_the_gateway_gives_up(functions):
    assert functions["APIHandler"]["Properties"]["Timeout"] < 29


def test_the_sweep_ends_before_the_next_one_starts(functions):
    assert functions["Sweep"]["Properties"]["Timeout"] < 60
    assert [event["Properties"]["Schedule"] for event in functions["Sweep"]["Properties"]["Events"].values()] == [
        "rate(1 minute)"
    ]


def test_functions_are_given_the_variables_that_settings_reads(template, functions):
    shared = set(template["Globals"]["Function"]["Environment"]["Variables"])
    wanted = {variable(field.name) for field in fields(Settings)}
    for name, function in functions.items():
        given = shared | set(function["Properties"]["Environment"]["Variables"])
        asked: tuple[str, ...] = (
            () if name == "APIHandler" else ("EARSHOT_SIGN_IN_", "EARSHOT_UPLOAD_", "EARSHOT_WATCHED_")
        )
        of_pages = {key for key in wanted if key.startswith(tuple(asked))}
        assert {key for key in given if key.startswith("EARSHOT_")} == wanted - of_pages, name
        assert {"POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE", "LOG_LEVEL"} <= given


def test_the_api_does_not_depend_on_itself(functions):
    assert "RestAPI" not in json.dumps(functions["APIHandler"]["Properties"])


def test_every_function_is_traced_and_logs_to_a_group_that_forgets(functions, of_type):
    groups = of_type("AWS::Logs::LogGroup")
    used = [function["Properties"]["LoggingConfig"]["LogGroup"]["Ref"] for function in functions.values()]
    assert sorted(used) == sorted(groups)
    assert {group["Properties"]["RetentionInDays"] for group in groups.values()} == {90}
    assert {function["Properties"]["Tracing"] for function in functions.values()} == {"Active"}


@pytest.mark.parametrize(
    ("function", "patterns"),
    [
        ("Publish", [{"eventName": ["INSERT"], "dynamodb": {"NewImage": {"kind": {"S": ["events"]}}}}]),
        (
            "Fold",
            [
                {"eventName": CHANGES, "dynamodb": {"Keys": {"sk": {"S": ["INQUIRY"]}}}},
                {
                    "eventName": CHANGES,
                    "dynamodb": {"Keys": {"pk": {"S": [{"prefix": "I#"}]}, "sk": {"S": [{"prefix": "M#"}]}}},
                },
            ],
        ),
    ],
)
def test_a_stream_source_keeps_order_filters_and_gives_up_into_dead_letters(sources, function, patterns):
    found = {name: source for name, kind, source in sources if kind == "DynamoDB"}
    assert set(found) == {"Publish", "Fold"}
    source = found[function]
    assert source["StartingPosition"] == "TRIM_HORIZON"
    assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert source["BisectBatchOnFunctionError"] is True
    assert 0 < source["MaximumRetryAttempts"] <= 100
    assert source["DestinationConfig"]["OnFailure"]["Destination"] == {"Fn::GetAtt": [f"{function}DeadLetters", "Arn"]}
    assert [json.loads(item["Pattern"]) for item in source["FilterCriteria"]["Filters"]] == patterns


def test_every_function_alarms_on_errors_and_throttles(functions, of_type):
    alarmed = {
        (alarm["Properties"]["MetricName"], alarm["Properties"]["Dimensions"][0]["Value"].get("Ref"))
        for alarm in of_type("AWS::CloudWatch::Alarm").values()
        if alarm["Properties"]["Namespace"] == "AWS/Lambda"
    }
    assert {(metric, name) for metric in ("Errors", "Throttles") for name in functions} <= alarmed
    assert {("IteratorAge", "Publish"), ("IteratorAge", "Fold")} <= alarmed
