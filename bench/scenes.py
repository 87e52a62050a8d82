"""The journeys that are counted, and how to name what was counted."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bench.crowd import of_a_crowd
from bench.desk import at_the_desk
from bench.installation import BUCKET, Installation
from bench.journeys import Event, Journey, Step, report, sqs_event
from bench.mails import a_mail
from infra.up import MAIL_DOMAIN, SMS_NUMBER

CHANNELS = ("form", "email", "sms")
_BUS = "Bus 12 did not come this morning. When will it run again?"


@dataclass(frozen=True, slots=True)
class Counted:
    """`steps` by name; `journeys` by channel; `cold` is what a new process asks once before its first step; `crowd` are the steps
    with ten thousand inquiries."""

    steps: Mapping[str, Step]
    journeys: Mapping[str, Journey]
    cold: Mapping[str, Step]
    crowd: Mapping[str, Step]


def count(installation: Installation) -> Counted:
    """Plays every scene."""
    cold = _warm(installation)
    idle = Journey(installation).run("sweep", "sweep", {})
    journeys = {"form": _form(installation), "email": _email(installation), "sms": _sms(installation)}
    by_mail = journeys["email"]
    steps = {f"receive_{channel}": journeys[channel].steps[0] for channel in CHANNELS}
    steps |= _answer(installation, by_mail)
    steps |= {
        name: by_mail.step(name) for name in ("publish", "notify", "notify_team", "store_files", "fold", "feedback")
    }
    steps["notify_sms"] = journeys["sms"].step("notify")
    steps["page"] = _danger(installation)
    steps["sweep"] = idle
    steps |= _unanswered(installation)
    steps["feedback_bounce"] = _bounced(installation)
    steps |= at_the_desk(installation)
    return Counted(steps, journeys, cold, of_a_crowd(installation, reference_of(by_mail.steps[0])))


def reference_of(received: Step) -> str:
    """Of the inquiry that a step opened."""
    (put,) = (one for one in received.exchanges if one.operation == "TransactWriteItems")
    items = [write["Put"]["Item"] for write in put.params["TransactItems"] if "Put" in write]
    return next(str(item["reference"]["S"]) for item in items if item["sk"]["S"] == "INQUIRY")


def _warm(installation: Installation) -> dict[str, Step]:
    """Every function reads the configuration, and those that sign or prove read the keys."""
    found = {}
    for function in ("api", "email", "sms", "publish", "fold", "notify", "page", "escalate", "sweep", "feedback"):
        services = installation.services(function)
        with installation.meter.counting() as configuration:
            services.districts.current()
        with installation.meter.counting() as keys:
            services.keys.signer()
        found["configuration"] = Step("configuration", function, {}, configuration)
        found["keys"] = Step("keys", function, {}, keys)
    return found


def _form(installation: Installation) -> Journey:
    journey = Journey(installation)
    journey.run(
        "receive_form", "api", form_event({"message": _BUS, "name": "Dana Example", "email": "form@example.com"})
    )
    journey.settle()
    return journey


def _email(installation: Installation, *, message_id: str = "<one@example.com>", size: int = 20_000) -> Journey:
    journey = Journey(installation)
    raw = a_mail(to=f"help@{MAIL_DOMAIN}", message_id=message_id, size=size)
    journey.run("receive_email", "email", _stored(installation, raw, message_id))
    journey.settle()
    return journey


def _sms(installation: Installation, *, said: str = _BUS, number: str = "+12025550143") -> Journey:
    journey = Journey(installation)
    journey.run("receive_sms", "sms", _text(said, number))
    journey.settle()
    return journey


def _answer(installation: Installation, asked: Journey) -> dict[str, Step]:
    """The parent answers the acknowledgement, and is found by what the answer says too."""
    sent = next(one for one in asked.step("notify").exchanges if one.operation == "SendEmail")
    raw = a_mail(
        to=f"help@{MAIL_DOMAIN}",
        message_id="<two@example.com>",
        size=1_000,
        reply_to=f"<{sent.answer['MessageId']}@email.amazonses.com>",
    )
    journey = Journey(installation)
    received = journey.run("receive_reply", "email", _stored(installation, raw, "two"))
    return {"receive_reply": received, "fold_reply": journey.run("fold_reply", "fold", journey.next_changes())}


def _danger(installation: Installation) -> Step:
    return _sms(installation, said="I want to kill myself", number="+12025550144").step("page")


def _unanswered(installation: Installation) -> dict[str, Step]:
    """Days later the deadlines have passed: a sweep that finds them, and one climb."""
    installation.now += timedelta(days=10)
    journey = Journey(installation)
    busy = journey.run("sweep_due", "sweep", {})
    function, body = journey.queued[0]
    return {"sweep_due": busy, "escalate": journey.run("escalate", function, sqs_event(body))}


def _bounced(installation: Installation) -> Step:
    journey = Journey(installation)
    raw = a_mail(to=f"help@{MAIL_DOMAIN}", message_id="<three@example.com>", size=1_000)
    journey.run("receive_email", "email", _stored(installation, raw, "three"))
    while not journey.mailed:
        journey.run("publish", "publish", journey.next_record())
        function, body = journey.queued[0]
        journey.run("notify", function, sqs_event(body))
    return journey.run("feedback_bounce", "feedback", sqs_event(report("Bounce", journey.mailed[0])))


def _stored(installation: Installation, raw: bytes, name: str) -> Event:
    """As SES does it: the object, then the notification."""
    key = f"raw/{name.strip('<>')}"
    installation.clients["s3"].put_object(Bucket=BUCKET, Key=key, Body=raw)
    told = {"eventTime": "2026-03-02T15:00:00.000Z", "s3": {"bucket": {"name": BUCKET}, "object": {"key": key}}}
    return sqs_event(json.dumps({"Records": [told]}))


def _text(said: str, number: str) -> Event:
    payload = {"originationNumber": number, "destinationNumber": SMS_NUMBER, "messageBody": said}
    return sqs_event(json.dumps(payload | {"inboundMessageId": f"text-{number}", "messageKeyword": "K"}))


def form_event(fields: Mapping[str, str]) -> Event:
    """What API Gateway hands over for a program's POST /inquiries."""
    headers = {"content-type": "application/json", "accept": "application/json", "idempotency-key": "key-of-the-bench"}
    return {
        "httpMethod": "POST",
        "path": "/inquiries",
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "multiValueQueryStringParameters": None,
        "pathParameters": {},
        "stageVariables": None,
        "body": json.dumps(fields),
        "isBase64Encoded": False,
        "requestContext": {
            "resourcePath": "/inquiries",
            "httpMethod": "POST",
            "identity": {"sourceIp": "192.0.2.20"},
        },
    }
