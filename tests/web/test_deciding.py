"""POST /i/TOKEN/unsolved, /rating, /choices, /texts: what a family decides on its page."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from builders import NOW, REFERENCE, a_closed_inquiry, a_message, an_inquiry, mail_address, phone_number
from web.house import House, a_form

from chalicelib.domain.consequences import Action, consequences
from chalicelib.domain.contact import Suppression, SuppressionReason
from chalicelib.domain.errors import Busy
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Participant
from chalicelib.domain.words import Channel, Priority, Status

PEOPLE = (Participant(mail_address(), "Ana Diaz"), Participant(phone_number(), "Ana Diaz"))
DEEDS = {
    "unsolved": {"key": "a-key-0001", "missing": ""},
    "rating": {"key": "a-key-0001", "score": "8", "comment": ""},
    "choices": {"channel": "email", "answer_language": "es"},
    "texts": {"texts": "stop"},
}


@pytest.fixture
def house():
    fresh = House()
    fresh.office.store.keep(
        a_closed_inquiry(closed_at=NOW - timedelta(days=1), participants=PEOPLE, channel=Channel.FORM), a_message()
    )
    fresh.office.clock.advance(minutes=5)
    return fresh


def do(house, deed, *, inquiry=None, headers=None, **fields):
    link = house.link(inquiry or house.stored[0])
    return house.post(f"{link}/{deed}", DEEDS[deed] | fields, **(headers or {}))


def now(house):
    return house.office.store.inquiries[REFERENCE]


def page(house, query=""):
    return house.get(f"{house.link(now(house))}{query}").body.decode()


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_leads_back_to_the_page_which_says_that_it_is_done(house, deed):
    answer = do(house, deed)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(f"..{house.link(now(house)).removeprefix('/i')}?done=")
    assert 'role="status"' in page(house, f"?{answer.headers['Location'].partition('?')[2].partition('#')[0]}")


@pytest.mark.parametrize("deed", DEEDS)
def test_done_twice_it_is_done_once(house, deed):
    assert [do(house, deed).status_code for _ in range(2)] == [303, 303]
    assert len(house.office.store.commits) == 1


@pytest.mark.parametrize("deed", DEEDS)
def test_looking_does_nothing(house, deed):
    assert house.get(f"{house.link(now(house))}/{deed}").status_code == 405
    assert house.office.store.commits == []


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("headers", [{"Sec_Fetch_Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_a_form_of_another_site_does_nothing(house, deed, headers):
    assert do(house, deed, headers=headers).status_code == 403
    assert house.office.store.commits == []


@pytest.mark.parametrize("deed", DEEDS)
def test_a_wrong_link_does_nothing(house, deed):
    link = house.link(now(house))[:-1] + "y"
    assert house.post(f"{link}/{deed}", DEEDS[deed]).status_code == 404
    assert house.office.store.commits == []


@pytest.mark.parametrize("deed", DEEDS)
def test_a_busy_table_keeps_the_page(house, deed):
    house.office.store.raise_next(Busy("throttled"))
    answer = do(house, deed)
    assert answer.status_code == 503
    assert "Nothing was lost" in answer.body.decode()


# --- this did not solve it ------------------------------------------------------------------------------------------


def test_what_is_not_solved_is_open_again_and_the_team_hears_of_it(house):
    do(house, "unsolved")
    fresh = now(house)
    assert (fresh.status, fresh.closed_at) == (Status.OPEN, None)
    assert fresh.deadline is not None
    (received,) = house.office.store.told(REFERENCE, EventType.MESSAGE_RECEIVED)
    assert received.detail["unsolved"] is True
    assert Action.TELL_TEAM in [one.action for one in consequences(received)]
    (reopened,) = house.office.store.told(REFERENCE, EventType.INQUIRY_REOPENED)
    assert reopened.detail["why"] == "the family says that it is not solved"
    assert "This did not solve it." in page(house)


def test_what_is_missing_is_said_with_it(house):
    do(house, "unsolved", missing="Bus 12 still passes us.")
    said = house.office.store.case(REFERENCE).messages[-1]
    assert (said.text, said.notes) == ("Bus 12 still passes us.", ("unsolved",))


def test_words_whose_form_is_sent_again_after_a_lost_answer_are_one_message(house):
    answers = [do(house, "unsolved", missing="Still late.") for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert len(house.office.store.commits) == 1


def test_what_is_open_is_not_opened_again(house):
    house.office.store.keep(an_inquiry())
    assert do(house, "unsolved").status_code == 303
    assert house.office.store.commits == []
    assert "unsolved" not in page(house)


def test_what_was_closed_long_ago_offers_no_such_button_and_words_open_another(house):
    house.office.store.keep(a_closed_inquiry(closed_at=NOW - timedelta(days=20)))
    assert "/unsolved" not in page(house)
    do(house, "unsolved", missing="It began again.")
    (fresh,) = (one for one in house.stored if one.reference != REFERENCE)
    assert fresh.linked == (REFERENCE,)
    assert house.office.store.case(fresh.reference).messages[0].notes == ()


def test_words_that_are_too_many_come_back_at_their_field(house):
    answer = do(house, "unsolved", missing="x" * 9_000)
    assert answer.status_code == 422
    assert 'id="missing-wrong"' in answer.body.decode()
    assert "x" * 9_000 in answer.body.decode()


def test_a_danger_named_there_is_found(house):
    do(house, "unsolved", missing="I want to kill myself")
    assert house.office.store.told(REFERENCE, EventType.DANGER_FOUND)


# --- rating ---------------------------------------------------------------------------------------------------------


def test_a_rating_is_stored_and_shown_again_to_be_changed(house):
    do(house, "rating", score="8", comment="You called me back.")
    assert (now(house).rating.score, now(house).rating.comment) == (8, "You called me back.")
    shown = page(house)
    assert "You gave us 8." in shown
    assert 'value="8" checked' in shown
    do(house, "rating", score="9", comment="")
    assert now(house).rating.score == 9
    assert now(house).status is Status.CLOSED


@pytest.mark.parametrize("score", ["", "0", "11", "8.5", "eight", "８", "-1", "1e1", "9" * 500])
def test_what_is_no_score_comes_back_with_the_comment(house, score):
    answer = do(house, "rating", score=score, comment="Kept words.")
    assert answer.status_code == 422
    assert 'id="score-wrong"' in answer.body.decode()
    assert "Kept words." in answer.body.decode()
    assert now(house).rating is None


@pytest.mark.parametrize("changes", [{"dangers": ("self-harm",)}, {"priority": Priority.CRITICAL}])
def test_where_a_danger_was_found_nobody_is_asked_for_a_rating(house, changes):
    house.office.store.keep(replace(now(house), **changes))
    assert "/rating" not in page(house)
    assert do(house, "rating").status_code == 422
    assert now(house).rating is None


def test_a_comment_that_speaks_of_danger_is_a_message_and_no_rating(house):
    answer = do(house, "rating", score="1", comment="I want to kill myself")
    assert "added=1" in answer.headers["Location"]
    assert now(house).rating is None
    assert now(house).status is Status.OPEN
    assert house.office.store.told(REFERENCE, EventType.DANGER_FOUND)


# --- channel, language, texts ---------------------------------------------------------------------------------------


def test_a_chosen_language_is_the_pages_from_then_on(house):
    answer = do(house, "choices", answer_language="es")
    assert now(house).language == "es"
    assert "lang=" not in answer.headers["Location"]
    assert '<html lang="es"' in page(house, "?done=chosen")
    assert "Las próximas respuestas llegarán así" in page(house, "?done=chosen")


def test_what_they_write_next_is_answered_in_the_language_they_chose(house):
    def writes(key):
        house.post("/inquiries", a_form(key=key, message="When does the bus come?"))
        return house.stored[-1]

    first = writes("a-key-0101")
    assert first.language == "en"
    do(house, "choices", inquiry=first, channel="email", answer_language="es")
    house.office.clock.advance(minutes=5)
    assert writes("a-key-0102").language == "es"


def test_only_ways_that_are_open_are_offered(house):
    assert 'name="channel"' in page(house)
    house.office.store.keep(replace(now(house), participants=PEOPLE[:1]))
    assert 'name="channel"' not in page(house)


@pytest.mark.parametrize(
    ("fields", "status"), [({"channel": "fax"}, 400), ({"channel": "web"}, 422), ({"answer_language": "tlh"}, 422)]
)
def test_what_is_not_offered_is_refused(house, fields, status):
    assert do(house, "choices", **fields).status_code == status
    assert house.office.store.commits == []


def test_texts_are_stopped_and_allowed_again(house):
    store = house.office.store
    assert "Allow texts" in page(house)
    do(house, "texts", texts="allow")
    assert "Stop all texts" in page(house)
    do(house, "texts", texts="stop")
    assert store.suppressions[phone_number().key].reason is SuppressionReason.OPT_OUT
    assert "We do not text your phone." in page(house)
    (stopped,) = store.told(REFERENCE, EventType.TEXTS_STOPPED)
    assert consequences(stopped) == ()  # the page said it; no text leaves
    do(house, "texts", texts="allow")
    assert store.suppressions == {}


def test_several_phones_are_allowed_from_themselves_alone(house):
    other = Participant(replace(phone_number(), value="+12065550188"))
    house.office.store.keep(
        replace(now(house), participants=(*PEOPLE, other)),
        Suppression(phone_number(), SuppressionReason.OPT_OUT, NOW),
    )
    assert "send START from the phone itself" in page(house)
    assert do(house, "texts", texts="allow").status_code == 422


def test_who_stays_anonymous_chooses_the_language_alone(house):
    house.office.store.keep(a_closed_inquiry(participants=(), anonymous=True))
    shown = page(house)
    assert 'name="answer_language"' in shown
    assert 'name="channel"' not in shown
    assert 'name="texts"' not in shown


# --- abuse, and what it costs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("attack", ['"><script>alert(1)</script>', "</textarea><svg onload=alert(1)>", "{{7*7}}"])
def test_nothing_typed_becomes_markup(house, attack):
    do(house, "rating", score="5", comment=attack)
    shown = page(house)
    again = do(house, "rating", score=attack, comment=attack).body.decode()
    do(house, "unsolved", missing=attack)
    for text in (shown, again, page(house), page(house, f"?done={attack}"), page(house, f"?added={attack}")):
        assert "<script>alert" not in text
        assert "<svg" not in text


@pytest.mark.parametrize("lang", ["https://evil.example", "//evil.example", "x%0d%0aLocation:%20https://evil.example"])
def test_nobody_is_sent_elsewhere(house, lang):
    for deed, fields in DEEDS.items():
        answer = house.post(f"{house.link(now(house))}/{deed}?lang={lang}&next=//evil.example", fields)
        assert "evil" not in str(answer.headers)


class Asked:
    """A store that tells what it was asked for, in order."""

    def __init__(self, store) -> None:
        self.store, self.names = store, []

    def __getattr__(self, name) -> Any:
        self.names.append(name)
        return getattr(self.store, name)


def test_the_page_asks_the_table_three_times_however_much_it_holds(house):
    link, store = house.link(now(house)), house.office.store

    def counted():
        house.office.store = Asked(store)
        house.get(link)
        return [name for name in house.office.store.names if name != "allow"]

    few = counted()
    for number in range(1_000):
        store.keep(an_inquiry(reference=f"{number:04}-0000"))
    assert few == counted() == ["inquiry", "case", "shut"]
