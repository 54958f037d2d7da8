"""Generations of a batch: parents first, each submission once, whatever names what."""

from hypothesis import given
from hypothesis import strategies as st

from moderation.intake.generations import generations
from tests.builders import a_submission

IDS = st.sampled_from(["", "1", "2", "3", "4", "5"])
NAMED = st.lists(st.one_of(st.none(), st.tuples(IDS, IDS)), max_size=12)


def test_without_names_all_go_together() -> None:
    assert list(generations([a_submission(), None, a_submission()])) == [[0, 1, 2]]


def test_a_reply_follows_its_parent_wherever_that_stands() -> None:
    batch = [
        a_submission(external_id="3", parent_id="external:2"),
        a_submission(external_id="2", parent_id="external:1"),
        a_submission(external_id="1"),
        a_submission(parent_id="external:9"),
    ]
    assert list(generations(batch)) == [[2, 3], [1], [0]]


def test_a_circle_comes_last() -> None:
    batch = [
        a_submission(external_id="1", parent_id="external:2"),
        a_submission(external_id="2", parent_id="external:1"),
        a_submission(external_id="3"),
    ]
    assert list(generations(batch)) == [[2], [0, 1]]


@given(NAMED)
def test_each_is_taken_once(named: list[tuple[str, str] | None]) -> None:
    batch = [
        each and a_submission(external_id=each[0], parent_id=f"external:{each[1]}" * bool(each[1]))
        for each in named
    ]
    order = [place for group in generations(batch) for place in group]
    assert sorted(order) == list(range(len(batch)))
