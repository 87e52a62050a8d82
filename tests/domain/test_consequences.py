import pytest
from builders import an_event

from chalicelib.domain.consequences import TABLE, Action, Lane, consequences
from chalicelib.domain.events import EventType
from chalicelib.entry.page import _STEPS
from chalicelib.usecases import notify

HANDLED = {
    Lane.NOTIFICATIONS: set(notify._WRITERS) | {Action.ANNOUNCE, Action.SEND_DRAFT, Action.SEND_LINKS},
    Lane.PAGES: set(_STEPS) | set(notify._WRITERS),
    Lane.ESCALATIONS: {Action.CLIMB, Action.SHARE, Action.RECOMPUTE, Action.BULK},
    Lane.EMAIL: {Action.STORE_FILES, Action.ERASE},
}
ROWS = [(kind, lane, action) for kind, rows in TABLE.items() for lane, action, _ in rows]
WRITES = {Action.TELL_TEAM: notify._TEAM_TEMPLATES, Action.TELL_STAFF: notify._STAFF_TEMPLATES}


def actions(kind, **detail):
    return [one.action for one in consequences(an_event(kind, detail=detail))]


@pytest.mark.parametrize(("kind", "lane", "action"), ROWS)
def test_every_row_names_an_action_that_the_function_behind_its_lane_handles(kind, lane, action):
    assert action in HANDLED[lane]
    assert kind in WRITES.get(action, {kind: ""}), "a template for every event that is told"


def test_every_action_follows_from_something():
    """But for what publish itself asks when the bus is down, and what the sweep asks when a digest is due."""
    assert {action for _, _, action in ROWS} == set(Action) - {Action.ANNOUNCE, Action.SEND_DIGEST}


@pytest.mark.parametrize(("detail", "lane"), [({"urgent": True}, Lane.PAGES), ({}, Lane.NOTIFICATIONS)])
def test_leaders_hear_of_an_unanswered_page_in_the_safety_lane(detail, lane):
    (told,) = consequences(an_event(EventType.ESCALATION_STEP_TAKEN, detail=detail))
    assert (told.lane, told.action) == (lane, Action.TELL_STAFF)


def test_an_opened_inquiry_is_acknowledged_only_where_it_may_be():
    assert actions(EventType.INQUIRY_OPENED, acknowledge=True) == [Action.ACKNOWLEDGE, Action.TELL_TEAM]
    assert actions(EventType.INQUIRY_OPENED, acknowledge=False) == [Action.TELL_TEAM]


def test_held_mail_is_shown_to_the_team_but_not_every_machines_word():
    assert actions(EventType.INQUIRY_HELD, held="looks like spam") == [Action.TELL_TEAM]
    assert actions(EventType.INQUIRY_HELD, automatic="auto_reply") == []


@pytest.mark.parametrize("automatic", ["auto_reply", "bounce", "keyword"])
def test_the_team_hears_of_people_only(automatic):
    assert actions(EventType.MESSAGE_RECEIVED) == [Action.TELL_TEAM]
    assert actions(EventType.MESSAGE_RECEIVED, automatic=automatic) == []


def test_files_beyond_the_limits_are_told_to_whoever_sent_them_unless_they_wait_to_be_let_in():
    assert Action.TELL_OF_FILES in actions(EventType.MESSAGE_RECEIVED, files=30, files_left=5)
    assert Action.TELL_OF_FILES not in actions(EventType.MESSAGE_RECEIVED, files=30)
    assert Action.TELL_OF_FILES not in actions(EventType.MESSAGE_RECEIVED, files=30, files_left=5, pending=True)
    assert Action.TELL_OF_FILES not in actions(EventType.INQUIRY_OPENED, files=30, files_left=5)


@pytest.mark.parametrize("kind", [EventType.MESSAGE_BOUNCED, EventType.DELIVERY_UNCONFIRMED])
def test_a_notice_to_staff_that_went_astray_begets_no_notice(kind):
    assert actions(kind, audience="family") == [Action.TELL_TEAM]
    assert actions(kind, audience="staff") == []


def test_a_page_goes_on_after_its_pause():
    (again,) = consequences(an_event(EventType.PAGE_SENT, detail={"next_in": 300, "step": 1}))
    assert (again.lane, again.action, again.delay) == (Lane.PAGES, Action.PAGE, 300)
    assert actions(EventType.PAGE_SENT) == []


def test_a_danger_pages_at_once_on_its_own_lane():
    (page,) = consequences(an_event(EventType.DANGER_FOUND))
    assert (page.lane, page.delay) == (Lane.PAGES, 0)


@pytest.mark.parametrize("kind", sorted(set(EventType) - set(TABLE)))
def test_any_other_event_is_for_the_bus_alone(kind):
    assert consequences(an_event(kind)) == ()


@pytest.mark.parametrize(
    "sent",
    [
        EventType.ACKNOWLEDGEMENT_SENT,
        EventType.NOTIFICATION_SENT,
        EventType.SEND_SKIPPED,
        EventType.SEND_REFUSED,
        EventType.MESSAGE_SENT,
        EventType.ADDRESS_SUPPRESSED,
        EventType.DEADLINE_SET,
    ],
)
def test_nothing_that_sending_records_sends_again(sent):
    assert actions(sent, audience="family", acknowledge=True) == []
