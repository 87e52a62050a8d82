"""A configuration version and a district, in lines for a terminal."""

from collections.abc import Iterator

from chalicelib.domain.clock import spoken
from chalicelib.domain.district import District
from chalicelib.domain.versions import Version
from chalicelib.domain.words import Tier


def told(one: Version) -> str:
    by, note = (f" by {one.by}" if one.by else ""), (f": {one.note}" if one.note else "")
    return f"version {one.version}, pushed {one.pushed_at[:16].replace('T', ' ')} UTC{by}{note}"


def summary(district: District) -> Iterator[str]:
    """A district in a dozen lines."""
    yield f"{district.name} ({district.time_zone}; writes {', '.join(district.languages)})"
    if district.page_languages:
        yield f"families read its pages in {', '.join((*district.languages, *district.page_languages))}"
    yield f"{len(district.schools)} schools, {len(district.teams)} teams, {len(district.staff)} people"
    for topic in district.topics:
        first = spoken(topic.targets.first_response)
        yield f"  {topic.id:<20} {district.team(topic.team).name:<28} first answer in {first}"
    phrases = sum(one.tier is not Tier.NONE for one in district.lexicon)
    on_call = ", ".join(district.on_call.staff)
    yield f"on call: {on_call}; the lexicon has {phrases} phrases; {len(district.rules)} routing rules"
