"""A little HTTP server on 127.0.0.1 around any WSGI application."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server


class _Silent(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Tests print nothing."""


@contextmanager
def served(application: Any) -> Iterator[str]:
    """Its address, without a trailing slash."""
    server = make_server("127.0.0.1", 0, application, handler_class=_Silent)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
