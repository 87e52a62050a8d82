"""Somebody of the staff at the desk, on the fakes: what they want, what is refused, what follows."""

import pytest
from builders import (
    REFERENCE,
    a_message,
    an_inquiry,
)
from fakes import Office

from chalicelib.domain.consequences import consequences
from chalicelib.domain.errors import Invalid
from chalicelib.domain.permissions import OPERATOR, actor_of
from chalicelib.domain.words import Priority
from chalicelib.usecases.handle import Counter, handle

DANGER = {"dangers": ("self-harm",), "priority": Priority.CRITICAL}


def an_office(**changes):
    office = Office()
    office.store.keep(an_inquiry(**changes), a_message())
    return office


def wants(office, wish, who="ines"):
    actor = actor_of(who, office.districts.district, at=office.clock()) if who != "operator" else OPERATOR
    return handle(REFERENCE, wish, actor=actor, at=Counter(office.store, office.districts, office.randomness))


def told(office):
    """(event, whom it makes Earshot tell) of all that was stored."""
    events = office.store.events.get(REFERENCE, [])
    return [(one.type, tuple(follow.action for follow in consequences(one))) for one in events]


def refused(office, wish, who="ines"):
    with pytest.raises(Invalid) as wrong:
        wants(office, wish, who)
    assert not office.store.commits
    return wrong.value.fields
