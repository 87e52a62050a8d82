"""GET /openapi.json: the JSON doors, described for programs (OpenAPI 3.1)."""

from collections.abc import Callable
from typing import Any

from chalice.app import Response

from chalicelib.channels.claims import CLAIMS, LONGEST, WANTED_LIMITS
from chalicelib.channels.topic_fields import FIELD_LIMIT, YES_NO
from chalicelib.channels.typed import LINE_LIMITS, MESSAGE_LIMIT, NOT_SURE
from chalicelib.domain.district import District, Topic
from chalicelib.domain.topics import Field, FieldKind
from chalicelib.domain.uploads import MOST_UPLOADS, UPLOAD_BYTES
from chalicelib.web import answers
from chalicelib.web.visits import Visit

TOKEN_PATTERN = "^[0-9a-y]{8}[a-z2-7]{16}$"  # noqa: S105 (a pattern, no password)
KEY_PATTERN = "^[!-~]{8,128}$"
DATE_PATTERN = "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"
_CLAIMS: dict[str, Any] = {
    "type": "array",
    "maxItems": MOST_UPLOADS,
    "items": {"type": "string", "maxLength": LONGEST},
    "description": "Claims of files that were sent to where /uploads said",
}
_UPLOAD: dict[str, Any] = {name: {"type": "string", "maxLength": most} for name, most in WANTED_LIMITS.items()} | {
    "size": {"type": "integer", "minimum": 1, "maximum": UPLOAD_BYTES, "description": "Bytes, exactly"}
}
_REFUSALS = {
    400: "Malformed JSON, or no Idempotency-Key",
    413: "More than 128 KB",
    415: "Neither JSON nor a form",
    422: "A field is wrong, or the key came before with another body: see `errors`",
    429: "Too many from this address: see Retry-After",
    503: "Nothing was lost: send again with the same key after Retry-After seconds",
}
_INQUIRY: dict[str, Any] = {
    "reference": {"type": "string", "pattern": "^[0-9A-Y]{4}-[0-9A-Y]{4}$"},
    "link": {"type": ["string", "null"], "description": "The private link; whoever has it reads and writes"},
    "expected_by": {"type": ["string", "null"], "format": "date-time"},
    "status": {"type": "string", "enum": ["new", "open", "waiting", "closed"]},
    "passphrase": {
        "type": ["string", "null"],
        "description": "Of an anonymous inquiry, when it is opened: five words that find it again with its reference",
    },
}
_DOOR: dict[str, Any] = {
    "url": {
        "type": "string",
        "description": "POST the file there as multipart/form-data: `fields` first, the file last",
    },
    "fields": {"type": "object", "additionalProperties": {"type": "string"}},
    "claim": {"type": "string", "description": "Goes into `uploads` of the message with the same Idempotency-Key"},
    "name": {"type": "string"},
}
_PROBLEM: dict[str, Any] = {
    "type": {"type": "string"},
    "title": {"type": "string"},
    "status": {"type": "integer"},
    "detail": {"type": "string"},
    "errors": {"type": "object", "additionalProperties": {"type": "string"}},
}


def description(visit: Visit) -> Response:
    """The district's own lists of topics, schools and languages are filled in."""
    return answers.document(document(visit))


def document(visit: Visit) -> dict[str, Any]:
    district = visit.district
    return {
        "openapi": "3.1.0",
        "info": {"title": f"Earshot of {district.name}", "version": "1"},
        "servers": [{"url": visit.site_url or "/"}],
        "paths": {
            "/inquiries": {"post": _inquiries()},
            "/i/{token}/messages": {"post": _messages()},
            "/uploads": {"post": _uploads()},
            "/health": {"get": {"operationId": "health", "responses": {"200": _answer("Up", "Health")}}},
        },
        "components": {"schemas": _schemas(district)},
    }


def _inquiries() -> dict[str, Any]:
    return {
        "operationId": "openInquiry",
        "summary": "Say something to the district. The same Idempotency-Key opens one inquiry, however often it is sent.",
        "parameters": [_key()],
        "requestBody": _body("NewInquiry"),
        "responses": {"201": _answer("Stored", "Inquiry"), **_refused()},
    }


def _messages() -> dict[str, Any]:
    token = {"name": "token", "in": "path", "required": True, "schema": {"type": "string", "pattern": TOKEN_PATTERN}}
    return {
        "operationId": "addMessage",
        "summary": "Add a message; the token is the last part of the private link.",
        "parameters": [token, _key()],
        "requestBody": _body("NewMessage"),
        "responses": {"201": _answer("Stored", "Inquiry"), "404": _problem("No such link"), **_refused()},
    }


def _uploads() -> dict[str, Any]:
    what = (
        "Ask where one file may be sent, for fifteen minutes. The Idempotency-Key is that of the message which will claim it; "
        "several files of one message are asked for under one key."
    )
    return {
        "operationId": "askUpload",
        "summary": what,
        "parameters": [_key()],
        "requestBody": _body("NewUpload"),
        "responses": {"201": _answer("Send it there", "Upload"), **_refused()},
    }


def _key() -> dict[str, Any]:
    schema = {"type": "string", "pattern": KEY_PATTERN}
    return {"name": "Idempotency-Key", "in": "header", "required": True, "schema": schema}


def _body(schema: str) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": _ref(schema)}}}


def _answer(what: str, schema: str) -> dict[str, Any]:
    return {"description": what, "content": {"application/json": {"schema": _ref(schema)}}}


def _refused() -> dict[str, Any]:
    return {str(status): _problem(what) for status, what in _REFUSALS.items()}


def _problem(what: str) -> dict[str, Any]:
    return {"description": what, "content": {answers.PROBLEM_TYPE: {"schema": _ref("Problem")}}}


def _ref(schema: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{schema}"}


def _schemas(district: District) -> dict[str, Any]:
    message = {"type": "string", "minLength": 1, "maxLength": MESSAGE_LIMIT}
    said = {"message": message, CLAIMS: _CLAIMS}
    return {
        "NewInquiry": _object(said | _fields(district), required=["message"], closed=True),
        "NewMessage": _object(said, required=["message"], closed=True),
        "NewUpload": _object(_UPLOAD, required=["size"], closed=True),
        "Upload": _object(_DOOR, required=list(_DOOR)),
        "Inquiry": _object(_INQUIRY, required=list(_INQUIRY)),
        "Problem": _object(_PROBLEM, required=["type", "title", "status", "detail"]),
        "Health": _object({"status": {"const": "ok"}}, required=["status"]),
    }


def _fields(district: District) -> dict[str, Any]:
    lines = {name: {"type": "string", "maxLength": LINE_LIMITS[name]} for name in ("name", "email", "phone")}
    return {
        **lines,
        "topic": {"type": "string", "enum": ["", NOT_SURE, *(one.id for one in district.topics)]},
        "school": {"type": "string", "enum": ["", *(one.id for one in district.schools)]},
        "language": {"type": "string", "enum": ["", *district.languages]},
        "fields": _own_fields(district),
        "anonymous": {"type": "boolean", "description": "Then neither name nor address is kept"},
        "texts": {"type": "boolean", "description": "Consent to texts about this matter"},
    }


def _own_fields(district: District) -> dict[str, Any]:
    """Several topics may have a field of one name: what any of them takes is described."""
    known: dict[str, list[dict[str, Any]]] = {}
    for topic in district.topics:
        for field in topic.fields:
            known.setdefault(field.id, []).append(_value(field, topic, district))
    properties = {name: found[0] if len(found) == 1 else {"anyOf": found} for name, found in known.items()}
    what = "The answers to the topic's own questions, by their ids"
    return _object(properties, required=[], closed=True) | {"description": what}


def _value(field: Field, topic: Topic, district: District) -> dict[str, Any]:
    what = f"{topic.id}: {district.called(field.labels, district.languages[0])}"
    return {"description": what + " (required)" * field.required, "type": "string"} | _KINDS[field.kind](field)


_KINDS: dict[FieldKind, Callable[[Field], dict[str, Any]]] = {
    FieldKind.TEXT: lambda _: {"maxLength": FIELD_LIMIT},
    FieldKind.CHOICE: lambda field: {"enum": ["", *field.choices]},
    FieldKind.DATE: lambda _: {"pattern": DATE_PATTERN},
    FieldKind.YES_NO: lambda _: {"enum": ["", *YES_NO]},
}


def _object(properties: dict[str, Any], *, required: list[str], closed: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "object", "required": required, "properties": properties}
    return found | {"additionalProperties": False} if closed else found
