"""CloudFormation: create or update an installation, read it, delete it. The same on AWS and on the emulator."""

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from infra import outputs
from infra.build import Package
from infra.clients import Clients
from infra.outputs import Outputs

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.type_defs import ParameterTypeDef

CAPABILITIES: Any = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]
DONE = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"}
Say = Callable[[str], None]


class DeployFailed(RuntimeError):
    """CloudFormation refused; the message holds its reasons."""


class NotDeployed(LookupError):
    """There is no such stack."""


def deploy(clients: Clients, package: Package, parameters: Mapping[str, str], *, say: Say = print) -> Outputs:
    """Upload the package, create the stack or update it, wait, and return what it says.

    On an update, parameters that are not given keep their values. Raises DeployFailed with CloudFormation's reasons.
    """
    bucket = _code_bucket(clients)
    code_key = f"{package.digest()}.zip"
    _upload(clients, bucket, code_key, package.zip.read_bytes())
    body = package.body(code_uri=f"s3://{bucket}/{code_key}").encode()
    template_key = f"{hashlib.sha256(body).hexdigest()[:32]}.json"
    _upload(clients, bucket, template_key, body)
    url = f"https://s3.{clients.target.region}.amazonaws.com/{bucket}/{template_key}"
    since = time.time() - 1
    if _submit(clients, url, parameters, say):
        _wait(clients, say, since=since)
    return read(clients)


def read(clients: Clients) -> Outputs:
    """The stack's outputs. Raises NotDeployed when there is none."""
    stack = _describe(clients)
    if stack is None:
        raise NotDeployed(f"there is no stack {clients.target.stack}: run `make up`, or `make deploy STAGE=…`")
    return outputs.read({item["OutputKey"]: item["OutputValue"] for item in stack.get("Outputs", [])})


def delete(clients: Clients, *, say: Say = print) -> None:
    """Delete the stack. The table, the bucket and the signing key stay (DeletionPolicy)."""
    clients.cloudformation.delete_stack(StackName=clients.target.stack)
    say(f"deleting {clients.target.stack}")
    clients.cloudformation.get_waiter("stack_delete_complete").wait(StackName=clients.target.stack)


def _code_bucket(clients: Clients) -> str:
    account = clients.sts.get_caller_identity()["Account"]
    name = f"earshot-deploy-{account}-{clients.target.region}"
    try:
        clients.s3.head_bucket(Bucket=name)
    except ClientError as error:
        if error.response["Error"]["Code"] not in {"404", "NoSuchBucket"}:
            raise
        _make_bucket(clients, name)
    return name


def _make_bucket(clients: Clients, name: str) -> None:
    where: Any = {"CreateBucketConfiguration": {"LocationConstraint": clients.target.region}}
    clients.s3.create_bucket(Bucket=name, **({} if clients.target.region == "us-east-1" else where))
    clients.s3.put_public_access_block(
        Bucket=name,
        PublicAccessBlockConfiguration={
            "BlockPublicAcls": True,
            "IgnorePublicAcls": True,
            "BlockPublicPolicy": True,
            "RestrictPublicBuckets": True,
        },
    )


def _upload(clients: Clients, bucket: str, key: str, body: bytes) -> None:
    """Keys are checksums, so that what is there already is the same."""
    try:
        clients.s3.head_object(Bucket=bucket, Key=key)
    except ClientError as error:
        if error.response["Error"]["Code"] not in {"404", "NoSuchKey"}:
            raise
        clients.s3.put_object(Bucket=bucket, Key=key, Body=body)


def _submit(clients: Clients, url: str, parameters: Mapping[str, str], say: Say) -> bool:
    """Whether there is anything to wait for."""
    name = clients.target.stack
    stack = _describe(clients)
    given = {"Stage": clients.target.stage, **parameters}
    if stack is None:
        say(f"creating {name}")
        values = _parameters(given, kept=())
        clients.cloudformation.create_stack(
            StackName=name, TemplateURL=url, Parameters=values, Capabilities=CAPABILITIES
        )
        return True
    if stack["StackStatus"] == "ROLLBACK_COMPLETE":
        raise DeployFailed(f"{name} was never created (its first deployment failed): delete it, then deploy again")
    kept = [item["ParameterKey"] for item in stack.get("Parameters", []) if item["ParameterKey"] not in given]
    values = _parameters(given, kept=kept)
    try:
        clients.cloudformation.update_stack(
            StackName=name, TemplateURL=url, Parameters=values, Capabilities=CAPABILITIES
        )
    except ClientError as error:
        if "No updates are to be performed" not in str(error):
            raise DeployFailed(str(error)) from error
        say(f"{name} is up to date")
        return False
    say(f"updating {name}")
    return True


def _parameters(given: Mapping[str, str], *, kept: Sequence[str]) -> "list[ParameterTypeDef]":
    values: list[ParameterTypeDef] = [{"ParameterKey": key, "ParameterValue": value} for key, value in given.items()]
    return values + [{"ParameterKey": key, "UsePreviousValue": True} for key in kept]


def _describe(clients: Clients) -> Any:
    try:
        found = clients.cloudformation.describe_stacks(StackName=clients.target.stack)["Stacks"]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    return found[0] if found and found[0]["StackStatus"] != "DELETE_COMPLETE" else None


def _wait(clients: Clients, say: Say, *, since: float) -> None:
    waited = time.monotonic()
    pause = 0.25 if clients.target.is_local else 5.0
    while True:
        status = _describe(clients)["StackStatus"]
        if status in DONE:
            say(f"{clients.target.stack}: {status} after {time.monotonic() - waited:.0f} s")
            return
        if not status.endswith("_IN_PROGRESS"):
            raise DeployFailed(f"{clients.target.stack}: {status}\n{_reasons(clients, since)}")
        time.sleep(pause)


def _reasons(clients: Clients, since: float) -> str:
    events = clients.cloudformation.describe_stack_events(StackName=clients.target.stack)["StackEvents"]
    return "\n".join(
        f"  {event['LogicalResourceId']}: {event.get('ResourceStatusReason', 'no reason given')}"
        for event in reversed(events)
        if event.get("ResourceStatus", "").endswith("FAILED") and event["Timestamp"].timestamp() >= since
    )
