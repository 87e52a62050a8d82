"""POST /inquiries: the form door, for people (HTML) and programs (JSON). Answers only after the transaction."""

from chalice.app import Response

from chalicelib.channels.form import form_submission
from chalicelib.channels.links import private_link
from chalicelib.channels.typed import Typed, typed_in_form, typed_in_json
from chalicelib.domain.errors import Invalid
from chalicelib.usecases.receive import Received
from chalicelib.web import answers, limits
from chalicelib.web.drafts import Draft, attempt, idempotency_key, new_draft
from chalicelib.web.front import HONEYPOT, form_page
from chalicelib.web.passphrases import on_its_way, with_seal, words_of
from chalicelib.web.refusals import Refused
from chalicelib.web.sent import Sent, remembered, sent_before
from chalicelib.web.thanks import decoy_token
from chalicelib.web.uploads import NO_FILES, Bag, brought, claimed, with_files
from chalicelib.web.visits import Visit


def take_inquiry(visit: Visit) -> Response:
    return _from_program(visit) if visit.ask.sends_json else _from_person(visit)


def told(visit: Visit, received: Received, *, words: str = "") -> dict[str, str | None]:
    """What a program learns of its inquiry, with the passphrase's `words` where it has just got one."""
    inquiry = received.inquiry
    expected = inquiry.expected_by.isoformat() if inquiry and inquiry.expected_by else None
    return {
        "reference": received.reference,
        "link": private_link(visit.site_url, visit.services.keys.signer(), inquiry) if inquiry else None,
        "expected_by": expected,
        "status": inquiry.status.value if inquiry else "new",
        "passphrase": words or None,
    }


def _from_program(visit: Visit) -> Response:
    key = idempotency_key(visit)
    try:
        given, bag = claimed(visit, visit.ask.json(), key)
        typed = typed_in_json(given)
        received = _receive(visit, typed, key, bag)
    except Invalid as invalid:
        raise Refused(422, "invalid", fields=invalid.fields) from invalid
    return answers.document(told(visit, received, words=_words(visit, received, typed, key)), 201)


def _from_person(visit: Visit) -> Response:
    given = visit.ask.form()
    if given.get(HONEYPOT):
        return answers.see_other(f"thanks/{decoy_token(visit)}{visit.lang_query}")
    draft, typed = new_draft(visit, given.get("key", "")), typed_in_form(given)
    bag = brought(visit, draft.key)
    first = sent_before(visit.ask, visit.services.keys.signer(), typed, bag)
    received = attempt(visit, draft, lambda: _again(visit, first) or _receive(visit, typed, draft.key, bag))
    if isinstance(received, Draft):
        return form_page(visit, typed, received, bag)
    again = first is not None and received.duplicate
    key = first.key if first and again else draft.key
    sent = Sent(received.reference, key)
    remember = "" if again else remembered(visit.ask, visit.services.keys.signer(), sent, typed, bag)
    return _thanked(visit, received, remember, words=_words(visit, received, typed, key))


def _again(visit: Visit, first: Sent | None) -> Received | None:
    """What the same browser sent the same words for a short while ago. One read."""
    inquiry = visit.services.store.inquiry(first.reference) if first else None
    return Received(inquiry.reference, inquiry, duplicate=True) if inquiry else None


def _thanked(visit: Visit, received: Received, remember: str, *, words: str) -> Response:
    generation = received.inquiry.link_generation if received.inquiry else 1
    token = visit.services.keys.signer().link(received.reference, generation)
    thanks = answers.see_other(f"thanks/{token}{visit.lang_query}")
    lines = [line for line in (remember, on_its_way(words) if words else "") if line]
    if lines:
        thanks.headers["Set-Cookie"] = lines
    return thanks


def _words(visit: Visit, received: Received, typed: Typed, key: str) -> str:
    signer, language = visit.services.keys.signer(), typed.language or visit.words.language
    return words_of(received, signer, key=key, language=language)


def _receive(visit: Visit, typed: Typed, key: str, bag: Bag = NO_FILES) -> Received:
    """Raises Invalid, Refused with 429, or Transient."""
    submission = form_submission(
        typed,
        key=key,
        district=visit.district,
        received_at=visit.now,
        language=visit.words.language,
    )
    submission = with_files(submission, bag)
    signer = visit.services.keys.signer()  # before anything is stored: without the key no link could be told
    limits.count(visit, limits.FORMS)
    language = typed.language or visit.words.language
    return visit.services.receive(with_seal(submission, signer, key=key, language=language))
