"""A snow day on the deployed stack: dates move, the family hears of it once, its page shows it; reopening moves them back."""

import smtplib
import urllib.request
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from stack.districts import ALWAYS_OPEN, asked_under, district_of
from stack_services import services_of

from chalicelib.channels.links import private_link
from chalicelib.channels.outbound import spoken_date
from chalicelib.domain.events import EventType
from infra.__main__ import main
from infra.day import Outbox

pytestmark = pytest.mark.stack

PARENT = "snow.parent@example.com"
MAIL = (
    "From: Sky <{parent}>\r\nTo: help@earshot.example.org\r\nSubject: Snow {n}\r\nMessage-ID: <snow-{n}@example.com>\r\n"
    "\r\nWhich form do I need?\r\n"
)


def by_mail(stack):
    def write(number):
        parent = f"{number}.{PARENT}"
        with smtplib.SMTP(stack.smtp_host, stack.smtp_port) as door:
            door.sendmail(parent, ["help@earshot.example.org"], MAIL.format(n=number, parent=parent).encode())
        return f"Snow {number}"

    return write


def command(stack, *words):
    done = CliRunner().invoke(main, [*words], env={"EARSHOT_AWS_PORT": str(stack.local.ports.aws)})
    assert done.exit_code == 0, done.output
    return done.output


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
        inquiry = asked_under(stack, district.version, by_mail(stack))
        reference, promised = inquiry.reference, inquiry.expected_by
        until = (inquiry.opened_at.astimezone(ZoneInfo(district.time_zone)) + timedelta(days=2)).date()

        command(stack, "closed", "today", "--until", f"{until}", "--because", "snow")
        moved = stack.eventually(lambda: (one := store.inquiry(reference)).expected_by != promised and one, seconds=90)
        assert moved.expected_by - promised > timedelta(days=2)
        (notice,) = stack.eventually(lambda: notices(stack, reference), seconds=90)
        said = "\n".join(Outbox(stack.local.ports.aws).words_to(notice.recipient.value))
        date = spoken_date(moved.expected_by, district.time_zone, "en", notice.at)
        assert f"A person will reply to you by {date}" in said
        assert "The reason: snow." in said
        assert date.partition(" on ")[2] in page_of(stack, moved)
        assert "snow" in command(stack, "explain", reference)

        command(stack, "closed", "reopen")
        back = stack.eventually(
            lambda: (one := store.inquiry(reference)).expected_by != moved.expected_by and one, seconds=90
        )
        assert abs(back.expected_by - promised) < timedelta(minutes=10), "only the minutes of the snow are lost"
        stack.eventually(lambda: len(notices(stack, reference)) == 2, seconds=90)
        told = [
            event.detail["cause"] for event in store.case(reference).events if event.type is EventType.DEADLINE_MOVED
        ]
        assert told == ["DistrictClosed", "DistrictReopened"]
        assert date.partition(" on ")[2] not in page_of(stack, back)
