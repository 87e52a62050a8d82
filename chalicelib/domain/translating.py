"""Translations of what families wrote, by staff for their colleagues: kept beside the message, one a language, never sent."""

from dataclasses import replace

from chalicelib.domain.commit import Outcome
from chalicelib.domain.errors import Invalid
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Message, Translation
from chalicelib.domain.mentions import LONGEST
from chalicelib.domain.occasion import Occasion, Turn
from chalicelib.domain.wishes import Translate
from chalicelib.domain.words import Direction


def translate(wish: Translate, occasion: Occasion) -> Turn | None:
    """A later one takes the place of an earlier one in that language. The event says who, when and into what; the words stand
    beside the message alone, so that they travel nowhere."""
    text, message = wish.text.strip(), _message(wish, occasion)
    if not 0 < len(text) <= LONGEST:
        raise Invalid({"text": "too_long" if text else "no_translation"})
    if wish.language not in occasion.district.languages:
        raise Invalid({"language": "language_unknown"})
    known = translation(message, wish.language)
    if known and known.text == text:
        return None
    others = (one for one in message.translations if one is not known)
    fresh = Translation(wish.language, text, occasion.actor.id, occasion.stamp.now)
    told = Outcome(EventType.MESSAGE_TRANSLATED, {"message": message.id, "language": wish.language})
    return Turn(occasion.inquiry, (told,), moved=replace(message, translations=(*others, fresh)))


def translation(message: Message, language: str) -> Translation | None:
    return next((one for one in message.translations if one.language == language), None)


def _message(wish: Translate, occasion: Occasion) -> Message:
    found = (one for one in occasion.case.messages if one.id == wish.message and one.direction is Direction.INBOUND)
    message = next(found, None)
    if message is None or message.split_into:
        raise Invalid({"message": "no_such_message"})
    return message
