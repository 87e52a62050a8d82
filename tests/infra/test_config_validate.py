"""Every unsoundness of a district's folder is found, with file, line and remedy, all at once."""

import pytest
from click.testing import CliRunner

from infra.config import UnsoundDistrict, examine, read
from infra.config_commands import config
from infra.config_read import read_folder


def problems(directory, overlay=None):
    return [str(one) for one in examine(read_folder(directory, overlay))]


def found(directory, *words):
    """The one problem that mentions all of the words."""
    lines = problems(directory)
    hits = [line for line in lines if all(word in line for word in words)]
    assert len(hits) == 1, lines
    return hits[0]


def test_a_small_sound_district_is_sound(folder):
    district = read(folder(), version="v1")
    assert district.version == "v1"
    assert district.topic("other").targets.first_response == 8 * 3_600
    assert district.ladders["standard"][1].after_seconds == 3_600
    assert district.on_call.repeat_seconds == (300, 600, 900)
    assert [danger.phrase for danger in district.lexicon] == ["bring a gun"]


def test_the_demo_district_is_sound_with_and_without_its_overlay(demo):
    assert problems(demo) == []
    overlay = demo / "overlays" / "demo.yaml"
    assert problems(demo, overlay) == []
    fast = read(demo, overlay=overlay)
    assert {topic.targets.first_response for topic in fast.topics} == {30}
    assert [rung.after_seconds for rung in fast.ladders["standard"]] == [0, 0, 10, 20]
    assert fast.on_call.repeat_seconds == (15, 20, 30)
    assert fast.on_call.staff == read(demo).on_call.staff, "the overlay changes the clock, not the people"


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("name: Small Schools", "nmae: Small", ["district.yaml:1", "unknown key `nmae`", "did you mean `name`?"]),
        ("America/Chicago", "America/Chicgo", ["district.yaml:2", "no time zone", "America/Chicago"]),
        (
            "America/Chicago",
            "localtime",
            ["district.yaml:2", "whatever the machine that reads it was set to", "such as America/New_York"],
        ),
        ("languages: [en]", "languages: []", ["district.yaml:3", "languages is empty", "at least one"]),
        ("languages: [en]", "languages: english", ["district.yaml:3", '"english"', "a list"]),
        ("fallback_topic: other", "fallback_topic: othr", ["district.yaml:4", "no topic `othr`", "`other`"]),
        ("first_response: 8h", "first_response: 8 hours", ["district.yaml:6", "first_response", "90s, 30m, 8h"]),
        (
            "first_response: 8h",
            "first_response: 8",
            ["district.yaml:6", "targets.standard.first_response is 8", "text"],
        ),
        ("first_response: 8h", "first_response: 0s", ["district.yaml:6", "no time at all"]),
        ("first_response: 8h", "first_response: 99999999h", ["district.yaml:6", "longer than a year", "8760h"]),
        ("next_response: 24h", "next_response: 9999 working days", ["district.yaml:6", "longer than a year"]),
        ("after: 1h", "after: 99999999999999999999h", ["district.yaml:15", "longer than a year", "365d"]),
        ("after: 1h", "after: 1h, repeat: 400d, times: 2", ["district.yaml:15", "`repeat` of leader"]),
        ("after: 1h", "after: 1h, repeat: 1h, times: 999999999999", ["district.yaml:15", "a number from 2 to 10"]),
        ("languages: [en]", "languages: [en]\nworking_day: 25h", ["district.yaml:4", "longer than a day"]),
        ("members: [ana]", "members: [anna]", ["district.yaml:8", "no person `anna`", "did you mean `ana`?"]),
        ("members: [ana]", "members: []", ["district.yaml:8", "members is empty"]),
        ("members: [ana]}", "members: [ana], supervisor: zoe}", ["district.yaml:8", "no person `zoe`", "ana, bo"]),
        ("ana@staff.example.org", "ana@staff", ["district.yaml:10", "staff.ana.mail", "help@example.org"]),
        ("+12025550143", "555-0143", ["district.yaml:11", "staff.bo.phone", "+12025550143"]),
        ("roles: [leader]", "roles: [boss]", ["district.yaml:11", "boss", "leader"]),
        ("team: desk", "team: dsk", ["district.yaml:13", "no team `dsk`", "`desk`"]),
        ("team: desk, ", "", ["district.yaml:13", "topics.other has no `team`", "add `team:`"]),
        ("targets: standard, l", "targets: soon, l", ["district.yaml:13", "no targets `soon`", "standard"]),
        ("ladder: standard", "ladder: steep", ["district.yaml:13", "no ladder `steep`"]),
        ("names: {en: Other}", "names: {es: Otro}", ["district.yaml:13", "other has no name in en"]),
        ("who: team, after", "who: tea, after", ["district.yaml:15", "no rung `tea`", "did you mean `team`?"]),
        ("after: 0s}", "after: 2h}", ["district.yaml:15", "rung 2 of standard comes before"]),
        ("on_call: {staff: [bo]}", "on_call: {staff: [cy]}", ["district.yaml:16", "no person `cy`"]),
        ("[bo]}", "[bo], repeat: [1h]}", ["district.yaml:16", "next page at 1h", "15m"]),
        ("bring a gun", "bring-a-gun", ["district.yaml:19", "`bring-a-gun` can never be found"]),
        (
            "[bring a gun]",
            "[bring a GUNN]",
            ["district.yaml:19", "`bring a GUNN` names no group GUNN", "small letters"],
        ),
        ("[bring a gun]", "[bring a gun, bring a gun]", ["district.yaml:19", "violence, page already"]),
        ("[bring a gun]", "[9]", ["district.yaml:19", "is 9", "quote numbers"]),
        ("page: [", "shout: [", ["district.yaml:19", "unknown key `shout`", "page, urgent"]),
    ],
)
def test_each_fault_is_told_with_its_line_and_remedy(folder, small, wrong, right, said):
    assert wrong in small
    found(folder(small.replace(wrong, right, 1)), *said)


def test_a_file_whose_name_ends_otherwise_is_told_and_not_passed_over(folder, small):
    (folder(small) / "calendars.yml").write_text("calendars: {district: {hours: {mon-fri: 8:00-16:00}}}\n")
    found(folder(small), "calendars.yml:1", "call it calendars.yaml")


def test_all_problems_are_reported_at_once_in_order(folder, small):
    broken = small.replace("America/Chicago", "Mars/Base").replace("[ana]", "[nobody]").replace("8h", "soon")
    lines = [line for line in problems(folder(broken)) if "reach" not in line]
    assert [line.split(": ")[0] for line in lines] == ["district.yaml:2", "district.yaml:6", "district.yaml:8"]


def test_a_team_whose_people_are_away_without_substitute_reaches_nobody(folder, small):
    away = small.replace("roles: [agent]", "roles: [agent], absences: [{from: 2026-01-01}]")
    found(folder(away), "district.yaml:8", "nobody of desk can be reached", "substitute")
    assert problems(folder(away.replace("absences", "substitute: bo, absences"))) == []


def test_a_substitute_who_is_absent_too_is_no_substitute(folder, small):
    away = small.replace("roles: [agent]", "roles: [agent], absences: [{from: 2026-01-01, substitute: bo}]")
    both = away.replace("roles: [leader]", "roles: [leader], absences: [{from: 2026-01-01}]")
    found(folder(both), "district.yaml:10", "the substitute bo is absent too")


def test_a_ladder_that_only_asks_the_assignee_reaches_nobody(folder, small):
    alone = small.replace("[{who: team, after: 0s}, {who: leader, after: 1h}]", "[{who: assignee, after: 0s}]")
    found(folder(alone), "district.yaml:13", "the ladder standard reaches nobody for other")


def test_a_ladder_that_no_topic_climbs_must_reach_somebody_too(folder, small):
    idle = "ladders:\n  idle: [{who: assignee, after: 0s}]"
    found(folder(small.replace("ladders:", idle)), "the ladder idle reaches nobody", "name a rung", "or take it out")
    reaches = idle.replace("assignee", "supervisor, after: 0s}, {who: leader")
    assert examine(read_folder(folder(small.replace("ladders:", reaches)))) == []


def test_a_language_that_is_written_in_two_ways_is_told_how(folder, small):
    text = small.replace("languages: [en]", "languages: [en, zh-Hant]").replace(
        "names: {en: ", "names: {zh-hant: 其他, en: "
    )
    found(folder(text), "has no name in zh-Hant", "write `zh-hant:` as `zh-Hant:`, as under languages")


def test_a_lexicon_needs_somebody_reachable_on_call(folder, small):
    silent = small.replace(', phone: "+12025550143"', "")
    found(folder(silent), "district.yaml:16", "the lexicon pages nobody")


def test_names_must_be_written_so_that_links_and_keys_can_hold_them(folder, small):
    found(folder(small.replace("  desk: {", "  The Desk: {")), "district.yaml:8", "`The Desk`", "lower-case")


def test_two_people_cannot_share_an_address_and_nobody_lives_at_the_districts_own(folder, small):
    shared = small.replace('phone: "+12025550143"', "mail: ana@staff.example.org")
    assert len([line for line in problems(folder(shared)) if "more than one person" in line]) == 2
    looped = small + "mail_addresses: [ana@staff.example.org]\n"
    found(folder(looped), "district.yaml:10", "is where families write to")


def test_the_same_name_twice_is_told_within_a_file_and_between_files(folder, small):
    twice = small.replace("on_call:", "  standard: []\non_call:")
    found(folder(twice), "district.yaml:16", "`standard` stands on line 15 already")
    found(folder(small, schools="schools: {}", more="schools: {a: {name: A}}"), "`schools` stands in more.yaml:1")


def test_yaml_that_is_none_is_told_by_line(folder, small):
    lines = problems(folder(small, schools="schools:\n  a: {name: A\n  b: 1\n"))
    assert any(line.startswith("schools.yaml:3: no valid YAML") for line in lines)


def test_bytes_that_are_no_text_are_told(folder, small, tmp_path):
    folder(small)
    (tmp_path / "schools.yaml").write_bytes(b"schools: {a: {name: \xff}}")
    found(tmp_path, "schools.yaml:1", "cannot be read", "UTF-8")


def test_an_alias_that_contains_itself_is_told(folder, small):
    found(folder(small, schools="schools: &a {a: *a}"), "nested too deeply")


def test_an_empty_folder_is_told(tmp_path):
    assert "no *.yaml" in problems(tmp_path)[0]


def test_words_of_yaml_1_1_stay_words(folder, small):
    words = small.replace("ladder: standard}", "ladder: standard, words: [no, on, off, yes, y]}")
    assert read(folder(words)).topic("other").words == ("no", "on", "off", "yes", "y")


def test_own_sentences_must_have_a_key_and_speak_of_what_they_know(folder, small):
    own = small + "texts: {en: {greetin: Hi, greeting: 'Hi {link}', marker: '-- {district} --'}}\n"
    directory = folder(own)
    found(directory, "no sentence has the key greetin", "`greeting`")
    found(directory, "greeting cannot speak of {link}", "{district}, {name}")
    assert len(problems(directory)) == 2


def test_a_language_without_sentences_is_refused(folder, small):
    vietnamese = small.replace("languages: [en]", "languages: [en, vi]").replace("{en: Other}", "{en: Other, vi: Khác}")
    found(folder(vietnamese), "district.yaml:3", "have no words in vi", "add them under texts, vi")


def test_an_overlay_is_checked_like_the_rest_and_named(folder, small, tmp_path):
    overlay = tmp_path / "overlay" / "fast.yaml"
    overlay.parent.mkdir()
    overlay.write_text("targets:\n  standard: {first_response: soon}\n")
    (line,) = problems(folder(small), overlay)
    assert line.startswith("fast.yaml:2: targets.standard.first_response")


def test_an_overlay_merges_mappings_and_replaces_all_else(folder, small, tmp_path):
    overlay = tmp_path / "overlay" / "fast.yaml"
    overlay.parent.mkdir()
    overlay.write_text("targets: {standard: {first_response: 1m}}\nladders: {standard: [{who: leader, after: 5s}]}\n")
    district = read(folder(small), overlay=overlay)
    assert district.topic("other").targets.first_response == 60
    assert district.topic("other").targets.next_response == 24 * 3_600
    assert [rung.after_seconds for rung in district.ladders["standard"]] == [5]


def test_reading_an_unsound_folder_raises_with_every_problem(folder, small):
    with pytest.raises(UnsoundDistrict) as caught:
        read(folder(small.replace("[en]", "[]").replace("Chicago", "Chic")))
    assert len(caught.value.problems) >= 2


def test_the_command_ends_with_one_and_says_how_many(folder, small):
    ran = CliRunner().invoke(config, ["validate", str(folder(small.replace("Chicago", "Chic")))])
    assert ran.exit_code == 1
    assert "district.yaml:2" in ran.output
    assert "1 problem; nothing was stored" in ran.output


def test_the_brief_demo_of_these_tests_is_sound(brief_demo):
    assert problems(brief_demo) == []


def test_the_command_says_what_a_sound_folder_holds(demo):
    ran = CliRunner().invoke(config, ["validate", str(demo)])
    assert ran.exit_code == 0
    assert "Maple Valley" in ran.output
    assert ran.output.endswith("sound\n")


@pytest.mark.parametrize(
    "junk", ["- 1\n- 2\n", "just words\n", "name: [\n", "? [a]\n: b\n", "1: 2\n", "name: !!python/none x\n"]
)
def test_junk_never_breaks_the_check(folder, small, junk):
    assert problems(folder(small, zzz=junk))


@pytest.mark.parametrize("section", ["teams", "staff", "topics", "ladders", "on_call", "lexicon", "targets", "texts"])
@pytest.mark.parametrize(
    "value", ["1", "true", "[]", "[1]", "{}", "{a: 1}", "{a: []}", "{a: {b: 1}}", "{a: [[1]]}", "~"]
)
def test_a_section_of_a_wrong_kind_never_breaks_the_check(folder, brief_demo, tmp_path, section, value):
    folder("", broken=f"{section}: {value}")
    assert all(": " in line for line in problems(tmp_path))
    overlay = tmp_path / "broken.yaml"
    assert all(line for line in problems(brief_demo, overlay))
