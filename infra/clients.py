"""Which installation a command speaks to, and boto3 clients for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from infra.local import ports

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sqs import SQSClient

LOCAL_STAGE = "local"
LOCAL_REGION = "us-east-1"


@dataclass(frozen=True, slots=True)
class Target:
    """An installation: the stack `earshot-STAGE` in a region of AWS, or on the emulator at `endpoint`."""

    stage: str
    region: str
    endpoint: str | None = None

    @property
    def stack(self) -> str:
        return f"earshot-{self.stage}"

    @property
    def is_local(self) -> bool:
        return self.endpoint is not None


def local_target(port: int) -> Target:
    return Target(LOCAL_STAGE, LOCAL_REGION, f"http://127.0.0.1:{port}")


def target(stage: str | None, environment: Mapping[str, str] | None = None) -> Target:
    """The target of a command line: the local stack unless a stage is named.

    Raises LookupError when a stage is named and no region is configured, LocalFailed for a port that is none.
    """
    if stage in {None, LOCAL_STAGE}:
        return local_target(ports(environment).aws)
    region = boto3.session.Session().region_name
    if not region:
        raise LookupError("no AWS region: set AWS_REGION, or `region` in your AWS profile")
    return Target(str(stage), region)


@dataclass(frozen=True)
class Clients:
    """One boto3 client a service, made when first used. The emulator never sees anybody's real credentials."""

    target: Target

    @cached_property
    def session(self) -> boto3.session.Session:
        if self.target.is_local:
            return boto3.session.Session("test", "test", region_name=self.target.region)
        return boto3.session.Session(region_name=self.target.region)

    @cached_property
    def config(self) -> Config:
        return Config(s3={"addressing_style": "path"} if self.target.is_local else {}, retries={"mode": "standard"})

    @cached_property
    def cloudformation(self) -> "CloudFormationClient":
        return self.session.client("cloudformation", endpoint_url=self.target.endpoint, config=self.config)

    @cached_property
    def cognito(self) -> "CognitoIdentityProviderClient":
        return self.session.client("cognito-idp", endpoint_url=self.target.endpoint, config=self.config)

    @cached_property
    def dynamodb(self) -> "DynamoDBClient":
        return self.session.client("dynamodb", endpoint_url=self.target.endpoint, config=self.config)

    @cached_property
    def streams(self) -> Any:
        return self.session.client("dynamodbstreams", endpoint_url=self.target.endpoint, config=self.config)

    @cached_property
    def functions(self) -> Any:
        return self.session.client("lambda", endpoint_url=self.target.endpoint, config=self.config)

    @cached_property
    def s3(self) -> "S3Client":
        return self.session.client("s3", endpoint_url=self.target.endpoint, config=self.config)

    @cached_property
    def ses(self) -> "SESV2Client":
        return self.session.client("sesv2", endpoint_url=self.target.endpoint, config=self.config)

    @cached_property
    def secrets(self) -> Any:
        return self.session.client("secretsmanager", endpoint_url=self.target.endpoint, config=self.config)

    @cached_property
    def sns(self) -> "SNSClient":
        return self.session.client("sns", endpoint_url=self.target.endpoint, config=self.config)

    @cached_property
    def sqs(self) -> "SQSClient":
        return self.session.client("sqs", endpoint_url=self.target.endpoint, config=self.config)

    @cached_property
    def sts(self) -> Any:
        return self.session.client("sts", endpoint_url=self.target.endpoint, config=self.config)
