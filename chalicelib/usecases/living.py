"""Where an inquiry lives on."""

from chalicelib.domain.inquiry import Inquiry
from chalicelib.ports import Store


def living(inquiry: Inquiry, store: Store) -> Inquiry:
    """The inquiry, or the one that it was merged into in the end: there its clock runs. One read for each merge."""
    survivor = store.inquiry(inquiry.merged_into) if inquiry.merged_into else None
    return living(survivor, store) if survivor else inquiry
