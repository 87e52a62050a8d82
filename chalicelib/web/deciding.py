"""POST /i/TOKEN/unsolved, /rating, /choices, /texts: what a family decides on its page. The link is proved first; each deed is a
form of that page, and leads back to it. Done twice, it is done once."""

from collections.abc import Callable
from dataclasses import replace

from chalice.app import Response

from chalicelib.channels.form import web_submission
from chalicelib.channels.typed import clean
from chalicelib.domain import family
from chalicelib.domain.family import Choose, Rate, Texts, Wish
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.submission import UNSOLVED
from chalicelib.domain.words import Channel
from chalicelib.usecases.receive import Received
from chalicelib.web import limits
from chalicelib.web.drafts import Draft, attempt, new_draft
from chalicelib.web.opening import opened
from chalicelib.web.origins import same_site
from chalicelib.web.private import Again, back, shown_again
from chalicelib.web.refusals import Refused
from chalicelib.web.visits import Visit

Form = dict[str, str]


def unsolved(visit: Visit, token: str) -> Response:
    """Opens the matter again, with words or without. One that is open already, or was closed long ago, takes words alone."""
    visit, inquiry, given = _asked(visit, token)
    reopens = family.may_reopen(inquiry, visit.now)
    message, draft = given.get("missing", ""), new_draft(visit, given.get("key", ""))
    if not reopens and not message.strip():
        return back(visit, inquiry, "#status-title")
    notes = (UNSOLVED,) if reopens else ()
    received = attempt(visit, draft, lambda: _receive(visit, message, inquiry, f"unsolved-{draft.key}", notes))
    if isinstance(received, Draft):
        wrong = {{"message": "missing"}.get(name, name): said for name, said in received.wrong.items()}
        return shown_again(visit, inquiry, token, draft=replace(received, wrong=wrong), again=Again(missing=message))
    return back(visit, received.inquiry or inquiry, "done=unsolved#status-title")


def rate(visit: Visit, token: str) -> Response:
    """A comment that may speak of a danger is a message, whatever the score."""
    visit, inquiry, given = _asked(visit, token)
    comment, score, draft = clean("message", given.get("comment", "")), given.get("score", ""), new_draft(visit)
    if family.speaks_of_danger(comment, visit.district):
        key = f"rating-{new_draft(visit, given.get('key', '')).key}"
        taken = attempt(visit, draft, lambda: _receive(visit, comment, inquiry, key, ()))
        if not isinstance(taken, Draft):
            return back(visit, taken.inquiry or inquiry, "added=1#conversation")
        return shown_again(visit, inquiry, token, draft=taken, again=Again(score=score, comment=comment))
    wish = Rate(int(score) if score in {str(one) for one in family.SCORES} else 0, comment)
    return _decided(visit, inquiry, token, wish, done="rated", again=Again(score=score, comment=comment))


def choose(visit: Visit, token: str) -> Response:
    visit, inquiry, given = _asked(visit, token)
    named = given.get("channel", "")
    if named and named not in set(Channel):
        raise Refused(400, "malformed")
    wish = Choose(Channel(named) if named else None, given.get("answer_language", "") or inquiry.language)
    spoken = replace(visit, ask=replace(visit.ask, query={}))  # from now on in the language that was chosen
    return _decided(spoken, inquiry, token, wish, done="chosen")


def texts(visit: Visit, token: str) -> Response:
    visit, inquiry, given = _asked(visit, token)
    allowed = given.get("texts") == "allow"
    if not allowed and given.get("texts") != "stop":
        raise Refused(400, "malformed")
    return _decided(visit, inquiry, token, Texts(allowed), done="texts_allowed" if allowed else "texts_stopped")


def _asked(visit: Visit, token: str) -> tuple[Visit, Inquiry, Form]:
    """Raises Refused: for a link that opens nothing, for a form of another site, and past the limit."""
    inquiry = opened(visit, token)
    same_site(visit)
    given = visit.ask.form()
    return visit.about(inquiry), inquiry, given


def _decided(
    visit: Visit, inquiry: Inquiry, token: str, wish: Wish, *, done: str, again: Again | None = None
) -> Response:
    draft, decided = new_draft(visit), _counted(visit, lambda: visit.services.decide(inquiry.reference, wish))
    received = attempt(visit, draft, lambda: Received(inquiry.reference, decided()))
    if isinstance(received, Draft):
        return shown_again(visit, inquiry, token, draft=received, again=again or Again())
    return back(visit.about(received.inquiry or inquiry), received.inquiry or inquiry, f"done={done}#done")


def _counted(visit: Visit, decide: Callable[[], Inquiry]) -> Callable[[], Inquiry]:
    def run() -> Inquiry:
        limits.count(visit, limits.MESSAGES)
        return decide()

    return run


def _receive(visit: Visit, message: str, inquiry: Inquiry, key: str, notes: tuple[str, ...]) -> Received:
    submission = web_submission(message, inquiry=inquiry, key=key, received_at=visit.now, notes=notes)
    limits.count(visit, limits.MESSAGES)
    return visit.services.receive(submission)
