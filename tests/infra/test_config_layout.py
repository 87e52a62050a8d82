"""A district in a dozen lines, for a terminal."""

from district_builder import a_district

from chalicelib.domain.safety import Danger
from chalicelib.domain.words import Tier
from infra.config_layout import summary


def test_a_phrase_that_names_no_danger_is_not_counted_as_one():
    """As the page of the running configuration counts them."""
    lexicon = (Danger("kill myself", "suicide", "en", Tier.PAGE), Danger("the play was killer", "", "en", Tier.NONE))
    assert "the lexicon has 1 phrases" in list(summary(a_district(lexicon=lexicon)))[-1]
