"""What a deployed stack says about itself, as one typed object."""

from collections.abc import Mapping
from dataclasses import dataclass

LANES = ("email", "sms", "notifications", "pages", "escalations", "feedback")
STREAMED = ("publish", "fold")
"""Functions that read the table's stream: dead letters, no queue."""
FUNCTIONS = ("api", "email", "sms", "publish", "fold", "notify", "page", "escalate", "sweep", "feedback")


@dataclass(frozen=True, slots=True)
class Outputs:
    """`queues` and `dead_letters` are queue URLs by lane (`dead_letters` also has those of `STREAMED`); `functions` are function names;
    topics and the signing key are ARNs; `staff_pool` and `staff_client` are empty where nobody can sign in; `stream` is the table's stream ARN."""

    stage: str
    table: str
    stream: str
    bucket: str
    queues: Mapping[str, str]
    dead_letters: Mapping[str, str]
    functions: Mapping[str, str]
    sms_topic: str
    feedback_topic: str
    alarm_topic: str
    bus: str
    signing_key: str
    configuration_set: str
    mail_domain: str
    sms_number: str
    site_url: str
    staff_pool: str
    staff_client: str
    rest_api_id: str
    endpoint: str


def read(said: Mapping[str, str]) -> Outputs:
    """From CloudFormation's outputs by key; KeyError names one that is missing."""
    return Outputs(
        stage=said["Stage"],
        table=said["Table"],
        stream=said["TableStream"],
        bucket=said["Bucket"],
        queues={lane: said[f"{lane.capitalize()}Queue"] for lane in LANES},
        dead_letters={lane: said[f"{lane.capitalize()}DeadLetters"] for lane in (*LANES, *STREAMED)},
        functions={name: said[name.capitalize()] for name in FUNCTIONS},
        sms_topic=said["SmsTopic"],
        feedback_topic=said["FeedbackTopic"],
        alarm_topic=said["AlarmTopic"],
        bus=said["Bus"],
        signing_key=said["SigningKey"],
        configuration_set=said["ConfigurationSet"],
        mail_domain=said["MailDomain"],
        sms_number=_given(said["SmsNumber"]),
        site_url=said["SiteUrl"],
        staff_pool=_given(said["StaffPool"]),
        staff_client=_given(said["StaffClient"]),
        rest_api_id=said["RestAPIId"],
        endpoint=said["EndpointURL"].rstrip("/"),
    )


def _given(value: str) -> str:
    """An output may not be empty; `none` says that there is nothing."""
    return "" if value == "none" else value
