"""Erase: the originals of what a person deleted go from the bucket."""

from chalicelib.domain.consequences import Consequence
from chalicelib.ports import Blobs


def erase(consequence: Consequence, *, blobs: Blobs) -> None:
    """Each once or more often, which is the same. Raises Busy (the queue repeats)."""
    for key in consequence.event.detail.get("originals", ()):
        blobs.delete(str(key))
