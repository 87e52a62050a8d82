"""A district's routing rules: each condition, their order, and what they set."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from builders import AWAY, NOW, a_district, a_form, a_stamp, a_submission, mail_address, phone_number, staff_with

from chalicelib.domain.hours import Closure, Hours, Span
from chalicelib.domain.intake import intake
from chalicelib.domain.routing import route
from chalicelib.domain.rules import EVERYTHING, Condition, Rule
from chalicelib.domain.staff import Shift
from chalicelib.domain.threads import Found
from chalicelib.domain.words import Channel, Priority

MONDAY_NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)


def every(*parts):
    return Condition("all", parts=parts)


def having(kind, *values):
    return every(Condition(kind, values))


def holds(condition, submission, *, at=MONDAY_NOON):
    district = a_district(rules=(Rule("it", condition, tags=("held",)),))
    return route(submission, district, at=at).tags == ("held",)


HELLO = a_form("hello")


@pytest.mark.parametrize(
    ("condition", "submission", "expected"),
    [
        (having("channel", "sms", "form"), HELLO, True),
        (having("channel", "sms"), HELLO, False),
        (having("topic", "bus"), a_form("the bus driver"), True),
        (having("topic", "wellbeing"), a_form("the bus driver"), False),
        (having("school", "alder"), a_form("hello", school="alder"), True),
        (having("school", "alder"), HELLO, False),
        (having("language", "es"), a_form("hola", language="es-MX"), True),
        (having("language", "zh-Hant"), a_form("x", language="zh-Hant"), True),
        (having("language", "es"), a_form("hello", language="en"), False),
        (having("language", "zh-hant"), a_form("x", language="zh-Hant"), True),
        (having("language", "zh-Hant"), a_form("x", language="zh-hant-tw"), True),
        (having("language", "zh-Hant"), a_form("x", language="zh"), False),
        (having("language", "fi"), a_form("x", language="fil"), False),
        (having("sender", "ana@example.com"), a_submission(), True),
        (having("sender", "@example.com"), a_submission(), True),
        (having("sender", "@example.com"), a_submission(addresses=(mail_address("a@eu.example.com"),)), True),
        (having("sender", "@example.com"), a_submission(addresses=(mail_address("a@notexample.com"),)), False),
        (having("sender", "example.com"), a_submission(), False),
        (having("sender", "+12025550143"), a_form("x", addresses=(phone_number(),)), True),
        (having("sender", "@example.com"), a_form("x", addresses=()), False),
        (having("weekday", "mon"), HELLO, True),
        (having("weekday", "sun", "tue"), HELLO, False),
        (every(Condition("during", spans=(Shift(0, 12 * 60, 13 * 60),))), HELLO, True),
        (every(Condition("during", spans=(Shift(0, 12 * 60 + 1, 13 * 60),))), HELLO, False),
        (every(Condition("during", spans=(Shift(1, 0, 1440),))), HELLO, False),
        (every(Condition("not", parts=(having("channel", "sms"),))), HELLO, True),
        (every(Condition("any", parts=(having("channel", "sms"), having("weekday", "mon")))), HELLO, True),
        (every(Condition("any", parts=(having("channel", "sms"), having("weekday", "sun")))), HELLO, False),
        (every(Condition("channel", ("form",)), Condition("weekday", ("sun",))), HELLO, False),
        (EVERYTHING, HELLO, True),
    ],
)
def test_each_condition_looks_at_its_own_thing(condition, submission, expected):
    assert holds(condition, submission) is expected


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("bus 12", "Is BUS 12 late?", True),
        ("bus 12", "Is bus 123 late?", False),
        ("no llegó", "el camión NO LLEGO hoy", True),
        ("didn't come", "it didn\u2019t come", True),
        ("art", "we start the party", False),
        ("校车", "我的孩子在等校车。", True),
        ("校车", "我的孩子在学校。", False),
        ("حافلة", "أين حافلة ابني", True),
        ("...", "anything ... at all", False),
        ("รถบัส", "วันนี้รถบัสมาสาย", True),
        ("รถบัส", "วันนี้ครูมาสาย", False),
        ("버스", "버스가 늦었어요", True),
        ("버스", "오늘 버스를 놓쳤어요", True),
        ("급식", "급식이 맛없어요", True),
        ("물", "선물 감사합니다", False),
        ("가", "강이 있어요", False),
        ("학교 버스", "학교 버스는 언제 와요?", True),
    ],
)
def test_phrases_are_whole_words_in_any_script(phrase, text, expected):
    assert holds(having("words", phrase), a_form(text, subject="")) is expected


def test_the_day_of_the_week_is_the_districts():
    sunday_night = datetime(2026, 3, 2, 4, 59, tzinfo=UTC)
    assert holds(having("weekday", "sun"), HELLO, at=sunday_night)


def rules(*given):
    return a_district(rules=given)


def test_the_first_rule_that_holds_ends_the_list_unless_it_goes_on():
    first, second = Rule("a", EVERYTHING, tags=("a",)), Rule("b", EVERYTHING, tags=("b",))
    assert route(HELLO, rules(first, second), at=NOW).rules == ("a",)
    on = Rule("a", EVERYTHING, tags=("a",), goes_on=True)
    found = route(HELLO, rules(on, second), at=NOW)
    assert (found.rules, found.tags) == (("a", "b"), ("a", "b"))


def test_an_earlier_rules_word_stands():
    early = Rule("early", EVERYTHING, team="care", priority=Priority.LOW, goes_on=True)
    late = Rule("late", EVERYTHING, team="transport", priority=Priority.HIGH, topic="bus")
    found = route(HELLO, rules(early, late), at=NOW)
    assert (found.topic, found.team, found.priority) == ("bus", "care", Priority.LOW)


def test_a_new_topic_brings_its_team_and_priority_and_later_rules_see_it():
    moved = Rule("moved", having("words", "sad"), topic="wellbeing", goes_on=True)
    seen = Rule("seen", having("topic", "wellbeing"), tags=("seen",))
    found = route(a_form("my son is sad"), rules(moved, seen), at=NOW)
    assert (found.topic, found.team, found.priority) == ("wellbeing", "care", Priority.HIGH)
    assert found.tags == ("seen",)


def test_the_timeline_names_the_rules_in_plain_words():
    rule = Rule("late-bus", having("words", "late"), note="a child may be waiting", priority=Priority.HIGH)
    found = route(a_form("the bus is late"), rules(rule), at=NOW)
    assert found.why == "1 of its words occur; rule late-bus (a child may be waiting)"
    assert found.told["rules"] == ["late-bus"]


def test_an_assignee_who_is_away_is_replaced_and_one_nobody_stands_in_for_is_none():
    rule = Rule("it", EVERYTHING, assignee="kai")
    assert route(HELLO, rules(rule), at=NOW).assignee == "kai"
    away = a_district(rules=(rule,), staff=staff_with("kai", absences=AWAY, substitute="mia"))
    assert route(HELLO, away, at=NOW).assignee == "mia"
    gone = a_district(rules=(rule,), staff=staff_with("kai", absences=AWAY))
    assert route(HELLO, gone, at=NOW).assignee == ""


def test_when_nobody_of_the_owner_is_there_the_topics_fallback_takes_over():
    district = a_district()
    topics = tuple(replace(one, fallback="front") for one in district.topics)
    staff = tuple(replace(one, absences=AWAY) if one.id in {"kai", "mia"} else one for one in district.staff)
    found = route(a_form("bullied", subject=""), a_district(topics=topics, staff=staff), at=NOW)
    assert (found.topic, found.team) == ("wellbeing", "front")
    assert found.why.endswith("nobody of care can be reached")
    assert route(a_form("bullied", subject=""), a_district(topics=topics), at=NOW).team == "care"


def test_without_rules_every_channel_is_routed_by_topic_alone():
    for channel in Channel:
        assert route(a_form("hello", channel=channel), a_district(), at=NOW).rules == ()


def opened(text, rule):
    district = a_district(rules=(rule,))
    return intake(a_form(text, subject=""), Found(), district, stamp=a_stamp(), new_reference="K7Q2-9FHQ").commit


def test_what_rules_set_is_on_the_inquiry_and_every_event_names_the_version():
    rule = Rule("it", EVERYTHING, assignee="kai", tags=("a", "b"), priority=Priority.LOW)
    commit = opened("hello", rule)
    assert (commit.inquiry.assignee, commit.inquiry.tags, commit.inquiry.priority) == ("kai", ("a", "b"), Priority.LOW)
    assert commit.inquiry.decided_under == "v1"
    assert {event.detail["config"] for event in commit.events} == {"v1"}
    assert commit.events[0].detail["rules"] == ["it"]


def test_safety_outranks_every_rule():
    lowest = Rule("it", EVERYTHING, priority=Priority.LOW)
    assert opened("I want to kill myself", lowest).inquiry.priority is Priority.CRITICAL
    assert opened("he is bullied", lowest).inquiry.priority is Priority.HIGH


OFFICE = (Hours("district", week=((Span(480, 960),),) * 5 + ((),) * 2),)
EVENING = datetime(2026, 3, 2, 23, tzinfo=UTC)
SNOW = Closure("c1", MONDAY_NOON, EVENING, school="alder")


@pytest.mark.parametrize(
    ("at", "school", "expected"),
    [
        pytest.param(MONDAY_NOON, "", "working", id="at-noon"),
        pytest.param(EVENING, "", "closed", id="in-the-evening"),
        pytest.param(MONDAY_NOON - timedelta(days=1), "", "closed", id="on-a-sunday"),
        pytest.param(MONDAY_NOON, "alder", "closed", id="in-the-snow"),
        pytest.param(MONDAY_NOON, "birch", "working", id="in-the-snow-of-another-school"),
    ],
)
def test_a_rule_knows_the_working_time_of_the_topic(at, school, expected):
    rules = tuple(Rule(name, having("time", name), tags=(name,)) for name in ("working", "closed"))
    district = a_district(rules=rules, calendars=OFFICE, closures=(SNOW,))
    assert route(a_form("the bus", school=school), district, at=at).tags == (expected,)


def test_without_a_calendar_it_is_always_working_time():
    assert holds(having("time", "working"), HELLO, at=EVENING)
    assert not holds(having("time", "closed"), HELLO, at=EVENING)


def test_it_is_the_calendar_of_the_topic_that_an_earlier_rule_chose():
    nights = (*OFFICE, Hours("nights", week=((Span(1_080, 1_440),),) * 7))
    topics = tuple(replace(one, calendar="nights") if one.id == "wellbeing" else one for one in a_district().topics)
    to_wellbeing = Rule("moves", EVERYTHING, goes_on=True, topic="wellbeing")
    rules = (to_wellbeing, Rule("it", having("time", "working"), tags=("held",)))
    district = a_district(rules=rules, calendars=nights, topics=topics)
    assert route(a_form("the bus"), district, at=EVENING).tags == ("held",)
    assert route(a_form("the bus"), district, at=MONDAY_NOON).tags == ()
