"""Who wrote a mail and who got it, by its headers."""

from chalicelib.channels.email.addresses import addresses, first_name
from chalicelib.channels.email.headers import Headers
from chalicelib.channels.email.model import Address

_RECIPIENT_HEADERS = (
    "to",
    "cc",
    "delivered-to",
    "x-original-to",
    "x-forwarded-to",
    "envelope-to",
    "x-envelope-to",
    "x-rcpt-to",
    "apparently-to",
    "resent-to",
)


def read_envelope(headers: Headers) -> str | None:
    """The return path: "" the null path, None when there is no such header."""
    value = headers.raw("return-path")
    if value is None:
        return None
    return next((address.address for address in addresses(value)), value.decode("ascii", "ignore").strip("<> \t"))


def read_sender(headers: Headers, envelope: str | None, notes: list[str]) -> Address | None:
    """The first address of From, else of what stands in for it."""
    value = headers.raw("from")
    found = next(iter(addresses(value)), None)
    if found is not None:
        return found
    name = first_name(value)
    for other in ("sender", "reply-to", "x-sender", "x-original-from"):
        found = next(iter(addresses(headers.raw(other))), None)
        if found is not None:
            notes.append(f"no usable From: taken from {other.title()}")
            return Address(name or found.name, found.address)
    if envelope and "@" in envelope:
        notes.append("no usable From: taken from the return path")
        return Address(name, envelope)
    return Address(name, "") if name else None


def all_recipients(headers: Headers, by_ses: str) -> tuple[str, ...]:
    """Every address that may carry a reply token, in lower case, the envelope's first."""
    found = [by_ses] if by_ses else []
    for name in _RECIPIENT_HEADERS:
        found += [address.address.lower() for address in all_addresses(headers, name)]
    return tuple(dict.fromkeys(found))


def all_addresses(headers: Headers, name: str) -> tuple[Address, ...]:
    """The addresses in all headers of that name."""
    return tuple(address for value in headers.all_raw(name) for address in addresses(value))
