import json

import pytest

from chalicelib.channels.feedback import read_feedback
from chalicelib.domain.feedback import Feedback, Verdict

MAIL = {"messageId": "0100-abc", "source": "help@demo.example.org"}


def read(**report):
    return read_feedback(json.dumps({"mail": MAIL} | report))


@pytest.mark.parametrize("named", ["eventType", "notificationType"])
def test_both_kinds_of_report_are_read_alike(named):
    assert read(**{named: "Delivery"}) == Feedback("ses:0100-abc", Verdict.DELIVERED, permanent=True)


@pytest.mark.parametrize(
    ("bounce", "permanent"), [("Permanent", True), ("Transient", False), ("Undetermined", False), (None, False)]
)
def test_only_a_permanent_bounce_is_permanent(bounce, permanent):
    found = read(eventType="Bounce", bounce={"bounceType": bounce} if bounce else None)
    assert (found.verdict, found.permanent) == (Verdict.BOUNCED, permanent)


def test_a_bounce_says_why_and_names_no_recipient():
    bounce = {
        "bounceType": "Permanent",
        "bounceSubType": "General",
        "bouncedRecipients": [{"emailAddress": "ana@example.com"}],
    }
    assert read(eventType="Bounce", bounce=bounce).why == "Permanent General"


@pytest.mark.parametrize(
    ("report", "verdict", "why"),
    [
        ({"eventType": "Complaint", "complaint": {"complaintFeedbackType": "abuse"}}, Verdict.COMPLAINED, "abuse"),
        ({"eventType": "Complaint"}, Verdict.COMPLAINED, ""),
        ({"eventType": "Reject", "reject": {"reason": "Bad content"}}, Verdict.BOUNCED, "Bad content"),
        ({"eventType": "Rendering Failure"}, Verdict.BOUNCED, ""),
        ({"eventType": "DeliveryDelay"}, Verdict.DELAYED, ""),
    ],
)
def test_each_report_has_its_verdict_and_reason(report, verdict, why):
    found = read(**report)
    assert (found.verdict, found.why, found.permanent) == (verdict, why, True)


@pytest.mark.parametrize("kind", ["Send", "Open", "Click", "Subscription", "AmazonSnsSubscriptionSucceeded"])
def test_what_tells_nothing_of_delivery_is_left(kind):
    assert read(eventType=kind) is None
    assert read(notificationType=kind) is None


@pytest.mark.parametrize(
    "body",
    ["", "hello", "[]", "null", "{}", '{"mail": {}}', '{"eventType": "Bounce"}', '{"eventType": "Bounce", "mail": {}}'],
)
def test_what_is_no_report_is_told_so_that_the_queue_keeps_it(body):
    with pytest.raises((ValueError, TypeError, KeyError)):
        read_feedback(body)


def test_sess_own_greeting_to_a_new_topic_is_left():
    greeting = "Successfully validated SNS topic for Amazon SES event publishing."
    assert read_feedback(greeting) is None


def test_what_we_tagged_a_mail_with_comes_back():
    found = read(eventType="Delivery", mail=MAIL | {"tags": {"reference": ["K7Q2-9FHQ"], "send": ["e-0-ab"]}})
    assert (found.reference, found.send) == ("K7Q2-9FHQ", "e-0-ab")
    for odd in ({"reference": "K7Q2-9FHQ"}, {"send": []}, None):
        assert read(eventType="Delivery", mail=MAIL | {"tags": odd}).send == ""


# --- texts ----------------------------------------------------------------------------------------------------------


def text_report(kind, *, envelope, **changes):
    detail = {"eventType": kind, "messageId": "t-1", "isFinal": True, "messageStatus": "?"} | changes
    return read_feedback(json.dumps(_enveloped(detail) if envelope else detail))


def _enveloped(detail):
    kind = "Text Message Delivery Status Updated"
    return {"version": "0", "detail-type": kind, "source": "aws.sms-voice", "detail": detail}


@pytest.mark.parametrize("envelope", [True, False], ids=["by EventBridge", "by a configuration set"])
@pytest.mark.parametrize(
    ("kind", "verdict", "why"),
    [
        ("TEXT_DELIVERED", Verdict.DELIVERED, ""),
        ("TEXT_CARRIER_BLOCKED", Verdict.BOUNCED, "carrier blocked"),
        ("TEXT_INVALID", Verdict.BOUNCED, "invalid"),
        ("TEXT_TTL_EXPIRED", Verdict.BOUNCED, "ttl expired"),
        ("TEXT_UNREACHABLE", Verdict.BOUNCED, "unreachable"),
    ],
)
def test_a_text_report_has_its_verdict_and_reason(kind, verdict, why, envelope):
    assert text_report(kind, envelope=envelope) == Feedback("sms:t-1", verdict, permanent=True, why=why)


@pytest.mark.parametrize("kind", ["TEXT_QUEUED", "TEXT_PENDING", "TEXT_SENT", "TEXT_SUCCESSFUL", "TEXT_UNKNOWN"])
def test_a_text_that_a_carrier_took_is_sent_as_we_knew(kind):
    assert text_report(kind, envelope=True) is None


def test_a_carrier_that_will_try_again_is_not_believed_yet():
    assert text_report("TEXT_UNREACHABLE", envelope=True, isFinal=False).permanent is False


@pytest.mark.parametrize("body", ['{"source": "aws.sms-voice"}', '{"eventType": "TEXT_DELIVERED"}'])
def test_a_text_report_that_names_no_text_is_kept_for_a_person(body):
    with pytest.raises(KeyError):
        read_feedback(body)
