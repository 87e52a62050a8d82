"""The district of the tests: Maple Valley, fictional."""

from dataclasses import replace
from datetime import date
from typing import Any

from chalicelib.domain.district import (
    District,
    Emergency,
    OnCall,
    Rung,
    School,
    Targets,
    Team,
    Topic,
)
from chalicelib.domain.rules import ROUND_ROBIN, Condition, Rule
from chalicelib.domain.safety import Danger
from chalicelib.domain.staff import Absence, Staff
from chalicelib.domain.topics import Field, FieldKind, Question
from chalicelib.domain.words import Priority, Role, Tier

AWAY = (Absence(date(2000, 1, 1)),)
"""Away until further notice."""

STAFF = (
    Staff("ines", "Ines Moreau", (Role.AGENT,), mail="ines@schools.example.org", phone="+12025550101"),
    Staff("omar", "Omar Haddad", (Role.AGENT,), mail="omar@schools.example.org"),
    Staff("sofia", "Sofia Lund", (Role.SUPERVISOR,), mail="sofia@schools.example.org", phone="+12025550103"),
    Staff("lena", "Lena Okafor", (Role.LEADER,), mail="lena@schools.example.org", phone="+12025550104"),
    Staff("kai", "Kai Brandt", (Role.AGENT,), mail="kai@schools.example.org", phone="+12025550105"),
    Staff("mia", "Mia Tran", (Role.AGENT,), mail="mia@schools.example.org", phone="+12025550106"),
)
TEAMS = (
    Team("front", "Front office", ("ines", "omar"), mailbox="front@schools.example.org", supervisor="sofia"),
    Team("transport", "Transportation", ("ines", "omar"), supervisor="sofia"),
    Team("care", "Counselling", ("kai", "mia"), mailbox="care@schools.example.org", supervisor="sofia"),
)
BUS_FIELDS = (
    Field("route", FieldKind.TEXT, {"en": "Route", "es": "Ruta"}, help={"en": "On its front", "es": "Está al frente"}),
    Field(
        "when",
        FieldKind.CHOICE,
        {"en": "When does it happen?", "es": "¿Cuándo ocurre?"},
        choices={"morning": {"en": "In the morning", "es": "Por la mañana"}, "noon": {"en": "At noon"}},
    ),
    Field("day", FieldKind.DATE, {"en": "Which day?", "es": "¿Qué día?"}),
    Field("daily", FieldKind.YES_NO, {"en": "Does she ride every day?", "es": "¿Viaja todos los días?"}),
)
BUS_FAQ = (
    Question(
        {"en": "How do I change our stop?", "es": "¿Cómo cambio nuestra parada?"},
        {"en": "Write to us with your new address.", "es": "Escríbanos con su nueva dirección."},
    ),
)
TOPICS = (
    Topic("other", "front", Targets(86_400, 43_200), "standard", {"en": "Something else", "es": "Otra cosa"}),
    Topic(
        "bus",
        "transport",
        Targets(7_200, 3_600),
        "standard",
        {"en": "Buses", "es": "Autobuses"},
        words=("bus", "driver", "route"),
        fields=BUS_FIELDS,
        faq=BUS_FAQ,
    ),
    Topic(
        "wellbeing",
        "care",
        Targets(3_600, 3_600),
        "standard",
        {"en": "Wellbeing", "es": "Bienestar"},
        priority=Priority.HIGH,
        private=True,
        words=("bullied", "counsellor"),
    ),
)
LEXICON = (
    Danger("kill myself", "self-harm", "en", Tier.PAGE),
    Danger("suicid*", "self-harm", "en", Tier.PAGE),
    Danger("quiero morir", "self-harm", "es", Tier.PAGE),
    Danger("don't want to live", "self-harm", "en", Tier.PAGE),
    Danger("bullied", "bullying", "en", Tier.URGENT),
)

SHARED_OUT = Rule("fairly", Condition("all", parts=(Condition("words", ("share this out",)),)), assignee=ROUND_ROBIN)


def a_district(**changes: Any) -> District:
    """Three teams, three topics, a ladder of three rungs, two people on call, a small lexicon."""
    given: dict[str, Any] = {
        "version": "v1",
        "name": "Maple Valley Schools",
        "time_zone": "America/New_York",
        "languages": ("en", "es"),
        "schools": (School("alder", "Alder Elementary"), School("birch", "Birch High School")),
        "teams": TEAMS,
        "staff": STAFF,
        "topics": TOPICS,
        "ladders": {"standard": (Rung("team"), Rung("supervisor", 600), Rung("leader", 1_200))},
        "on_call": OnCall(("kai", "mia"), (300, 600, 900)),
        "lexicon": LEXICON,
        "fallback_topic": "other",
        "emergency": Emergency("(202) 555-0142"),
        "softeners": ("not", "never", "no"),
        "page_languages": ("ar",),
        "mail_addresses": ("help@demo.example.org",),
    }
    return District(**(given | changes))


def staff_with(staff_id: str, **changes: Any) -> tuple[Staff, ...]:
    """The usual staff, one of them changed."""
    return tuple(replace(one, **changes) if one.id == staff_id else one for one in STAFF)
