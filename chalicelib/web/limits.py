"""How often one address of origin may knock. A whole school may sit behind one address: the limits are wide."""

from dataclasses import dataclass
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

from chalicelib.web.refusals import Refused
from chalicelib.web.visits import Visit

_IPV6_HOME = 64
"""Bits. Whoever has one address of version 6 has all of its /64."""


@dataclass(frozen=True, slots=True)
class Limit:
    """No more than `most` in `window_seconds` from one origin."""

    name: str
    most: int
    window_seconds: int


FORMS = Limit("form", 120, 600)
MESSAGES = Limit("message", 120, 600)
UPLOADS = Limit("upload", 200, 600)
FINDS = Limit("find", 60, 600)
TRIES = Limit("try", 20, 3600)
"""Of one reference, from anywhere: a code has 44 bits."""
LINKS = Limit("links", 3, 3600)
"""To one address, whoever asks."""
LOOKUPS = Limit("look", 600, 600)


def count(visit: Visit, limit: Limit) -> None:
    """Counts one use by where it comes from: one write. Raises Refused with 429 past the limit, and Busy."""
    if not within(visit, limit, origin(visit.ask.source_ip)):
        seconds = limit.window_seconds
        raise Refused(429, "too_many", retry_after=seconds - int(visit.now.timestamp()) % seconds)


def within(visit: Visit, limit: Limit, whose: str) -> bool:
    """Counts one use of whatever that names, kept as a digest: one write. Raises Busy."""
    bucket = f"{limit.name}:{sha256(whose.encode()).hexdigest()[:32]}"
    return visit.services.store.allow(
        bucket=bucket, limit=limit.most, window_seconds=limit.window_seconds, now=visit.now
    )


def origin(source_ip: str) -> str:
    """The address, or for version 6 its network; what is no address counts as it stands."""
    try:
        address = ip_address(source_ip)
    except ValueError:
        return source_ip
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _IPV6_HOME), strict=False))
    return str(address)
