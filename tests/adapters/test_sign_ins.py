"""The token endpoint, played by a server on this machine."""

import json
from base64 import urlsafe_b64encode
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from chalicelib.adapters.sign_ins import CognitoSignIns
from chalicelib.domain.errors import Busy, Invalid


@pytest.fixture
def endpoint():
    """Answers with `answer`; keeps what it was asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.server.asked.append((self.path, self.rfile.read(int(self.headers["Content-Length"])).decode()))
            status, body = self.server.answer
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.answer = [], (200, b"{}")
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def sign_ins(server):
    return CognitoSignIns(f"http://127.0.0.1:{server.server_port}", "client-1")


def a_token(claims):
    middle = urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return json.dumps({"id_token": f"e30.{middle}.sig"}).encode()


def test_the_code_is_redeemed_with_its_verifier(endpoint):
    endpoint.answer = (200, a_token({"email": "ines@schools.example.org"}))
    claims = sign_ins(endpoint).redeem("c&1", verifier="v", back_to="https://here.example/staff/arrive")
    assert claims == {"email": "ines@schools.example.org"}
    ((path, body),) = endpoint.asked
    assert path == "/oauth2/token"
    assert parse_qs(body) == {
        "grant_type": ["authorization_code"],
        "client_id": ["client-1"],
        "code": ["c&1"],
        "code_verifier": ["v"],
        "redirect_uri": ["https://here.example/staff/arrive"],
    }


@pytest.mark.parametrize(
    "answer",
    [
        (400, b'{"error":"invalid_grant"}'),
        (200, b'{"id_token":"no dots"}'),
        (200, b'{"id_token":"a.%%%.c"}'),
        (200, b'{"id_token":"a.W10.c"}'),
    ],
)
def test_a_code_that_is_not_good(endpoint, answer):
    endpoint.answer = answer
    with pytest.raises(Invalid):
        sign_ins(endpoint).redeem("c", verifier="v", back_to="b")


@pytest.mark.parametrize("answer", [(500, b""), (429, b""), (200, b"<html>"), (200, b"{}"), (200, b"[]")])
def test_an_endpoint_in_trouble(endpoint, answer):
    endpoint.answer = answer
    with pytest.raises(Busy):
        sign_ins(endpoint).redeem("c", verifier="v", back_to="b")


def test_an_endpoint_that_nobody_answers_at(endpoint):
    gone = CognitoSignIns("http://127.0.0.1:9", "client-1")
    with pytest.raises(Busy):
        gone.redeem("c", verifier="v", back_to="b")


def test_where_the_browser_goes():
    found = urlsplit(CognitoSignIns("https://p.example", "c1").where(state="s", challenge="x", nonce="n", back_to="b"))
    assert found.path == "/oauth2/authorize"
    assert parse_qs(found.query)["code_challenge_method"] == ["S256"]
    assert parse_qs(found.query)["scope"] == ["openid email"]
    assert CognitoSignIns("https://p.example", "c1").sign_out("https://b/") == (
        "https://p.example/logout?client_id=c1&logout_uri=https%3A%2F%2Fb%2F"
    )
