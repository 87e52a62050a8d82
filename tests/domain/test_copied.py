"""Who else got a mail, as the note of it tells."""

import pytest

from chalicelib.domain.submission import COPIED, copied


@pytest.mark.parametrize(
    ("notes", "told"),
    [
        ((), ()),
        (("spam", f"{COPIED}a@example.org"), ("a@example.org",)),
        ((f"{COPIED}a@example.org, b@example.org and 12 more",), ("a@example.org", "b@example.org")),
        (("it was also sent to a@example.org",), ()),
    ],
)
def test_addresses_are_told_from_the_words_around_them(notes, told):
    assert copied(notes) == told
