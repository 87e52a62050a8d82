from datetime import timedelta

import pytest
from builders import (
    NOW,
    REFERENCE,
    a_closed_inquiry,
    a_commit,
    a_deadline,
    a_message,
    an_event,
    an_inquiry,
    mail_address,
)

from chalicelib.adapters import items, keys
from chalicelib.domain.events import EventType


def test_an_inquiry_is_on_the_due_index_only_while_its_clock_asks_for_something():
    running = items.inquiry_item(an_inquiry())
    assert running["due_at"] == {"S": "2026-03-02T15:45:00Z"}
    assert running["due_shard"] == {"S": keys.due_shard(keys.shard(REFERENCE))}
    for quiet in (a_closed_inquiry(), an_inquiry(deadline=a_deadline(next_at=None))):
        assert not {"due_at", "due_shard"} & set(items.inquiry_item(quiet))


def test_moments_on_the_index_sort_as_time_does():
    moments = [NOW + timedelta(seconds=number * 77_777) for number in range(200)]
    assert sorted(map(items.instant, moments)) == [items.instant(at) for at in moments]


def test_every_inquiry_has_its_line_in_the_inbox():
    item = items.inquiry_item(an_inquiry(held="looks like spam"))
    assert item["inbox_at"] == {"S": f"2026-03-02T15:00:00+00:00#{REFERENCE}"}
    assert set(item["summary"]["M"]) == set(items._SUMMARY)


def test_no_key_shows_an_address():
    assert "@" not in str(items.inquiry_item(an_inquiry())["pk"])
    assert keys.contact("abc") != keys.pointer("abc") != keys.suppression("abc") != keys.window("abc")


def test_what_somebody_asked_for_an_address_is_published_and_forgotten():
    event = an_event(EventType.LINK_ASKED, reference="", detail={"address": mail_address().key})
    item = items.events_item(a_commit(reference="", events=(event,), about=mail_address().key))
    assert item["pk"] == {"S": f"Q#{mail_address().key}"}
    assert item["kind"] == {"S": keys.EVENTS_KIND}
    assert items.read_events(item) == (event,)
    assert int(item["ttl"]["N"]) == int((NOW + items.KEPT_ASKING).timestamp())
    assert "ttl" not in items.events_item(a_commit(events=(an_event(),)))


def test_a_case_without_its_inquiry_is_none():
    assert items.read_case([]) is None


@pytest.mark.parametrize("visible", ["", "Thank you.", "Something that stands nowhere in the text", "you"])
def test_a_message_comes_back_whole_and_the_text_is_not_kept_twice(visible):
    message = a_message(text="Thank you.\n\nOn Monday somebody wrote:\n> Hello", visible=visible)
    item = items.message_item(message)
    assert items.read_message(item) == message
    assert ("visible" in item) == (bool(visible) and not message.text.startswith(visible))
