"""SES behind ports.Mailer, SNS behind ports.Texter.

What a provider will never take is SendRefused; an answer that it took nothing now is NotSent; silence and faults of its
own are Busy, for then nobody knows. Sources:
https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html,
https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.errors import Busy, NotSent, SendRefused
from chalicelib.domain.outbound import OutboundMail

_NEVER = frozenset({"MessageRejected", "BadRequestException", "InvalidParameter", "InvalidParameterValue", "OptedOut"})


@dataclass(frozen=True, slots=True)
class SesMailer:
    """`client` is a boto3 SESv2 client; `compose` makes the raw message of a mail and its sender's address."""

    client: Any
    domain: str
    configuration_set: str
    compose: Callable[[OutboundMail], bytes]

    def send(self, mail: OutboundMail) -> str:
        request: dict[str, Any] = {
            "FromEmailAddress": f"help@{self.domain}",
            "Destination": {"ToAddresses": [mail.to]},
            "Content": {"Raw": {"Data": self.compose(mail)}},
        }
        if mail.tags:
            request["EmailTags"] = [{"Name": name, "Value": value} for name, value in mail.tags.items()]
        if self.configuration_set:
            request["ConfigurationSetName"] = self.configuration_set
        with _refusals():
            answer = self.client.send_email(**request)
        return str(answer["MessageId"])


@dataclass(frozen=True, slots=True)
class SnsTexter:
    """`client` is a boto3 SNS client; `number` the district's own."""

    client: Any
    number: str

    def send(self, *, to: str, text: str) -> str:
        attributes = {"AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}}
        if self.number:
            attributes["AWS.MM.SMS.OriginationNumber"] = {"DataType": "String", "StringValue": self.number}
        with _refusals():
            answer = self.client.publish(PhoneNumber=to, Message=text, MessageAttributes=attributes)
        return str(answer["MessageId"])


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in _NEVER:
            raise SendRefused(code) from error  # its message may name the recipient, and this travels on events
        if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0) >= 500:
            raise Busy(code) from error
        raise NotSent(code) from error
    except BotoCoreError as error:
        raise Busy(type(error).__name__) from error
