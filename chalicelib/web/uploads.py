"""Files with a form. Where the page's script runs they go straight to the bucket and the form brings claims on them; else
they come in the form itself, and are put where the others went: from there on all is the same.

A form that has to be looked at again keeps its files: it is shown with claims on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chalice.app import Response

from chalicelib.channels.claims import CLAIMS, claim_token, claims_in_json, read_claim, wanted_in_json
from chalicelib.channels.form import KEY
from chalicelib.channels.multipart import SentFile
from chalicelib.channels.typed import digest
from chalicelib.domain.errors import Invalid, Transient
from chalicelib.domain.inquiry import Attachment
from chalicelib.domain.submission import Submission
from chalicelib.domain.uploads import MOST_UPLOADS, Arrived, Upload, attachments_of, new_upload, wrong_with_uploads
from chalicelib.web import answers, limits
from chalicelib.web.drafts import Draft, idempotency_key
from chalicelib.web.refusals import Refused
from chalicelib.web.visits import Visit

FIELD = "upload"
FILES = "files"
_NUMBERS = 12


@dataclass(frozen=True, slots=True)
class Bag:
    """The files that a form brought. `wrong` is the key of a sentence about them, or empty."""

    arrived: tuple[Arrived, ...] = ()
    wrong: str = ""

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """As the message carries them. Raises Invalid."""
        if self.wrong:
            raise Invalid({FILES: self.wrong})
        return attachments_of(self.arrived)


NO_FILES = Bag()


def scripted(visit: Visit) -> dict[str, str]:
    """Headers of a page with a form that brings files: its script may ask this site and the bucket."""
    origin = visit.services.uploads.origin
    return {"Content-Security-Policy": f"{answers.POLICY}; script-src 'self'; connect-src 'self' {origin}".rstrip()}


def ask_upload(visit: Visit) -> Response:
    """POST /uploads: where one file of a form, or of a program's message, may be sent, and the claim on it. Raises Refused."""
    form, name, content_type, size = _wanted_by_program(visit) if visit.ask.sends_json else _wanted(visit)
    wrong = wrong_with_uploads([size])
    if wrong:
        raise Refused(422, "invalid", fields={"size" if visit.ask.sends_json else FILES: wrong})
    limits.count(visit, limits.UPLOADS)
    upload = _new(visit, name, content_type)
    door = visit.services.uploads.door(upload, size)
    claim = claim_token(visit.services.keys.signer(), upload, form=form)
    return answers.document({"url": door.url, "fields": dict(door.fields), "claim": claim, "name": upload.name}, 201)


def brought(visit: Visit, form: str) -> Bag:
    """What the form with that key brings. Each claim is one look at the bucket, each file in the form itself one write there."""
    return _bag(visit, visit.ask.every(FIELD), [one for one in visit.ask.files() if one.field == FILES], form)


def claimed(visit: Visit, given: object, key: str) -> tuple[object, Bag]:
    """A program's document without its claims, and the files they are for. Raises Invalid."""
    document, tokens = claims_in_json(given)
    bag = _bag(visit, tokens, (), key) if tokens else NO_FILES
    if bag.wrong:
        raise Invalid({CLAIMS: bag.wrong})
    return document, bag


def _wanted(visit: Visit) -> tuple[str, str, str, int]:
    """The form's key; the file's name, type and size."""
    given = visit.ask.form()
    form, said = given.get("key", ""), given.get("size", "")
    size = int(said) if said.isascii() and said.isdecimal() and len(said) <= _NUMBERS else 0
    if not KEY.fullmatch(form):
        raise Refused(400, "malformed")
    return form, given.get("name", ""), given.get("type", ""), size


def _wanted_by_program(visit: Visit) -> tuple[str, str, str, int]:
    """The same, under the key of the message that will claim it."""
    key = idempotency_key(visit)
    try:
        return key, *wanted_in_json(visit.ask.json())
    except Invalid as invalid:
        raise Refused(422, "invalid", fields=invalid.fields) from invalid


def _bag(visit: Visit, tokens: Iterable[str], files: Sequence[SentFile], form: str) -> Bag:
    signer = visit.services.keys.signer()
    found = [read_claim(signer, one, form=form, now=visit.now) for one in dict.fromkeys(tokens)]
    if len(found) + len(files) > MOST_UPLOADS:
        return Bag(wrong="files_too_many")
    try:
        if files:
            limits.count(visit, limits.UPLOADS)
        there = [*_there(visit, filter(None, found)), *(_put(visit, one) for one in files)]
    except (Transient, Refused):
        return Bag(wrong="files_not_taken")
    wrong = "file_lost" if len(there) < len(found) + len(files) else wrong_with_uploads(one.size for one in there)
    return Bag(tuple(one for one in there if not wrong_with_uploads([one.size])), wrong)


def files_field(visit: Visit, bag: Bag, draft: Draft) -> dict[str, Any]:
    """What `files.html` is filled with: the files that the form has already, each with a claim for the form as it is now."""
    signer = visit.services.keys.signer() if bag.arrived else None
    kept = [(claim_token(signer, one.upload, form=draft.key), one) for one in bag.arrived if signer]
    return {"kept_files": [{"claim": claim, "name": one.upload.name, "size": one.size} for claim, one in kept]}


def with_files(submission: Submission, bag: Bag) -> Submission:
    """They are known by name and size, so that the same form sent twice is the same, however its files came. Raises
    Invalid."""
    attachments, source = bag.attachments, submission.source
    if not attachments:
        return submission
    named = [[one.name, one.size] for one in attachments]
    source = replace(source, fingerprint=digest([source.fingerprint, named]))
    return replace(submission, source=source, attachments=attachments)


def _there(visit: Visit, claimed: Iterable[Upload]) -> list[Arrived]:
    sizes = ((one, visit.services.uploads.size(one.id)) for one in claimed)
    return [Arrived(one, size) for one, size in sizes if size is not None]


def _put(visit: Visit, file: SentFile) -> Arrived:
    upload = _new(visit, file.name, file.content_type)
    if file.content:
        visit.services.uploads.put(upload, file.content)
    return Arrived(upload, len(file.content))


def _new(visit: Visit, name: str, content_type: str) -> Upload:
    return new_upload(visit.services.randomness.stamp().id, name=name, content_type=content_type, now=visit.now)
