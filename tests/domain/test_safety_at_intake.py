"""What intake does with a lexicon that cannot be made ready."""

from builders import REFERENCE, a_district, a_stamp, a_submission

from chalicelib.domain.intake import intake
from chalicelib.domain.safety import UNREAD, Danger
from chalicelib.domain.threads import Found
from chalicelib.domain.words import Priority, Tier

BROKEN = (Danger("(never closed", "violence", "en", Tier.PAGE),)


def test_a_message_is_stored_and_marked_for_a_person_when_the_lexicon_raises():
    submission = a_submission(text="The bus was late")
    commit = intake(submission, Found(), a_district(lexicon=BROKEN), stamp=a_stamp(), new_reference=REFERENCE).commit
    assert commit.message.text == "The bus was late"
    assert (commit.inquiry.priority, commit.inquiry.dangers) == (Priority.HIGH, (UNREAD,))
