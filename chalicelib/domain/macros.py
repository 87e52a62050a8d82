"""Words ready for staff to answer with, their places filled."""

import re

from chalicelib.domain.district import District
from chalicelib.domain.errors import Invalid
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.permissions import Actor
from chalicelib.domain.topics import MACRO_NAMES

_PLACE = re.compile("{(" + "|".join(sorted(MACRO_NAMES)) + ")}")


def ready_words(macro_id: str, inquiry: Inquiry, actor: Actor, district: District) -> str:
    """In the family's language. Raises Invalid for words that the inquiry's topic does not have."""
    macro = next((one for one in district.macros_of(inquiry.topic) if one.id == macro_id), None)
    if macro is None:
        raise Invalid({"macro": "macro_unknown"})
    person = district.person(actor.id)
    places = {
        "name": next(
            (one.name for one in inquiry.participants if one.admitted and one.name and not inquiry.confidential), ""
        ),
        "reference": inquiry.reference,
        "district": district.name,
        "staff": person.name if person else district.name,
    }
    text = _PLACE.sub(lambda place: places[place[1]], district.called(macro.texts, inquiry.language))
    return text if places["name"] else _closed_up(text)


def _closed_up(text: str) -> str:
    """Without the gap that a name nobody knows leaves: `Dear , …`."""
    return re.sub(r" +([,.!?:;])| {2,}", lambda found: found[1] or " ", text).strip()
