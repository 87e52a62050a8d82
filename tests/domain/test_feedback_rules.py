"""The table of what a provider's report changes, row by row."""

import pytest

from chalicelib.domain.feedback import Feedback, Verdict, after
from chalicelib.domain.words import Delivery

D = Delivery
TABLE = {
    (D.SENT, Verdict.DELIVERED): D.DELIVERED,
    (D.SENT, Verdict.BOUNCED): D.BOUNCED,
    (D.SENT, Verdict.COMPLAINED): D.COMPLAINED,
    (D.CLAIMED, Verdict.DELIVERED): D.DELIVERED,
    (D.CLAIMED, Verdict.BOUNCED): D.BOUNCED,
    (D.CLAIMED, Verdict.COMPLAINED): D.COMPLAINED,
    (D.UNCONFIRMED, Verdict.DELIVERED): D.DELIVERED,
    (D.UNCONFIRMED, Verdict.BOUNCED): D.BOUNCED,
    (D.UNCONFIRMED, Verdict.COMPLAINED): D.COMPLAINED,
    (D.DELIVERED, Verdict.BOUNCED): D.BOUNCED,
    (D.DELIVERED, Verdict.COMPLAINED): D.COMPLAINED,
    (D.BOUNCED, Verdict.COMPLAINED): D.COMPLAINED,
}


@pytest.mark.parametrize("known", Delivery)
@pytest.mark.parametrize("verdict", Verdict)
def test_a_report_changes_what_the_table_says_and_nothing_else(known, verdict):
    assert after(known, Feedback("ses:1", verdict, permanent=True), recipient="a@example.com") is TABLE.get(
        (known, verdict)
    )


@pytest.mark.parametrize("known", Delivery)
def test_a_passing_bounce_and_a_delay_change_nothing(known):
    assert after(known, Feedback("ses:1", Verdict.BOUNCED, permanent=False), recipient="a@example.com") is None
    assert after(known, Feedback("ses:1", Verdict.DELAYED, permanent=True), recipient="a@example.com") is None


@pytest.mark.parametrize("verdict", Verdict)
def test_a_repeated_report_changes_nothing(verdict):
    report = Feedback("ses:1", verdict, permanent=True)
    becomes = after(Delivery.SENT, report, recipient="a@example.com")
    assert becomes is None or after(becomes, report, recipient="a@example.com") is None


def test_a_report_that_anybody_could_have_written_counts_for_the_recipients_it_names():
    report = Feedback("ses:1", Verdict.BOUNCED, permanent=True, only_to=("ana@example.com",))
    assert after(Delivery.SENT, report, recipient="ana@example.com") is Delivery.BOUNCED
    assert after(Delivery.SENT, report, recipient="somebody.else@example.com") is None
