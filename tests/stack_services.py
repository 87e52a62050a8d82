"""The use cases' collaborators on the tests' stack."""

from typing import Any

from chalicelib.bootstrap import Services
from chalicelib.domain.contact import Address
from chalicelib.domain.inquiry import Case
from infra import collaborators


def services_of(stack: Any) -> Services:
    return collaborators.services_of(stack.outputs, stack.clients, name="test")


def cases_of(stack: Any, address: Address) -> list[Case]:
    """What that address wrote of, newest first; other tests' inquiries on the same stack are none of it."""
    store = services_of(stack).store
    contact = store.contact_of(address)
    cases = [store.case(reference) for reference in contact.recent] if contact else []
    return [case for case in cases if case]
