"""Each function may do what its code does, where it does it, and nothing else. Call by call: tests/app/test_own_policies.py."""

import json
import re

import pytest
from permissions import BY_LAMBDA

from infra.outputs import FUNCTIONS
from infra.up import ROOT

OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
CALLS = {
    "batch_get_item": {"dynamodb:BatchGetItem"},
    "batch_write_item": {"dynamodb:BatchWriteItem"},
    "delete_item": {"dynamodb:DeleteItem"},
    "delete_object": {"s3:DeleteObject"},
    "get_item": {"dynamodb:GetItem"},
    "get_object": {"s3:GetObject", "s3:ListBucket"},
    "generate_presigned_post": {"s3:PutObject"},
    "generate_presigned_url": {"s3:GetObject"},
    "get_object_tagging": {"s3:GetObjectTagging"},
    "head_object": {"s3:GetObject", "s3:ListBucket"},
    "get_queue_attributes": {"sqs:GetQueueAttributes"},
    "get_secret_value": {"secretsmanager:GetSecretValue"},
    "publish": {"sns:Publish"},
    "put_events": {"events:PutEvents"},
    "put_item": {"dynamodb:PutItem"},
    "put_object": {"s3:PutObject"},
    "query": {"dynamodb:Query"},
    "send_email": {"ses:SendEmail", "ses:SendRawEmail"},
    "send_message_batch": {"sqs:SendMessage"},
    "transact_write_items": {"dynamodb:PutItem", "dynamodb:DeleteItem"},
    "update_item": {"dynamodb:UpdateItem"},
}
"""IAM actions of each boto3 call that the adapters make; a call that is not here is one nobody gave permission for."""


def statements(name):
    policy = json.loads((ROOT / "infra" / "policies" / f"{name}.json").read_text())
    return policy["Statement"]


def listed(value):
    return value if isinstance(value, list) else [value]


def actions(name, effect="Allow"):
    return {action for item in statements(name) if item["Effect"] == effect for action in listed(item["Action"])}


def test_there_is_one_policy_a_function():
    assert {path.stem for path in (ROOT / "infra" / "policies").glob("*.json")} == set(FUNCTIONS)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_action_is_a_wildcard(name):
    assert not [action for action in actions(name) if "*" in action]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_wildcard_resource_has_a_written_reason(name):
    for statement in statements(name):
        if statement["Effect"] == "Allow" and "*" in listed(statement["Resource"]):
            assert re.search(rf"^\| `{statement['Sid']}` \| .{{20,}} \|$", OPERATIONS, re.MULTILINE), statement["Sid"]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_writes_to_its_own_log_alone(name):
    (own,) = [item for item in statements(name) if item["Sid"] == "OwnLogs"]
    assert own["Resource"] == {"Fn::GetAtt": [f"{name.capitalize()}Logs", "Arn"]}


def test_the_policies_together_allow_what_the_adapters_call_and_no_more():
    source = "\n".join(path.read_text() for path in sorted((ROOT / "chalicelib" / "adapters").glob("*.py")))
    called = set(re.findall(r"(?:client|dynamodb|s3)(?:\(\))?\.([a-z_]+)\(", source))
    assert called <= set(CALLS), "a new call: give the functions that make it permission, then name it here"
    needed = {action for call in called for action in CALLS[call]}
    given = {action for name in FUNCTIONS for action in actions(name)}
    assert given - (BY_LAMBDA - needed) == needed


@pytest.mark.parametrize(
    ("action", "who"),
    [
        ("events:PutEvents", {"publish", "notify"}),
        ("ses:SendEmail", {"notify", "page"}),
        ("sns:Publish", {"notify", "page"}),
        ("sqs:SendMessage", {"publish", "fold", "sweep", "escalate"}),
        ("dynamodb:UpdateItem", {"api", "escalate"}),
        ("s3:PutObject", {"api", "email"}),
        ("s3:GetObjectTagging", {"api", "notify"}),
        ("dynamodb:DeleteItem", {"api", "fold", "sms"}),
        ("s3:DeleteObject", {"email"}),
        ("secretsmanager:GetSecretValue", {"api", "email", "notify", "page"}),
    ],
)
def test_what_reaches_out_is_allowed_to_few(action, who):
    assert {name for name in FUNCTIONS if action in actions(name)} == who


def test_pages_delete_sessions_and_suppressions_and_what_was_held_and_nothing_else():
    """A message of what was held lies in its inquiry's partition."""
    deleting = [item for item in statements("api") if "dynamodb:DeleteItem" in listed(item["Action"])]
    reached = [item["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"] for item in deleting]
    assert sorted(reached) == [["H#*", "I#*"], ["W#*"], ["X#*"]]


def test_files_are_read_by_those_who_hand_them_out():
    readers = {
        name
        for name in FUNCTIONS
        for item in statements(name)
        if "s3:GetObject" in listed(item["Action"]) and "parts/*" in json.dumps(item)
    }
    assert readers == {"api", "notify"}


def test_the_public_door_writes_nothing_but_uploads():
    (taking,) = [item for item in statements("api") if "s3:PutObject" in listed(item["Action"])]
    assert taking["Resource"] == {"Fn::Sub": "${Bucket.Arn}/uploads/*"}


def test_only_email_reads_mail():
    readers = {name for name in FUNCTIONS if "raw/*" in json.dumps(statements(name))}
    assert readers == {"email"}


@pytest.mark.parametrize("name", ["notify", "page"])
def test_texts_go_to_phones_and_never_to_topics(name):
    assert actions(name, effect="Deny") == {"sns:Publish"}


def test_fold_writes_the_inbox_and_the_search_index_and_reads_what_they_are_made_of():
    reached = {
        item["Sid"]: item["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]
        for item in statements("fold")
        if any(action.startswith("dynamodb:") for action in listed(item["Action"])) and "Condition" in item
    }
    assert reached == {
        "WriteTheInbox": ["N#*"],
        "ReadWhatChanged": ["I#*", "Y#*"],
        "WriteTheSearchIndex": ["Y#*", "Z#*"],
    }
