"""Family: what whoever holds the private link decides about its own inquiry. One transaction; asked again, nothing changes."""

from chalicelib.domain.commit import decided
from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.domain.family import Choose, Setting, Wish, deciding, phones
from chalicelib.domain.inquiry import Inquiry
from chalicelib.ports import Districts, Randomness, Store

_TRIES = 5


def decide(reference: str, wish: Wish, *, store: Store, districts: Districts, randomness: Randomness) -> Inquiry:
    """The inquiry as it is then. Three reads at most, and one transaction. Raises Invalid, NotFound, Conflict or Busy."""
    for _ in range(_TRIES):
        inquiry = store.inquiry(reference)
        if inquiry is None:
            raise NotFound(f"there is no inquiry {reference}")
        shut = store.shut(phones(inquiry))
        district = districts.current()
        asked = isinstance(wish, Choose) and wish.language != inquiry.language
        contact = store.contact(inquiry.contact_id) if asked and inquiry.contact_id else None
        commit = deciding(wish, Setting(inquiry, shut, district, randomness.stamp(), contact))
        if commit is None:
            return inquiry
        try:
            store.commit(decided(commit, district.version))
        except Conflict:
            continue
        assert commit.inquiry is not None
        return commit.inquiry
    raise Conflict("inquiry")
