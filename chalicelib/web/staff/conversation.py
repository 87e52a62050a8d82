"""The conversation as staff see it: all that was said, with its files and what is to be known about each turn."""

from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.channels.addresses import normal_mail
from chalicelib.domain.district import District
from chalicelib.domain.files import kept
from chalicelib.domain.inquiry import Attachment, Case, Message, Participant
from chalicelib.domain.replying import delivery_of
from chalicelib.domain.submission import UNSOLVED, WALK_IN, copied
from chalicelib.domain.translating import translation
from chalicelib.domain.words import Direction


@dataclass(frozen=True, slots=True)
class File:
    """A file by name; `path` below the inquiry's page, empty where it lies in the original alone."""

    name: str
    size: int
    path: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said: `kind` is `yours` (the family), `ours` or `note`; `marks` are keys of words beside it. `apart` says
    that it can be split off."""

    kind: str
    author: str
    message: Message
    whole: str
    marks: tuple[str, ...]
    files: tuple[File, ...] = ()

    @property
    def apart(self) -> bool:
        return self.kind == "yours" and not self.message.automatic

    @property
    def copied(self) -> tuple[str, ...]:
        """Who else got it, by their addresses."""
        return copied(self.message.notes)

    def foreign_to(self, language: str) -> bool:
        """Whether the family wrote it in another language than that one."""
        return self.kind == "yours" and self.message.language not in {"", language}

    def into(self, language: str) -> str:
        """What it says in that language, as a colleague wrote it; empty where nobody did."""
        known = translation(self.message, language)
        return known.text if known else ""


def turns(case: Case) -> Iterator[Turn]:
    """Oldest first; what was split off is spoken of elsewhere."""
    for message in case.messages:
        if message.split_into:
            continue
        whole = message.text if message.visible and message.visible != message.text else ""
        if message.direction is Direction.INBOUND:
            who = message.author_name or (message.sender.value if message.sender else "")
            yield Turn("yours", who, message, whole, _marks(message), _files(message))
            continue
        kind = "note" if message.direction is Direction.NOTE else "ours"
        state = (f"delivery_{delivery_of(message, case.sends).state.name.lower()}",) if kind == "ours" else ()
        yield Turn(kind, message.author_name or message.author, message, whole, state, _files(message))


def beside(case: Case, district: District) -> tuple[Participant, ...]:
    """Those who got a mail too and are neither on the inquiry nor of the staff: nobody joins by being copied, but staff may let
    them in."""
    on_it = {one.address for one in case.inquiry.participants}
    on_it |= {
        normal_mail(one) for one in (*(one.mailbox for one in district.teams), *(one.mail for one in district.staff))
    }
    listed = dict.fromkeys(address for message in case.messages for address in copied(message.notes))
    found = (normal_mail(one) for one in listed)
    return tuple(Participant(one, admitted=False) for one in found if one.verified and one not in on_it)


def _marks(message: Message) -> tuple[str, ...]:
    told = (
        ("mark_automatic", message.automatic),
        ("mark_unverified", not message.verified),
        ("mark_cut", message.truncated),
        ("mark_walk_in", WALK_IN in message.notes),
        ("mark_unsolved", UNSOLVED in message.notes),
    )
    return tuple(key for key, applies in told if applies)


def _files(message: Message) -> tuple[File, ...]:
    reachable = kept(message.attachments)
    return tuple(File(one.name, one.size, _path(message, one, reachable)) for one in message.attachments)


def _path(message: Message, one: Attachment, reachable: tuple[Attachment, ...]) -> str:
    return f"files/{message.id}/{one.part}" if one in reachable or one.digest else ""
