"""What a function's policy allows, asked call by call: its action on its resource. The world asks at every call a function makes."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any
from urllib.parse import unquote

from infra.up import ROOT

BY_LAMBDA = {
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:ReceiveMessage",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
}
"""What Lambda itself does in the function's name."""

_IN_A_TRANSACTION = {
    "Put": "PutItem",
    "Delete": "DeleteItem",
    "Update": "UpdateItem",
    "ConditionCheck": "ConditionCheckItem",
}


class Forbidden(BaseException):
    """AWS would refuse the call. Not an Exception: no retry and no report may hide it from a test."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One action on one resource; `keys` are the leading keys of the table that it is bound to."""

    action: str
    resource: str
    keys: tuple[str, ...] = ()

    def covers(self, action: str, resource: str, partitions: frozenset[str]) -> bool:
        bound = not self.keys or all(any(fnmatchcase(pk, key) for key in self.keys) for pk in partitions)
        return action == self.action and fnmatchcase(resource, self.resource) and bound


@cache
def grants(function: str) -> tuple[Grant, ...]:
    """All that the policy file of that function allows."""
    policy = json.loads((ROOT / "infra" / "policies" / f"{function}.json").read_text())
    return tuple(
        grant for statement in policy["Statement"] if statement["Effect"] == "Allow" for grant in _granted(statement)
    )


def check(function: str, service: str, operation: str, params: Mapping[str, Any]) -> frozenset[Grant]:
    """The grants that the call makes use of. Raises Forbidden where one is missing."""
    used = set()
    for action, resource, partitions in _asked(service, operation, params):
        found = [one for one in grants(function) if one.covers(action, resource, partitions)]
        if not found:
            raise Forbidden(f"{function} may not {action} on {resource}")
        used.update(found)
    return frozenset(used)


def _granted(statement: Mapping[str, Any]) -> Iterator[Grant]:
    keys = statement.get("Condition", {}).get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys", ())
    for action in _listed(statement["Action"]):
        for resource in _listed(statement["Resource"]):
            yield Grant(action, _name(resource), tuple(keys))


def _name(resource: Any) -> str:
    """By the template's own names: `Table/index/due`, `Bucket/raw/*`, `PagesQueue`."""
    if isinstance(resource, str):
        return resource
    ((how, what),) = resource.items()
    if how == "Fn::GetAtt":
        return str(what[0])
    return str(what).replace(".Arn}", "}").replace("${", "").replace("}", "") if how == "Fn::Sub" else str(what)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


# --- what a call asks for ---------------------------------------------------------------------------------------------

_Ask = tuple[str, str, frozenset[str]]
_MAILER = "arn:AWS::Partition:ses:AWS::Region:AWS::AccountId"


def _asked(service: str, operation: str, params: Mapping[str, Any]) -> Iterator[_Ask]:
    if service == "s3":
        yield (
            f"s3:{_READ_BY_HEAD.get(operation, operation)}",
            f"Bucket{unquote(params['url_path'].partition('?')[0])}",
            frozenset(),
        )
        return
    body = _body(params)
    if service == "dynamodb":
        yield from _of_the_table(operation, body)
    elif service == "sesv2":
        named = [f"{_MAILER}:identity/MailDomain"]
        named += [f"{_MAILER}:configuration-set/ConfigurationSet"] if body.get("ConfigurationSetName") else []
        yield from ((f"ses:{action}", name, frozenset()) for action in _MAILED for name in named)
    elif service == "sqs":
        lane = str(body["QueueUrl"]).rpartition("/")[2]
        yield f"sqs:{operation.removesuffix('Batch')}", f"{lane.capitalize()}Queue", frozenset()
    elif service == "sns" and "PhoneNumber" not in body:
        raise Forbidden("texts go to phones, never to topics")
    else:
        yield f"{service}:{operation}", _ONLY.get(service, "a phone number"), frozenset()


_READ_BY_HEAD = {"HeadObject": "GetObject"}
_MAILED = ("SendEmail", "SendRawEmail")
"""A mail that is sent raw asks for both."""
_ONLY = {"secretsmanager": "SigningKey", "events": "Bus"}


def _body(params: Mapping[str, Any]) -> dict[str, Any]:
    """Of the JSON protocols; the query protocol's is a dict already."""
    body = params["body"]
    return dict(body) if isinstance(body, Mapping) else dict(json.loads(body))


def _of_the_table(operation: str, body: Mapping[str, Any]) -> Iterator[_Ask]:
    if operation == "TransactWriteItems":
        for item in body["TransactItems"]:
            ((kind, what),) = item.items()
            yield f"dynamodb:{_IN_A_TRANSACTION[kind]}", "Table", _partition(what)
        return
    name = f"Table/index/{body['IndexName']}" if "IndexName" in body else "Table"
    yield f"dynamodb:{operation}", name, frozenset().union(_partition(body), *map(_partition, _batched(body)))


def _batched(body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The single requests of a batch, as if each came alone."""
    for asked in body.get("RequestItems", {}).values():
        if isinstance(asked, Mapping):
            yield from ({"Key": key} for key in asked["Keys"])
        else:
            yield from (request for one in asked for request in one.values())


def _partition(what: Mapping[str, Any]) -> frozenset[str]:
    """Whose keys a request names; a query of the table itself names one, of an index none of the table's."""
    key = what.get("Key") or what.get("Item") or {}
    asked = what.get("ExpressionAttributeValues", {}).get(":pk") if "KeyConditionExpression" in what else None
    named = [key["pk"]] if "pk" in key else [asked] if asked else []
    return frozenset(str(one["S"]) for one in named)
