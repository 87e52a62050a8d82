"""Routing rules and what belongs to topics, from the folder: names lead somewhere, every language has words."""

import pytest

from chalicelib.domain.rules import Condition, Rule
from chalicelib.domain.staff import Shift
from chalicelib.domain.topics import FieldKind
from chalicelib.domain.words import Priority
from infra.config import examine, read
from infra.config_read import read_folder

RULES = """
rules:
  late:
    note: somebody waits
    match: all
    when:
      channel: [sms]
      any: [{words: [late, no llegó]}, {sender: ["@Example.org"]}]
      not: {during: {mon: 7:00-9:00}}
    then: {topic: other, team: desk, assignee: ana, priority: high, tags: [bus]}
"""


def found(directory, *words):
    lines = [str(one) for one in examine(read_folder(directory))]
    assert len([line for line in lines if all(word in line for word in words)]) == 1, lines


def test_a_rule_is_read_whole(folder, small):
    (rule,) = read(folder(small, rules=RULES)).rules
    assert rule == Rule(
        "late",
        Condition(
            "all",
            parts=(
                Condition("channel", ("sms",)),
                Condition(
                    "any",
                    parts=(
                        Condition("all", parts=(Condition("words", ("late", "no llegó")),)),
                        Condition("all", parts=(Condition("sender", ("@example.org",)),)),
                    ),
                ),
                Condition("not", parts=(Condition("all", parts=(Condition("during", spans=(Shift(0, 420, 540),)),)),)),
            ),
        ),
        note="somebody waits",
        goes_on=True,
        topic="other",
        team="desk",
        assignee="ana",
        priority=Priority.HIGH,
        tags=("bus",),
    )


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("topic: other", "topic: othr", ["rules.yaml:9", "no topic `othr`", "did you mean `other`?"]),
        ("team: desk", "team: dsk", ["rules.yaml:9", "no team `dsk`", "`desk`"]),
        ("assignee: ana", "assignee: anna", ["rules.yaml:9", "no person `anna`", "`ana`"]),
        ("priority: high", "priority: hot", ["rules.yaml:9", "hot", "critical, high, normal, low"]),
        ("channel: [sms]", "chanel: [sms]", ["rules.yaml:6", "unknown key `chanel`", "did you mean `channel`?"]),
        ("channel: [sms]", "channel: [fax]", ["rules.yaml:6", "fax", "form, email, sms"]),
        ("channel: [sms]", "channel: sms", ["rules.yaml:6", "rules.late.when.channel", "a list"]),
        ("channel: [sms]", "school: [elm]", ["rules.yaml:6", "no school `elm`"]),
        ("mon: 7:00-9:00", "mon: 9:00-7:00", ["rules.yaml:8", "no span of a day"]),
        ("match: all", "match: some", ["rules.yaml:4", "first, all"]),
        ("then: {", "than: {", ["rules.yaml:9", "unknown key `than`", "did you mean `then`?"]),
        ("words: [late", "words: [[late]", ["rules.yaml:7", "text"]),
    ],
)
def test_each_fault_of_a_rule_is_told(folder, small, wrong, right, said):
    assert wrong in RULES
    found(folder(small, rules=RULES.replace(wrong, right)), *said)


def warned(folder, small, *rules):
    body = "rules:\n" + "".join(f"  r{number}: {rule}\n" for number, rule in enumerate(rules, 1))
    document = read_folder(folder(small, rules=body))
    assert examine(document) == []
    return [str(one) for one in document.warnings if "rule" in one.what]


@pytest.mark.parametrize(
    ("first", "second", "shadowed"),
    [
        ("{when: {}, then: {tags: [a]}}", "{when: {channel: [sms]}, then: {tags: [b]}}", True),
        ("{when: {}, match: all, then: {tags: [a]}}", "{when: {channel: [sms]}, then: {tags: [b]}}", False),
        (
            "{when: {channel: [sms, email]}, then: {tags: [a]}}",
            "{when: {channel: [sms], words: [a]}, then: {tags: [b]}}",
            True,
        ),
        (
            "{when: {channel: [sms], words: [a]}, then: {tags: [a]}}",
            "{when: {channel: [sms]}, then: {tags: [b]}}",
            False,
        ),
        ("{when: {not: {channel: [sms]}}, then: {tags: [a]}}", "{when: {channel: [form]}, then: {tags: [b]}}", False),
    ],
)
def test_a_rule_that_nothing_comes_to_is_warned_of_and_sound(folder, small, first, second, shadowed):
    lines = warned(folder, small, first, second)
    assert bool(lines) is shadowed
    assert not lines or lines[0].startswith("rules.yaml:3: nothing ever comes to rule r2: r1 above it ends the list")


FORM = """
    topics:
      other:
        names: {en: Other}
        team: desk
        targets: standard
        ladder: standard
        fields:
          bus: {kind: choice, labels: {en: Bus}, choices: {one: {en: One}, two: {en: Two}}, required: true}
        faq: [{question: {en: When?}, answer: {en: Soon.}}]
    macros:
      soon: {names: {en: Soon}, texts: {en: "Soon, {name}."}, topics: [other]}
    outcomes:
      done: {names: {en: Done}}
      safe: {names: {en: Safe}, critical: true}
"""


@pytest.fixture
def with_form(folder, small):
    """The small district, its only topic described further."""

    def make(form=FORM):
        rest = [line for line in small.splitlines() if not line.startswith(("topics:", "  other:"))]
        return folder("\n".join(rest) + "\n", topics=form)

    return make


def test_fields_questions_macros_and_outcomes_are_read(with_form):
    district = read(with_form())
    topic = district.topic("other")
    assert (topic.fields[0].kind, topic.fields[0].required) == (FieldKind.CHOICE, True)
    assert topic.fields[0].choices["two"] == {"en": "Two"}
    assert topic.faq[0].answer == {"en": "Soon."}
    assert [one.id for one in district.macros_of("other")] == ["soon"]
    assert [one.id for one in district.outcomes_of("other")] == ["done", "safe"]
    assert [one.id for one in district.outcomes_of("other", critical=True)] == ["safe"]


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("labels: {en: Bus}", "labels: {es: Bus}", ["topics.yaml:8", "labels has no words in en"]),
        ("two: {en: Two}", "two: {es: Dos}", ["topics.yaml:8", "choices.two has no words in en"]),
        (", two: {en: Two}", "", ["topics.yaml:8", "bus leaves nothing to choose"]),
        ("kind: choice", "kind: date", ["topics.yaml:8", "bus is no choice"]),
        ("kind: choice", "kind: slider", ["topics.yaml:8", "slider", "text, choice, date, yes-no"]),
        ("answer: {en: Soon.}", "answer: {es: Pronto.}", ["topics.yaml:9", "faq.0.answer has no words in en"]),
        ("{name}", "{phone}", ["topics.yaml:11", "a macro cannot speak of {phone}", "{district}, {name}"]),
        ("topics: [other]", "topics: [othr]", ["topics.yaml:11", "no topic `othr`", "`other`"]),
        (", critical: true", "", ["topics.yaml:12", "no outcome closes a critical inquiry about other"]),
        ("team: desk", "team: desk\n        fallback: dsk", ["no team `dsk`", "did you mean `desk`?"]),
        ("team: desk", "team: desk\n        fallback: desk", ["other falls back to its own team"]),
    ],
)
def test_each_fault_of_a_topic_is_told(with_form, wrong, right, said):
    assert wrong in FORM
    found(with_form(FORM.replace(wrong, right, 1)), *said)
