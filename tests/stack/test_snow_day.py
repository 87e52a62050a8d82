"""A snow day on the deployed stack: dates move, the family hears of it once, its page shows it; reopening moves them back."""

import urllib.request
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from stack.districts import ALWAYS_OPEN, asked_under, by_mail, command, district_of, moved_as
from stack_services import services_of

from chalicelib.channels.links import private_link
from chalicelib.channels.outbound import spoken_date
from chalicelib.domain.events import EventType
from infra.family import Outbox

pytestmark = pytest.mark.stack


def page_of(stack, inquiry):
    link = private_link(stack.base_url, services_of(stack).keys.signer(), inquiry)
    with urllib.request.urlopen(link, timeout=60) as answer:
        return answer.read().decode()


def notices(stack, reference):
    sends = services_of(stack).store.case(reference).sends
    return [one for one in sends if one.template == "expected_moved" and one.status in {"sent", "delivered"}]


def test_closed_today_moves_what_is_open_tells_the_family_once_and_reopening_moves_it_back(stack):
    store = services_of(stack).store
    with district_of(stack, calendars=ALWAYS_OPEN) as district:
        command(stack, "config", "moved", district.version, "--wait")
        inquiry = asked_under(stack, district.version, by_mail(stack, "Snow"))
        reference, promised = inquiry.reference, inquiry.expected_by
        until = (inquiry.opened_at.astimezone(ZoneInfo(district.time_zone)) + timedelta(days=2)).date()

        said = command(stack, "closed", "today", "--until", f"{until}", "--because", "snow", "--wait")
        assert moved_as(said) >= 1
        moved = store.inquiry(reference)
        assert moved.expected_by - promised > timedelta(days=2)
        (notice,) = stack.eventually(lambda: notices(stack, reference), seconds=90)
        said = "\n".join(Outbox(stack.local.ports.aws).words_to(notice.recipient.value))
        date = spoken_date(moved.expected_by, district.time_zone, "en", notice.at)
        assert f"A person will reply to you by {date}" in said
        assert "The reason: snow." in said
        assert date.partition(" on ")[2] in page_of(stack, moved)
        assert "snow" in command(stack, "explain", reference)

        assert moved_as(command(stack, "closed", "reopen", "--wait")) >= 1
        back = store.inquiry(reference)
        assert abs(back.expected_by - promised) < timedelta(minutes=10), "only the minutes of the snow are lost"
        stack.eventually(lambda: len(notices(stack, reference)) == 2, seconds=90)
        told = [
            event.detail["cause"] for event in store.case(reference).events if event.type is EventType.DEADLINE_MOVED
        ]
        assert told == ["DistrictClosed", "DistrictReopened"]
        assert date.partition(" on ")[2] not in page_of(stack, back)
