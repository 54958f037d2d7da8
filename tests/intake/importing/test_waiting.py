"""Rows that wait for their parent come in the order of their threads."""

import random

from moderation.domain import Action
from moderation.intake.importing.rows import Row
from moderation.intake.importing.waiting import waiting_rows


def in_order(*pairs: tuple[str, str]) -> list[str]:
    """Put rows that are given as their own id and their parent's; their ids as they come."""
    with waiting_rows() as waiting:
        for own, parent in pairs:
            row = Row(line=1, raw={"external_id": own}, action=Action.APPROVE)
            waiting.put(row, own, parent)
        return [row.raw["external_id"] for row in waiting.rows()]


def test_bytes_that_were_no_characters_are_left_out() -> None:
    raw = {"external_id": "1", "client.user_agent": "Op\udce9ra", "line": 1}
    with waiting_rows() as waiting:
        waiting.put(Row(line=1, raw=raw, action=Action.APPROVE), "1", "x")
        (row,) = waiting.rows()
    assert row.raw == raw | {"client.user_agent": "Opra"}


def test_nothing_waits() -> None:
    assert in_order() == []


def test_parents_come_before_their_replies_however_they_were_put() -> None:
    chance = random.Random(7)  # noqa: S311 - repeatable, not secret
    pairs = [(str(n), str(chance.randrange(-2, n))) for n in range(300)]
    chance.shuffle(pairs)
    came = in_order(*pairs)
    places = {own: place for place, own in enumerate(came)}
    assert sorted(came) == sorted(own for own, _ in pairs)
    assert all(places[own] > places.get(parent, -1) for own, parent in pairs)


def test_those_whose_parent_never_comes_keep_the_order_of_the_file() -> None:
    assert in_order(("b", "x"), ("a", "x"), ("c", "y")) == ["b", "a", "c"]


def test_a_circle_is_gone_through_once() -> None:
    assert in_order(("a", "b"), ("b", "a"), ("c", "b"), ("d", "d")) == ["a", "b", "c", "d"]


def test_two_rows_of_one_id_both_come() -> None:
    assert in_order(("r", "a"), ("a", "x"), ("a", "x")) == ["a", "a", "r"]
