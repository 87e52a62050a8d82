from builders import AWAY, NOW, a_district, staff_with

from chalicelib.domain.words import Role


def test_a_topic_or_team_that_is_gone_falls_back():
    district = a_district()
    assert district.topic("gone").id == "other"
    assert district.team("gone").id == "front"


def test_unknown_people_and_schools_are_nobody():
    district = a_district()
    assert district.person("gone") is None
    assert district.reachable("gone", at=NOW) is None
    assert district.school("gone") is None
    assert district.school("alder").name == "Alder Elementary"


def test_an_absent_person_is_reached_through_a_present_substitute_only():
    assert a_district(staff=staff_with("kai", absences=AWAY)).reachable("kai", at=NOW) is None
    assert a_district(staff=staff_with("kai", absences=AWAY, substitute="mia")).reachable("kai", at=NOW).id == "mia"


def test_who_has_neither_mail_nor_phone_cannot_be_reached():
    assert a_district(staff=staff_with("kai", mail="", phone="")).reachable("kai", at=NOW) is None
    assert a_district(staff=staff_with("kai", mail="")).reachable("kai", at=NOW).id == "kai"


def test_families_read_their_own_language_where_the_district_writes_it():
    district = a_district()
    assert [district.language(wanted) for wanted in ("es", "so", "")] == ["es", "en", "en"]


def test_leaders_are_people_of_the_district():
    assert [one.id for one in a_district().staff if Role.LEADER in one.roles] == ["lena"]
