"""The catalogues, and which of them a visitor gets."""

import re
from pathlib import Path

import pytest
from builders import a_district, a_page
from web.browser import Browser
from web.house import House

from chalicelib import web
from chalicelib.channels.outbound.templates import TEMPLATES as NOTICES
from chalicelib.channels.typed import Typed
from chalicelib.domain import digest
from chalicelib.domain.bulk import RESULTS, Deed
from chalicelib.domain.contact import AddressKind, SuppressionReason
from chalicelib.domain.events import EventType
from chalicelib.domain.inbox import Order, View
from chalicelib.domain.replying import State
from chalicelib.domain.words import Channel, Priority, Role, Status
from chalicelib.web.catalogues import catalogue
from chalicelib.web.languages import words_for
from chalicelib.web.private import DONE
from chalicelib.web.staff.admin import TABS
from chalicelib.web.staff.glances import AGES
from chalicelib.web.story import _TIMELINE, STEPS
from infra.outputs import LANES, STREAMED

HOME = Path(web.__file__).parent
TEMPLATES = sorted((HOME / "templates").rglob("*.html"))
ELSEWHERE = (
    *(HOME.parent / "channels").glob("*.py"),
    HOME.parent / "usecases/receive.py",
    HOME.parent / "domain/uploads.py",
    HOME.parent / "domain/family.py",
)
"""Where sentences are named that the pages say."""
SENTENCES = catalogue("en").sentences
_SAID = re.compile(r"say\('([a-z_0-9]+)'")
_MARKUP = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>| aria-\w+=\"[^\"]*\"", re.DOTALL)


def test_no_sentence_is_left_in_english():
    english = SENTENCES
    same = [key for key, forms in catalogue("es").sentences.items() if forms == english[key]]
    assert same == ["thousands", "no", "priority_normal"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_words_of_their_own(template: Path):
    left = _MARKUP.sub(" ", template.read_text("utf-8"))
    assert re.findall(r"[^\W\d_]{2,}", left) == []


def test_every_sentence_said_exists_and_every_sentence_is_said():
    code = "".join(path.read_text("utf-8") for path in [*TEMPLATES, *HOME.rglob("*.py"), *ELSEWHERE])
    for key in _SAID.findall(code):
        assert key in SENTENCES or key.endswith("_"), key
    composed = (
        [f"step_{name}" for name in STEPS]
        + [f"by_{channel}" for channel in Channel]
        + [f"role_{role}" for role in Role]
        + [f"{part}_{view}" for view in View for part in ("view", "empty")]
        + [f"channel_{channel}" for channel in Channel]
        + [f"order_{order}" for order in Order]
        + [f"age_{age}" for age in AGES]
        + [f"state_{state}" for state in ("held", "waiting", "calm")]
        + [f"event_{kind.name.lower()}" for kind in EventType]
        + [f"priority_{priority}" for priority in Priority]
        + [f"status_{status}" for status in Status]
        + [f"delivery_{state.name.lower()}" for state in State]
        + [f"clock_{kind}" for kind in ("first_response", "next_response", "resolution")]
        + [f"bulk_{result}" for result in RESULTS]
        + [f"bulk_will_{deed}" for deed in Deed]
        + [key for key in SENTENCES if key.startswith("cannot_")]
        + [f"admin_{tab}" for tab in TABS]
        + [f"lane_{lane}" for lane in (*LANES, *STREAMED)]
        + [f"admin_{told}_{reason}" for reason in SuppressionReason for told in ("why", "lost")]
        + [f"shut_{why}" for why in (*SuppressionReason, "no_address")]
        + [f"goes_to_{channel}" for channel in (Channel.EMAIL, Channel.SMS, Channel.WEB)]
        + [f"goes_{channel}" for channel in (Channel.EMAIL, Channel.SMS, Channel.WEB)]
        + [f"rung_{who}" for who in ("assignee", "team", "supervisor", "leader")]
        + [f"notice_{template}" for template in (*NOTICES, digest.TEMPLATE)]
        + [key for key, _ in _TIMELINE.values()]
        + [f"done_{deed}" for deed in DONE]
        + [f"address_{kind}" for kind in AddressKind]
        + [f"answer_{channel}" for channel in (Channel.EMAIL, Channel.SMS)]
    )
    assert set(composed) <= set(SENTENCES)
    for key in SENTENCES:
        stem = re.sub(r"^(refused|wrong|by|step)_|_title$", "", re.sub(r"^(refused|wrong|by)_", "", key))
        assert key in composed or f'"{key}"' in code or f"'{key}'" in code or stem in code, key


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        ("es", "en", "es"),
        ("", "es-MX,es;q=0.9,en;q=0.8", "es"),
        ("", "vi, en;q=0.5, es;q=0.7", "es"),
        ("", "es;q=0, en", "en"),
        ("", "vi", "en"),
        ("", "", "en"),
        ("tlh", "*;q=x,;;,", "en"),
    ],
)
def test_the_language_is_the_one_asked_for_or_accepted_or_the_district_s_first(
    asked: str, accepted: str, language: str
):
    assert words_for(a_district(), asked=asked, accepted=accepted).language == language


def test_a_language_the_district_does_not_write_is_not_offered():
    assert words_for(a_district(languages=("es",)), asked="en", accepted="en").language == "es"


def test_a_district_of_languages_without_catalogue_falls_back_to_english():
    assert words_for(a_district(languages=("so",)), asked="so").language == "en"


def test_families_read_a_language_that_the_district_does_not_answer_in():
    page = House().get("/", Accept_Language="ar-EG,ar;q=0.9,en;q=0.5").body.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "ماذا تودّون أن تقولوا لنا؟" in page
    assert re.findall(r'<option value="(\w*)" lang=', page) == ["en", "es"]
    assert re.findall(r'hreflang="(\w+)"', page) == ["en", "es", "ar"]


def test_a_telephone_number_keeps_its_order_in_arabic():
    assert "\u2066(202) 555-0142\u2069" in House().get("/?lang=ar").body.decode()
    assert "\u2066" not in House().get("/").body.decode()


def test_a_language_switch_keeps_what_was_searched_and_chosen():
    page = House().get("/?q=bus+%26+%22ride%22&topic=bus").body.decode()
    assert 'href="?lang=ar&amp;q=bus+%26+%22ride%22&amp;topic=bus"' in page


def test_staff_and_paged_people_read_only_what_is_translated_for_them():
    house = House()
    page = house.get(house.page_link(a_page(), "kai"), Accept_Language="ar").body.decode()
    browser = Browser(house)
    browser.sign_in()
    desk = browser.get("/staff?lang=ar", Accept_Language="ar,es;q=0.5").body.decode()
    assert '<html lang="en" dir="ltr">' in page
    assert '<html lang="es" dir="ltr">' in desk
    assert 'hreflang="ar"' not in desk + page


def test_while_the_configuration_cannot_be_read_pages_are_in_english():
    assert words_for(None).language == "en"
    assert words_for(None, accepted="ar").language == "ar"


def test_places_in_values_are_not_filled_again():
    words = words_for(a_district())
    assert words.say("inquiry_team", team="{team}") == "With: {team}"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "What would you like to tell us?"), ("es", "¿Qué nos quiere decir?")]
)
def test_the_front_page_is_whole_in_each_language(language: str, said: str):
    page = House().get(f"/?lang={language}").body.decode()
    assert f'<html lang="{language}" dir="ltr">' in page
    assert said in page


def test_the_form_page_has_every_field_of_the_wire_format():
    page = House().get("/").body.decode()
    for name in Typed.__dataclass_fields__:
        assert f'name="{name}{"." if name == "fields" else ""}' in page
