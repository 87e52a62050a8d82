"""The pages as a WSGI application (PEP 3333), for tools that speak HTTP: API Gateway's part is played by Chalice's own
local gateway."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from chalice.app import Chalice
from chalice.config import Config
from chalice.local import ForbiddenError, LocalGateway

Environ = dict[str, Any]
Start = Callable[[str, list[tuple[str, str]]], Any]


def wsgi(app: Chalice, *, prefix: str = "") -> Callable[[Environ, Start], Iterable[bytes]]:
    """`prefix` is a base path such as `/api`, cut off before the request is routed."""
    gateway = LocalGateway(app, Config.create())

    def answer(environ: Environ, start: Start) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace").removeprefix(prefix) or "/"
        path = path.replace("?", "%3F")  # it came as that, and is no query
        query = environ.get("QUERY_STRING", "")
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length) if length else b""
        try:
            found = gateway.handle_request(
                environ["REQUEST_METHOD"], f"{path}?{query}" if query else path, _headers(environ), body
            )
        except ForbiddenError as error:
            start("403 Forbidden", [("Content-Type", "application/json")])
            return [error.body]
        told = [(name, one) for name, value in _all(found) for one in ([value] if isinstance(value, str) else value)]
        status = HTTPStatus(found["statusCode"])
        start(f"{status.value} {status.phrase}", told)
        return [(found["body"] or "").encode()]

    return answer


def _headers(environ: Environ) -> dict[str, str]:
    given = {name[5:].replace("_", "-").lower(): value for name, value in environ.items() if name.startswith("HTTP_")}
    if environ.get("CONTENT_TYPE"):
        given["content-type"] = environ["CONTENT_TYPE"]
    return given


def _all(found: Any) -> list[tuple[str, Any]]:
    return [*found["headers"].items(), *found.get("multiValueHeaders", {}).items()]
