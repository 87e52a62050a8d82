"""The inbox's rows, views, counts and pages."""

from datetime import timedelta

import pytest
from builders import DAY, HOUR, NOW, a_closed_inquiry, a_deadline, an_inquiry, mail_address
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.inbox import SOON, Filters, Order, View, Viewer, folded, listing, load_of, row_of
from chalicelib.domain.inquiry import Participant
from chalicelib.domain.words import Priority, Status

INES = Viewer("ines", frozenset({"front", "transport"}), NOW)


def a_row(reference="K7Q2-9FHQ", **changes):
    return row_of(an_inquiry(reference=reference, **({"team": "front"} | changes)))


def due(after):
    return a_deadline(at=NOW - HOUR, due_at=NOW + after)


def shown(rows, view, viewer=INES, **how):
    return [row.reference for row in listing(rows, viewer, view, **({"filters": Filters()} | how)).rows]


def test_a_closed_inquiry_and_one_that_lives_on_in_another_have_no_row():
    assert row_of(a_closed_inquiry()) is None
    assert row_of(an_inquiry(merged_into="5M0W-GD42")) is None


def test_a_row_names_whoever_was_let_in_and_not_who_waits():
    waits = Participant(mail_address("x@example.com"), "Stranger", admitted=False)
    asked = Participant(mail_address(), "Ana Diaz")
    assert a_row(participants=(waits, asked)).name == "Ana Diaz"
    assert a_row(participants=(waits,)).name == ""


def test_a_long_subject_is_cut_for_the_list():
    assert len(a_row(subject="word " * 60).subject) <= 90


@pytest.mark.parametrize(
    ("view", "changes", "listed"),
    [
        (View.MINE, {"assignee": "ines"}, True),
        (View.MINE, {"assignee": "ines", "status": Status.WAITING}, True),
        (View.MINE, {"assignee": "omar"}, False),
        (View.TEAMS, {}, True),
        (View.TEAMS, {"team": "care"}, False),
        (View.TEAMS, {"status": Status.WAITING}, False),
        (View.TEAMS, {"held": "spam"}, False),
        (View.UNASSIGNED, {}, True),
        (View.UNASSIGNED, {"assignee": "omar"}, False),
        (View.SOON, {"deadline": due(SOON - HOUR)}, True),
        (View.SOON, {"deadline": due(SOON)}, False),
        (View.SOON, {"deadline": due(-HOUR)}, False),
        (View.SOON, {"deadline": None}, False),
        (View.OVERDUE, {"deadline": due(-HOUR)}, True),
        (View.OVERDUE, {"deadline": due(timedelta(0))}, False),
        (View.CRITICAL, {"priority": Priority.CRITICAL}, True),
        (View.CRITICAL, {"priority": Priority.HIGH}, False),
        (View.WAITING, {"status": Status.WAITING}, True),
        (View.WAITING, {"status": Status.OPEN}, False),
        (View.ALL, {"team": "care"}, True),
        (View.ALL, {"held": "spam"}, False),
        (View.QUARANTINE, {"held": "spam"}, True),
        (View.QUARANTINE, {}, False),
    ],
)
def test_what_a_view_lists_it_counts(view, changes, listed):
    found = listing([a_row(**changes)], INES, view, filters=Filters())
    assert (len(found.rows), found.counts[view], found.total) == (listed, listed, listed)


@pytest.mark.parametrize(
    ("filters", "changes"),
    [
        (Filters(topic="bus"), {"topic": "bus"}),
        (Filters(team="care"), {"team": "care"}),
        (Filters(school="alder"), {"school": "alder"}),
        (Filters(channel="sms"), {"channel": "sms"}),
        (Filters(language="es"), {"language": "es"}),
        (Filters(assignee="omar"), {"assignee": "omar"}),
        (Filters(assignee="-"), {"assignee": ""}),
        (Filters(tag="storm"), {"tags": ("storm", "bus")}),
        (Filters(older=DAY), {"opened_at": NOW - DAY}),
    ],
)
def test_a_filter_narrows_and_the_counts_stay_those_of_the_whole_view(filters, changes):
    base = {"topic": "other", "school": "birch", "channel": "email", "language": "en", "assignee": "kai"}
    rows = [a_row(**(base | changes)), a_row("5M0W-GD42", **base)]
    found = listing(rows, INES, View.ALL, filters=filters)
    assert [row.reference for row in found.rows] == ["K7Q2-9FHQ"]
    assert (found.total, found.counts[View.ALL]) == (1, 2)


def test_by_due_time_the_critical_ones_come_first_and_the_undated_last():
    rows = [
        a_row("A", deadline=due(2 * HOUR)),
        a_row("B", deadline=None),
        a_row("C", deadline=due(DAY), priority=Priority.CRITICAL),
        a_row("D", deadline=due(-HOUR)),
    ]
    assert shown(rows, View.ALL) == ["C", "D", "A", "B"]


def test_other_orders():
    rows = [
        a_row(name, opened_at=NOW - at * HOUR, updated_at=NOW - (9 - at) * HOUR)
        for name, at in zip("ABC", (2, 1, 3), strict=True)
    ]
    assert shown(rows, View.ALL, order=Order.NEWEST) == ["B", "A", "C"]
    assert shown(rows, View.ALL, order=Order.OLDEST) == ["C", "A", "B"]
    assert shown(rows, View.ALL, order=Order.CHANGED) == ["C", "A", "B"]


@given(st.lists(st.integers(0, 30), max_size=40, unique=True), st.integers(1, 9), st.sampled_from(Order))
def test_page_after_page_shows_each_row_once(hours, limit, order):
    rows = [a_row(f"{hour:04}", opened_at=NOW - hour * HOUR, deadline=due(hour % 7 * HOUR)) for hour in hours]
    seen, after = [], ""
    while True:
        page = listing(rows, INES, View.ALL, filters=Filters(), order=order, after=after, limit=limit)
        seen += [row.reference for row in page.rows]
        after = page.after
        if not after:
            break
    assert seen == shown(rows, View.ALL, order=order, limit=1_000)
    assert sorted(seen) == sorted(row.reference for row in rows)


def test_a_row_that_goes_meanwhile_hides_no_other_on_the_next_page():
    rows = [a_row(name, deadline=due(at * HOUR)) for at, name in enumerate("ABCDE", 1)]
    first = listing(rows, INES, View.ALL, filters=Filters(), limit=2)
    rest = [row for row in rows if row.reference != "B"]
    assert shown(rest, View.ALL, after=first.after, limit=2) == ["C", "D"]


@given(st.data())
def test_folding_changes_in_any_order_and_twice_ends_in_the_same_rows(data):
    versions = [
        an_inquiry(reference=name, version=number, subject=f"{name}{number}") for name in "AB" for number in (1, 2, 3)
    ]
    versions.append(a_closed_inquiry(reference="B", version=4))
    mixed = data.draw(st.permutations(versions * 2))
    cut = data.draw(st.integers(0, len(mixed)))
    rows = folded(folded({}, mixed[:cut]), mixed[cut:])
    assert rows["A"].version == 3
    if 4 in {one.version for one in mixed[cut:]}:
        assert "B" not in rows


def test_the_load_of_a_person_counts_what_waits_for_them():
    rows = [
        a_row(assignee="ines"),
        a_row(assignee="ines", status=Status.WAITING),
        a_row(assignee="omar", held="x"),
        a_row(),
    ]
    assert load_of(rows) == {"ines": 1}


@pytest.mark.parametrize(
    ("teams", "listed"), [((), True), (("care",), False)], ids=["of no team, as a superintendent", "of another team"]
)
def test_whoever_is_of_no_team_finds_what_nobody_has_anywhere(teams, listed):
    viewer = Viewer("pat", frozenset(teams), NOW)
    assert bool(listing([a_row()], viewer, View.UNASSIGNED, filters=Filters()).rows) == listed
