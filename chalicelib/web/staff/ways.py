"""Which way a reply goes, said before it is written; and why, where that is not the one the family chose."""

from dataclasses import dataclass

from chalicelib.domain.contact import Address
from chalicelib.domain.draft import Draft
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.replying import route, ways
from chalicelib.domain.words import Channel
from chalicelib.ports import Store
from chalicelib.usecases.reply import shut


@dataclass(frozen=True, slots=True)
class Way:
    """`to` are names and addresses as one reads them; none on the private page alone. `why` are keys of sentences: why the
    family's own way is shut, and where a reply goes instead; none while it is open."""

    channel: Channel
    to: tuple[str, ...]
    why: tuple[str, ...] = ()


def way_of(inquiry: Inquiry, store: Store, draft: Draft | None = None) -> Way:
    """To whom the draft was opened, where there is one. One read an address."""
    closed = shut(inquiry, store)
    found = route(inquiry, closed)
    frozen = draft.recipients if draft and draft.alive else ()
    kept = tuple(one for one in found.addresses if one in frozen) or found.addresses
    to = tuple(_called(one, inquiry) for one in kept)
    if not found.why:
        return Way(found.channel, to)
    own = next(iter(ways(inquiry)), ())
    return Way(found.channel, to, (f"shut_{closed[own[0]]}" if own else "shut_no_address", f"goes_{found.channel}"))


def _called(address: Address, inquiry: Inquiry) -> str:
    person = inquiry.participant(address)
    return f"{person.name} ({address.value})" if person and person.name else address.value
