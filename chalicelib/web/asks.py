"""A request as the pages see it. Source of its shape: API Gateway, Lambda proxy integration input format 1.0."""

import json
from binascii import Error
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from chalice.app import Request

from chalicelib.channels import multipart
from chalicelib.channels.multipart import Multipart, SentFile
from chalicelib.web.refusals import Refused

FORM_TYPE = "application/x-www-form-urlencoded"
JSON_TYPE = "application/json"
FILES_TYPE = multipart.FORM_TYPE
READ = ["GET", "HEAD"]
"""The methods of a page that changes nothing. API Gateway answers 403 to a method that no page names."""
MAX_BODY = 131_072
"""Bytes. 8,000 characters of four bytes, percent-encoded, come to 96,000."""
MAX_FILES = 4_400_000
"""Bytes of a form with files. A function is given 6 MB at most, in which API Gateway's base64 takes a third:
https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""
_MAX_FIELDS = 300
"""The fields of all topics stand in the form; those of the topic that was chosen are read."""


@dataclass(frozen=True, slots=True)
class Ask:
    """`headers` by lower-case name. `resource` is the route's pattern, `path` what the browser asked for, with the
    stage or base path in front."""

    method: str
    resource: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    source_ip: str
    domain: str
    several: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """All values of each name of the query."""

    @property
    def root(self) -> str:
        """A relative link to the front page, right under a custom domain and under a stage's path alike."""
        depth = self.resource.count("/")
        if depth > 1:
            return "../" * (depth - 1)
        bare_stage = self.resource == "/" and not self.path.endswith("/")
        return f"{self.path.rpartition('/')[2]}/" if bare_stage else "./"

    @property
    def base(self) -> str:
        """The absolute address of the front page, without a trailing slash, as the request tells it."""
        depth = self.resource.rstrip("/").count("/")
        prefix = self.path.rstrip("/").split("/")[: -depth or None]
        return f"https://{self.domain}{'/'.join(prefix)}" if self.domain else ""

    @property
    def sends_json(self) -> bool:
        return not self._brings_files and FORM_TYPE not in self._type

    @property
    def _type(self) -> str:
        return self.headers.get("content-type", "").lower()

    @property
    def _brings_files(self) -> bool:
        return FILES_TYPE in self._type

    @property
    def wants_json(self) -> bool:
        """Whether an error is better told to a program: it sends no form, or asks for JSON, and not for HTML."""
        accept = self.headers.get("accept", "").lower()
        if self.method == "POST":
            return (self.sends_json or "json" in accept) and "text/html" not in accept
        return "json" in accept and "text/html" not in accept

    def form(self) -> dict[str, str]:
        """The fields of an HTML form; the last of a name wins. Raises Refused for too much."""
        return dict(self.fields())

    def every(self, name: str) -> tuple[str, ...]:
        """All values that the form has under that name, in order. Raises as `form`."""
        return tuple(value for known, value in self.fields() if known == name)

    def files(self) -> tuple[SentFile, ...]:
        """The files of an HTML form. Raises as `form`."""
        return self._multipart().files if self._brings_files else ()

    def fields(self) -> tuple[tuple[str, str], ...]:
        """Names and values of an HTML form. Raises as `form`."""
        if self._brings_files:
            return self._multipart().fields
        text = self._small_body().decode("utf-8", "replace")
        try:
            return tuple(parse_qsl(text, keep_blank_values=True, max_num_fields=_MAX_FIELDS, errors="replace"))
        except ValueError as error:
            raise Refused(400, "malformed") from error

    def _multipart(self) -> Multipart:
        if len(self.body) > MAX_FILES:
            raise Refused(413, "files_too_much")
        try:
            return multipart.read_multipart(self.body, self.headers.get("content-type", ""))
        except ValueError as error:
            raise Refused(400, "malformed") from error

    def json(self) -> object:
        """The parsed body. Raises Refused for too much, or for what is no JSON (RFC 8259)."""
        try:
            return json.loads(self._small_body())
        except (ValueError, RecursionError) as error:
            raise Refused(400, "malformed") from error

    def _small_body(self) -> bytes:
        if len(self.body) > MAX_BODY:
            raise Refused(413, "too_large")
        return self.body


def read_ask(request: Request) -> Ask:
    """Never raises: a body that is no base64 although it says so is kept as text."""
    context: Mapping[str, Any] = request.context
    identity: Mapping[str, Any] = context.get("identity") or {}
    query = request.query_params
    headers = {str(name).lower(): str(value) for name, value in (request.headers or {}).items()}
    return Ask(
        method=request.method,
        resource=str(context.get("resourcePath") or "/"),
        path=str(context.get("path") or "/"),
        query=dict(query.items()) if query else {},
        headers=headers,
        body=_body(request),
        source_ip=str(identity.get("sourceIp") or ""),
        domain=str(context.get("domainName") or ""),
        several={name: tuple(query.getlist(name)) for name in query} if query else {},
    )


def _body(request: Request) -> bytes:
    try:
        raw = request.raw_body
    except (Error, ValueError):
        return b""
    return raw.encode("utf-8", "replace") if isinstance(raw, str) else bytes(raw)
