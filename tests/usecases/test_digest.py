"""What comes in a person's quiet hours is told once: in their digest, or at once where it may not wait."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import (
    NOW,
    REFERENCE,
    a_consequence,
    a_district,
    a_message,
    a_signer,
    an_event,
    an_inquiry,
    staff_with,
)
from fake_store import SHARDS
from fakes import FakeDistricts, FakeRandomness, Office

from chalicelib.channels.wording import Wording
from chalicelib.domain.consequences import Action, Lane
from chalicelib.domain.contact import Suppression, SuppressionReason
from chalicelib.domain.digest import MOST, WAITS
from chalicelib.domain.errors import Busy, Conflict, InFlight, NotSent, SendRefused
from chalicelib.domain.events import EventType
from chalicelib.domain.staff import Absence, Shift
from chalicelib.domain.words import Delivery, Priority, Status
from chalicelib.usecases import notify as notifying
from chalicelib.usecases.digest import send_digest
from chalicelib.usecases.notify import notify
from chalicelib.usecases.sweep import sweep

NIGHT = NOW + timedelta(hours=11)  # 21:00 in New York
MORNING = NOW + timedelta(hours=21)  # 7:00 the next day
QUIET = tuple(Shift(day, *span) for day in range(7) for span in ((0, 420), (1_080, 1_440)))
INES = "ines@schools.example.org"
SITE = "https://earshot.example.org"


@pytest.fixture
def office():
    fresh = Office()
    fresh.districts = FakeDistricts(a_district(staff=staff_with("ines", quiet=QUIET)))
    fresh.store.keep(an_inquiry(assignee="ines"), a_message())
    fresh.clock.now = NIGHT
    return fresh


def tell(
    office, kind=EventType.MESSAGE_RECEIVED, action=Action.TELL_TEAM, *, event_id="e-0", reference=REFERENCE, **detail
):
    event = an_event(kind, id=event_id, reference=reference, detail={"message": a_message().id} | detail)
    notify(a_consequence(action, event=event), desk=office.desk)


def due(office):
    office.queues.taken.clear()
    sweep(shards=SHARDS, store=office.store, queues=office.queues, clock=office.clock, metrics=office.metrics)
    return [one for one in office.queues.taken if one.action is Action.SEND_DIGEST]


def send(office, *, words=None):
    desk = replace(office.desk, words=words) if words else office.desk
    return [send_digest(one, desk=desk) for one in due(office)]


def statuses(office, reference=REFERENCE):
    return sorted((one.template, one.status) for one in office.store.case(reference).sends)


# --- what waits -----------------------------------------------------------------------------------------------------


def test_at_night_a_notice_waits_and_in_the_morning_it_is_listed_once(office):
    for _ in range(3):
        tell(office)
    assert office.mailer.sent == []
    assert due(office) == []
    office.clock.now = MORNING
    (asked,) = due(office)
    assert asked.lane is Lane.NOTIFICATIONS
    for _ in range(3):
        send_digest(asked, desk=office.desk)
    assert office.mailer.to == [INES]
    assert statuses(office) == [("staff_digest", Delivery.SENT), ("team_message", Delivery.SENT)]
    assert office.store.timeline(REFERENCE) == [EventType.NOTIFICATION_HELD, *[EventType.NOTIFICATION_SENT] * 2]
    assert due(office) == []


def test_what_was_listed_is_not_told_again_by_a_late_repetition(office):
    tell(office)
    office.clock.now = MORNING
    tell(office)
    send(office)
    tell(office)
    assert office.mailer.to == [INES]


def test_by_day_it_is_told_at_once(office):
    office.clock.now = MORNING
    tell(office)
    assert [mail.subject.split()[0] for mail in office.mailer.sent] == ["team_message"]


def test_colleagues_without_quiet_hours_are_told_at_once(office):
    office.store.keep(an_inquiry())
    tell(office)
    assert office.mailer.to == ["omar@schools.example.org"]


def test_several_notices_of_several_inquiries_are_one_mail(office):
    other = an_inquiry(reference="5M0W-GD42", assignee="ines")
    office.store.keep(other)
    tell(office, event_id="e-1")
    tell(office, event_id="e-2", reference="5M0W-GD42")
    tell(office, EventType.INQUIRY_ASSIGNED, Action.TELL_STAFF, event_id="e-3", to=["ines"])
    office.clock.now = MORNING
    assert send(office) == ["sent"]
    assert office.mailer.to == [INES]
    assert statuses(office, "5M0W-GD42") == [("team_message", Delivery.SENT)]


# --- what does not --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("changes", [{"priority": Priority.CRITICAL}, {"dangers": ("bullying",)}])
def test_where_somebody_may_be_in_danger_nothing_waits(office, changes):
    office.store.keep(an_inquiry(assignee="ines", **changes))
    tell(office)
    assert office.mailer.to == [INES]


@pytest.mark.parametrize("kind", [EventType.DEADLINE_WARNED, EventType.ESCALATION_STEP_TAKEN])
def test_deadlines_do_not_wait(office, kind):
    tell(office, kind, Action.TELL_STAFF, to=["ines"], rung="team")
    assert office.mailer.to == [INES]


def test_what_became_of_a_page_or_of_ones_own_mail_does_not_wait(office):
    for number, kind in enumerate((EventType.PAGE_ACKNOWLEDGED, EventType.STAFF_MAIL_KEPT, EventType.REPLY_RETURNED)):
        tell(office, kind, Action.TELL_STAFF, event_id=f"e-{number}", to=["ines"], page="01", holder="kai", why="gone")
    assert len(office.mailer.sent) == 3


def test_every_notice_to_staff_either_waits_or_is_known_not_to():
    known = {*notifying._TEAM_TEMPLATES.values(), *notifying._STAFF_TEMPLATES.values()}
    known |= {*notifying._SOME_TEMPLATES.values()}
    at_once = {
        "staff_warning",
        "staff_escalation",
        "page_taken",
        "staff_returned",
        "staff_kept",
        "staff_reveal_asked",
        "staff_revealed",
    }
    assert known - at_once == WAITS


# --- trouble --------------------------------------------------------------------------------------------------------


def test_two_notices_at_one_moment_are_both_listed(office):
    def other():
        tell(office, event_id="e-other")

    office.store.interfere.append(other)
    tell(office, event_id="e-mine")
    office.clock.now = MORNING
    send(office)
    (digest,) = office.store.digests.values()
    assert len(digest.lines) == 2
    assert digest.done


def test_somebody_who_always_writes_first_leaves_it_to_the_queue(office):
    office.store.raise_next(*[Conflict("digest")] * 5)
    with pytest.raises(Conflict):
        tell(office)


def test_a_busy_provider_is_tried_again_and_the_same_lines_leave(office):
    tell(office)
    office.clock.now = MORNING
    office.mailer.fails = [NotSent("busy")]
    with pytest.raises(NotSent):
        send(office)
    assert send(office) == ["sent"]
    assert office.mailer.to == [INES]


def test_a_worker_that_died_while_sending_is_followed_by_one_that_sends_the_same_once_more(office):
    tell(office)
    office.clock.now = MORNING
    office.mailer.fails = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        send(office)
    with pytest.raises(InFlight):
        send(office)
    office.clock.advance(minutes=2)
    assert send(office) == ["sent"]
    assert statuses(office) == [("staff_digest", Delivery.SENT), ("team_message", Delivery.SENT)]


def test_one_that_died_between_its_lines_is_followed_by_one_that_settles_the_rest(office):
    tell(office, event_id="e-1")
    tell(office, event_id="e-2")
    office.clock.now = MORNING
    for before in range(6):
        office.store.interfere = [lambda: None] * before + [_fail]
        try:
            send(office)
        except Busy:
            continue
    office.store.interfere = []
    send(office)
    assert office.mailer.to == [INES]
    assert statuses(office) == [("staff_digest", Delivery.SENT), *[("team_message", Delivery.SENT)] * 2]


def _fail():
    raise Busy("the table is throttled")


def test_what_comes_while_the_digest_is_leaving_is_told_at_once(office):
    tell(office, event_id="e-1")
    (digest,) = office.store.digests.values()
    office.store.keep(replace(digest, sealed=True))
    tell(office, event_id="e-2")
    assert [mail.subject.split()[0] for mail in office.mailer.sent] == ["team_message"]


def test_a_mail_that_is_refused_leaves_the_record_of_each_notice(office):
    tell(office)
    office.clock.now = MORNING
    office.mailer.refuses = {INES: SendRefused("no such mailbox")}
    assert send(office) == ["refused"]
    assert statuses(office) == [("staff_digest", Delivery.REFUSED), ("team_message", Delivery.REFUSED)]
    assert due(office) == []


def test_an_address_that_bounced_is_not_mailed(office):
    tell(office)
    inquiry = office.store.inquiry(REFERENCE)
    recipient = next(iter(office.store.sends.values())).recipient
    office.store.keep(Suppression(recipient, SuppressionReason.BOUNCE, inquiry.opened_at))
    office.clock.now = MORNING
    assert send(office) == ["skipped"]


def test_whoever_stands_in_gets_the_digest_of_somebody_who_is_away_by_then(office):
    tell(office)
    away = (Absence(MORNING.date(), substitute="omar"),)
    office.districts = FakeDistricts(a_district(staff=staff_with("ines", quiet=QUIET, absences=away)))
    office.clock.now = MORNING
    send(office)
    assert office.mailer.to == ["omar@schools.example.org"]


def test_nobody_left_to_tell_is_on_the_record(office):
    tell(office)
    gone = tuple(one for one in a_district().staff if one.id != "ines")
    office.districts = FakeDistricts(a_district(staff=gone))
    office.clock.now = MORNING
    assert send(office) == ["skipped"]
    (told,) = office.store.told(REFERENCE, EventType.SEND_SKIPPED)
    assert told.detail["why"] == "nobody is there to get the digest"


# --- bounds ---------------------------------------------------------------------------------------------------------


def test_a_storm_of_a_night_is_a_few_mails_of_a_hundred_lines_each(office):
    references = [FakeRandomness(drawn=number).reference() for number in range(250)]
    office.store.keep(*(an_inquiry(reference=one, assignee="ines") for one in references))
    for one in references:
        tell(office, reference=one)
    office.clock.now = MORNING
    assert send(office) == ["sent"] * 3
    assert sorted(len(one.lines) for one in office.store.digests.values()) == [50, MOST, MOST]
    assert all(statuses(office, one)[-1] == ("team_message", Delivery.SENT) for one in references)


# --- words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("", ("3 notices that waited", "The family wrote again, 9:00 PM", "Given to you", "It has been closed since.")),
        ("es", ("3 avisos que esperaban", "La familia volvió a escribir", "Se le asignó", "Ya se cerró.")),
    ],
)
def test_it_says_in_the_persons_language_what_came_what_stands_and_where(office, language, said):
    staff = staff_with("ines", quiet=QUIET, language=language)
    office.districts = FakeDistricts(a_district(staff=staff))
    office.store.keep(an_inquiry(reference="5M0W-GD42", assignee="ines", subject="Lunch <b>"))
    tell(office, event_id="e-1")
    tell(office, event_id="e-2", reference="5M0W-GD42")
    tell(office, EventType.INQUIRY_ASSIGNED, Action.TELL_STAFF, event_id="e-3", to=["ines"])
    office.store.keep(an_inquiry(reference="5M0W-GD42", status=Status.CLOSED, deadline=None, subject="Lunch <b>"))
    office.clock.now = MORNING
    send(office, words=Wording(office.districts.current(), a_signer(), site_url=SITE, domain="demo.example.org"))
    (mail,) = office.mailer.sent
    for words in said:
        assert words in mail.subject + mail.text
    for reference in (REFERENCE, "5M0W-GD42"):
        assert mail.text.count(f"{SITE}/staff/i/{reference}") == 1
        assert f'href="{SITE}/staff/i/{reference}"' in mail.html
    assert "Lunch &lt;b&gt;" in mail.html
    assert mail.reply_to == "help@demo.example.org", "an answer to several inquiries at once would go astray"
    assert mail.headers["Auto-Submitted"] == "auto-generated"
