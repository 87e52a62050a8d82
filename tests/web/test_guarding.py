"""What every answer holds to: headers, escaping, silence, sizes, addresses."""

import gzip
import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from builders import a_page, an_inquiry
from chalice.test import HTTPResponse
from web.house import House, a_form

from chalicelib.channels.typed import LINE_LIMITS
from chalicelib.web import answers

ATTACKS = (
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "</textarea><svg onload=alert(1)>",
    "{{7*7}}",
)


WITH_FILES = {"front", "wrong form", "private"}
SCRIPTED = "; script-src 'self'; connect-src 'self' https://bucket.example.org"


def _ours(script: dict[str, str | None]) -> bool:
    return bool(re.fullmatch(r"(\./|(\.\./)+)static/[a-z]+\.js\?v=[0-9a-f]{12}", script["src"] or ""))


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
            told = answer.headers[header].replace(SCRIPTED, "") if name in WITH_FILES else answer.headers[header]
            assert told == value, name
        for line in answer.headers.get("Set-Cookie", []):
            assert name == "sent form"
            assert line.endswith("; Path=/; Secure; HttpOnly; SameSite=Lax")
    assert "'unsafe" not in answers.POLICY


def test_only_static_files_are_kept_by_caches(house: House):
    for name, answer in _everything(house).items():
        kept = answer.headers["Cache-Control"]
        assert kept == ("public, max-age=31536000, immutable" if name == "style" else "no-store"), name


def test_no_page_has_a_script_of_others_or_in_line_or_an_inline_style(house: House):
    for name, answer in _everything(house).items():
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        for tag, attributes in _tags(answer):
            assert tag not in {"style", "iframe", "object", "base"}, name
            if tag == "script":
                assert name in WITH_FILES
                assert _ours(attributes), name
            assert not [one for one in attributes if one.startswith("on") or one == "style"], name


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_a_family_types_becomes_markup(house: House, attack: str):
    typed = dict.fromkeys([*LINE_LIMITS, "message", "key"], attack) | {"topic": "bus", "fields.bus.day": attack}
    wrong = house.post("/inquiries", typed)
    assert wrong.status_code == 422
    sought = house.get(f"/?q={quote(attack)}&topic={quote(attack)}")
    fields = {"fields.bus.route": attack}
    stored = house.post("/inquiries", a_form(name=attack, message=attack) | fields)
    thanks = house.get("/" + stored.headers["Location"])
    private = house.get("/i/" + stored.headers["Location"].removeprefix("thanks/"))
    again = house.post(f"{house.link(house.stored[0])}/messages", {"message": attack * 400})
    for answer in (wrong, sought, thanks, private, again):
        assert "svg" not in {tag for tag, _ in _tags(answer)}
        assert all(_ours(attributes) for tag, attributes in _tags(answer) if tag == "script")
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
    assert loaded == {"static/earshot.css", "static/files.js", "static/front.js", "static/mark.svg"}
    total = sum(len(gzip.compress(house.get(f"/{one}").body)) for one in loaded) + len(gzip.compress(front))
    assert total < 50_000


def test_static_addresses_change_with_the_content(house: House):
    page = house.get("/").body.decode()
    assert re.search(r"static/earshot\.css\?v=[0-9a-f]{12}", page)
