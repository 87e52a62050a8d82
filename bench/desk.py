"""Somebody at the desk: the inbox with a thousand inquiries open, the same again while nothing changed, and a search."""

from dataclasses import replace
from datetime import timedelta

from bench.installation import Installation
from bench.journeys import Event, Journey, Step
from chalicelib.adapters import keys
from chalicelib.domain.inbox import Row
from chalicelib.domain.sessions import begun, cookie_of
from chalicelib.domain.words import Channel, Priority, Role, Status

OPEN = 1_000
"""Inquiries that are not closed: a busy district's week."""
_SUBJECTS = (
    "Bus 12 was late again this morning",
    "¿Cuándo empieza la escuela de verano?",
    "Question about the enrollment papers of my second child",
    "Lost mitten",
)


def at_the_desk(installation: Installation) -> dict[str, Step]:
    """Each asked of the api function by somebody who may read everything."""
    cookie = _signed_in(installation)
    _fill(installation)
    journey = Journey(installation)
    first = journey.run("inbox", "api", page_event("/staff", cookie, view="all"))
    seen = {"if-none-match": _tag(installation, first)}
    return {
        "inbox": first,
        "inbox_unchanged": journey.run("inbox_unchanged", "api", page_event("/staff", cookie, view="all", **seen)),
        "search": journey.run("search", "api", page_event("/staff/search", cookie, q="bus morning again")),
    }


def page_event(path: str, cookie: str, **given: str) -> Event:
    """What API Gateway hands over for a browser's GET; names of headers are those with a hyphen."""
    headers = {"accept": "text/html", "cookie": cookie}
    headers |= {name: value for name, value in given.items() if "-" in name}
    query = {name: [value] for name, value in given.items() if "-" not in name}
    return {
        "httpMethod": "GET",
        "path": path,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "multiValueQueryStringParameters": query,
        "pathParameters": {},
        "stageVariables": None,
        "body": None,
        "isBase64Encoded": False,
        "requestContext": {"resourcePath": path, "httpMethod": "GET", "identity": {"sourceIp": "192.0.2.20"}},
    }


def _signed_in(installation: Installation) -> str:
    services = installation.services("api")
    assert services.staff is not None
    district = services.districts.current()
    person = next(one for one in district.staff if Role.LEADER in one.roles)
    secret = "s" * 43
    session = begun(person.id, person.roles, secret=secret, csrf="c" * 43, now=installation.now)
    services.staff.sessions.begin(session)
    return f"__Host-earshot={cookie_of(person.id, secret)}"


def _fill(installation: Installation) -> None:
    services = installation.services("fold")
    district = services.districts.current()
    shards: dict[int, dict[str, Row]] = {number: {} for number in range(keys.INBOX_SHARDS)}
    for at in range(OPEN):
        row = _row(installation, at)
        topic = district.topics[at % len(district.topics)]
        shown = district.topic(topic.id) if not topic.private else district.topic(district.fallback_topic)
        shards[keys.inbox_item(row.reference)][row.reference] = replace(row, topic=shown.id, team=shown.team)
    for number, rows in shards.items():
        services.inbox.save(number, rows, version=services.inbox.shard(number).version)


def _row(installation: Installation, at: int) -> Row:
    opened = installation.now - timedelta(minutes=7 * at)
    return Row(
        reference=installation.numbers.reference(),
        version=1 + at % 5,
        opened_at=opened,
        updated_at=opened,
        status=Status.OPEN,
        priority=Priority.CRITICAL if at % 97 == 0 else Priority.NORMAL,
        topic="",
        team="",
        channel=list(Channel)[at % 4],
        language=("en", "es")[at % 2],
        subject=_SUBJECTS[at % len(_SUBJECTS)],
        name=("Dana Example", "Luis Ejemplo", "")[at % 3],
        due_at=installation.now + timedelta(hours=at % 90 - 10),
        tags=("storm",) if at % 4 == 0 else (),
    )


def _tag(installation: Installation, step: Step) -> str:
    """What the page is known by."""
    with installation.meter.replaying(step.exchanges):
        answered = installation.pages(step.event, None)
    return str(answered["multiValueHeaders"].get("ETag", [answered["headers"].get("ETag")])[0])
