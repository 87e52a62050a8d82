"""Every page in every state a family or a paged person may meet it in."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from builders import (
    NOW,
    a_deadline,
    a_message,
    a_notice,
    a_page,
    a_send,
    an_event,
    an_inquiry,
    mail_address,
    phone_number,
)
from web.house import House, a_form

from chalicelib.domain import paging
from chalicelib.domain.contact import Address, AddressKind
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Attachment, Inquiry, Message, Participant, Rating
from chalicelib.domain.reference import reference_from
from chalicelib.domain.words import Channel, Delivery, Direction, Status

LONG = "We waited at the corner of Alder and 3rd from 7:05 until 7:50. " * 6
REFERENCES = tuple(reference_from((seed * 1_000_003**2).to_bytes(8, "big")) for seed in range(1, 9))

BOTH = (Participant(mail_address(), "Ana Diaz"), Participant(phone_number(), "Ana Diaz"))
RATED = Rating(9, NOW, "Somebody called us the same day.")


def furnished(house: House) -> dict[str, str]:
    """Stores inquiries in every state; name → path of each page."""
    store = house.office.store
    found = {
        "front": "/",
        "front-es": "/?lang=es",
        "search": "/?q=bus",
        "topic-es": "/?topic=bus&lang=es",
        "front-ar": "/?lang=ar",
        "topic-ar": "/?topic=bus&lang=ar",
        "nothing": "/nowhere",
        "find": "/find",
        "find-sent-es": "/find?sent=1&lang=es",
        "dead-link": "/i/k7q29fhqaaaaaaaaaaaaaaaa",
    }
    for name, inquiry in _inquiries().items():
        store.keep(inquiry)
        _conversation(house, inquiry)
        found[name] = house.link(inquiry)
    found |= {f"{name}-ar": f"{found[name]}?lang=ar" for name in ("waiting", "dead-link")}
    thanks = house.post("/inquiries", a_form(message=LONG)).headers["Location"]
    anonymous = house.post("/inquiries?lang=es", a_form(key="anonymous-one", anonymous="on", language="es"))
    found |= {
        "thanks-ar": f"/{_one(thanks)}?lang=ar",
        "thanks": f"/{_one(thanks)}",
        "thanks-anonymous-es": f"/{_one(anonymous.headers['Location'])}",
    }
    return found | _pages(house)


def _pages(house: House) -> dict[str, str]:
    """Of one inquiry: one that has gone to two people, one that somebody took; and one of somebody confidential."""
    store, reference = house.office.store, REFERENCES[4]
    fresh = a_page(id="02", reference=reference, at=NOW - timedelta(minutes=9), **_GONE_OUT)
    taken = a_page(id="01", reference=reference, acknowledged_by="mia", acknowledged_at=NOW - timedelta(hours=1))
    secret = replace(store.inquiries[reference], reference=REFERENCES[7], confidential=True)
    store.keep(secret, a_message(id="1", reference=secret.reference, text="My name is Ana Diaz. I am afraid."))
    covered = a_page(id="01", reference=secret.reference)
    store.keep(fresh, taken, covered)
    told = (
        ("kai", 0, mail_address("kai@schools.example.org")),
        ("kai", 0, phone_number("+12025550105")),
        ("mia", 1, phone_number()),
    )
    for who, step, recipient in told:
        event_id, at = paging.event_of(fresh, step), fresh.at + timedelta(minutes=5 * step)
        notice = a_notice(
            reference=reference, event_id=event_id, template="page", recipient=recipient, audience="staff"
        )
        bounced = Delivery.BOUNCED if step == 0 and recipient.value.startswith("+") else Delivery.SENT
        store.keep(
            replace(
                a_send(),
                key=notice.key,
                reference=reference,
                event_id=event_id,
                template="page",
                recipient=recipient,
                status=bounced,
                at=at,
                staff=who,
            )
        )
    detail = {"page": fresh.id, "step": 2, "to": "mia", "next_in": 600}
    store.events[reference].append(
        an_event(EventType.PAGE_SENT, id="9", reference=reference, at=fresh.at + timedelta(minutes=5), detail=detail)
    )
    links = {"page": house.page_link(fresh, "kai"), "page-taken": house.page_link(taken, "kai")}
    return links | {"page-es": links["page"] + "?lang=es", "page-covered": house.page_link(covered, "kai")}


_GONE_OUT: dict[str, Any] = {"step": 2, "paged": ("kai", "mia"), "messages": ("1",), "turn": 2}


def _one(value: str | list[str]) -> str:
    return value if isinstance(value, str) else value[0]


def _inquiries() -> dict[str, Inquiry]:
    opened = NOW - timedelta(hours=1)
    late = a_deadline(at=NOW - timedelta(days=2), missed=True)
    answered: dict[str, Any] = {"deadline": None, "expected_by": NOW, "opened_at": NOW - timedelta(days=1)}
    return {
        "new": an_inquiry(reference=REFERENCES[0], opened_at=opened, expected_by=NOW + timedelta(hours=20)),
        "late": an_inquiry(reference=REFERENCES[1], status=Status.OPEN, deadline=late, expected_by=late.due_at),
        "waiting": an_inquiry(reference=REFERENCES[2], status=Status.WAITING, school="alder", **answered),
        "closed-es": an_inquiry(reference=REFERENCES[3], language="es", **answered, **_closed()),
        "closed": an_inquiry(reference=REFERENCES[5], participants=BOTH, channel=Channel.FORM, **answered, **_closed()),
        "rated": an_inquiry(
            reference=REFERENCES[6], participants=BOTH, texts_allowed=True, rating=RATED, **answered, **_closed()
        ),
        "danger": an_inquiry(reference=REFERENCES[4], dangers=("self-harm",), topic="wellbeing", team="care"),
    }


def _closed() -> dict[str, Any]:
    return {"status": Status.CLOSED, "closed_at": NOW - timedelta(hours=3)}


def _conversation(house: House, inquiry: Inquiry) -> None:
    store, reference = house.office.store, inquiry.reference
    said = a_message(
        id="1", reference=reference, at=inquiry.opened_at, language="en", author_name="Ana Diaz", text=LONG
    )
    store.keep(said)
    events = [an_event(EventType.INQUIRY_OPENED, id="0", reference=reference, at=inquiry.opened_at)]
    events.append(an_event(EventType.ACKNOWLEDGEMENT_SENT, id="1", reference=reference, at=inquiry.opened_at))
    if inquiry.deadline is None:
        store.keep(_answer(inquiry), _quoting(inquiry))
        answered, again = _answer(inquiry).at, _quoting(inquiry).at
        events.append(an_event(EventType.MESSAGE_WRITTEN, id="2", reference=reference, at=answered))
        events.append(an_event(EventType.MESSAGE_RECEIVED, id="3", reference=reference, at=again))
    if inquiry.deadline and inquiry.deadline.missed:
        events.append(an_event(EventType.DEADLINE_MISSED, id="4", reference=reference))
    store.events[reference] = events


def _answer(inquiry: Inquiry) -> Message:
    return a_message(
        id="2",
        at=inquiry.opened_at + timedelta(minutes=25),
        reference=inquiry.reference,
        direction=Direction.OUTBOUND,
        author="ines",
        sender=None,
        text="Thank you for telling us.\n\nThe driver was ill; a substitute starts tomorrow. Does 7:20 work for you?",
    )


def _quoting(inquiry: Inquiry) -> Message:
    return a_message(
        id="3",
        at=inquiry.opened_at + timedelta(minutes=40),
        reference=inquiry.reference,
        channel=Channel.WEB,
        sender=Address(AddressKind.EMAIL, "ana@example.com"),
        author_name="Ana Diaz",
        text="Yes, thank you!\n\n> Does 7:20 work for you?",
        visible="Yes, thank you!",
        attachments=(Attachment("bus-stop.jpg", "image/jpeg", 4_000),),
    )
