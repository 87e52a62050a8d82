"""Drafts on the fake and on the table: one a person, guarded by their version, in one read with the inquiry."""

import pytest
from builders import NOW, REFERENCE, a_commit, an_inquiry, mail_address

from chalicelib.domain.draft import Draft, DraftState
from chalicelib.domain.errors import Conflict

MINE = Draft(REFERENCE, "ines", 1, NOW, NOW, "Dear Ana", recipients=(mail_address(),))


@pytest.fixture
def kept(store):
    store.commit(a_commit(inquiry=an_inquiry(), draft=MINE))
    return store


def test_a_draft_is_read_with_its_inquiry_and_with_the_case(kept):
    assert kept.inquiry_and_draft(REFERENCE, "ines") == (an_inquiry(), MINE)
    assert kept.inquiry_and_draft(REFERENCE, "omar") == (an_inquiry(), None)
    assert kept.case(REFERENCE).drafts == (MINE,)


def test_nothing_is_there_before(store):
    assert store.inquiry_and_draft(REFERENCE, "ines") == (None, None)


def test_a_draft_that_somebody_wrote_meanwhile_is_not_overwritten(kept):
    sent = Draft(REFERENCE, "ines", 2, NOW, NOW, state=DraftState.SENT)
    kept.commit(a_commit(draft=sent))
    for stale in (MINE, Draft(REFERENCE, "ines", 2, NOW, NOW, "Dear Bo")):
        with pytest.raises(Conflict) as lost:
            kept.commit(a_commit(draft=stale))
        assert lost.value.what == "draft"
    assert kept.inquiry_and_draft(REFERENCE, "ines")[1] == sent


def test_saving_is_one_write(table, calls):
    table.commit(a_commit(inquiry=an_inquiry()))
    calls.clear()
    table.inquiry_and_draft(REFERENCE, "ines")
    table.commit(a_commit(draft=MINE))
    assert calls.names == ["BatchGetItem", "PutItem"]
