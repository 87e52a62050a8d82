"""A topic's own fields: what was typed into them → what is kept, or what a person must look at again."""

from collections.abc import Mapping
from datetime import date

from chalicelib.domain.district import Topic
from chalicelib.domain.inquiry import Detail
from chalicelib.domain.topics import Field, FieldKind

PREFIX = "fields."
FIELD_LIMIT = 300
YES_NO = ("yes", "no")


def field_name(topic: str, field: str) -> str:
    """What a form calls it."""
    return f"{PREFIX}{topic}.{field}"


def given_fields(given: Mapping[str, str], topic: str) -> dict[str, str]:
    """What a form brings for that topic, by the field's own id. What was typed for another topic before is left aside."""
    start = field_name(topic, "")
    return {name.removeprefix(start): value for name, value in given.items() if name.startswith(start)}


def judged(topic: Topic, given: Mapping[str, str]) -> tuple[tuple[Detail, ...], dict[str, str]]:
    """What is kept, in the topic's order, and a sentence's key for each field to look at again. Nothing is kept of a field
    that was left empty. A name that the topic does not have is not repeated."""
    wrong = {} if {one.id for one in topic.fields}.issuperset(given) else {"fields": "field_unknown"}
    kept = []
    for field in topic.fields:
        value = given.get(field.id, "")
        why = _fault(field, value)
        if why:
            wrong[field_name(topic.id, field.id)] = why
        elif value:
            kept.append(Detail(topic.id, field.id, value))
    return tuple(kept), wrong


def spoken_in(topic: Topic, details: tuple[Detail, ...]) -> tuple[str, ...]:
    """What was said in a family's own words."""
    written = {field.id for field in topic.fields if field.kind is FieldKind.TEXT}
    return tuple(one.value for one in details if one.field in written)


def _fault(field: Field, value: str) -> str:
    if not value:
        return "field_missing" if field.required else ""
    if field.kind is FieldKind.CHOICE:
        return "" if value in field.choices else "choice_unknown"
    if field.kind is FieldKind.YES_NO:
        return "" if value in YES_NO else "choice_unknown"
    if field.kind is FieldKind.DATE:
        return "" if _is_date(value) else "date_unclear"
    return "too_long" if len(value) > FIELD_LIMIT else ""


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
