"""The two ways in that AWS has and the emulator has not: mail (SES) and the custom domain (HTTP)."""

import http.client
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from infra.clients import Clients
from infra.local import HOST, LocalFailed, Ports, free, in_use
from infra.outputs import Outputs
from infra.ses import MAX_MAIL, Inbound

HOP_BY_HOP = {"connection", "keep-alive", "proxy-authenticate", "te", "trailer", "transfer-encoding", "upgrade"}
REPLIES_IN_OWN_WORDS = {"content-length", "date", "server"}
MAX_BODY = 10 * 1024 * 1024
"""API Gateway takes no more."""
PATIENCE = 180.0
"""Seconds. A crowd of cold functions on a small busy machine takes its time; API Gateway itself would end after 29."""


@dataclass(frozen=True, slots=True)
class Doors:
    """Where they are."""

    site_url: str
    smtp_host: str
    smtp_port: int


@contextmanager
def doors(clients: Clients, outputs: Outputs, ports: Ports) -> Iterator[Doors]:
    """Both doors open, in threads of this process, until the block ends. Raises LocalFailed when a port is taken."""
    for port, variable in ((ports.http, "EARSHOT_HTTP_PORT"), (ports.smtp, "EARSHOT_SMTP_PORT")):
        if not free(port):
            raise LocalFailed(in_use(port, variable))
    mail = mail_door(Inbound(clients, outputs.bucket), ports.smtp)
    site = site_door(ports, outputs.rest_api_id)
    thread = threading.Thread(target=site.serve_forever, name="site door", daemon=True)
    mail.start()
    thread.start()
    try:
        yield Doors(f"http://{HOST}:{ports.http}", HOST, ports.smtp)
    finally:
        site.shutdown()
        site.server_close()
        thread.join()
        mail.stop()


class _Conversation(SMTP):
    """Tolerant of lines longer than RFC 5321 allows: ordinary programs write them, and a parent's mail is not refused."""

    line_length_limit = 1 << 26


class MailDoor(Controller):
    """An SMTP listener that takes any mail program's mail as SES's inbound endpoint would."""

    def factory(self) -> SMTP:
        return _Conversation(self.handler, **self.SMTP_kwargs)


def mail_door(inbound: Inbound, port: int) -> MailDoor:
    return MailDoor(
        inbound,
        hostname=HOST,
        port=port,
        data_size_limit=MAX_MAIL,
        enable_SMTPUTF8=True,
        server_hostname="inbound-smtp.us-east-1.amazonaws.com",
        ident="Earshot local mail door",
    )


def site_door(ports: Ports, rest_api_id: str) -> ThreadingHTTPServer:
    """The custom domain: everything goes to the API's stage, and comes back as it was."""
    base = f"/restapis/{rest_api_id}/api/_user_request_"

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30

        def relay(self) -> None:
            said = self.headers.get("Content-Length", "0")
            if not said.isdecimal() or "Transfer-Encoding" in self.headers or int(said) > MAX_BODY:
                self.send_error(413 if said.isdecimal() and int(said) > MAX_BODY else 411)
                self.close_connection = True
                return
            status, headers, body = _forward(self, ports.aws, base, self.rfile.read(int(said)))
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in HOP_BY_HOP | REPLIES_IN_OWN_WORDS:
                    self.send_header(name, value)
            self.send_header("Date", self.date_time_string())
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = relay  # noqa: N815 (http.server's names)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (http.server's name)
            """Nothing: paths hold private links."""

    return _Crowd((HOST, ports.http), Handler)


class _Crowd(ThreadingHTTPServer):
    """Lets many wait at the door: the standard library's five would turn a hundred families away."""

    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing of a browser that went away before its answer was there; anything else as ever."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _forward(
    request: BaseHTTPRequestHandler, port: int, base: str, body: bytes
) -> tuple[int, list[tuple[str, str]], bytes]:
    """502 with a plain sentence when the emulator is gone, as API Gateway's edge would say."""
    headers = {name: value for name, value in request.headers.items() if name.lower() not in HOP_BY_HOP}
    headers["X-Forwarded-For"] = str(request.client_address[0])
    headers["X-Forwarded-Proto"] = "http"
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request(request.command, base + request.path, body=body or None, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.getheaders(), answer.read()
    except (OSError, http.client.HTTPException):
        return 502, [("Content-Type", "text/plain; charset=utf-8")], b"The local stack does not answer: make up\n"
    finally:
        connection.close()
