"""A run adds up with its store, and its figures are those of what was counted."""

import math
from typing import Any

import pytest

from benchmarks.bodies import BATCH, FORM
from benchmarks.load import Outcome
from benchmarks.measuring import (
    ACCEPTED_ITEM,
    SIGNALS,
    STATES,
    Case,
    ReconciliationError,
    Run,
    Spent,
    figures,
    percentile,
    reconcile,
)

CLOSED = Case("saring", FORM, 1, 10)
OPEN = Case("saring", FORM, 1, 10, 100.0)


def an_outcome(accepted: int = 10, refused: int = 0, **changes: Any) -> Outcome:
    told: dict[str, Any] = {
        "unanswered": 0,
        "seconds": 2.0,
        "cpu_seconds": 0.5,
        "latencies": {"201": [0.001] * accepted, "503": [0.1] * refused},
        "marked": dict.fromkeys([*STATES, *SIGNALS, ACCEPTED_ITEM], 0),
    }
    return Outcome(**told | changes)


@pytest.mark.parametrize(
    ("case", "outcome", "stored"),
    [
        pytest.param(CLOSED, an_outcome(), 9, id="one-lost"),
        pytest.param(CLOSED, an_outcome(), 11, id="one-too-many"),
        pytest.param(CLOSED, an_outcome(9, 1), 9, id="one-refused"),
        pytest.param(CLOSED, an_outcome(9, broken=1), 9, id="one-broken"),
        pytest.param(OPEN, an_outcome(9, 1), 8, id="one-lost-at-a-rate"),
        pytest.param(OPEN, an_outcome(8, 1, broken=1), 10, id="one-refusal-stored-at-a-rate"),
    ],
)
def test_a_run_that_does_not_add_up_is_refused(case: Case, outcome: Outcome, stored: int) -> None:
    with pytest.raises(ReconciliationError):
        reconcile([Run(case, outcome)], stored)


@pytest.mark.parametrize("stored", [8, 9, None])
def test_at_a_rate_refusals_are_fine_and_what_broke_may_be_stored(stored: int | None) -> None:
    reconcile([Run(OPEN, an_outcome(8, 1, broken=1))], stored)


def test_runs_at_once_add_up_together() -> None:
    runs = [Run(OPEN, an_outcome(8, 2)), Run(OPEN, an_outcome(10))]
    reconcile(runs, 18)
    with pytest.raises(ReconciliationError):
        reconcile(runs, 10)


def test_figures_are_of_what_was_accepted_and_refusals_stand_apart() -> None:
    run = Run(OPEN, an_outcome(8, 2, advised=2))
    found = figures(run, Spent(0.8, 0.4, [run.outcome]), 8, 8, 70.0)
    assert (found.comments_per_second, found.p99_ms, found.worst_ms) == (4.0, 1.0, 1.0)
    assert (found.refused, found.refused_p99_ms, found.advised) == (2, 100.0, 2)
    assert (found.server_cpu_us, found.store_cpu_us) == (100_000.0, 50_000.0)
    assert found.core_share == pytest.approx(0.4)


def test_a_batch_counts_the_comments_that_its_answers_accept() -> None:
    marked = an_outcome().marked | {ACCEPTED_ITEM: 200}
    run = Run(Case("saring", BATCH, 1, 2), an_outcome(latencies={"200": [0.1] * 2}, marked=marked))
    reconcile([run], 200)
    assert run.accepted == 200
    assert figures(run, Spent(1.0, 1.0, [run.outcome]), 200, 200, 70.0).p50_ms == 100.0


@pytest.mark.parametrize(("share", "expected"), [(0.5, 50), (0.99, 99), (1.0, 100)])
def test_a_percentile_is_a_value_that_occurred(share: float, expected: float) -> None:
    assert percentile([float(n) for n in range(1, 101)], share) == expected


def test_nothing_has_no_percentile() -> None:
    assert math.isnan(percentile([], 0.5))
