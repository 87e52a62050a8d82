"""What an open page of an inquiry asks for by itself: who else is there, and that a reply or a note in the making is kept.
POST /staff/i/REFERENCE/attend and /keep; answers are JSON."""

from collections.abc import Callable, Mapping, Sequence

from chalice.app import Response

from chalicelib.domain.attendance import LIVE, Mark
from chalicelib.domain.errors import Invalid
from chalicelib.usecases.attend import attend
from chalicelib.usecases.drafts import keep_draft, keep_note
from chalicelib.web import answers
from chalicelib.web.staff.seats import Seat

Form = Mapping[str, str]
LIVE_SECONDS = int(LIVE.total_seconds())


def _attend(seat: Seat, reference: str, form: Form) -> Response:
    found = attend(
        reference,
        actor=seat.actor,
        typing=bool(form.get("typing")),
        attendances=seat.staff.attendances,
        districts=seat.visit.services.districts,
        now=seat.visit.now,
    )
    changed = form.get("seen", "") != str(found.inquiry.version)
    say = seat.visit.words.say
    return answers.document({"there": there(found.others, seat), "changed": say("page_changed") if changed else ""})


def _keep(seat: Seat, reference: str, form: Form) -> Response:
    say = seat.visit.words.say
    try:
        if "note" in form:
            keep_note(reference, form["note"], actor=seat.actor, at=seat.staff.counter)
        else:
            keep_draft(reference, form.get("text", ""), actor=seat.actor, at=seat.staff.counter)
    except Invalid as error:
        why = f"cannot_{next(iter(error.fields.values()))}"
        return answers.document({"kept": say(why if seat.visit.words.knows(why) else "cannot_other")}, 409)
    return answers.document({"kept": say("draft_kept")})


def there(others: Sequence[Mark], seat: Seat) -> str:
    """`Omar Haddad is writing. Kai Brandt is looking, too.`"""
    say, district = seat.visit.words.say, seat.visit.district
    named = ((district.person(one.staff), one.typing) for one in others)
    return " ".join(say("is_writing" if typing else "is_looking", name=who.name) for who, typing in named if who)


LIVE_DEEDS: dict[str, Callable[[Seat, str, Form], Response]] = {"attend": _attend, "keep": _keep}
