"""Contacts: the people who write, and the addresses they write from."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256


class AddressKind(StrEnum):
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Address:
    """An e-mail address (lower case) or a phone number (E.164); `verified` False keeps what could not be normalised."""

    kind: AddressKind
    value: str
    verified: bool = True

    @property
    def key(self) -> str:
        """A stable opaque name of the address, safe in keys and logs."""
        return sha256(f"{self.kind}:{self.value}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class LastText:
    """The inquiry whose outbound text this contact saw last: an answer by text belongs there for a while."""

    reference: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """`id` is the key of the first address seen; further addresses point here. `merged_into` is the contact that took
    its addresses over."""

    id: str
    version: int
    addresses: tuple[Address, ...]
    name: str = ""
    language: str = ""
    texts_allowed: bool = False
    last_text: LastText | None = None
    recent: tuple[str, ...] = ()
    merged_into: str = ""

    def address(self, kind: AddressKind) -> Address | None:
        """The first address of that kind."""
        return next((address for address in self.addresses if address.kind is kind), None)


class SuppressionReason(StrEnum):
    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    OPT_OUT = "opt_out"


@dataclass(frozen=True, slots=True)
class Suppression:
    """Nothing is sent to this address while the row stands; visible and reversible."""

    address: Address
    reason: SuppressionReason
    since: datetime
    detail: str = ""
