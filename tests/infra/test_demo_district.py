"""The demo district routes and recognises what families are likely to write."""

from datetime import UTC, datetime

import pytest

from chalicelib.domain.contact import Address, AddressKind
from chalicelib.domain.routing import route
from chalicelib.domain.safety import loudest
from chalicelib.domain.submission import Source, Submission
from chalicelib.domain.words import Channel, Tier
from infra.config import read

SAID = [
    ("The bus never came to our stop this morning", "transportation"),
    ("El autobús de la ruta 12 llegó tarde otra vez", "transportation"),
    ("How do I enroll my daughter in kindergarten?", "enrollment"),
    ("¿Cómo puedo inscribir a mi hijo?", "enrollment"),
    ("My son has a peanut allergy, what is on the lunch menu?", "meals"),
    ("We asked for an IEP evaluation in September", "special-education"),
    ("A boy keeps bullying her and she is scared", "bullying-safety"),
    ("El baño del patio tiene una gotera", "facilities"),
    ("I forgot the password of the parent portal", "technology"),
    ("Please send her transcript and grades", "grades-records"),
    ("Mi hija va a faltar mañana porque está enferma", "attendance"),
    ("Where do I bring his inhaler?", "health"),
    ("What a lovely evening that was", "other"),
]
DANGERS = [
    ("I want to die", Tier.PAGE),
    ("im not ok i dont want to be alive anymore", Tier.PAGE),
    ("she has been cutting herself", Tier.PAGE),
    ("He said he is going to kill them all", Tier.PAGE),
    ("a boy showed that he has a gun in his locker", Tier.PAGE),
    ("my daughter never came home from school", Tier.PAGE),
    ("thinking about su1c1de", Tier.PAGE),
    ("Mi hijo dice que quiere morir", Tier.PAGE),
    ("Un alumno trajo una pistola", Tier.PAGE),
    ("Mi niña no ha llegado a casa", Tier.PAGE),
    ("se está cortando los brazos, se esta cortando", Tier.PAGE),
    ("He is being bullied every day", Tier.URGENT),
    ("le pegaron en el recreo", Tier.URGENT),
    ("he brought a toy gun to class", Tier.URGENT),
    ("The bus was late and it was cold", Tier.NONE),
    ("Thank you for the wonderful concert", Tier.NONE),
    ("¿A qué hora empieza la reunión?", Tier.NONE),
]


@pytest.fixture(scope="module")
def district(demo):
    return read(demo)


def _said(text):
    return Submission(
        source=Source("k", "f"),
        channel=Channel.EMAIL,
        received_at=datetime(2026, 11, 23, tzinfo=UTC),
        text=text,
        addresses=(Address(AddressKind.EMAIL, "rosa@example.com"),),
    )


@pytest.mark.parametrize(("text", "topic"), SAID)
def test_a_message_finds_its_topic(district, text, topic):
    assert route(_said(text), district, at=datetime(2026, 11, 23, 17, tzinfo=UTC)).topic == topic


@pytest.mark.parametrize(("text", "tier"), DANGERS)
def test_a_danger_is_heard(district, text, tier):
    assert loudest(district.safety.scan(text)) is tier


def test_nothing_in_it_is_real(district):
    addresses = [person.mail for person in district.staff] + [team.mailbox for team in district.teams if team.mailbox]
    for address in (*addresses, *district.mail_addresses):
        assert address.endswith(".example.org")
    for person in district.staff:
        assert not person.phone or person.phone.startswith("+120255501")
    assert "555-01" in district.emergency.tip_line


def test_it_shows_what_a_district_can_say(district):
    assert any(person.absences for person in district.staff)
    assert any(person.hours for person in district.staff)
    assert any(topic.private for topic in district.topics)
    assert len({topic.ladder for topic in district.topics}) == 2
    assert set(district.languages) == {"en", "es"}
