"""What is confidential, and how two people see it together."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import (
    NOW,
    OTHER_REFERENCE,
    REFERENCE,
    a_contact,
    a_district,
    a_message,
    a_notice,
    a_signer,
    a_stamp,
    a_submission,
    an_inquiry,
    mail_address,
    phone_number,
)
from fakes import Office

from chalicelib.channels.outbound.digest import digest_mail
from chalicelib.channels.wording import Wording
from chalicelib.domain.consequences import consequences
from chalicelib.domain.digest import Entry, Line
from chalicelib.domain.errors import Invalid, NotAllowed, NotFound
from chalicelib.domain.events import EventType
from chalicelib.domain.inbox import row_of
from chalicelib.domain.inquiry import Attachment, Detail, Participant
from chalicelib.domain.macros import ready_words
from chalicelib.domain.occasion import Occasion
from chalicelib.domain.outbound import Matter
from chalicelib.domain.permissions import Act, about, may
from chalicelib.domain.revealing import ASKED_FOR, SEEN_FOR, asked, concealed, masked, revealed_to, seconds
from chalicelib.domain.search import Indexed, indexed
from chalicelib.domain.staff import Absence
from chalicelib.domain.staff_tokens import read_staff_token
from chalicelib.domain.submission import ThreadHints
from chalicelib.domain.topics import Macro
from chalicelib.domain.wishes import AskReveal, Conceal, Reveal
from chalicelib.domain.words import Direction, Status
from chalicelib.usecases.contact_card import contact_card
from chalicelib.usecases.details import details_of
from chalicelib.usecases.handle import handle
from chalicelib.usecases.matters import merge, split
from chalicelib.usecases.notify import notify
from chalicelib.usecases.receive import receive
from chalicelib.usecases.reply import reply

ANA = mail_address()


@pytest.fixture
def office():
    found = Office()
    said = a_message(text="Please help. Ana Diaz, ANA@example.com", author_name="Ana Diaz")
    found.store.keep(an_inquiry(), said, a_contact(recent=(REFERENCE, OTHER_REFERENCE)))
    return found


def wants(office, wish, who="ines"):
    return handle(REFERENCE, wish, actor=office.actor(who), at=office.counter)


def refused(office, wish, who="ines"):
    with pytest.raises(Invalid) as wrong:
        wants(office, wish, who)
    return next(iter(wrong.value.fields.values()))


@pytest.fixture
def secret(office):
    wants(office, Conceal("she fears her neighbour"))
    return office


# --- concealing -----------------------------------------------------------------------------------------------------


def test_it_is_concealed_once_with_its_reason(office):
    for _ in range(2):
        assert wants(office, Conceal("she fears her neighbour")).confidential
    (told,) = office.store.told(REFERENCE, EventType.CONTACT_CONCEALED)
    assert (told.actor, told.detail["why"]) == ("ines", "she fears her neighbour")


def test_where_nobody_is_named_or_no_reason_given_nothing_is_concealed(office):
    assert refused(office, Conceal(" ")) == "say_why"
    office.store.keep(an_inquiry(participants=(), anonymous=True))
    assert refused(office, Conceal("x")) == "nobody_named"


def test_no_list_search_notice_card_or_ready_word_names_them(secret):
    inquiry = secret.store.inquiries[REFERENCE]
    assert row_of(an_inquiry()).name == "Ana Diaz"
    assert row_of(inquiry).name == ""
    assert "diaz" in indexed(Indexed(REFERENCE), an_inquiry(), ()).about
    assert not {"diaz", "ana"} & set(indexed(Indexed(REFERENCE), inquiry, ()).about)
    wording = Wording(a_district(), a_signer(), site_url="https://earshot.example.org", domain="demo.example.org")
    notice = a_notice(template="team_new", audience="staff", recipient=mail_address("ines@schools.example.org"))
    for known, named in ((an_inquiry(), True), (inquiry, False)):
        mail = wording(notice, Matter(inquiry=known, message=None, now=NOW))
        assert ("Ana Diaz" in mail.text) is named
    district = a_district(macros=(Macro("m", {"en": "M"}, {"en": "Dear {name}"}),))
    assert ready_words("m", inquiry, secret.actor("ines"), district) == "Dear"
    with pytest.raises(NotFound):
        contact_card(REFERENCE, ANA.key, actor=secret.actor("ines"), at=secret.counter)
    secret.store.keep(an_inquiry(reference=OTHER_REFERENCE))
    card = contact_card(OTHER_REFERENCE, ANA.key, actor=secret.actor("ines"), at=secret.counter)
    assert card.others == (), "that she wrote the confidential one is not told by her other one"


def test_what_is_shown_has_their_names_nowhere(secret):
    case = secret.store.case(REFERENCE)
    shown = concealed(case)
    assert shown.inquiry.participants == ()
    (said,) = shown.messages
    assert (said.text, said.author_name, said.sender) == ("Please help. …, …", "", None)
    assert case.messages[0].author_name == "Ana Diaz"


def test_each_word_of_a_name_is_hidden_and_a_number_however_it_is_written():
    people = (Participant(ANA, "Ana María Díaz"), Participant(phone_number(), ""))
    told = "Mrs. Diaz (DÍAZ) asks; call 202.555.0143 or (202) 555-0143, not 202-555-0199. Diazepam is no name."
    hidden = "Mrs. … (…) asks; call … or …, not 202-555-0199. Diazepam is no name."
    assert masked(told, an_inquiry(participants=people)) == hidden


def test_answers_tags_files_and_what_staff_wrote_are_hidden_too(secret):
    kept = secret.store.inquiries[REFERENCE]
    secret.store.keep(replace(kept, version=9, tags=("diaz",), details=(Detail("bus", "who", "Ana Diaz"),)))
    scan = Attachment("Ana Diaz.pdf", "application/pdf", 1)
    secret.store.keep(a_message(id="m-2", text="Here.", attachments=(scan,)))
    ours = a_message(id="m-3", direction=Direction.OUTBOUND, text="Dear Mrs Diaz", author_name="Inés Ruiz", sender=None)
    secret.store.keep(ours)
    shown = concealed(secret.store.case(REFERENCE))
    assert (shown.inquiry.tags, shown.inquiry.details[0].value) == (("…",), "…")
    assert [one.attachments[0].name for one in shown.messages if one.attachments] == ["….pdf"]
    assert (shown.messages[-1].text, shown.messages[-1].author_name) == ("Dear Mrs …", "Inés Ruiz")


def test_no_list_shows_them_in_a_subject_or_a_tag(secret):
    inquiry = replace(secret.store.inquiries[REFERENCE], subject="Ana Diaz again", tags=("diaz", "snow"))
    row = row_of(inquiry)
    assert (row.subject, row.tags) == ("… again", ("…", "snow"))
    assert row_of(replace(inquiry, confidential=False)).subject == "Ana Diaz again"
    entry = Entry(inquiry, (Line(REFERENCE, "s", "team_new", NOW),))
    mail = digest_mail((entry,), "en", a_district(), now=NOW, site_url="https://earshot.example.org")
    assert "… again" in mail.text
    assert "Ana" not in mail.text + mail.html


def test_short_names_are_not_cut_out_of_other_words():
    short = an_inquiry(participants=(Participant(ANA, "Al"),))
    assert masked("Always", short) == "Always"


def test_a_reply_reaches_them_all_the_same(secret):
    message = reply(
        REFERENCE,
        "At eight.",
        staff="ines",
        store=secret.store,
        districts=secret.districts,
        randomness=secret.randomness,
    )
    assert message.recipients == (ANA,)


def test_it_stays_so_through_merging_and_splitting(secret):
    by = {"actor": secret.actor("ines"), "why": "one family", "at": secret.counter}
    secret.store.keep(a_message(id="m-9", text="And lunch?", mail_id=""))
    assert split(REFERENCE, "m-9", **by).confidential
    secret.store.keep(an_inquiry(reference=OTHER_REFERENCE), a_message(reference=OTHER_REFERENCE, id="o"))
    assert merge(REFERENCE, OTHER_REFERENCE, **by).confidential


# --- two people -----------------------------------------------------------------------------------------------------


def test_two_people_see_it_for_an_hour_and_the_timeline_says_who_and_why(secret):
    wants(secret, AskReveal("she is in danger"))
    wants(secret, Reveal(), "sofia")
    case = secret.store.case(REFERENCE)
    assert revealed_to(case, NOW + SEEN_FOR - timedelta(seconds=1)) == {"ines", "sofia"}
    assert revealed_to(case, NOW + SEEN_FOR) == frozenset()
    (told,) = secret.store.told(REFERENCE, EventType.CONTACT_REVEALED)
    assert (told.actor, told.detail["asked_by"], told.detail["why"]) == ("sofia", "ines", "she is in danger")
    assert told.detail["until"] == (NOW + SEEN_FOR).isoformat()
    assert "Ana" not in str([one.detail for one in case.events])


def told_of(office, kind):
    """Whom the mails of that event went to, and what they said."""
    (event,) = office.store.told(REFERENCE, kind)
    (consequence,) = consequences(event)
    notify(consequence, desk=office.desk)
    return office.mailer.to, office.mailer.sent


def test_whoever_may_agree_is_told_of_a_request_at_once(secret):
    wants(secret, AskReveal("she is in danger"))
    (event,) = secret.store.told(REFERENCE, EventType.REVEAL_ASKED)
    district = secret.districts.current()
    matter = about(secret.store.inquiries[REFERENCE])
    able = {one.id for one in district.staff if may(secret.actor(one.id), Act.CONFIRM_REVEAL, matter, district)}
    assert able
    assert set(event.detail["to"]) == able - {"ines"}
    to, _ = told_of(secret, EventType.REVEAL_ASKED)
    assert to == [district.person(one).mail for one in event.detail["to"] if district.person(one).mail]


def test_whoever_is_away_is_told_only_where_all_are(secret):
    district = secret.districts.current()
    (may_agree,) = {tuple(seconds_of(secret))}
    away = (Absence(NOW.date(), NOW.date()),)

    def gone(*who):
        staff = tuple(replace(one, absences=away) if one.id in who else one for one in district.staff)
        secret.districts.district = replace(district, staff=staff)
        return seconds_of(secret)

    assert len(may_agree) > 1
    assert gone(may_agree[0]) == list(may_agree[1:])
    assert gone(*may_agree) == list(may_agree)


def seconds_of(office):
    case, district = office.store.case(REFERENCE), office.districts.current()
    return seconds(Occasion(case, district, office.actor("ines"), a_stamp()))


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_notice_says_who_asks_why_and_where_and_names_nobody(secret, language):
    district = secret.districts.current()
    staff = tuple(replace(one, language=language) for one in district.staff)
    wording = Wording(
        replace(district, staff=staff), a_signer(), site_url="https://earshot.example.org", domain="demo.example.org"
    )
    wants(secret, AskReveal("she is in danger."))
    (event,) = secret.store.told(REFERENCE, EventType.REVEAL_ASKED)
    inquiry = secret.store.inquiries[REFERENCE]
    matter = Matter(inquiry=inquiry, message=None, now=NOW, details=details_of(event, inquiry, district))
    mails = [
        wording(
            a_notice(template=one, audience="staff", staff="sofia", recipient=mail_address("s@example.org")), matter
        )
        for one in ("staff_reveal_asked", "staff_revealed")
    ]
    for mail in mails:
        said = mail.subject + mail.text + mail.html
        assert district.person("ines").name in mail.subject
        assert f"/staff/i/{REFERENCE}" in mail.text
        assert not {"Ana", "Diaz", "ana@example.com"} & set(said.split())
        token = mail.reply_to.partition("@")[0].partition("+")[2]
        assert read_staff_token(a_signer(), token).note, "an answer by mail never goes to the family"
    assert "she is in danger." in mails[0].text


def test_whoever_asked_is_told_that_somebody_agreed(secret):
    wants(secret, AskReveal("she is in danger"))
    wants(secret, Reveal(), "sofia")
    to, _ = told_of(secret, EventType.CONTACT_REVEALED)
    assert to == [secret.districts.current().person("ines").mail]


def test_nobody_agrees_to_what_they_asked_for_themselves(secret):
    wants(secret, AskReveal("she is in danger"), "sofia")
    assert refused(secret, Reveal(), "sofia") == "second_person"
    assert not revealed_to(secret.store.case(REFERENCE), NOW)


def test_an_agent_may_ask_and_not_agree(secret):
    wants(secret, AskReveal("she is in danger"))
    with pytest.raises(NotAllowed):
        wants(secret, Reveal(), "omar")


def test_without_a_request_of_the_last_day_there_is_nothing_to_agree_to(secret):
    assert refused(secret, Reveal(), "sofia") == "not_asked"
    wants(secret, AskReveal("she is in danger"))
    secret.clock.advance(ASKED_FOR)
    assert asked(secret.store.case(REFERENCE), secret.clock.now) is None
    assert refused(secret, Reveal(), "sofia") == "not_asked"


def test_one_request_is_one_reveal(secret):
    for _ in range(2):
        wants(secret, AskReveal("she is in danger"))
    for _ in range(2):
        wants(secret, Reveal(), "sofia")
    assert len(secret.store.told(REFERENCE, EventType.REVEAL_ASKED)) == 1
    assert len(secret.store.told(REFERENCE, EventType.CONTACT_REVEALED)) == 1
    secret.clock.advance(SEEN_FOR)
    assert refused(secret, Reveal(), "sofia") == "not_asked"


def test_a_request_has_a_reason_and_something_to_uncover(office):
    assert refused(office, AskReveal("x")) == "not_confidential"
    wants(office, Conceal("she asked"))
    assert refused(office, AskReveal("")) == "say_why"


@pytest.mark.parametrize("wish", [AskReveal("x"), Reveal()])
def test_the_operator_uncovers_nobody(secret, wish):
    with pytest.raises(NotAllowed):
        wants(secret, wish, "operator")


def test_a_late_answer_to_what_is_confidential_opens_what_is_confidential(secret):
    closed = {"status": Status.CLOSED, "closed_at": NOW - timedelta(days=20), "clocks": ()}
    secret.store.keep(replace(secret.store.inquiries[REFERENCE], **closed))
    late = a_submission(thread=ThreadHints(reference=REFERENCE), text="Any news?")
    fresh = receive(late, store=secret.store, districts=secret.districts, randomness=secret.randomness)
    assert fresh.opened
    assert fresh.inquiry.confidential
