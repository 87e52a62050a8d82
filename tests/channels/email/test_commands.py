"""`mail inspect` and `corpus`: one JSON line a file, and a table that tells every miss."""

import json

from channels.email.builders import a_report, an_email
from click.testing import CliRunner

from infra.corpus import corpus
from infra.mail import mail

KEYS = [
    "file",
    "kind",
    "from",
    "to",
    "cc",
    "subject",
    "message_id",
    "in_reply_to",
    "references",
    "date",
    "text",
    "visible_text",
    "html",
    "attachments",
    "language",
    "bounce",
    "notes",
]


def lines(*arguments: str, stdin: bytes | None = None):
    result = CliRunner().invoke(mail, ["inspect", *arguments], input=stdin)
    return result, [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]


def test_inspect_prints_one_line_a_file_and_explains(tmp_path):
    (tmp_path / "a.eml").write_bytes(an_email("Yes.\n\nSent from my iPhone"))
    (tmp_path / "b.eml").write_bytes(a_report())
    result, found = lines(str(tmp_path))
    assert result.exit_code == 0
    assert all(key in line for line in found for key in KEYS)
    assert [line["kind"] for line in found] == ["message", "bounce"]
    assert found[0]["from"] == {"address": "maria@example.net", "name": "Maria Lopez"}
    assert found[1]["bounce"] == {
        "recipients": ["gone@example.net"],
        "permanent": True,
        "original_message_id": "out-7@example.org",
    }
    assert any(note.startswith("cut by") for note in found[0]["notes"])


def test_inspect_reads_standard_input():
    assert lines("-", stdin=an_email())[1][0]["subject"] == "Bus 12"


def test_inspect_tells_of_a_missing_file_and_reads_the_others(tmp_path):
    (tmp_path / "a.eml").write_bytes(an_email())
    result, found = lines(str(tmp_path / "none.eml"), str(tmp_path / "a.eml"))
    assert result.exit_code == 2
    assert "none.eml: cannot be read" in result.output
    assert len(found) == 1


def test_corpus_counts_hits_and_lists_misses(tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.txt").write_text("Yes.\n\nSent from my iPhone")
    (tmp_path / "own" / "b.eml").write_bytes(a_report())
    rows = [
        {"id": "a", "file": "own/a.txt", "kind": "reply", "expect": {"reply_equals": "Yes."}},
        {
            "id": "a-wrong",
            "file": "own/a.txt",
            "kind": "reply",
            "expect": {"reply_equals": "No, something else entirely."},
        },
        {
            "id": "b",
            "file": "own/b.eml",
            "kind": "bounce",
            "expect": {"class": "bounce", "recipients": ["gone@example.net"], "temporary": False},
        },
    ]
    (tmp_path / "own.jsonl").write_text("\n".join(map(json.dumps, rows)))
    result = CliRunner().invoke(corpus, [str(tmp_path), "--misses"])
    assert result.exit_code == 0
    assert "a-wrong: reply exact" in result.output
    table = {line[:20].strip(): line[20:].split() for line in result.output.splitlines()}
    assert table["reply exact"][:2] == ["1/2", "50.0"]
    assert table["bounce recipients"][0] == "1/1"
    assert "85 % MISSED" in " ".join(table["reply exact"])
    assert "98 % reached" in " ".join(table["bounce"])
    assert "90 %, no rows" in " ".join(table["automatic"])


def test_corpus_holds_machines_and_people_apart(tmp_path):
    for name, raw in {
        "auto": an_email(subject="Automatic reply: Bus 12"),
        "complaint": an_email(content_type="message/feedback-report"),
        "message": an_email(),
        "wrong": an_email(subject="Out of Office"),
    }.items():
        (tmp_path / name).write_bytes(raw)
    rows = [
        {"id": name, "file": name, "kind": "auto", "expect": {"class": "message" if name == "wrong" else name}}
        for name in ("auto", "complaint", "message", "wrong")
    ]
    (tmp_path / "own.jsonl").write_text("\n".join(map(json.dumps, rows)))
    output = CliRunner().invoke(corpus, [str(tmp_path), "--misses"]).output
    assert "wrong: people are people" in output
    table = {line[:20].strip(): line[20:].split() for line in output.splitlines()}
    assert table["automatic"][0] == "1/1"
    assert table["complaint"][0] == "1/1"
    assert table["people are people"][0] == "1/2"
