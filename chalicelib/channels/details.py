"""What a family answered to its topic's own fields, in words: for pages, and for notices to staff."""

from datetime import date

from chalicelib.channels.outbound.catalogue import filled, sentence
from chalicelib.domain.district import District
from chalicelib.domain.inquiry import Detail, Inquiry, Message
from chalicelib.domain.topics import Field, FieldKind


def details_of(inquiry: Inquiry, district: District, language: str) -> tuple[tuple[str, str], ...]:
    """Each field's label with its answer. A field that the configuration no longer has goes by its id."""
    return tuple(_told(one, _field(one, district), district, language) for one in inquiry.details)


def with_details(said: str, message: Message, inquiry: Inquiry, district: District, language: str) -> str:
    """What the message says, and below it the answers that came with it, where it is the one that opened the inquiry."""
    if message.at != inquiry.opened_at:
        return said
    lines = [f"{_asked(label)} {value}" for label, value in details_of(inquiry, district, language)]
    return "\n\n".join(filter(None, (said, "\n".join(lines))))


def _asked(label: str) -> str:
    return label if label.endswith(("?", ":", "؟")) else f"{label}:"


def _field(detail: Detail, district: District) -> Field | None:
    fields = district.topic(detail.topic).fields if district.has_topic(detail.topic) else ()
    return next((one for one in fields if one.id == detail.field), None)


def _told(detail: Detail, field: Field | None, district: District, language: str) -> tuple[str, str]:
    if field is None:
        return detail.field, detail.value
    label, value = district.called(field.labels, language), detail.value
    if field.kind is FieldKind.CHOICE:
        value = district.called(field.choices.get(value, {}), language) or value
    elif field.kind is FieldKind.YES_NO:
        value = sentence("field.yes" if value == "yes" else "field.no", language, district)
    elif field.kind is FieldKind.DATE:
        value = _day(value, district, language)
    return label, value


def _day(value: str, district: District, language: str) -> str:
    """`November 26, 2026`. What is no date, since the field was once of another kind, stays as it is."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    month = sentence(f"date.month.{day.month}", language, district)
    words = sentence("date.only", language, district)
    return filled(words, {"month": month, "day": str(day.day), "year": str(day.year)})
