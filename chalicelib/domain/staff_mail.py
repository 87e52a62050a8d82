"""Staff mail: what a mail to a staff reply address becomes. Rules in order, the first that speaks decides.

| the mail                                              | becomes                                                |
|-------------------------------------------------------|--------------------------------------------------------|
| a machine's (out of office, bounce)                   | a note; answers nothing, moves a page on               |
| from somebody on the inquiry who is not that person   | the family's message, as if sent to their own address  |
| not from that person, or not proved (DMARC)           | a note, and they are told                              |
| to an address that is too old, or of one who left     | a note, and they are told                              |
| about a page                                          | its acknowledgement, the words a note                  |
| `#note` in its first line, or the answer to a note    | a note                                                 |
| another command, no words, files past the limits      | a note, and they are told                              |
| after somebody else answered, without `#send`         | a note, and they are told                              |
| anything else                                         | the reply to the family                                |
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.contact import Address
from chalicelib.domain.district import District
from chalicelib.domain.inquiry import Attachment, Case
from chalicelib.domain.own_words import own_words
from chalicelib.domain.staff import Staff
from chalicelib.domain.staff_tokens import Claim, named
from chalicelib.domain.submission import Kind, Submission
from chalicelib.domain.words import Direction

LONGEST = 20_000
_COMMAND = re.compile(r"#([a-z]{2,20})\b[ \t]*(.*)", re.IGNORECASE | re.DOTALL)
_KNOWN = frozenset({"note", "send"})


class Fate(StrEnum):
    """`kept` is a note nobody asked for: its writer is told why."""

    MACHINE = "machine"
    FAMILY = "family"
    ACKNOWLEDGE = "acknowledge"
    REPLY = "reply"
    NOTE = "note"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Ruling:
    """`person` is whose words they are, or whose they claim to be; `why` names the sentence that tells them. `proved`: it
    is theirs."""

    fate: Fate
    person: Staff | None = None
    text: str = ""
    why: str = ""
    proved: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """All that the rules look at. `case` is the inquiry the claim is about, or the one it lives on in."""

    submission: Submission
    claim: Claim
    case: Case
    person: Staff | None
    theirs: bool
    text: str
    command: str
    now: datetime


Rule = Callable[[Letter], Ruling | None]


def rule(submission: Submission, case: Case, district: District, now: datetime) -> Ruling:
    """Always answers. Raises ValueError for a submission that came to no staff address."""
    if submission.staff is None:
        raise ValueError("no staff mail")
    claim = submission.staff.claim
    sender = submission.addresses[0] if submission.addresses else None
    person, theirs = _person(claim, sender, district)
    command, text = _command(own_words(submission.staff.words, person) if person else submission.staff.words)
    letter = Letter(submission, claim, case, person, theirs, text, command, now)
    found = next(filter(None, (one(letter) for one in _RULES)), None)
    return found or Ruling(Fate.REPLY, person, text, proved=True)


def files_of(attachments: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """Those that go along with a reply: what stands in the text is a signature's logo more often than a photograph."""
    return tuple(one for one in attachments if one.part and not one.inline)


def _person(claim: Claim, sender: Address | None, district: District) -> tuple[Staff | None, bool]:
    """Whom the address was given to, and whether the mail is from their own address. A team's mailbox is answered by any of
    its people, each from their own."""
    own = district.people_at(sender) if sender else ()
    for person in district.staff:
        if named("person", person.id) == claim.who:
            return person, person in own
    for team in district.teams:
        if named("team", team.id) == claim.who:
            found = next((one for one in own if one.id in (*team.members, team.supervisor)), None)
            return found, found is not None
    return None, False


def _command(text: str) -> tuple[str, str]:
    """The command in the first line, and the words after it. `#` before anything but a lone word or a known one is text."""
    found = _COMMAND.match(text.strip())
    if found is None:
        return "", text.strip()
    name, rest = found[1].lower(), found[2]
    alone = not rest.partition("\n")[0].strip()
    return (name, rest.strip()) if name in _KNOWN or alone else ("", text.strip())


# --- the rules ------------------------------------------------------------------------------------------------------


def _a_machine(letter: Letter) -> Ruling | None:
    return Ruling(Fate.MACHINE, letter.person) if letter.submission.kind is not Kind.MESSAGE else None


def _the_family(letter: Letter) -> Ruling | None:
    known = (letter.case.inquiry.participant(one) for one in letter.submission.addresses)
    on_it = any(one and one.admitted for one in known)
    return Ruling(Fate.FAMILY) if on_it and not letter.theirs else None


def _kept(why: str, *, proved: bool = True) -> Callable[[Letter], Ruling]:
    return lambda letter: Ruling(Fate.KEPT, letter.person, letter.text, why, proved)


def _unless_proved(letter: Letter) -> Ruling | None:
    if letter.person is None:
        return _kept("gone", proved=False)(letter)
    if not letter.theirs:
        return _kept("not_theirs", proved=False)(letter)
    if letter.submission.held:
        return _kept("held", proved=False)(letter)
    return None if letter.submission.verified else _kept("unproved", proved=False)(letter)


def _unless_fresh(letter: Letter) -> Ruling | None:
    return _kept("expired")(letter) if letter.claim.expired(letter.now) else None


def _a_page(letter: Letter) -> Ruling | None:
    return Ruling(Fate.ACKNOWLEDGE, letter.person, letter.text, proved=True) if letter.claim.page else None


def _a_note(letter: Letter) -> Ruling | None:
    wanted = letter.command == "note" or letter.claim.note
    return Ruling(Fate.NOTE, letter.person, letter.text, proved=True) if wanted and letter.text else None


def _unsendable(letter: Letter) -> Ruling | None:
    if letter.command and letter.command not in _KNOWN:
        return _kept("command")(letter)
    if not letter.text:
        return _kept("empty")(letter)
    if len(letter.text) > LONGEST or letter.submission.truncated:
        return _kept("too_long")(letter)
    return _kept("quarantined")(letter) if letter.case.inquiry.held else None


def _somebody_was_first(letter: Letter) -> Ruling | None:
    """The family has heard from a colleague since the notice went out, and has said nothing new."""
    if letter.command == "send" or letter.person is None:
        return None
    said = [one for one in letter.case.messages if one.direction is not Direction.NOTE and not one.automatic]
    newest = said[-1] if said else None
    if newest is None or newest.direction is not Direction.OUTBOUND or newest.author == letter.person.id:
        return None
    return _kept("answered")(letter) if newest.at > letter.claim.at else None


_RULES: tuple[Rule, ...] = (
    _a_machine,
    _the_family,
    _unless_proved,
    _unless_fresh,
    _a_page,
    _a_note,
    _unsendable,
    _somebody_was_first,
)
