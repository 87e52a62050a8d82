"""The topics as the front page offers them: to search, to choose, each with its questions answered and its own fields."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.channels.topic_fields import field_name
from chalicelib.channels.typed import Typed
from chalicelib.domain.district import District, Topic
from chalicelib.domain.topic_search import asks, found, words_of
from chalicelib.domain.topics import Field, FieldKind


@dataclass(frozen=True, slots=True)
class Asked:
    """A field as the form shows it; `options` are values with their names."""

    name: str
    kind: FieldKind
    label: str
    help: str
    required: bool
    value: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer; `open` where the search speaks of it."""

    question: str
    answer: str
    open: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A topic. `words` are what finds it, for the page's own script."""

    id: str
    name: str
    words: str
    fields: tuple[Asked, ...]
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """`sought` is what was searched for; where nothing fits, every topic is offered. `chosen` is a topic's id or empty."""

    choices: tuple[Choice, ...]
    chosen: str
    sought: str = ""
    fits: bool = False


def offer(district: District, language: str, typed: Typed, query: Mapping[str, str]) -> Offer:
    """A search puts forward what fits best; a topic named in the address is chosen, and what was typed goes before both."""
    sought = " ".join(query.get("q", "").split())
    fitting = found(sought, district.topics) if sought else ()
    named = query.get("topic", "")
    best = fitting[0].id if fitting else ""
    chosen = typed.topic or (named if district.has_topic(named) else best)
    topics = fitting or district.topics
    choices = tuple(_choice(topic, district, language, typed, sought) for topic in topics)
    return Offer(choices, chosen, sought, fits=bool(fitting))


def topic_name(topic: Topic, language: str) -> str:
    """In that language, else in whichever the district gave first."""
    return topic.names.get(language) or next(iter(topic.names.values()), topic.id)


def _choice(topic: Topic, district: District, language: str, typed: Typed, sought: str) -> Choice:
    given = typed.fields if typed.topic == topic.id else {}
    return Choice(
        id=topic.id,
        name=topic_name(topic, language),
        words=" ".join(words_of(topic, language)),
        fields=tuple(_asked(one, topic, district, language, given) for one in topic.fields),
        answers=tuple(
            Answered(district.called(one.question, language), district.called(one.answer, language), asks(sought, one))
            for one in topic.faq
        ),
    )


def _asked(field: Field, topic: Topic, district: District, language: str, given: Mapping[str, str]) -> Asked:
    return Asked(
        name=field_name(topic.id, field.id),
        kind=field.kind,
        label=district.called(field.labels, language),
        help=district.called(field.help, language),
        required=field.required,
        value=given.get(field.id, ""),
        options=tuple((id_, district.called(names, language)) for id_, names in field.choices.items()),
    )
