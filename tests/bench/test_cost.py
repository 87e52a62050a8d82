"""docs/cost.md says what the script prints, and the script reckons as a person would."""

import pytest

from bench import cost, prices, snapshot


def test_the_page_carries_the_tables_of_the_counts_in_the_repository():
    text = cost.PAGE.read_text()
    assert cost.page(snapshot.read(), text) == text, "python -m bench cost --write"
    assert cost.tables(snapshot.read()) in text


def test_a_thousand_inquiries_by_mail_send_two_thousand_mails_and_receive_a_thousand():
    used = cost.thousand(snapshot.read(), "email")
    assert (used["SES out"], used["SES in"]) == (2000, 1000)


def test_a_text_is_answered_by_text_and_its_team_by_mail():
    used = cost.thousand(snapshot.read(), "sms")
    assert (used["SMS out"], used["SMS in"], used["SES out"]) == (1000 * prices.SEGMENTS, 1000, 1000)


def test_an_idle_month_writes_nothing_and_sends_nothing():
    assert not {"DynamoDB writes", "SES out", "SMS out", "EventBridge"} & set(cost.idle_month(snapshot.read()))


def test_dollars_are_units_times_their_price():
    assert cost.dollars({"SQS": 1_000_000, "Secrets Manager": 2}) == pytest.approx(1.20)


def test_everything_used_has_a_price():
    counts = snapshot.read()
    used = set(cost.idle_month(counts)).union(*(cost.thousand(counts, channel) for channel in ("form", "email", "sms")))
    assert used <= set(prices.PRICES)
