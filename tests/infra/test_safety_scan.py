import json

from click.testing import CliRunner

from infra.safety import safety


def test_a_line_that_is_none_is_named_and_the_others_are_still_scanned():
    lines = '{"id": "a", "text": "i want to die"}\nbad\n{"id": "b", "text": "the bus is late"}\n'
    ran = CliRunner().invoke(safety, ["scan", "-"], input=lines)
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [(row["id"], row["tier"]) for row in rows] == [("a", "page"), ("b", "none")]
    assert set(rows[0]["hits"][0]) == {"category", "language", "matched", "softened_by"}
    assert ran.exit_code == 1
    assert "line 2" in ran.stderr
