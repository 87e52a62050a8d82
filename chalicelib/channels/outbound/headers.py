"""Headers that outbound mail carries beside its addresses and subject.

Sources: RFC 3834 (automatic answers), RFC 5322 section 3.6.4 (threading), and Microsoft's [MS-OXCMAIL] for
X-Auto-Response-Suppress.
"""

import re
from collections.abc import Iterable
from typing import Literal

LOOP_HEADER = "X-Earshot-Loop"
_IDS = 20
_ID = re.compile(r"[!-;=?-~]{1,900}")


def automatic_headers(
    kind: Literal["replied", "generated"], *, loop: str, in_reply_to: str = "", references: Iterable[str] = ()
) -> dict[str, str]:
    """For mail that no person wrote: `replied` answers a message, `generated` is a notice. `loop` is the signed token
    by which our own mail is known when it comes back. Message-IDs come with or without angle brackets; `references`
    are those that stand before `in_reply_to`."""
    return {
        "Auto-Submitted": f"auto-{kind}",
        "Precedence": "bulk",
        "X-Auto-Response-Suppress": "DR, RN, OOF, AutoReply",
        LOOP_HEADER: "".join(character for character in loop if "!" <= character <= "~"),
        **person_headers(in_reply_to=in_reply_to, references=references),
    }


def person_headers(*, in_reply_to: str = "", references: Iterable[str] = ()) -> dict[str, str]:
    """For a person's reply: threading only, so that nobody's filter takes it for a machine's."""
    answered = bracketed(in_reply_to)
    before = [found for one in references if (found := bracketed(one)) and found != answered]
    chain = list(dict.fromkeys([*before, answered] if answered else before))
    headers = {"In-Reply-To": answered} if answered else {}
    return headers | ({"References": " ".join(_shortened(chain))} if chain else {})


def bracketed(message_id: str) -> str:
    """`<id>`, or empty for what cannot stand in a header."""
    bare = message_id.strip("<> \t\r\n")
    return f"<{bare}>" if _ID.fullmatch(bare) else ""


def _shortened(chain: list[str]) -> list[str]:
    """The first and the newest: RFC 5322 lets the middle of a long chain be dropped."""
    return chain if len(chain) <= _IDS else [chain[0], *chain[1 - _IDS :]]
