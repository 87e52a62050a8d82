"""A push on the deployed stack, followed to its end: what was open moves to the new targets, and the command says how many."""

from datetime import timedelta

import pytest
from stack.districts import ALWAYS_OPEN, asked_under, by_mail, command, district_of, moved_as
from stack_services import services_of

from chalicelib.domain.events import EventType
from infra.up import DISTRICT

pytestmark = pytest.mark.stack

SLOW = """
calendars:
  district: {always: true}
targets:
  prompt: {first_response: 400h, next_response: 400h}
  standard: {first_response: 400h, next_response: 400h}
  relaxed: {first_response: 400h, next_response: 400h}
"""


def test_a_push_that_is_waited_for_says_how_many_moved_and_they_have_moved(stack, tmp_path):
    store = services_of(stack).store
    slow = tmp_path / "slow.yaml"
    slow.write_text(SLOW)
    with district_of(stack, calendars=ALWAYS_OPEN) as district:
        command(stack, "config", "moved", district.version, "--wait")
        inquiry = asked_under(stack, district.version, by_mail(stack, "Push"))
        said = command(stack, "config", "push", DISTRICT, "--overlay", slow, "--wait")
        pushed = said.split()[0]
        assert moved_as(said) >= 1
        after = store.inquiry(inquiry.reference)
        assert after.expected_by - inquiry.opened_at >= timedelta(hours=400)
        (event,) = (one for one in store.case(inquiry.reference).events if one.type is EventType.DEADLINE_MOVED)
        assert (event.detail["cause"], event.detail["config"]) == ("ConfigurationPushed", pushed)
        assert moved_as(command(stack, "config", "moved", pushed, "--wait")) >= moved_as(said)
        assert command(stack, "config", "push", DISTRICT, "--overlay", slow, "--wait").startswith(
            f"{pushed} is in force already"
        )
