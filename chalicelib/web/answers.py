"""Responses, each with the headers that keep it private and inert."""

import json
from collections.abc import Mapping
from typing import Any

from chalice.app import Response

PROBLEM_TYPE = "application/problem+json"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAFE: dict[str, str | list[str]] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
}
_PRIVATE = SAFE | {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
_IMMUTABLE = SAFE | {"Cache-Control": "public, max-age=31536000, immutable"}


def html(text: str, status: int = 200, *, language: str, headers: Mapping[str, str] | None = None) -> Response:
    own: dict[str, str | list[str]] = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Language": language,
        "Vary": "Accept-Language",
    }
    return Response(body=text, status_code=status, headers=_PRIVATE | own | dict(headers or {}))


def document(value: object, status: int = 200, *, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON document."""
    return _json(value, status, "application/json", headers)


def problem(
    status: int,
    *,
    title: str,
    detail: str,
    errors: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Problem details (RFC 9457). `errors` maps a field's name to a sentence; nothing that came in is repeated."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if errors:
        body["errors"] = dict(errors)
    return _json(body, status, PROBLEM_TYPE, headers)


def see_other(location: str) -> Response:
    """303: the answer lies elsewhere (RFC 9110 section 15.4.4), so that reloading it sends nothing again."""
    return Response(body="", status_code=303, headers=_PRIVATE | {"Location": location, "Content-Type": "text/plain"})


def asset(text: str, name: str) -> Response:
    """A static file; pages ask for it by an address that changes with its content."""
    return Response(body=text, headers=_IMMUTABLE | {"Content-Type": _TYPES[name.rpartition(".")[2]]})


def _json(value: object, status: int, content_type: str, headers: Mapping[str, str] | None) -> Response:
    return Response(
        body=json.dumps(value, ensure_ascii=False),
        status_code=status,
        headers=_PRIVATE | {"Content-Type": content_type} | dict(headers or {}),
    )


def not_modified(tag: str, policy: str) -> Response:
    """304: what the browser has is right (RFC 9110 section 15.4.5)."""
    headers = _PRIVATE | {"ETag": tag, "Cache-Control": "private, no-cache", "Content-Security-Policy": policy}
    return Response(body="", status_code=304, headers=headers | {"Content-Type": "text/html; charset=utf-8"})
