"""Campaigns of faults in their short form, and the proof that a campaign finds what is lost."""

from pathlib import Path

import pytest

from tests import left_open
from tests.faults.campaign import Plan, campaign, report
from tests.faults.history import History, Seen
from tests.faults.injections import KINDS, named
from tests.faults.judging import _judge_group, _judge_poller

collected = left_open.collected

LONG = pytest.mark.timeout(900)
STREAM = [Seen((number, 0), f"{number:028x}", "approved") for number in range(5)]


@LONG
@pytest.mark.slow
async def test_no_fault_takes_from_anybody_what_was_acknowledged(tmp_path: Path) -> None:
    plan = Plan(seed=1, each=1)
    history = await campaign(plan, tmp_path)
    assert not history.violations, report(history, plan, 0)
    assert set(history.faults) == {kind.__name__ for kind in KINDS}
    assert all(history.in_flight.values())
    kinds = {"submissions", "decisions", "queue pages", "pages", "group reads"}
    assert set(history.operations) == kinds


@LONG
@pytest.mark.slow
async def test_what_a_server_loses_that_keeps_nothing_is_found(tmp_path: Path) -> None:
    plan = Plan(seed=1, each=2, kinds=named(["kill_server"]), careless=True)
    history = await campaign(plan, tmp_path)
    assert history.violations["acknowledged_and_lost"] > 0
    assert history.violations["read_and_then_gone"] > 0


def judged(judge: object, read: list[Seen]) -> set[str]:
    """The kinds of violations that a reader of STREAM gives."""
    history = History()
    assert callable(judge)
    judge("reader kabar", read, STREAM, history)
    return set(history.violations)


def test_a_reader_by_cursor_reads_each_once_and_in_order() -> None:
    assert judged(_judge_poller, STREAM) == set()
    assert judged(_judge_poller, STREAM[:3]) == {"approved_and_never_read"}
    assert judged(_judge_poller, [*STREAM, STREAM[0]]) == {"polled_twice_or_out_of_order"}
    assert judged(_judge_poller, STREAM[::-1]) == {"polled_twice_or_out_of_order"}


def test_a_reader_by_group_may_read_again_and_passes_over_nothing() -> None:
    assert judged(_judge_group, [*STREAM[:3], *STREAM]) == set()
    assert judged(_judge_group, STREAM[1:]) == {"approved_and_never_read"}
    assert judged(_judge_group, STREAM[::-1]) == {"published_out_of_order"}
