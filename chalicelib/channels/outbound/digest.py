"""The digest's words: what came while somebody was not to be disturbed, an inquiry an item, each with its link."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.channels.links import desk_link
from chalicelib.channels.outbound import layout
from chalicelib.channels.outbound.catalogue import filled, sentence
from chalicelib.channels.outbound.clean import one_line
from chalicelib.channels.outbound.dates import spoken_date
from chalicelib.channels.outbound.layout import Block
from chalicelib.channels.outbound.render import MailBody
from chalicelib.channels.outbound.templates import Shape
from chalicelib.domain.digest import Entry, Line
from chalicelib.domain.district import District
from chalicelib.domain.revealing import nameless
from chalicelib.domain.words import Status

_SUBJECT = 80


def digest_mail(
    listed: Sequence[Entry], language: str, district: District, *, now: datetime, site_url: str
) -> MailBody:
    """What stands now of each inquiry beside what was to be told: an answer that somebody gave meanwhile is seen."""

    def say(key: str, **values: str) -> str:
        return filled(sentence(f"digest.{key}", language, district), values)

    def when(at: datetime) -> str:
        return spoken_date(at, district.time_zone, language, now, district=district)

    def line(one: Line) -> str:
        return say("line", what=say(one.template), when=when(one.at))

    def item(entry: Entry) -> Block:
        inquiry, topic = entry.inquiry, district.topic(entry.inquiry.topic)
        name = district.called(topic.names, language)
        subject = one_line(nameless(inquiry).subject)[:_SUBJECT]
        key = "item" if subject else "item.plain"
        said = [say(key, reference=inquiry.reference, topic=name, subject=subject), *map(line, entry.lines)]
        if inquiry.status is Status.CLOSED:
            said.append(say("closed"))
        elif inquiry.deadline:
            said.append(say("due", due=when(inquiry.deadline.due_at)))
        return Block(Shape.ITEM, "\n".join(said), desk_link(site_url, inquiry.reference))

    count = sum(len(entry.lines) for entry in listed)
    subject = say("subject.one" if count == 1 else "subject", count=str(count), district=district.name)
    lead = Block(Shape.LINE, say("lead"))
    foot = Block(Shape.SMALL, say("foot", district=district.name))
    blocks = [lead, *map(item, listed), foot]
    return MailBody(
        subject=one_line(subject),
        text=layout.plain(blocks, marker=""),
        html=layout.html(blocks, marker="", language=language, title=one_line(subject)),
    )
