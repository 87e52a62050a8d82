"""How requests find their page: addresses, methods, origins, and what happens when the house is not ready."""

import json
import subprocess
import sys

import pytest
from builders import a_district
from chalice.app import Chalice
from web.house import House, a_form

from chalicelib.domain.errors import Busy, NotFound
from chalicelib.web.limits import origin
from chalicelib.web.routes import make_pages


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


@pytest.mark.parametrize(
    "path", ["/", "/find", "/health", "/openapi.json", "/nowhere", "/i/x", "/thanks/x", "/staff/views"]
)
def test_the_head_of_a_page_is_that_of_the_look_at_it(house: House, path: str):
    looked, asked = house.get(path), house.client.request("HEAD", path, headers={"Accept": "text/html"})
    assert (asked.status_code, asked.body) == (looked.status_code, b"")
    kept = {"Location", "Content-Type", "Content-Security-Policy", "Cache-Control"}
    assert {name: asked.headers.get(name) for name in kept} == {name: looked.headers.get(name) for name in kept}


def test_every_page_that_is_looked_at_has_a_head_but_the_way_back_from_the_sign_in():
    app = Chalice("earshot", configure_logs=False)
    app.register_blueprint(make_pages(lambda: House().services()))
    without = {path for path, of in app.routes.items() if "GET" in of and "HEAD" not in of}
    assert without == {"/staff/arrive"}


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
