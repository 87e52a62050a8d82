"""POST /staff/i/REFERENCE/DEED: what staff do with an inquiry. Each deed is a form; after it the page is shown again."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from chalice.app import Response

from chalicelib.domain.errors import Invalid
from chalicelib.domain.macros import ready_words
from chalicelib.domain.permissions import Act, about, may
from chalicelib.domain.wishes import (
    AskReveal,
    Assign,
    Close,
    Conceal,
    Note,
    Prioritise,
    Reopen,
    Retopic,
    Reveal,
    Tag,
    Translate,
    Wait,
    Wish,
)
from chalicelib.domain.words import Priority
from chalicelib.usecases.drafts import drop_draft, keep_note, open_draft, save_draft, send_draft, stop_draft
from chalicelib.usecases.handle import handle, opened
from chalicelib.web import answers
from chalicelib.web.refusals import Refused
from chalicelib.web.staff.decisions import DECISIONS, Deed, Form
from chalicelib.web.staff.live import LIVE_DEEDS
from chalicelib.web.staff.seats import Seat


def _word(form: Form, name: str, most: int = 500) -> str:
    return form.get(name, "").strip()[:most]


def _priority(form: Form) -> Wish:
    given = form.get("priority", "")
    if given not in set(Priority):
        raise Refused(400, "malformed")
    return Prioritise(Priority(given), why=_word(form, "why"))


def _tags(form: Form) -> Wish:
    add = tuple(one.strip() for one in form.get("add", "").split(",") if one.strip())
    gone = form.get("remove", "")
    return Tag(add=add, remove=(gone,) if gone else ())


WISHES: Mapping[str, Callable[[Form], Wish]] = {
    "assign": lambda form: Assign(person=_word(form, "person"), team=_word(form, "team"), why=_word(form, "why")),
    "topic": lambda form: Retopic(_word(form, "topic"), why=_word(form, "why")),
    "priority": _priority,
    "tags": _tags,
    "translate": lambda form: Translate(
        message=_word(form, "message", 64), language=_word(form, "language", 16), text=form.get("text", "")
    ),
    "wait": lambda form: Wait(why=_word(form, "why")),
    "close": lambda form: Close(outcome=_word(form, "outcome"), why=_word(form, "why")),
    "conceal": lambda form: Conceal(why=_word(form, "why")),
    "ask": lambda form: AskReveal(why=_word(form, "why")),
    "reveal": lambda _: Reveal(),
    "reopen": lambda form: Reopen(why=_word(form, "why")),
}


def _reply(seat: Seat, reference: str, form: Form) -> None:
    """On its way, with ten seconds to stop it; kept as a draft where something is wrong."""
    who: dict[str, Any] = {"actor": seat.actor, "at": seat.staff.counter}
    open_draft(reference, **who)
    save_draft(reference, form.get("text", ""), **who)
    if not form.get("keep"):
        send_draft(reference, anyway=bool(form.get("anyway")), **who)


def _look(seat: Seat, reference: str, form: Form) -> None:
    """Kept, and shown as the family will get it."""
    _reply(seat, reference, {"text": form.get("text", ""), "keep": "1"})


def _macro(seat: Seat, reference: str, form: Form) -> None:
    """Words from the configuration, put behind what was written so far."""
    draft = open_draft(reference, actor=seat.actor, at=seat.staff.counter)
    case = opened(draft.reference, Act.REPLY, actor=seat.actor, at=seat.staff.counter)
    ready = ready_words(form.get("macro", ""), case.inquiry, seat.actor, seat.visit.district)
    text = "\n\n".join(filter(None, (form.get("text", "").strip(), ready)))
    save_draft(draft.reference, text, actor=seat.actor, at=seat.staff.counter)


def _note(seat: Seat, reference: str, form: Form) -> None:
    """Added, and no longer kept as one in the making; where something is wrong, kept."""
    who: dict[str, Any] = {"actor": seat.actor, "at": seat.staff.counter}
    text = form.get("text", "")
    try:
        handle(reference, Note(text, key=_word(form, "key", 64)), **who)
    except Invalid:
        keep_note(reference, text, **who)
        raise
    keep_note(reference, "", **who)


PLACES = {"reply": "leaving-title", "look": "preview-title", "macro": "reply", "stop": "reply"}
"""Where on the page it is seen what was done, if that is not said at its head."""
DRAFTS: dict[str, Deed] = {
    "reply": _reply,
    "macro": _macro,
    "look": _look,
    "note": _note,
    "stop": lambda seat, reference, _: stop_draft(reference, actor=seat.actor, at=seat.staff.counter),
    "drop": lambda seat, reference, _: drop_draft(reference, actor=seat.actor, at=seat.staff.counter),
}


def do(seat: Seat, reference: str, deed: str) -> Response:
    """What is wrong with it is said on the page (RFC 9110 section 15.4.4: 303, so that reloading does nothing again).
    Whoever handed it to people it is private to is back at their inbox."""
    form = seat.form()
    if deed in LIVE_DEEDS:
        return LIVE_DEEDS[deed](seat, reference, form)
    try:
        if deed in DRAFTS or deed in DECISIONS:
            (DRAFTS | DECISIONS)[deed](seat, reference, form)
        elif deed in WISHES:
            found = handle(reference, WISHES[deed](form), actor=seat.actor, at=seat.staff.counter)
            if not may(seat.actor, Act.READ, about(found), seat.visit.district):
                return answers.see_other(f"{seat.visit.ask.root}staff{seat.visit.lang_query}")
        else:
            raise Refused(404, "not_found")
    except Invalid as error:
        told = {"wrong": next(iter(error.fields.values()))}
    else:
        told = {"look" if deed == "look" else "done": deed}
    place = "now" if "wrong" in told or form.get("keep") else PLACES.get(deed, "now")
    lang = {"lang": seat.visit.ask.query["lang"]} if seat.visit.lang_query else {}
    return answers.see_other(f"{seat.visit.ask.root}staff/i/{reference}?{urlencode(told | lang)}#{place}")
