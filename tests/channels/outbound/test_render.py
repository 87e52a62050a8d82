"""Mails and texts say what they must, in both languages and both forms."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.channels.outbound import TEMPLATES, excerpt, render_mail, render_text, segments
from chalicelib.domain.district import Emergency

EVERY = [(template, language) for template in TEMPLATES for language in ("en", "es")]
LIFELINES = ("911", "988", "988lifeline.org", "HOME", "741741", "(202) 555-0142")


def _words(markup):
    body = markup[markup.index("<body") :]
    return html.unescape(re.sub(r"<[^>]+>", " ", body)).split()


@pytest.mark.parametrize(("template", "language"), EVERY)
def test_plain_and_html_say_the_same(template, language, values, district):
    mail = render_mail(template, language, values, district=district)
    plain = re.sub(r"^> ?|:\nhttps://\S+", "", mail.text, flags=re.MULTILINE).split()
    assert [word.rstrip(":") for word in _words(mail.html)] == [word.rstrip(":") for word in plain]


@pytest.mark.parametrize(("template", "language"), EVERY)
def test_every_text_fits_three_segments_even_when_everything_in_it_is_long(template, language, make_values, district):
    long = make_values(
        excerpt="¿Qué pasó? 😀 " * 60, text="палатка " * 100, topic="Transportation and safety on the way"
    )
    body = render_text(template, language, long, district=district)
    assert body.segments <= 3
    assert body.segments == segments(body.text)


@pytest.mark.parametrize(("template", "language"), EVERY)
def test_nothing_of_a_template_stays_unfilled(template, language, values, district):
    mail = render_mail(template, language, values, district=district)
    text = render_text(template, language, values, district=district).text
    assert mail.subject
    assert "\n" not in mail.subject
    for form in (mail.subject, mail.text, mail.html, text):
        assert not re.search(r"\{[a-z]", form)
        assert ".." not in form.replace("...", "")


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_acknowledgement_names_reference_link_date_and_help_in_an_emergency(language, values, district):
    mail = render_mail("acknowledgement", language, values, district=district)
    for wanted in (*LIFELINES, "K7Q2-9FHD", values["link"], "5:00 PM today"):
        assert wanted in mail.text
        assert html.escape(wanted) in mail.html
    text = render_text("acknowledgement", language, values, district=district).text
    for wanted in ("911", "988", "K7Q2-9FHD", values["link"], "5:00 PM today"):
        assert wanted in text


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_acknowledgement_of_a_danger_names_every_lifeline_in_both_forms(language, values, district):
    mail = render_mail("acknowledgement_danger", language, values, district=district)
    text = render_text("acknowledgement_danger", language, values, district=district).text
    for form in (mail.text, mail.html, text):
        for wanted in (*LIFELINES, "K7Q2-9FHD", values["link"]):
            assert wanted in form
        assert re.search("not watched around the clock|24 horas", form)
        assert not re.search(r"(?i)survey|rate us|encuesta|califi", form)
    assert mail.text.index("911") < mail.text.index("K7Q2-9FHD"), "help stands before everything else"


def test_without_a_tip_line_none_is_named(values, make_district):
    mail = render_mail("acknowledgement_danger", "en", values, district=make_district(emergency=Emergency()))
    assert "tip line" not in mail.text


@pytest.mark.parametrize("template", [name for name in TEMPLATES if name.startswith(("team_", "staff_"))])
def test_staff_never_see_the_familys_private_link(template, make_values, district):
    staff = make_values(staff_link="https://staff.example.org/K7Q2-9FHD")
    for form in (
        render_mail(template, "en", staff, district=district).text,
        render_text(template, "en", staff, district=district).text,
    ):
        assert staff["link"] not in form
        assert staff["staff_link"] in form


def test_an_escalation_says_what_how_long_who_and_why(values, district):
    text = render_mail("staff_escalation", "en", values, district=district).text
    for wanted in ("Bus 12 did not come", "2 hours", "Ana Li", "you supervise the team", "5:00 PM today"):
        assert wanted in text


def test_a_team_hears_of_a_danger_in_the_subject(make_values, district):
    loud = render_mail("team_new", "en", make_values(categories="self-harm"), district=district)
    assert loud.subject == "Possible danger (self-harm): K7Q2-9FHD, Transportation"
    assert loud.text.partition("\n\n")[2].startswith("It may name a danger: self-harm.")
    calm = render_mail("team_new", "en", make_values(categories=""), district=district)
    assert calm.subject == "New inquiry K7Q2-9FHD: Transportation"
    assert "danger" not in calm.text


def test_a_page_has_one_link_and_says_what_it_does(values, district):
    mail = render_mail("page", "en", values, district=district)
    assert mail.text.count("https://") == 1
    assert mail.html.count("https://") == 1
    assert "press the button" in mail.text
    assert values["link"] in render_text("page", "en", values, district=district).text


def test_a_long_reply_by_text_becomes_a_short_one_with_the_link(make_values, district):
    body = render_text("reply", "en", make_values(text="word " * 200), district=district)
    assert body.segments <= 2
    assert make_values()["link"] in body.text
    assert "word word" not in body.text
    short = render_text("reply", "en", make_values(), district=district)
    assert short.text == "Bus 12 is back tomorrow. - Jo Park, Maple Valley Schools"


def test_the_marker_stands_first_on_what_may_be_answered_and_nowhere_else(values, district):
    staff = {name for name in TEMPLATES if name.startswith(("team_", "staff_", "page_"))} - {"page_code_unknown"}
    marked = {
        name for name in TEMPLATES if "reply above" in render_mail(name, "en", values, district=district).text[:40]
    }
    assert (
        marked
        == {"acknowledgement", "acknowledgement_danger", "files_left", "expected_moved", "reply", "page", "link_again"}
        | staff
    )


def test_what_is_missing_leaves_its_sentence_out(make_values, district):
    bare = make_values(name="", expected="", excerpt="", team="", school="")
    mail = render_mail("acknowledgement", "en", bare, district=district)
    assert "Hello,\n" in mail.text
    assert "A person will read it and reply to you." in mail.text
    new = render_mail("team_new", "en", bare | {"due": ""}, district=district)
    assert "someone who gave no name" in new.text
    assert "due by" not in new.text


def test_what_it_cannot_do_without_is_named(district):
    with pytest.raises(ValueError, match="reply needs reference, link, text"):
        render_mail("reply", "en", {}, district=district)
    with pytest.raises(KeyError):
        render_mail("no_such_template", "en", {}, district=district)


def test_re_is_not_piled_on_re(make_values, district):
    subject = make_values(subject="Re: RE: Fwd:Rv: Bus 12: late")
    assert render_mail("reply", "en", subject, district=district).subject == "Re: Bus 12: late [K7Q2-9FHD]"


def test_foreign_words_are_escaped_and_never_interpreted(make_values, district):
    evil = '<img src=x onerror=alert(1)> {link} "&\u202e'
    mail = render_mail("team_new", "en", make_values(topic=evil, excerpt=evil), district=district)
    assert "<img" not in mail.html
    assert "&lt;img src=x onerror=alert(1)&gt; {link} &quot;&amp;" in mail.html
    assert "\u202e" not in mail.text


def test_an_acknowledgement_repeats_nothing_that_a_stranger_could_advertise_with(make_values, district):
    for name in ("WIN at www.spam.example.net", "Visit spam.example", "x@example.net", "a" * 61, "http://x"):
        given = make_values(name=name, excerpt="Buy now", text="Buy now", subject="Buy now")
        mail = render_mail("acknowledgement", "en", given, district=district)
        assert "Hello,\n" in mail.text
        assert name not in mail.text
        assert "Buy now" not in mail.text + mail.subject + mail.html
    assert (
        "Hello J. R. Núñez-O'Neill Jr.,\n"
        in render_mail("acknowledgement", "en", make_values(name="J. R. Núñez-O'Neill Jr."), district=district).text
    )


def test_a_link_that_no_browser_should_open_is_no_button(make_values, district):
    staff = make_values(staff_link="javascript:alert(1)")
    assert "javascript" not in render_mail("team_new", "en", staff, district=district).html


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_value_makes_a_second_line_of_a_subject(make_values, district, one, two):
    filled = make_values(subject=one, topic=two, name=one, categories=two)
    for template in ("reply", "team_new", "page"):
        mail = render_mail(template, "en", filled | {"topic": "x" + two}, district=district)
        assert len(mail.subject.splitlines()) == 1
        assert mail.text.encode()


def test_a_right_to_left_language_says_so(values, make_district):
    page = render_mail("help", "ar", values, district=make_district(languages=("en", "ar"))).html
    assert '<html lang="ar" dir="rtl">' in page


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("a  b\n\nc", 20, "a b c"),
        ("one two three four", 9, "one two…"),
        ("one two three four", 15, "one two three…"),
        ("onetwothreefour", 8, "onetwot…"),
        ("abc", 0, ""),
        ("", 5, ""),
    ],
)
def test_an_excerpt_is_one_line_cut_between_words(text, limit, short):
    assert excerpt(text, limit) == short


@given(st.text(max_size=300), st.integers(0, 100))
def test_an_excerpt_never_exceeds_its_limit(text, limit):
    assert len(excerpt(text, limit)) <= limit
