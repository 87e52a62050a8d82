"""From the sign-in service's word to a session at the desk."""

from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256

import pytest
from builders import NOW, a_district, staff_with
from fake_sign_in import SETTING, FakeSecrets, FakeSessions, FakeSignIns

from chalicelib.domain.errors import Busy, Invalid
from chalicelib.domain.sessions import IDLE, NOTED_EVERY, RENEWED_EVERY
from chalicelib.domain.words import Role
from chalicelib.usecases.sign_in import arrive, depart, recognise, sign_out


class Desk:
    def __init__(self, **district) -> None:
        self.sessions, self.secret, self.district = FakeSessions(), FakeSecrets(), a_district(**district)

    def sign_in(self, sign_ins=None, **changes):
        sign_ins = sign_ins or FakeSignIns(changes=changes)
        return arrive(
            "code-1",
            depart(SETTING, sign_ins=sign_ins, secret=self.secret),
            SETTING,
            sign_ins=sign_ins,
            sessions=self.sessions,
            district=self.district,
            secret=self.secret,
            now=NOW,
        )

    def recognise(self, cookie, now=NOW):
        return recognise(cookie, sessions=self.sessions, district=self.district, secret=self.secret, now=now)


def test_the_code_is_bound_to_the_browser_that_left():
    sign_ins = FakeSignIns()
    leaving = depart(SETTING, sign_ins=sign_ins, secret=FakeSecrets())
    expected = urlsafe_b64encode(sha256(leaving.verifier.encode()).digest()).decode().rstrip("=")
    assert sign_ins.asked == [{"state": leaving.state, "challenge": expected, "back_to": SETTING.back_to}]
    assert len({leaving.state, leaving.nonce, leaving.verifier}) == 3


def test_somebody_of_the_staff_gets_a_session_and_is_known_by_its_cookie():
    desk = Desk()
    found = desk.sign_in()
    assert (found.person.id, found.roles) == ("ines", (Role.AGENT,))
    assert desk.recognise(found.cookie).person.id == "ines"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://somebody-else.example"},
        {"aud": "another-client"},
        {"token_use": "access"},
        {"nonce": "of another sign-in"},
        {"nonce": None},
        {"exp": NOW.timestamp()},
    ],
)
def test_a_token_for_somebody_else_or_from_another_time_opens_nothing(claims):
    desk = Desk()
    with pytest.raises(Invalid) as refused:
        desk.sign_in(**claims)
    assert refused.value.fields == {"code": "not_good"}
    assert not desk.sessions.held


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "stranger@example.org"},
        {"email": None},
        {"email_verified": False},
        {"email_verified": None},
        {"cognito:groups": ["leader"]},
    ],
)
def test_somebody_without_a_place_at_the_desk_is_turned_away(claims):
    with pytest.raises(Invalid) as refused:
        Desk().sign_in(**claims)
    assert refused.value.fields == {"staff": "unknown"}


def test_an_address_without_verification_counts_when_the_districts_own_identity_provider_tells_it():
    found = Desk().sign_in(
        email="INES@schools.example.org", email_verified=False, identities=[{"providerName": "Entra"}]
    )
    assert found.person.id == "ines"


def test_a_person_without_a_role_does_not_sign_in():
    with pytest.raises(Invalid):
        Desk(staff=staff_with("ines", roles=())).sign_in()


def test_groups_named_like_roles_narrow_what_the_configuration_gives():
    desk = Desk(staff=staff_with("ines", roles=(Role.AGENT, Role.ADMIN)))
    assert desk.sign_in(**{"cognito:groups": ["agent", "everybody"]}).roles == (Role.AGENT,)
    assert desk.sign_in(**{"cognito:groups": ["everybody"]}).roles == (Role.AGENT, Role.ADMIN)


def test_a_service_that_is_down_is_not_a_refusal():
    with pytest.raises(Busy):
        Desk().sign_in(FakeSignIns(trouble=Busy("down")))


def test_being_used_is_noted_every_few_minutes_and_not_at_every_click():
    desk = Desk()
    cookie = desk.sign_in().cookie
    desk.recognise(cookie, NOW + timedelta(seconds=30))
    assert [one.seen_at for one in desk.sessions.held.values()] == [NOW]
    desk.recognise(cookie, NOW + NOTED_EVERY)
    assert [one.seen_at for one in desk.sessions.held.values()] == [NOW + NOTED_EVERY]


def test_a_secret_is_renewed_and_the_old_one_dies():
    desk = Desk()
    cookie, later = desk.sign_in().cookie, NOW + RENEWED_EVERY
    fresh = desk.recognise(cookie, later)
    assert fresh.cookie
    assert fresh.cookie != cookie
    assert desk.recognise(cookie, later + timedelta(seconds=5)).cookie == ""
    assert desk.recognise(cookie, later + timedelta(minutes=2)) is None
    assert desk.recognise(fresh.cookie, later + timedelta(minutes=2)).person.id == "ines"


def test_two_requests_at_once_renew_once():
    desk = Desk()
    cookie, later = desk.sign_in().cookie, NOW + RENEWED_EVERY
    before = dict(desk.sessions.held)
    desk.recognise(cookie, later)
    renewed = dict(desk.sessions.held)
    stale = FakeSessions(dict(before))
    stale.renew = desk.sessions.renew
    second = recognise(cookie, sessions=stale, district=desk.district, secret=desk.secret, now=later)
    assert second.cookie == ""
    assert second.person.id == "ines"
    assert desk.sessions.held == renewed


def test_roles_that_the_configuration_takes_away_are_gone_at_once():
    desk = Desk(staff=staff_with("ines", roles=(Role.AGENT, Role.ADMIN)))
    cookie = desk.sign_in().cookie
    desk.district = a_district(staff=staff_with("ines", roles=(Role.AGENT,)))
    assert desk.recognise(cookie).roles == (Role.AGENT,)
    desk.district = a_district(staff=tuple(one for one in a_district().staff if one.id != "ines"))
    assert desk.recognise(cookie) is None


@pytest.mark.parametrize("cookie", ["", "x", ".", "aW5lcw.", "aW5lcw.wrong", "é.é", "aW5lcw" * 200 + ".x"])
def test_cookies_of_nobody(cookie):
    desk = Desk()
    desk.sign_in()
    assert desk.recognise(cookie) is None


def test_a_cookie_left_alone_is_worth_nothing():
    desk = Desk()
    assert desk.recognise(desk.sign_in().cookie, NOW + IDLE) is None


def test_signed_out_is_signed_out():
    desk = Desk()
    cookie = desk.sign_in().cookie
    sign_out(cookie, sessions=desk.sessions)
    assert desk.recognise(cookie) is None
    sign_out("no cookie", sessions=desk.sessions)
