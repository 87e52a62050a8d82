"""Private links after a merge or a split: whom they lead where, and what is shown to several people on one inquiry."""

from dataclasses import replace

import pytest
from builders import NOW, OTHER_REFERENCE, REFERENCE, a_message, an_inquiry, mail_address
from web.house import House

from chalicelib.domain.inquiry import Participant
from chalicelib.domain.permissions import OPERATOR
from chalicelib.usecases.matters import merge, split

OTHER = an_inquiry(reference=OTHER_REFERENCE)
BEN = Participant(mail_address("ben@example.net"), "ben@example.net")


@pytest.fixture
def house():
    fresh = House()
    fresh.office.store.keep(an_inquiry(), a_message())
    fresh.office.store.keep(OTHER, a_message(reference=OTHER_REFERENCE, id="m-2", text="Still no bus."))
    return fresh


def change(house, reference, **changes):
    store = house.office.store
    store.keep(replace(store.inquiry(reference), **changes))


def join(house, **more):
    return merge(OTHER_REFERENCE, REFERENCE, actor=OPERATOR, why="one matter", at=house.counter, **more)


def page(house, inquiry):
    answer = house.get(house.link(inquiry))
    assert answer.status_code == 200
    return answer.body.decode()


def test_the_old_link_shows_the_survivor_with_what_was_said_in_both(house):
    join(house)
    shown = page(house, OTHER)
    assert REFERENCE in shown
    assert "Bus 12 did not come today." in shown
    assert "Still no bus." in shown


def test_what_is_written_behind_the_old_link_goes_to_the_survivor(house):
    join(house)
    house.post(f"{house.link(OTHER)}/messages", {"key": "a-key-0009", "message": "More news."})
    assert [one.reference for one in house.office.store.messages.values() if one.text == "More news."] == [REFERENCE]


def test_the_old_link_leads_nobody_on_who_was_taken_off_the_survivor(house):
    change(house, OTHER_REFERENCE, participants=(*an_inquiry().participants, BEN))
    survivor = join(house)
    off = tuple(replace(one, admitted=one != BEN, refused=one == BEN) for one in survivor.participants)
    change(house, REFERENCE, participants=off)
    assert "Bus 12 did not come today." not in page(house, OTHER)


def test_revoking_the_survivors_links_revokes_the_old_one_to_it(house):
    join(house)
    change(house, REFERENCE, link_generation=2)
    assert "Bus 12 did not come today." not in page(house, OTHER)


def test_a_message_split_off_is_shown_on_its_own_page_alone(house):
    store = house.office.store
    store.keep(a_message(id="m-9", text="And about lunch.", at=NOW, mail_id=""))
    fresh = split(REFERENCE, "m-9", actor=OPERATOR, why="one matter", at=house.counter)
    assert "And about lunch." not in page(house, an_inquiry())
    assert "And about lunch." in page(house, fresh)


def test_nobodys_address_is_shown_to_another_participant(house):
    change(house, REFERENCE, participants=(*an_inquiry().participants, BEN))
    said = a_message(
        id="m-9",
        sender=BEN.address,
        author_name="ben@example.net",
        text="I agree.\nOn Monday Ana <Ana@Example.com> wrote:\n> Bus 12\nben@example.net",
        visible="I agree.",
    )
    house.office.store.keep(said)
    shown = page(house, an_inquiry()).lower()
    assert "i agree." in shown
    assert "ana@example.com" not in shown
    assert "ben@example.net" not in shown


def test_who_is_alone_on_it_sees_what_they_wrote_as_they_wrote_it(house):
    house.office.store.keep(a_message(text="Write to ana@example.com"))
    assert "Write to ana@example.com" in page(house, an_inquiry())
