from datetime import UTC, datetime

import pytest

from chalicelib.domain.district import District, Emergency, OnCall

NOW = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)


def a_district(**changes):
    given = {
        "version": "1",
        "name": "Maple Valley Schools",
        "time_zone": "America/New_York",
        "languages": ("en", "es"),
        "schools": (),
        "teams": (),
        "staff": (),
        "topics": (),
        "ladders": {},
        "on_call": OnCall(()),
        "lexicon": (),
        "fallback_topic": "other",
        "emergency": Emergency("(202) 555-0142"),
    }
    return District(**(given | changes))


def some_values(**changes):
    return {
        "reference": "K7Q2-9FHD",
        "link": "https://families.example.org/i/k7q29fhdaaaaaaaaaaaaaaaa",
        "subject": "Bus 12",
        "name": "Rosa Ruiz",
        "topic": "Transportation",
        "team": "Transportation office",
        "school": "Alder Elementary",
        "channel": "email",
        "held": "",
        "categories": "self-harm",
        "excerpt": "Bus 12 did not come today.",
        "text": "Bus 12 is back tomorrow.",
        "expected": "5:00 PM today",
        "due": "5:00 PM today",
        "waited": "2 hours",
        "told": "Ana Li",
        "rung": "supervisor",
        "why": "",
        "staff": "Jo Park",
        "quoted": "Bus 12 did not come today.",
        "files_most": "25",
        "files_size": "25",
    } | changes


@pytest.fixture(scope="session")
def district():
    return a_district()


@pytest.fixture(scope="session")
def make_district():
    return a_district


@pytest.fixture(scope="session")
def values():
    return some_values()


@pytest.fixture(scope="session")
def make_values():
    return some_values


@pytest.fixture(scope="session")
def now():
    return NOW
