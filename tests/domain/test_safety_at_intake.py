"""What intake does with a lexicon that cannot be made ready."""

from zlib import crc32

from builders import REFERENCE, a_district, a_stamp, a_submission

from chalicelib.domain.intake import intake
from chalicelib.domain.safety import UNREAD, Danger, Lexicon
from chalicelib.domain.safety_features import PLACES
from chalicelib.domain.safety_judged import AS_ADDED
from chalicelib.domain.safety_weights import Weights, written
from chalicelib.domain.submission import FROM_PEOPLE, Kind
from chalicelib.domain.threads import Found
from chalicelib.domain.words import Priority, Tier

BROKEN = (Danger("(never closed", "violence", "en", Tier.PAGE),)


def test_a_message_is_stored_and_marked_for_a_person_when_the_lexicon_raises():
    submission = a_submission(text="The bus was late")
    commit = intake(submission, Found(), a_district(lexicon=BROKEN), stamp=a_stamp(), new_reference=REFERENCE).commit
    assert commit.message.text == "The bus was late"
    assert (commit.inquiry.priority, commit.inquiry.dangers) == (Priority.HIGH, (UNREAD,))


_LOUD = [100 * (place == crc32(b"tomorrow") % PLACES) for place in range(PLACES)]
ALARMING = Weights(
    {
        "concepts": {},
        "categories": ["violence"],
        "words": {"en": "ntomorrow"},
        "table": written(_LOUD, _LOUD),
        "page_from": 500,
        "any_from": 300,
        "bias": [0, 0],
        "units": [0.01, 0.01],
        "curves": AS_ADDED,
    }
)
"""Weights by which "tomorrow" is reason enough for a page."""


def dangers(kind, text, visible=""):
    district = a_district()
    vars(district)["safety"] = Lexicon(district.lexicon, weights=lambda: ALARMING)
    submission = a_submission(text=text, kind=kind, visible=visible)
    return intake(submission, Found(), district, stamp=a_stamp(), new_reference=REFERENCE).commit.inquiry.dangers


def test_a_machine_is_heard_by_the_phrases_alone():
    """Weights were learnt from what people say; a mail server's report must wake nobody by its choice of words."""
    assert dangers(Kind.MESSAGE, "He comes back tomorrow") == ("violence",)
    for kind in set(Kind) - FROM_PEOPLE:
        assert dangers(kind, "He comes back tomorrow") == ()
        assert dangers(kind, "I want to kill myself tomorrow") == ("self-harm",)


def test_of_an_answer_the_weights_hear_what_is_new_and_the_phrases_all_of_it():
    """Our own acknowledgement speaks of emergencies and stands below most answers."""
    assert dangers(Kind.MESSAGE, "Thank you\n> It is tomorrow", visible="Thank you") == ()
    assert dangers(Kind.MESSAGE, "He comes back tomorrow\n> Why?", visible="He comes back tomorrow") == ("violence",)
    assert dangers(Kind.MESSAGE, "See below\n> I want to kill myself", visible="See below") == ("self-harm",)
