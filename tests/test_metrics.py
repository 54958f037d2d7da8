"""Metrics: counts of several processes add up, in the format that Prometheus reads."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from moderation.domain import Action, CommentState
from moderation.metrics import OUTCOMES, SECONDS, Metrics, SharedCounters
from tests.builders import an_event

PROBLEMS = ("invalid", "overloaded")


def samples(metrics: Metrics) -> dict[str, float]:
    """Read every sample, by name and labels."""
    return {
        f"{sample.name}{sorted(sample.labels.values())}": sample.value
        for family in text_string_to_metric_families(metrics.exposition().decode())
        for sample in family.samples
    }


def test_everything_is_there_from_the_start_and_zero() -> None:
    found = samples(Metrics(PROBLEMS))
    assert set(found.values()) == {0.0}
    counters = 2 * len(Action) + len(PROBLEMS) + len(OUTCOMES)
    assert len(found) == counters + len(SECONDS) + 3


@pytest.mark.parametrize(
    ("seconds", "bound"), [(0.0, "0.001"), (0.001, "0.001"), (0.0011, "0.0025"), (7.0, "+Inf")]
)
def test_times_fall_into_the_buckets_that_reach_them(seconds: float, bound: str) -> None:
    metrics = Metrics(PROBLEMS)
    metrics.submitted(seconds)
    found = samples(metrics)
    bounds = [*map(str, SECONDS), "+Inf"]
    reached = bounds[bounds.index(bound) :]
    buckets = {each: found[f"saring_submit_seconds_bucket['{each}']"] for each in bounds}
    assert buckets == {each: float(each in reached) for each in bounds}
    assert found["saring_submit_seconds_count[]"] == 1
    assert found["saring_submit_seconds_sum[]"] == seconds


def test_rows_add_up_and_a_successor_goes_on_in_its_row() -> None:
    counters = SharedCounters(2)
    hold = an_event(CommentState.HELD, Action.HOLD).decision
    Metrics(PROBLEMS, counters, 0).decided(hold)
    for _ in range(2):
        worker = Metrics(PROBLEMS, counters, 1)
        worker.decided(hold)
        worker.problem("overloaded")
        worker.called_back("put_off")
    for row in range(2):
        found = samples(Metrics(PROBLEMS, counters, row))
        assert found["saring_decisions_total['hold', 'policy']"] == 3
        assert found["saring_problems_total['overloaded']"] == 2
        assert found["saring_callbacks_total['put_off']"] == 2
