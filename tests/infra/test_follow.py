"""Following a walk along the open deadlines."""

import click
import pytest

from chalicelib.adapters.keys import SHARDS
from chalicelib.ports import Tally
from infra.follow import follow, said

ENDED = [frozenset(f"1.{shard}" for shard in range(number)) for number in range(SHARDS + 1)]


def test_it_ends_when_every_shard_was_walked_along():
    tallies = [Tally(number * 20, number, walked) for number, walked in enumerate(ENDED)]
    slept = []
    found = follow(lambda: tallies.pop(0), sleep=slept.append)
    assert found == Tally(SHARDS * 20, SHARDS, ENDED[-1])
    assert len(slept) == SHARDS
    assert said(found) == f"{SHARDS} open deadlines moved ({SHARDS * 20} looks at inquiries)"


def test_the_end_of_a_second_walk_is_none_of_the_first():
    second = frozenset(f"2.{shard}" for shard in range(SHARDS))
    with pytest.raises(click.ClickException, match="1 open deadlines moved so far"):
        follow(lambda: Tally(1, 1, second | ENDED[1]), sleep=lambda _: None, patience=3)


def test_what_goes_on_is_said_so():
    assert said(Tally(1, 1, ENDED[2])) == "1 open deadline moved so far (1 look at inquiries)"


def test_what_was_overtaken_is_over_and_says_where_the_rest_is_counted():
    found = follow(lambda: Tally(0, 0, ENDED[-1], "e-1"), sleep=lambda _: None)
    assert said(found) == (
        "0 open deadlines moved (0 looks at inquiries); a newer change came before the end, "
        "and moves and counts the rest: `closed list` tells of both"
    )
