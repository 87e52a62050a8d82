"""Handle: somebody at the desk decides something about an inquiry. One transaction; asking again changes nothing."""

from dataclasses import dataclass

from chalicelib.domain.commit import Commit, decided
from chalicelib.domain.errors import Conflict, Duplicate, Invalid, NotFound
from chalicelib.domain.handling import act_of, handling
from chalicelib.domain.inquiry import Case, Inquiry
from chalicelib.domain.occasion import Occasion
from chalicelib.domain.permissions import Act, Actor, require
from chalicelib.domain.wishes import Wish
from chalicelib.ports import Districts, Randomness, Store

_TRIES = 5


@dataclass(frozen=True, slots=True)
class Counter:
    """Where staff do their work: its collaborators."""

    store: Store
    districts: Districts
    randomness: Randomness


def handle(reference: str, wish: Wish, *, actor: Actor, at: Counter) -> Inquiry:
    """The inquiry as it is then; a merged one's survivor. One query (and one for each inquiry merged into it) and one
    transaction. Raises NotFound, NotAllowed, Invalid, Conflict or Busy."""
    for _ in range(_TRIES):
        district = at.districts.current()
        case = opened(reference, Act.READ, actor=actor, at=at)
        require(actor, act_of(wish, case.inquiry), case.inquiry, district, reference=reference)
        commit = handling(wish, Occasion(case, district, actor, at.randomness.stamp()))
        if commit is None:
            return case.inquiry
        try:
            at.store.commit(commit)
        except Conflict as lost:
            if lost.what == "source":
                raise Invalid({"idempotency_key": "key_reused"}) from lost
            continue
        except Duplicate:
            return case.inquiry
        assert commit.inquiry is not None
        return commit.inquiry
    raise Conflict("inquiry")


def opened(reference: str, act: Act, *, actor: Actor, at: Counter) -> Case:
    """The case, or the one it lives on in, for somebody who may do that with it. Raises NotFound or NotAllowed."""
    case = the_case(reference, act, actor=actor, at=at)
    return opened(case.inquiry.merged_into, act, actor=actor, at=at) if case.inquiry.merged_into else case


def the_case(reference: str, act: Act, *, actor: Actor, at: Counter) -> Case:
    """The case of that very reference, for somebody who may do that with it. Raises NotFound or NotAllowed."""
    case = at.store.case(reference)
    require(actor, act, case.inquiry if case else None, at.districts.current(), reference=reference)
    if case is None:
        raise NotFound(f"there is no inquiry {reference}")
    return case


def the_inquiry(reference: str, act: Act, *, actor: Actor, at: Counter) -> Inquiry:
    """The same, without its messages: one read. Raises NotFound or NotAllowed."""
    return require(actor, act, at.store.inquiry(reference), at.districts.current(), reference=reference)


def stored(commit: Commit, at: Counter) -> bool:
    """False when somebody else wrote first."""
    try:
        at.store.commit(decided(commit, at.districts.current().version))
    except Conflict:
        return False
    return True
