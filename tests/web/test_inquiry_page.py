"""GET /staff/i/REFERENCE and the deeds on it."""

import pytest
from builders import NOW, REFERENCE, a_deadline, a_message, an_inquiry, mail_address, phone_number
from web.browser import Browser
from web.house import House

from chalicelib.domain.contact import Suppression, SuppressionReason
from chalicelib.domain.draft import DraftState
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Participant
from chalicelib.domain.words import Channel, Direction, Priority, Role, Status

PATH = f"/staff/i/{REFERENCE}"


@pytest.fixture
def house():
    found = House()
    found.office.store.keep(
        an_inquiry(team="front", topic="other", status=Status.NEW, clocks=(a_deadline(),)),
        a_message(text="Where is bus 12?"),
    )
    return found


@pytest.fixture
def browser(house):
    found = Browser(house)
    found.sign_in()
    return found


def inquiry(house):
    return house.office.store.inquiries[REFERENCE]


def deed(browser, name, **fields):
    return browser.post(f"{PATH}/{name}", {"csrf": browser.form(PATH)} | fields)


def told(browser, answer):
    """The page that the deed leads to."""
    return browser.get(
        "/staff/i/" + answer.headers["Location"].partition("staff/i/")[2].partition("#")[0]
    ).body.decode()


def test_looking_at_a_new_one_opens_it_and_shows_all_of_it(house, browser):
    page = browser.get(PATH)
    assert page.status_code == 200
    assert b"Where is bus 12?" in page.body
    assert inquiry(house).status is Status.OPEN
    assert EventType.INQUIRY_SEEN in house.office.store.timeline(REFERENCE)


def test_a_head_of_it_opens_nothing_even_in_the_browser_of_somebody_signed_in(house, browser):
    before = len(house.office.store.commits)
    answer = house.client.request(
        "HEAD", f"/staff/i/{REFERENCE}", headers={"Accept": "text/html", "Cookie": browser.cookies}
    )
    assert (answer.status_code, answer.body) == (303, b"")
    assert len(house.office.store.commits) == before


def test_what_anybody_with_the_private_link_wrote_is_called_so(house, browser):
    house.office.store.keep(a_message(id="w", channel=Channel.WEB, sender=None, text="Written on the page."))
    assert "Someone who has the private link" in browser.get(PATH).body.decode()


PHONE = Participant(phone_number(), "Ana Diaz")
ANA = Participant(mail_address(), "Ana Diaz")


@pytest.mark.parametrize(
    ("changes", "suppressed", "said"),
    [
        pytest.param(
            {"channel": Channel.SMS, "participants": (PHONE, ANA)},
            [(phone_number(), SuppressionReason.OPT_OUT)],
            "They opted out of texts: no text of any kind goes to them. What you write goes by e-mail instead.",
            id="opted out, with a mail address",
        ),
        pytest.param(
            {"channel": Channel.SMS, "participants": (PHONE,)},
            [(phone_number(), SuppressionReason.OPT_OUT)],
            "no text of any kind goes to them. What you write stands on their private page alone",
            id="opted out, with nothing else",
        ),
        pytest.param(
            {"participants": (ANA, PHONE), "texts_allowed": True},
            [(mail_address(), SuppressionReason.BOUNCE)],
            "Mail to them comes back. What you write goes by text instead.",
            id="mail bounced, texts allowed",
        ),
        pytest.param(
            {"participants": (ANA,)},
            [(mail_address(), SuppressionReason.COMPLAINT)],
            "They called our mail spam",
            id="complained",
        ),
        pytest.param({"participants": (), "anonymous": True}, [], "They left no address.", id="anonymous"),
    ],
)
def test_before_a_reply_is_written_the_desk_says_why_the_familys_way_is_shut_and_offers_another(
    house, browser, changes, suppressed, said
):
    house.office.store.keep(an_inquiry(**({"team": "front", "topic": "other", "status": Status.OPEN} | changes)))
    for address, reason in suppressed:
        house.office.store.keep(Suppression(address, reason, NOW))
    assert said in browser.get(PATH).body.decode()


def test_while_the_familys_way_is_open_the_desk_says_nothing_of_ways(browser):
    assert "What you write" not in browser.get(PATH).body.decode()


def test_what_is_not_theirs_and_what_is_not_there_look_the_same(house, browser):
    house.office.store.keep(an_inquiry(reference="5M0W-GD42", team="care", topic="wellbeing"))
    private, absent = browser.get("/staff/i/5M0W-GD42"), browser.get("/staff/i/0000-0000")
    assert (private.status_code, private.body) == (absent.status_code, absent.body)
    assert private.status_code == 404
    form = {"csrf": browser.form(PATH)}
    assert browser.post("/staff/i/5M0W-GD42/note", form | {"text": "x", "key": "k"}).status_code == 404


def test_a_merged_one_leads_to_the_one_it_lives_on_in(house, browser):
    house.office.store.keep(an_inquiry(reference="5M0W-GD42", team="front", merged_into=REFERENCE))
    answer = browser.get("/staff/i/5M0W-GD42")
    assert (answer.status_code, answer.headers["Location"]) == (303, REFERENCE)


def test_a_reply_leaves_in_ten_seconds_and_can_be_stopped(house, browser):
    page = told(browser, deed(browser, "reply", text="At eight."))
    draft = house.office.store.drafts[REFERENCE, "ines"]
    assert draft.state is DraftState.LEAVING
    assert (draft.leaves_at - NOW).total_seconds() >= 10
    assert "Stop it" in page
    page = told(browser, deed(browser, "stop"))
    assert house.office.store.drafts[REFERENCE, "ines"].state is DraftState.OPEN
    assert "At eight." in page


def test_an_empty_reply_is_not_sent_and_says_so(house, browser):
    assert "There is nothing to send." in told(browser, deed(browser, "reply", text="  "))
    assert house.office.store.drafts[REFERENCE, "ines"].state is DraftState.OPEN


def test_a_colleagues_answer_is_seen_before_a_second_one_leaves(house, browser):
    deed(browser, "reply", text="At eight.", keep="1")
    house.office.store.keep(
        a_message(
            id="zz", direction=Direction.OUTBOUND, author="omar", author_name="Omar Haddad", text="At nine, I think."
        )
    )
    page = told(browser, deed(browser, "reply", text="At eight."))
    assert "A colleague answered meanwhile" in page
    assert "At nine, I think." in page
    assert house.office.store.drafts[REFERENCE, "ines"].state is DraftState.OPEN
    deed(browser, "reply", text="At eight, really.", anyway="1")
    assert house.office.store.drafts[REFERENCE, "ines"].state is DraftState.LEAVING


def test_a_note_is_kept_once_and_never_a_reply(house, browser):
    form = {"csrf": browser.form(PATH), "text": "Rang the depot.", "key": "note-1"}
    for _ in range(2):
        browser.post(f"{PATH}/note", form)
    (note,) = [one for one in house.office.store.messages.values() if one.direction is Direction.NOTE]
    assert (note.text, note.author) == ("Rang the depot.", "ines")
    assert EventType.MESSAGE_WRITTEN not in house.office.store.timeline(REFERENCE)


def test_deeds_of_every_day(house, browser):
    deed(browser, "assign", person="omar")
    deed(browser, "priority", priority="high")
    deed(browser, "tags", add="storm, bus")
    deed(browser, "wait", why="asked for the date")
    found = inquiry(house)
    assert (found.assignee, found.priority, found.tags, found.status) == (
        "omar",
        Priority.HIGH,
        ("storm", "bus"),
        Status.WAITING,
    )
    deed(browser, "tags", remove="storm")
    deed(browser, "close", why="done")
    assert (inquiry(house).tags, inquiry(house).status) == (("bus",), Status.CLOSED)
    deed(browser, "reopen")
    assert inquiry(house).status is Status.OPEN


def test_lowering_without_a_reason_is_refused_in_words(house, browser):
    assert "Say why." in told(browser, deed(browser, "priority", priority="low"))
    assert inquiry(house).priority is Priority.NORMAL


@pytest.mark.parametrize(("name", "fields", "status"), [("nonsense", {}, 404), ("priority", {"priority": "x"}, 400)])
def test_what_no_form_of_ours_sends(browser, name, fields, status):
    assert deed(browser, name, **fields).status_code == status


def test_a_deed_without_our_token_does_nothing(house, browser):
    assert browser.post(f"{PATH}/close", {"why": "x"}).status_code == 403
    assert inquiry(house).status is not Status.CLOSED


def test_a_role_that_only_records_sees_no_reply_and_may_not_send_one(house, browser):
    people = tuple(one for one in house.office.districts.district.staff if one.id != "ines")
    ines = next(one for one in house.office.districts.district.staff if one.id == "ines")
    house.district(staff=(*people, type(ines)(ines.id, ines.name, (Role.RECORDER,), mail=ines.mail)))
    recorder = Browser(house)
    recorder.sign_in()
    page = recorder.get(PATH).body.decode()
    assert 'name="keep"' not in page
    assert "/close" not in page
    form = {"csrf": recorder.form(PATH), "text": "Hello"}
    assert recorder.post(f"{PATH}/reply", form).status_code == 403
    assert recorder.post(f"{PATH}/note", form | {"key": "k"}).status_code == 303


def test_what_families_write_stays_text(house, browser):
    attack = "</div><script>alert(1)</script>"
    house.office.store.keep(
        an_inquiry(team="front", topic="other", subject=attack, tags=(attack,)), a_message(text=attack)
    )
    body = browser.get(PATH).body.decode()
    assert "<script>alert" not in body


@pytest.mark.parametrize(("many", "folded"), [(12, 0), (13, 4), (200, 191)])
def test_of_a_long_conversation_the_first_and_the_last_are_in_sight(house, browser, many, folded):
    for number in range(1, many):
        house.office.store.keep(a_message(id=f"x-{number:03}", text=f"Word {number}.", at=NOW))
    page = browser.get(PATH).body.decode()
    assert page.count('<li class="said ') == many
    before, _, rest = page.partition('<details class="earlier">')
    inside, _, after = rest.partition("</details>")
    assert inside.count('<li class="said ') == folded
    if folded:
        assert f"Earlier messages ({folded})" in inside
        assert (before.count('<li class="said '), after.count('<li class="said ')) == (1, 8)
        assert f"Word {many - 1}." in after


def test_what_was_written_in_another_language_has_a_place_for_a_translation(house, browser):
    attack = "</textarea><script>alert(1)</script>"
    house.office.store.keep(a_message(id="m-es", text="¿Dónde está?", language="es"))
    page = browser.get(PATH).body.decode()
    assert page.count("/translate") == 1
    assert "Add a translation" in page
    answer = deed(browser, "translate", message="m-es", language="en", text=f"Where is it? {attack}")
    page = told(browser, answer)
    assert "Improve the translation" in page
    assert "Translated by Ines" in page
    assert page.count("Where is it?") == 2, "folded beside the original, and in the form"
    assert "<script>alert" not in page
    assert "Where is it?" not in house.get(house.link(inquiry(house))).body.decode(), "the family never sees it"
    spanish = browser.get(f"{PATH}?lang=es").body.decode()
    assert "/translate" not in spanish
    assert "Where is it?" in spanish


def test_an_empty_translation_is_refused_in_words(house, browser):
    house.office.store.keep(a_message(id="m-es", text="¿Dónde está?", language="es"))
    assert "Write what it says first." in told(browser, deed(browser, "translate", message="m-es", language="en"))


def test_what_is_in_the_readers_language_or_in_none_that_is_known_has_none(house, browser):
    house.office.store.keep(a_message(id="m-en", text="Hello", language="en"))
    assert "/translate" not in browser.get(PATH).body.decode()
