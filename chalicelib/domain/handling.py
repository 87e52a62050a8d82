"""What staff decide about an inquiry: who has it, what it is about, how urgent it is, whether it waits or is closed.

| wish       | act            | what it changes                                  | refused                                     |
|------------|----------------|--------------------------------------------------|---------------------------------------------|
| See        | open           | new → open                                       |                                             |
| Assign     | assign         | team, assignee; clocks run on                    | to somebody who is not of the team          |
| Retopic    | retopic        | topic, team; deadlines are found anew            | out of a private topic without a reason     |
| Prioritise | raise          | priority                                         |                                             |
|            | lower          | priority                                         | without a reason                            |
|            | lower_danger   | priority, where a danger was found               | without a reason                            |
| Tag        | tag            | tags                                             | past 20, or longer than 40 characters       |
| Note       | note           | a note; who is called in it is told              | empty, or longer than a reply may be        |
| Translate  | note           | what a family's message says in another language | empty, or longer than a reply may be        |
| Wait       | wait           | → waiting, clocks stand still; critical: a week  | a danger without acknowledgement            |
| Close      | close          | → closed                                         | a danger without outcome or acknowledgement |
| Conceal    | conceal        | names are kept from the staff; `domain/revealing.py` has its rules            |           |
| AskReveal  | reveal         | a second person is asked to uncover them         | without a reason                            |
| Reveal     | confirm_reveal | both see them for an hour                        | to whoever asked                            |
| Reopen     | reopen         | → open, clocks go on                             |                                             |

Each rule gives what changes, or None when it is so already. Any decision is a look: what was new is open after it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from chalicelib.domain import holding, progress, revealing, translating, wishes
from chalicelib.domain.commit import Commit, numbered
from chalicelib.domain.errors import Invalid
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.occasion import Occasion, Turn
from chalicelib.domain.permissions import Act
from chalicelib.domain.replying import barred
from chalicelib.domain.wishes import Wish
from chalicelib.domain.words import Status

Rule = Callable[[Any, Occasion], "Turn | None"]


@dataclass(frozen=True, slots=True)
class Row:
    act: Act
    rule: Rule
    held_too: bool = field(default=False)


def act_of(wish: Wish, inquiry: Inquiry) -> Act:
    """What they must be allowed for it."""
    if isinstance(wish, wishes.Prioritise) and holding.lowers(wish, inquiry):
        return Act.LOWER_DANGER if inquiry.dangers else Act.LOWER
    return TABLE[type(wish)].act


def handling(wish: Wish, occasion: Occasion) -> Commit | None:
    """The commit that grants it, or None when it is so already. Raises Invalid with a key for what to do instead."""
    row, inquiry = TABLE[type(wish)], occasion.inquiry
    if inquiry.held and not row.held_too:
        raise Invalid({"reference": "held"})
    if barred(occasion.case) == "deleted":
        raise Invalid({"reference": "deleted"})
    turn = row.rule(wish, occasion)
    if turn is None:
        return None
    fresh = replace(turn.inquiry, version=inquiry.version + 1, updated_at=occasion.stamp.now)
    if fresh.status is Status.NEW and not inquiry.held:
        fresh = replace(fresh, status=Status.OPEN)
    told = [replace(one, actor=occasion.actor.id) for one in turn.outcomes]
    return Commit(
        reference=inquiry.reference,
        stamp=occasion.stamp,
        inquiry=fresh,
        message=turn.message,
        events=numbered(inquiry.reference, occasion.stamp, told, config=occasion.district.version),
        source=turn.source,
        moved=turn.moved,
    )


TABLE: Mapping[type[Wish], Row] = {
    wishes.See: Row(Act.OPEN, progress.see, held_too=True),
    wishes.Assign: Row(Act.ASSIGN, holding.assign, held_too=True),
    wishes.Retopic: Row(Act.RETOPIC, holding.retopic),
    wishes.Prioritise: Row(Act.RAISE, holding.prioritise, held_too=True),
    wishes.Tag: Row(Act.TAG, holding.tag, held_too=True),
    wishes.Note: Row(Act.NOTE, holding.note, held_too=True),
    wishes.Translate: Row(Act.NOTE, translating.translate, held_too=True),
    wishes.Wait: Row(Act.WAIT, progress.wait),
    wishes.Close: Row(Act.CLOSE, progress.close),
    wishes.Conceal: Row(Act.CONCEAL, revealing.conceal, held_too=True),
    wishes.AskReveal: Row(Act.REVEAL, revealing.ask_reveal, held_too=True),
    wishes.Reveal: Row(Act.CONFIRM_REVEAL, revealing.reveal, held_too=True),
    wishes.Reopen: Row(Act.REOPEN, progress.reopen),
}
