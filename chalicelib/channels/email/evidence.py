"""What the rules of `classify` and `failures` look at."""

from dataclasses import dataclass

from chalicelib.channels.email.headers import Headers
from chalicelib.channels.email.machines import DAEMON
from chalicelib.channels.email.model import Address, OwnAddresses
from chalicelib.channels.email.subjects import is_reply_or_forward
from chalicelib.channels.email.tree import Part


@dataclass(frozen=True, slots=True)
class Evidence:
    """One mail, as far as it was read. `envelope` is the return path: "" the null path, None when there is no such header."""

    root: Part
    headers: Headers
    sender: Address | None
    envelope: str | None
    subject: str
    text: str
    message_id: str | None
    own: OwnAddresses | None

    @property
    def null_path(self) -> bool:
        return self.envelope is not None and (
            not self.envelope or DAEMON.fullmatch(self.envelope.partition("@")[0]) is not None
        )

    @property
    def report_type(self) -> str:
        return self.root.parameters.get("report-type", b"").decode("ascii", "ignore").lower().strip()

    @property
    def answered(self) -> bool:
        """Whether somebody answers or passes on, by the subject or by the thread."""
        return is_reply_or_forward(self.subject) or "in-reply-to" in self.headers
