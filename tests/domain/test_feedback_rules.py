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
    assert after(known, Feedback("ses:1", verdict, permanent=True)) is TABLE.get((known, verdict))


@pytest.mark.parametrize("known", Delivery)
def test_a_passing_bounce_and_a_delay_change_nothing(known):
    assert after(known, Feedback("ses:1", Verdict.BOUNCED, permanent=False)) is None
    assert after(known, Feedback("ses:1", Verdict.DELAYED, permanent=True)) is None


@pytest.mark.parametrize("verdict", Verdict)
def test_a_repeated_report_changes_nothing(verdict):
    report = Feedback("ses:1", verdict, permanent=True)
    becomes = after(Delivery.SENT, report)
    assert becomes is None or after(becomes, report) is None
