"""What every answer holds to: headers, escaping, silence, sizes, addresses."""

import gzip
import json
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from builders import a_district, a_page, an_inquiry
from chalice.app import Chalice
from chalice.test import HTTPResponse
from web.house import House, a_form

from chalicelib.channels.form import LINE_LIMITS
from chalicelib.domain.errors import Busy, NotFound
from chalicelib.web import answers
from chalicelib.web.limits import origin
from chalicelib.web.routes import make_pages

ATTACKS = (
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "</textarea><svg onload=alert(1)>",
    "{{7*7}}",
)


class _Reader(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def _tags(answer: HTTPResponse) -> list[tuple[str, dict[str, str | None]]]:
    reader = _Reader()
    reader.feed(answer.body.decode())
    return reader.tags


@pytest.fixture
def house() -> House:
    return House()


def _everything(house: House) -> dict[str, HTTPResponse]:
    house.office.store.keep(an_inquiry(), a_page())
    link = house.link(an_inquiry())
    return {
        "front": house.get("/"),
        "wrong form": house.post("/inquiries", a_form(message="")),
        "sent form": house.post("/inquiries", a_form()),
        "thanks": house.get(link.replace("/i/", "/thanks/")),
        "private": house.get(link),
        "page": house.get(house.page_link(a_page(), "kai")),
        "nowhere": house.get("/nowhere"),
        "dead": house.get("/i/x"),
        "program": house.post_json("/inquiries", b"{}"),
        "method": house.client.delete("/inquiries"),
        "media": house.post("/inquiries", {}, Content_Type="text/plain"),
        "health": house.get("/health"),
        "openapi": house.get("/openapi.json"),
        "style": house.get("/static/earshot.css"),
    }


def test_every_answer_carries_the_headers_that_keep_it_inert(house: House):
    for name, answer in _everything(house).items():
        for header, value in answers.SAFE.items():
            assert answer.headers[header] == value, name
        assert "Set-Cookie" not in answer.headers
    assert "'unsafe" not in answers.POLICY


def test_only_static_files_are_kept_by_caches(house: House):
    for name, answer in _everything(house).items():
        kept = answer.headers["Cache-Control"]
        assert kept == ("public, max-age=31536000, immutable" if name == "style" else "no-store"), name


def test_no_page_has_a_script_or_an_inline_style(house: House):
    for name, answer in _everything(house).items():
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        for tag, attributes in _tags(answer):
            assert tag not in {"script", "style", "iframe", "object", "base"}, name
            assert not [one for one in attributes if one.startswith("on") or one == "style"], name


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_a_family_types_becomes_markup(house: House, attack: str):
    typed = dict.fromkeys([*LINE_LIMITS, "message", "key"], attack)
    wrong = house.post("/inquiries", typed)
    assert wrong.status_code == 422
    stored = house.post("/inquiries", a_form(name=attack, message=attack))
    private = house.get("/i/" + stored.headers["Location"].removeprefix("thanks/"))
    again = house.post(f"{house.link(house.stored[0])}/messages", {"message": attack * 400})
    for answer in (wrong, private, again):
        names = {tag for tag, _ in _tags(answer)}
        assert names.isdisjoint({"script", "svg"})
        assert [one for tag, one in _tags(answer) if tag == "img" and "onerror" in one] == []
        assert b"49" not in re.sub(rb"static/[^\"]+", b"", answer.body) or attack != "{{7*7}}"


@pytest.mark.parametrize("field", ["topic", "key", "name", "lang"])
def test_line_breaks_never_reach_a_header(house: House, field: str):
    evil = "x\r\nSet-Cookie: a=b"
    given = a_form(**{field: evil})
    for answer in (house.post("/inquiries", given), house.post("/inquiries?lang=x%0d%0aSet-Cookie:a=b", given)):
        for value in answer.headers.values():
            assert "\n" not in str(value)
            assert "Set-Cookie" not in str(value)


def test_a_fictional_page_name_is_kept_out_of_the_answer(house: House):
    assert b"evil" not in house.get("/evil<b>").body
    assert b"evil" not in house.get("/static/evil").body


@pytest.mark.parametrize("name", ["..%2f..%2fsettings.py", "earshot.css%00", "missing.css", "."])
def test_only_our_own_static_files_are_served(house: House, name: str):
    assert house.get(f"/static/{name}").status_code == 404


def test_the_front_page_and_all_it_loads_stay_under_50_kilobytes(house: House):
    front = house.get("/").body
    loaded = set(re.findall(r'"\./(static/[^?"]+)', front.decode()))
    assert loaded == {"static/earshot.css", "static/mark.svg"}
    total = sum(len(gzip.compress(house.get(f"/{one}").body)) for one in loaded) + len(gzip.compress(front))
    assert total < 50_000


def test_static_addresses_change_with_the_content(house: House):
    page = house.get("/").body.decode()
    assert re.search(r"static/earshot\.css\?v=[0-9a-f]{12}", page)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("DELETE", "/inquiries", 405), ("PUT", "/", 405), ("DELETE", "/health", 405), ("GET", "/nowhere", 404)],
)
@pytest.mark.parametrize(
    ("accept", "kind"),
    [("text/html", "text/html"), ("application/json", "application/problem+json"), ("*/*", "text/html")],
)
def test_errors_are_pages_for_people_and_problems_for_programs(
    house: House, method: str, path: str, status: int, accept: str, kind: str
):
    answer = house.client.request(method, path, headers={"Accept": accept})
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith(kind)
    assert ("Allow" in answer.headers) == (status == 405)


def test_before_any_configuration_the_site_says_that_it_is_not_open_yet(house: House):
    class Unset:
        def current(self) -> object:
            raise NotFound("no configuration")

    house.office.districts = Unset()
    for answer in (house.get("/"), house.post("/inquiries", a_form())):
        assert answer.status_code == 503
        assert "We are not open yet" in answer.body.decode()


def test_while_the_configuration_cannot_be_read_nothing_is_lost(house: House):
    class Throttled:
        def current(self) -> object:
            raise Busy("throttled")

    house.office.districts = Throttled()
    assert house.get("/").status_code == 503
    page = house.post("/inquiries", a_form(message="Keep\nthis.")).body.decode()
    for name, value in a_form(message="Keep\nthis.").items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    assert house.post_json("/inquiries", b'{"message": "x", "anonymous": true}').status_code == 503


def test_without_a_signing_key_nothing_is_stored_that_no_link_could_open(house: House):
    class Lost:
        def signer(self) -> object:
            raise NotFound("no key")

    house.office.keys = Lost()
    assert house.post("/inquiries", a_form()).status_code == 503
    assert house.stored == []


def test_health_asks_nobody():
    def broken() -> object:
        raise AssertionError("no service is needed")

    app = Chalice(app_name="pages", configure_logs=False)
    app.register_blueprint(make_pages(broken))
    house = House()
    house.client._app = app
    assert house.get("/health").json_body == {"status": "ok"}


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::/64"),
        ("", ""),
        ("unknown", "unknown"),
    ],
)
def test_an_origin_is_an_address_or_for_version_6_its_network(address: str, counted: str):
    assert origin(address) == counted


def test_the_template_engine_is_loaded_by_the_first_page_only():
    code = "import sys, chalicelib.web.routes; print([one for one in ('jinja2', 'phonenumbers', 'email_validator', 'boto3') if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("context", "base"),
    [
        ({"domainName": "abc.example.org", "path": "/api/inquiries"}, "https://abc.example.org/api"),
        ({"domainName": "hello.example.org", "path": "/inquiries"}, "https://hello.example.org"),
        ({"domainName": "hello.example.org", "path": "/front/desk/inquiries"}, "https://hello.example.org/front/desk"),
    ],
)
def test_without_a_site_address_the_link_follows_the_door_one_came_through(context: dict[str, str], base: str):
    house = House(site_url="")
    event = {
        "requestContext": {"httpMethod": "POST", "resourcePath": "/inquiries", "identity": {"sourceIp": "192.0.2.7"}}
        | context,
        "headers": {"content-type": "application/json", "idempotency-key": "a-key-0001"},
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "body": json.dumps({"message": "x", "anonymous": True}),
        "isBase64Encoded": False,
    }
    assert json.loads(house.app(event, None)["body"])["link"] == base + house.link(house.stored[0])


def test_a_stage_address_without_its_slash_still_finds_its_files():
    house = House()
    event = {
        "requestContext": {"httpMethod": "GET", "resourcePath": "/", "path": "/api", "identity": {}},
        "headers": {},
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "body": None,
    }
    assert 'href="api/static/earshot.css' in house.app(event, None)["body"]


def test_a_district_s_own_words_go_first(house: House):
    house.district(texts={"en": {"web.front_title": "Speak up, Maple Valley."}})
    assert "Speak up, Maple Valley." in house.get("/").body.decode()
    assert a_district().texts == {}
