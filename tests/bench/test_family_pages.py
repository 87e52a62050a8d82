"""What the families' pages ask of the table, and what they weigh."""

import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest

from bench.installation import Installation, an_installation
from bench.journeys import Event
from bench.meter import Tally, tally
from bench.scenes import form_event

MOST_QUERIES = 3
FORM = {"message": "Bus 12 did not come.", "topic": "transportation", "fields": {"bus-number": "12"}, "anonymous": True}
READS = {"GetItem", "Query", "BatchGetItem", "TransactGetItems", "Scan"}
LANGUAGES = ("en", "es", "ar")


@dataclass
class Visitor:
    """Asks for pages as API Gateway would, and counts what each asks of AWS."""

    installation: Installation

    def get(
        self, path: str, *, resource: str = "", headers: Mapping[str, str] | None = None
    ) -> tuple[dict[str, Any], Tally]:
        with self.installation.meter.counting() as exchanges:
            answer = self.installation.pages(_get(path, resource=resource, headers=headers or {}), None)
        assert answer["statusCode"] == 200, path
        return answer, tally(exchanges)


@pytest.fixture(scope="module")
def visitor() -> Iterator[Visitor]:
    with an_installation() as installation:
        yield Visitor(installation)


def _get(path: str, *, resource: str, headers: Mapping[str, str]) -> Event:
    address = urlsplit(path)
    pairs = [part.partition("=") for part in address.query.split("&") if part]
    given = {"accept": "text/html"} | dict(headers)
    parameters = {"token": address.path.rpartition("/")[2]} if resource else {}
    context = {"resourcePath": resource or address.path, "path": address.path, "httpMethod": "GET"}
    return form_event({}) | {
        "httpMethod": "GET",
        "path": address.path,
        "headers": given,
        "multiValueHeaders": {name: [value] for name, value in given.items()},
        "multiValueQueryStringParameters": {name: [value] for name, _, value in pairs} or None,
        "pathParameters": parameters,
        "body": None,
        "requestContext": context | {"identity": {"sourceIp": "192.0.2.20"}},
    }


def _pages(visitor: Visitor) -> dict[str, Tally]:
    visitor.installation.services("api").districts.current()
    visitor.installation.services("api").keys.signer()
    answer = visitor.installation.pages(form_event(FORM), None)
    assert answer["statusCode"] == 201
    link = re.search(r"/i/(\w+)", answer["body"])
    assert link is not None
    return {
        "front": visitor.get("/")[1],
        "search": visitor.get("/?q=bus&lang=es")[1],
        "look-up": visitor.get("/find")[1],
        "thanks": visitor.get(f"/thanks/{link[1]}", resource="/thanks/{token}")[1],
        "private": visitor.get(f"/i/{link[1]}", resource="/i/{token}")[1],
    }


def test_a_page_asks_few_questions(visitor: Visitor):
    """Flat at any number of inquiries: tests/adapters/test_private_page_cost.py."""
    for name, counted in _pages(visitor).items():
        queries = sum(number for operation, number in counted.calls.items() if operation in READS)
        assert queries <= (MOST_QUERIES if name in {"thanks", "private"} else 0), name
        assert "Scan" not in counted.calls, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demo_district_s_front_page_and_all_it_loads_stay_under_50_kilobytes(visitor: Visitor, language: str):
    page = visitor.get(f"/?lang={language}")[0]["body"]
    loaded = set(re.findall(r'(?:src|href)="\./(static/[^"]+)"', page))
    assert {one.partition("?")[0] for one in loaded} >= {"static/earshot.css", "static/front.js", "static/mark.svg"}
    sizes = {"": len(gzip.compress(page.encode()))}
    for one in loaded:
        path = f"/{one.partition('?')[0]}"
        event = _get(path, resource="/static/{name}", headers={}) | {
            "pathParameters": {"name": path.rpartition("/")[2]}
        }
        sizes[one] = len(gzip.compress(visitor.installation.pages(event, None)["body"].encode()))
    assert sum(sizes.values()) < 50_000, sizes
    assert not re.findall(r'(?:src|srcset|action|href)="(?:https?:)?//', page)
