"""What a family answered to its topic's own fields, in words."""

from datetime import date

from chalicelib.channels.outbound import sentence
from chalicelib.domain.district import District
from chalicelib.domain.inquiry import Detail, Inquiry
from chalicelib.domain.topics import Field, FieldKind
from chalicelib.web.languages import Words


def details_of(inquiry: Inquiry, district: District, words: Words) -> tuple[tuple[str, str], ...]:
    """Each field's label with its answer. A field that the configuration no longer has goes by its id."""
    return tuple(_told(one, _field(one, district), district, words) for one in inquiry.details)


def _field(detail: Detail, district: District) -> Field | None:
    fields = district.topic(detail.topic).fields if district.has_topic(detail.topic) else ()
    return next((one for one in fields if one.id == detail.field), None)


def _told(detail: Detail, field: Field | None, district: District, words: Words) -> tuple[str, str]:
    if field is None:
        return detail.field, detail.value
    label, value = district.called(field.labels, words.language), detail.value
    if field.kind is FieldKind.CHOICE:
        value = district.called(field.choices.get(value, {}), words.language) or value
    elif field.kind is FieldKind.YES_NO:
        value = words.say("yes" if value == "yes" else "no")
    elif field.kind is FieldKind.DATE:
        value = _day(value, district, words)
    return label, value


def _day(value: str, district: District, words: Words) -> str:
    """`November 26, 2026`. What is no date, since the field was once of another kind, stays as it is."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    month = sentence(f"date.month.{day.month}", words.language, district)
    return words.say("plain_day", month=month, day=day.day, year=day.year)
