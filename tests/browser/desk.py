"""The desk in a browser: somebody signed in, and an inquiry in each state that its page can be in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from browser.serve import served
from builders import (
    NOW,
    OTHER_REFERENCE,
    REFERENCE,
    a_contact,
    a_deadline,
    a_message,
    a_page,
    a_source,
    a_submission,
    an_event,
    an_inquiry,
    mail_address,
)
from web.browser import Browser
from web.house import House
from web.wsgi import wsgi

from chalicelib.domain.events import EventType
from chalicelib.domain.files import blob_key
from chalicelib.domain.inquiry import Attachment, Detail, Participant, Translation
from chalicelib.domain.submission import COPIED, mail_key
from chalicelib.domain.topics import Macro
from chalicelib.domain.words import Channel, Direction, Priority, Status
from chalicelib.usecases.receive import receive

DANGER, HELD, NEW, CLOSED = "8T3G-MX0A", "held", "2B7K-Q0WX", "3C8M-R1VZ"
SECRET = "4D9N-S2TA"
UNCLE = Participant(mail_address("leo@example.net"), "Uncle Leo", admitted=False)
LONG = "We waited at the corner of Alder and 3rd from 7:05 until 7:50, and nobody came. " * 5
MACROS = (
    Macro("late", {"en": "The bus is late", "es": "El autobús viene tarde"}, {"en": "Dear {name}, it is on its way."}),
)


@dataclass
class Desk:
    """The house, its address, and what is kept in it by name."""

    house: House
    site: str
    paths: dict[str, str]

    def signed_in(self, page: Any, who: str = "ines") -> Any:
        """With the cookie of somebody whom the sign-in service vouched for."""
        self.house.sign_ins.mail = f"{who}@schools.example.org"
        known = Browser(self.house)
        known.sign_in()
        kept = {"domain": "127.0.0.1", "path": "/", "secure": True, "httpOnly": True, "sameSite": "Lax"}
        page.context.add_cookies([{"name": name, "value": value, **kept} for name, value in known.jar.items()])
        return page

    def see(self, page: Any, name: str) -> Any:
        page.goto(self.site + self.paths[name])
        return page


@contextmanager
def open_desk() -> Iterator[Desk]:
    house = House()
    house.district(macros=MACROS)
    paths = _furnished(house)
    with served(wsgi(house.app)) as address:
        house.site_url = address
        yield Desk(house, address, paths)


def _furnished(house: House) -> dict[str, str]:
    store, office = house.office.store, house.office
    opened = NOW - timedelta(hours=1)
    people = (*an_inquiry().participants, UNCLE)
    clock = a_deadline(at=opened)
    store.keep(
        an_inquiry(
            status=Status.OPEN,
            participants=people,
            tags=("storm", "bus 12"),
            opened_at=opened,
            clocks=(clock,),
            school="alder",
            linked=(OTHER_REFERENCE,),
            details=(Detail("bus", "route", "12"),),
        ),
        a_contact(recent=(REFERENCE, OTHER_REFERENCE)),
    )
    slip = Attachment(
        "a very long name of a file that somebody scanned on the train.pdf", "application/pdf", 48_000, "2"
    )
    said = a_message(text=LONG, at=opened, language="en", attachments=(slip,), author_name="Ana Diaz")
    said = replace(said, notes=(f"{COPIED}luis.with.a.rather.long.name@example.net, rosa@example.org",))
    again = a_message(
        id="m-2",
        at=opened + timedelta(minutes=20),
        text="¿Y mañana?\n\n> We waited",
        visible="¿Y mañana?",
        language="es",
        translations=(Translation("en", "And tomorrow?", "omar", opened),),
    )
    note = a_message(id="m-3", direction=Direction.NOTE, channel=Channel.WEB, text="Rang the depot.", author="omar")
    ours = a_message(id="m-4", direction=Direction.OUTBOUND, author="omar", sender=None, text="We look into it.")
    store.keep(
        said, again, replace(note, sender=None, author_name="Omar Haddad"), replace(ours, author_name="Omar Haddad")
    )
    store.events[REFERENCE] = [
        an_event(EventType.INQUIRY_OPENED, id="0", at=opened),
        an_event(EventType.FILES_STORED, id="1", at=opened, detail={"message": said.id, "files": {"2": "d" * 64}}),
        an_event(EventType.INQUIRY_ASSIGNED, id="2", actor="omar", detail={"person": "ines", "why": "your route"}),
    ]
    office.blobs.objects[blob_key("d" * 64)] = b"%PDF"
    store.keep(
        an_inquiry(reference=OTHER_REFERENCE, subject="Lunch money"), a_message(reference=OTHER_REFERENCE, id="o")
    )
    danger = {"dangers": ("self-harm",), "priority": Priority.CRITICAL, "status": Status.OPEN}
    store.keep(an_inquiry(reference=DANGER, **danger), a_message(reference=DANGER, id="d"), a_page(reference=DANGER))
    store.keep(
        an_inquiry(reference=NEW, participants=(), anonymous=True), a_message(reference=NEW, id="n", sender=None)
    )
    closed = {"status": Status.CLOSED, "closed_at": NOW, "clocks": (), "outcome": "answered"}
    store.keep(an_inquiry(reference=CLOSED, **closed), a_message(reference=CLOSED, id="c"))
    kept = {"confidential": True, "status": Status.OPEN}
    store.keep(an_inquiry(reference=SECRET, **kept), a_message(reference=SECRET, id="s"))
    request = an_event(
        EventType.REVEAL_ASKED, id="r", reference=SECRET, actor="ines", detail={"why": "she is in danger"}
    )
    store.events[SECRET] = [request]
    spam = a_submission(source=a_source(mail_key("<s@example.com>")), held="spam", topic="bus")
    held = receive(spam, store=store, districts=office.districts, randomness=office.randomness).reference
    references = {
        "inquiry": REFERENCE,
        "danger": DANGER,
        "held": held,
        "anonymous": NEW,
        "confidential": SECRET,
        "closed": CLOSED,
    }
    found = {name: f"/staff/i/{reference}" for name, reference in references.items()}
    found |= {f"{name}-es": f"{found[name]}?lang=es" for name in ("inquiry", "danger", "held")}
    found |= {
        "wrong": f"{found['inquiry']}?wrong=answered_meanwhile",
        "contact": f"{found['inquiry']}/contacts/{mail_address().key}",
        "looks": f"{found['inquiry']}/looks",
        "calls": "/staff/calls",
        "calls-es": "/staff/calls?lang=es",
        "calls-logged": f"/staff/calls?logged={OTHER_REFERENCE}",
        "nowhere": "/staff/i/0000-0000",
    }
    return found
