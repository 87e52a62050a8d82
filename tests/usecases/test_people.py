"""Who is who, and who is let in."""

from dataclasses import replace

import pytest
from builders import DAY, NOW, REFERENCE, a_contact, a_form, a_submission, an_inquiry, mail_address, phone_number
from fakes import Office

from chalicelib.domain.contact import LastText
from chalicelib.domain.errors import Invalid, NotFound
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Participant
from chalicelib.domain.people import MOST_ADDRESSES
from chalicelib.domain.recipients import family_addresses
from chalicelib.domain.submission import ThreadHints
from chalicelib.usecases.people import admit, merge_contacts, move_address, refuse
from chalicelib.usecases.receive import receive

ANA = a_contact()
PHONE = a_contact(id=phone_number().key, addresses=(phone_number(),), name="", language="es", texts_allowed=True)
UNCLE = Participant(mail_address("leo@example.net"), "Uncle Leo", admitted=False)
COPIED = Participant(mail_address("gran@example.net"), "Gran")


@pytest.fixture
def office():
    fresh = Office()
    fresh.store.keep(ANA, PHONE, an_inquiry(participants=(*an_inquiry().participants, UNCLE)))
    return fresh


def why(office, who="ines"):
    return {"actor": office.actor(who), "why": "she told us", "at": office.counter}


def join(office, one=PHONE.id, into=ANA.id):
    return merge_contacts(one, into, **why(office, "lena"))


def move(office, address=None, to=ANA.id):
    return move_address(address or phone_number(), to, **why(office, "lena"))


def take(office, submission):
    return receive(submission, store=office.store, districts=office.districts, randomness=office.randomness)


# --- contacts -------------------------------------------------------------------------------------------------------


def test_one_person_across_addresses_and_numbers(office):
    survivor = join(office)
    assert survivor.addresses == (mail_address(), phone_number())
    assert office.store.contact_of(phone_number()) == survivor
    assert (survivor.name, survivor.language, survivor.texts_allowed) == ("Ana Diaz", "en", True)


def test_the_merged_contact_is_empty_and_leads_on(office):
    join(office)
    emptied = office.store.contact(PHONE.id)
    assert (emptied.addresses, emptied.merged_into, emptied.version) == ((), ANA.id, 2)


def test_both_remember_who_merged_them_and_why(office):
    join(office)
    for contact in (ANA, PHONE):
        (told,) = office.store.contact_events(contact.id)
        assert (told.type, told.actor) == (EventType.CONTACTS_MERGED, "lena")
        assert told.detail == {"contact": ANA.id, "merged": PHONE.id, "why": "she told us", "config": "v1"}
    assert len(office.store.commits) == 1


def test_what_comes_later_from_either_address_is_the_same_persons(office):
    join(office)
    take(office, a_form(addresses=(phone_number(),), key="form:9"))
    assert office.store.contact(ANA.id).recent
    assert not office.store.contact(PHONE.id).recent


def test_the_newest_text_goes_with_the_number(office):
    last = LastText(REFERENCE, NOW)
    office.store.keep(replace(PHONE, last_text=last), replace(ANA, last_text=LastText(REFERENCE, NOW - DAY)))
    assert join(office).last_text == last


def test_a_number_that_never_allowed_texts_keeps_the_other_from_being_texted(office):
    silent = phone_number("+12025550199")
    office.store.keep(a_contact(id=silent.key, addresses=(silent,)))
    assert not join(office, silent.key, PHONE.id).texts_allowed


def test_merging_contacts_again_is_nothing(office):
    first = join(office)
    assert join(office) == first
    assert len(office.store.commits) == 1


@pytest.mark.parametrize(
    ("one", "into", "reason"),
    [(ANA.id, ANA.id, "itself"), ("gone", ANA.id, "merged"), (ANA.id, "gone", "merged"), (ANA.id, "full", "too_many")],
)
def test_what_cannot_be_one_person_says_why(office, one, into, reason):
    many = tuple(mail_address(f"{number}@example.net") for number in range(MOST_ADDRESSES))
    office.store.keep(a_contact(id="gone", merged_into=PHONE.id), a_contact(id="full", addresses=many))
    with pytest.raises(Invalid) as refused:
        join(office, one, into)
    assert refused.value.fields["contact"] == reason


def test_a_contact_that_is_not_there_is_not_found(office):
    with pytest.raises(NotFound):
        join(office, "nobody")
    with pytest.raises(NotFound):
        move(office, mail_address("nobody@example.net"))


def test_an_address_moves_to_the_person_it_belongs_to(office):
    taken = move(office)
    assert taken.addresses == (mail_address(), phone_number())
    assert office.store.contact_of(phone_number()) == taken
    assert office.store.contact(PHONE.id).addresses == ()


def test_its_texts_and_its_consent_go_with_a_persons_only_number(office):
    office.store.keep(replace(PHONE, last_text=LastText(REFERENCE, NOW)))
    taken, left = move(office), office.store.contact(PHONE.id)
    assert (taken.last_text, taken.texts_allowed) == (LastText(REFERENCE, NOW), True)
    assert (left.last_text, left.texts_allowed) == (None, False)


def test_an_address_moves_back_by_the_same_way(office):
    move(office)
    assert move(office, to=PHONE.id).addresses == (phone_number(),)
    assert office.store.contact_of(phone_number()).id == PHONE.id
    assert office.store.contact(ANA.id).addresses == (mail_address(),)


def test_both_remember_who_moved_it_without_its_value(office):
    move(office)
    for contact in (ANA, PHONE):
        (told,) = office.store.contact_events(contact.id)
        assert (told.type, told.actor) == (EventType.ADDRESS_MOVED, "lena")
        assert told.detail["address"] == phone_number().key
        assert phone_number().value not in str(told.detail)


def test_moving_it_again_is_nothing(office):
    move(office)
    move(office)
    assert len(office.store.commits) == 1


@pytest.mark.parametrize("changes", [{"merged_into": PHONE.id}, {"addresses": (mail_address(),) * MOST_ADDRESSES}])
def test_an_address_moves_to_nobody_who_is_gone_or_has_too_many(office, changes):
    office.store.keep(a_contact(id="x", **changes))
    with pytest.raises(Invalid):
        move(office, to="x")


def test_somebody_elses_write_to_the_contact_is_read_again(office):
    office.store.interfere.append(lambda: office.store.keep(replace(ANA, version=5, language="fr")))
    survivor = join(office)
    assert (survivor.version, survivor.language) == (6, "fr")
    office.store.interfere.append(lambda: office.store.keep(replace(survivor, version=8)))
    assert move(office, mail_address(), ANA.id).version == 6


# --- a form with two addresses --------------------------------------------------------------------------------------


def test_a_form_with_mail_and_phone_links_both(office):
    fresh = mail_address("new@example.com"), phone_number("+12025550177")
    take(office, a_form(addresses=fresh))
    assert office.store.contact_of(fresh[0]) == office.store.contact_of(fresh[1]) is not None


def test_a_form_whose_two_addresses_belong_to_two_people_merges_nobody_silently(office):
    received = take(office, a_form(addresses=(mail_address(), phone_number())))
    assert office.store.contact_of(phone_number()).id == PHONE.id
    assert office.store.contact(ANA.id).addresses == (mail_address(),)
    (opened,) = office.store.told(received.reference, EventType.INQUIRY_OPENED)
    assert opened.detail["other_contacts"] == [PHONE.id]


# --- participants ---------------------------------------------------------------------------------------------------


def let_in(office, who=UNCLE):
    return admit(REFERENCE, who, **why(office))


def keep_out(office, address=UNCLE.address):
    return refuse(REFERENCE, address, **why(office))


def test_somebody_who_waits_is_let_in_by_a_person(office):
    inquiry = let_in(office)
    assert inquiry.participant(UNCLE.address).admitted
    (told,) = office.store.told(REFERENCE, EventType.PARTICIPANT_ADMITTED)
    assert (told.actor, told.detail) == (
        "ines",
        {"participant": UNCLE.address.key, "why": "she told us", "config": "v1"},
    )
    assert family_addresses(inquiry) == (mail_address(), UNCLE.address)


def test_whoever_was_copied_on_a_mail_becomes_a_participant_by_a_persons_decision_alone(office):
    assert office.store.inquiry(REFERENCE).participant(COPIED.address) is None
    assert let_in(office, COPIED).participant(COPIED.address) == COPIED


def test_the_contact_of_who_is_let_in_is_remembered(office):
    assert let_in(office, Participant(phone_number())).participant(phone_number()).contact_id == PHONE.id


def test_letting_in_again_is_nothing(office):
    let_in(office)
    let_in(office)
    assert len(office.store.commits) == 1


def test_who_was_refused_writes_a_matter_of_their_own_from_then_on(office):
    keep_out(office)
    theirs = a_submission(addresses=(UNCLE.address,), thread=ThreadHints(reference=REFERENCE))
    received = take(office, theirs)
    assert received.reference != REFERENCE
    assert received.inquiry.linked == (REFERENCE,)


def test_refusing_again_is_nothing_and_a_person_may_change_their_mind(office):
    keep_out(office)
    keep_out(office)
    assert office.store.timeline(REFERENCE) == [EventType.PARTICIPANT_REFUSED]
    assert let_in(office).participant(UNCLE.address).admitted


def test_taking_somebody_off_revokes_the_links_they_may_hold(office):
    let_in(office)
    inquiry = keep_out(office)
    assert (inquiry.participant(UNCLE.address).admitted, inquiry.link_generation) == (False, 2)


def test_refusing_somebody_who_only_waited_revokes_nobodys_link(office):
    assert keep_out(office).link_generation == 1


@pytest.mark.parametrize(
    ("address", "reason"), [(mail_address(), "last"), (mail_address("stranger@example.net"), "unknown")]
)
def test_the_last_one_on_it_stays_and_a_stranger_is_unknown(office, address, reason):
    with pytest.raises(Invalid) as refused:
        keep_out(office, address)
    assert refused.value.fields["participant"] == reason


@pytest.mark.parametrize(("changes", "reason"), [({"held": "spam"}, "held"), ({"merged_into": "x"}, "merged")])
def test_nobody_is_let_in_on_what_is_held_or_merged(office, changes, reason):
    office.store.keep(an_inquiry(**changes))
    with pytest.raises(Invalid) as refused:
        let_in(office)
    assert refused.value.fields["participant"] == reason


def test_a_decision_is_taken_on_what_is_stored_by_then(office):
    office.store.interfere.append(lambda: office.store.keep(an_inquiry(version=4, assignee="omar")))
    assert let_in(office).assignee == "omar"
