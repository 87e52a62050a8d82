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
