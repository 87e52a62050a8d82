"""GET and POST /find, POST /find/link: a family without its link finds its page again.

By its reference and what it was told beside it: the code, or who stayed anonymous their passphrase. A reference that does not exist,
one whose secret is another, and one that was tried too often get the same answer after the same work. Or by an address,
to which the links are sent: what is said and done here is the same whether it is known or not."""

from dataclasses import dataclass, replace

from chalice.app import Response

from chalicelib.channels.addresses import normal_mail
from chalicelib.channels.phones import normal_phone
from chalicelib.channels.typed import clean
from chalicelib.domain.contact import Address
from chalicelib.domain.errors import Transient
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.passphrase import LONGEST, opens
from chalicelib.domain.reference import parse_reference
from chalicelib.web import answers, limits
from chalicelib.web.drafts import Draft, new_draft, postponed
from chalicelib.web.handling import RETRY_SECONDS
from chalicelib.web.opening import NOBODY
from chalicelib.web.refusals import Refused
from chalicelib.web.visits import Visit


@dataclass(frozen=True, slots=True)
class _Typed:
    """What is shown again; a secret never is. `sent`: the links are on their way, should the address be known."""

    reference: str = ""
    address: str = ""
    sent: bool = False


def find_page(visit: Visit) -> Response:
    sent = "sent" in visit.ask.query
    return _page(visit, _Typed(reference=clean("line", visit.ask.query.get("reference", ""))[:20], sent=sent))


def look_up(visit: Visit) -> Response:
    """303 to the private page, or the form again."""
    given, draft = visit.ask.form(), new_draft(visit)
    typed = _Typed(reference=clean("line", given.get("reference", ""))[:20])
    try:
        inquiry = _found(visit, typed.reference, clean("line", given.get("secret", "")))
    except Refused as refused:
        return _page(visit, typed, postponed(visit, draft, refused))
    except Transient:
        return _page(visit, typed, postponed(visit, draft, Refused(503, "busy", retry_after=RETRY_SECONDS)))
    if inquiry is None:
        say = visit.words.say
        return _page(visit, typed, replace(draft, status=422, notice=(say("not_found_title"), say("not_found_hint"))))
    link = visit.services.keys.signer().link(inquiry.reference, inquiry.link_generation)
    return answers.see_other(f"i/{link}{visit.lang_query}")


def ask_link(visit: Visit) -> Response:
    """303 back, with the same words for every address."""
    given, draft = visit.ask.form(), new_draft(visit)
    typed = _Typed(address=clean("line", given.get("address", ""))[:254])
    address = _address(typed.address)
    if address is None:
        return _page(
            visit, typed, replace(draft, status=422, wrong={"address": visit.words.say("wrong_address_unclear")})
        )
    try:
        limits.count(visit, limits.FINDS)
        if limits.within(visit, limits.LINKS, address.key):
            visit.services.ask_links(address)
    except Refused as refused:
        return _page(visit, typed, postponed(visit, draft, refused))
    except Transient:
        return _page(visit, typed, postponed(visit, draft, Refused(503, "busy", retry_after=RETRY_SECONDS)))
    lang = visit.lang_query.replace("?", "&")
    return answers.see_other(f"../find?sent=1{lang}#again-title")


def _found(visit: Visit, typed: str, secret: str) -> Inquiry | None:
    """Two writes, one read, one slow hash: for every reference and every secret. Raises Refused with 429, and Busy."""
    limits.count(visit, limits.FINDS)
    reference = parse_reference(typed) or NOBODY
    allowed = limits.within(visit, limits.TRIES, reference if reference != NOBODY else typed)
    inquiry = visit.services.store.inquiry(reference)
    seal, generation = (inquiry.seal, inquiry.link_generation) if inquiry else ("", 1)
    by_code = visit.services.keys.signer().knows(secret, reference, generation)
    by_words = opens(secret[:LONGEST], seal)
    return inquiry if (by_code or by_words) and allowed else None


def _address(typed: str) -> Address | None:
    found = normal_mail(typed) if "@" in typed else normal_phone(typed)
    return found if found.verified else None


def _page(visit: Visit, typed: _Typed, draft: Draft | None = None) -> Response:
    shown = draft or new_draft(visit)
    return visit.page("find.html", shown.status, headers=shown.headers, typed=typed, draft=shown)
