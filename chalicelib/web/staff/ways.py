"""Which way a reply would go where that is not the one the family chose: said before it is written."""

from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.replying import route, ways
from chalicelib.ports import Store
from chalicelib.usecases.reply import shut


def other_way(inquiry: Inquiry, store: Store) -> tuple[str, ...]:
    """Keys of sentences: why the family's own way is shut, and where a reply goes instead; none while it is open. One
    read an address."""
    closed = shut(inquiry, store)
    found = route(inquiry, closed)
    if not found.why:
        return ()
    own = next(iter(ways(inquiry)), ())
    return (f"shut_{closed[own[0]]}" if own else "shut_no_address", f"goes_{found.channel}")
