"""Pages: what begins one, what joins it, when it goes on at once, and the code by which a text acknowledges it.

One page a danger, and one chain of steps a page: a second danger joins the page that is still going up the list; after
somebody acknowledged, or after the last step, it begins a page of its own (docs/decisions/pages.md).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.domain.commit import Stamp
from chalicelib.domain.district import District
from chalicelib.domain.events import Event
from chalicelib.domain.inquiry import Page, Send
from chalicelib.domain.replying import FAILED
from chalicelib.domain.staff import Staff

TEMPLATE = "page"
AGAIN = 60
"""Seconds until a page, or one channel of it, that no provider took is tried again."""
BUSY_TRIES = 5
"""So many times a busy channel is tried again beside one that took the page; then it counts as failed."""
CODES_FOR = timedelta(days=3)
"""How long a code means its page; its link shows the family's words as long."""
_CODES = 10_000
_CODE = re.compile(r"\W*(?:ok(?:ay)?|ack|yes|s[ií])?\W*(\d{4})\W*", re.IGNORECASE | re.ASCII)
_LONGEST = 24


def of_danger(pages: Iterable[Page], event: Event) -> Page | None:
    """The page that the danger began or joined already."""
    return next((page for page in pages if event.id in page.dangers), None)


def going(pages: Iterable[Page]) -> Page | None:
    """The page that still goes up the list."""
    return next((page for page in pages if not page.acknowledged_by and not page.exhausted), None)


def opened(pages: Sequence[Page], event: Event, stamp: Stamp) -> Page:
    """The inquiry's next page."""
    return Page(
        id=f"{len(pages) + 1:02}",
        version=1,
        reference=event.reference,
        at=stamp.now,
        code=code_of(stamp.word),
        dangers=(event.id,),
        messages=_message(event),
    )


def joined(page: Page, event: Event) -> Page:
    """With one more danger: whoever is paged next reads the newest words, and no second chain begins."""
    messages = (*page.messages, *_message(event))
    return replace(page, version=page.version + 1, dangers=(*page.dangers, event.id), messages=messages)


def _message(event: Event) -> tuple[str, ...]:
    return (str(event.detail["message"]),) if event.detail.get("message") else ()


def code_of(word: str) -> str:
    """Four digits of a stamp's random word."""
    return f"{int(word, 16) % _CODES:04}"


def code_in(text: str) -> str:
    """The code that a text is, when it is nothing else: `OK 4821`, `ok4821!`, `4821`. Empty for any other words."""
    found = _CODE.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    return found[1] if found else ""


def says_ok(text: str) -> bool:
    """Whether a code was meant: bare digits of a number that is also a parent's may answer another question."""
    return any(letter.isalpha() for letter in text)


def event_of(page: Page, step: int) -> str:
    """What the ledger calls the notices of one step."""
    return f"{page.id}#{step}"


def failed_altogether(page: Page, send: Send, sends: Iterable[Send], *, ways: int) -> bool:
    """Whether every way of the newest step, `ways` of them, is known to have failed, so that the next person is paged at
    once. A step that others followed is past."""
    if (
        page.acknowledged_by
        or page.exhausted
        or send.reference != page.reference
        or send.event_id != event_of(page, page.step - 1)
    ):
        return False
    step = (send.reference, send.event_id, send.staff)
    same = [one for one in sends if (one.reference, one.event_id, one.staff) == step]
    return len(same) >= ways and all(one.status in FAILED for one in same)


def newest_is(page: Page, staff: str) -> bool:
    """Whether that person was paged last, and nobody has it yet."""
    return bool(page.paged) and page.paged[-1] == staff and not page.acknowledged_by and not page.exhausted


def ahead(page: Page, first: datetime, district: District) -> tuple[tuple[datetime, Staff | None], ...]:
    """Who is paged when while nobody takes it, the next of them at `first`; the last, nobody, is when the leaders are told.
    Whoever cannot be reached is passed over at once. Nothing once it was taken or the list is at its end."""
    if page.acknowledged_by or page.exhausted:
        return ()
    found, at, on_call = list[tuple[datetime, Staff | None]](), first, district.on_call
    for step in range(page.step, on_call.tries):
        person = district.reachable(on_call.who(step), at=at)
        if person:
            found.append((at, person))
            at += timedelta(seconds=on_call.pause_after(step))
    return (*found, (at, None))


def others(page: Page, holder: str) -> tuple[str, ...]:
    """Whom it went to, but for the one who has it."""
    return tuple(one for one in dict.fromkeys(page.paged) if one != holder)
