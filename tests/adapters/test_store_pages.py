"""Pages on the table: all of one inquiry, and the codes that mean them (the same rules for the fake)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import NOW, OTHER_REFERENCE, REFERENCE, a_commit, a_page, a_stamp, an_inquiry

from chalicelib.domain.errors import Conflict
from chalicelib.domain.paging import CODES_FOR

PAGE = a_page(id="01", code="4821")


def begin(store, page=PAGE, now=NOW):
    store.commit(a_commit(reference=page.reference, stamp=a_stamp(now), page=page))


def test_all_pages_of_an_inquiry_are_found_oldest_first_with_it(store):
    store.commit(a_commit(inquiry=an_inquiry()))
    for number in ("02", "01"):
        begin(store, a_page(id=number))
    inquiry, pages = store.pages(REFERENCE)
    assert (inquiry, [page.id for page in pages]) == (an_inquiry(), ["01", "02"])
    assert store.pages(OTHER_REFERENCE) == (None, [])


def test_a_code_leads_to_its_page_for_as_long_as_it_means_it(store):
    begin(store)
    store.commit(a_commit(page=replace(PAGE, version=2, step=1)))
    assert store.page_of_code("4821", now=NOW) == (REFERENCE, "01")
    assert store.page_of_code("4821", now=NOW + CODES_FOR + timedelta(seconds=1)) is None
    assert store.page_of_code("4822", now=NOW) is None


def test_a_code_that_another_page_goes_by_is_not_given_again(store):
    begin(store)
    with pytest.raises(Conflict) as lost:
        begin(store, replace(PAGE, reference=OTHER_REFERENCE))
    assert lost.value.what == "code"
    assert store.pages(OTHER_REFERENCE) == (None, [])


def test_a_code_that_is_past_its_time_is_given_again(store):
    begin(store)
    begin(store, replace(PAGE, reference=OTHER_REFERENCE), now=NOW + CODES_FOR + timedelta(seconds=1))
    later = NOW + CODES_FOR + timedelta(seconds=2)
    assert store.page_of_code("4821", now=later) == (OTHER_REFERENCE, "01")
