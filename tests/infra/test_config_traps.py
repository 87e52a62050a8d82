"""YAML has traps; each is either harmless here or told by its line."""

import pytest

from infra.config import examine, read
from infra.config_read import read_folder


def problems(directory):
    return [str(one) for one in examine(read_folder(directory))]


@pytest.mark.parametrize("word", ["no", "No", "off", "y", "NO", "null_and_void", "1e3", "0x1F", "1_000", "012x"])
def test_a_word_that_another_yaml_would_turn_into_something_else_stays_a_word(folder, small, word):
    words = small.replace("ladder: standard}", f"ladder: standard, words: [{word}]}}")
    assert read(folder(words)).topic("other").words == (word,)


def test_norwegian_is_a_language(folder, small):
    names = small.replace("languages: [en]", "languages: [en]").replace("{en: Other}", "{en: Other, no: Annet}")
    assert read(folder(names)).topic("other").names["no"] == "Annet"


def test_times_and_dates_need_no_quotes(folder, small):
    person = "mail: ana@staff.example.org, hours: {mon: 12:30-13:00}, absences: [{from: 2020-01-02, to: 2020-01-03}]"
    ana = read(folder(small.replace("mail: ana@staff.example.org", person))).person("ana")
    assert (ana.hours[0].start, ana.absences[0].first.isoformat()) == (750, "2020-01-02")


def test_a_phone_number_without_quotes_keeps_its_plus_or_is_told(folder, small):
    (line,) = [
        one for one in problems(folder(small.replace('"+12025550143"', "+12025550143"))) if "staff.bo.phone" in one
    ]
    assert line.startswith("district.yaml:11: staff.bo.phone is 12025550143")


def test_a_name_that_is_a_number_is_told(folder, small):
    (line,) = problems(folder(small.replace("name: Small Schools", "name: 2026")))
    assert line.startswith("district.yaml:1: name is 2026: write text")


def test_a_tab_is_told_by_its_line(folder, small):
    lines = problems(folder(small, schools="schools:\n\talder: {name: Alder}\n"))
    assert any(line.startswith("schools.yaml:2: no valid YAML") for line in lines)


def test_a_byte_order_mark_is_passed_over(folder, small, tmp_path):
    folder(small)
    text = (tmp_path / "district.yaml").read_text(encoding="utf-8")
    (tmp_path / "district.yaml").write_text(text, encoding="utf-8-sig")
    assert problems(tmp_path) == []


def test_another_encoding_is_told(folder, small, tmp_path):
    folder(small)
    (tmp_path / "schools.yaml").write_text("schools: {a: {name: Ä}}", encoding="utf-16")
    assert any(line.startswith("schools.yaml:1: cannot be read") for line in problems(tmp_path))


def test_a_bomb_of_aliases_is_told_and_does_not_go_off(folder, small):
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    lines = problems(folder(small, bomb="\n".join(levels)))
    assert any("bomb.yaml" in line and "has too many parts" in line for line in lines)


def test_an_alias_that_is_no_bomb_is_what_it_stands_for(folder, small):
    shared = "topics: {}\n".replace("topics", "schools").replace("{}", "{a: &same {name: Alder}, b: *same}")
    assert {one.name for one in read(folder(small, schools=shared)).schools} == {"Alder"}


def test_a_merge_key_is_told_not_obeyed(folder, small):
    lines = problems(folder(small, schools="schools:\n  a: {<<: {name: Alder}}\n"))
    assert any("unknown key `<<`" in line for line in lines)


def test_a_file_of_several_documents_is_told(folder, small):
    lines = problems(folder(small, schools="schools: {}\n---\nschools: {}\n"))
    assert any(line.startswith("schools.yaml:") and "no valid YAML" in line for line in lines)
