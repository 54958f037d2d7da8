"""What Prometheus may know: counts and times, never a person, a site or a text.

Written out here in Prometheus' text format, because it is so little, a submission must not pay for
more than two additions, and several processes must add up: each counts in a row of its own of one
piece of shared memory, and whichever is asked adds the rows up. A worker that takes a dead one's
place goes on in its row.
"""

import mmap
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate, product
from typing import Final

from moderation.domain import Action, Decision

DECIDERS: Final = ("policy", "moderator")
# What became of a call back to a site; those that were put off come again.
OUTCOMES: Final = ("told", "put_off", "given_up")
SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
ROW_BYTES: Final = 4096  # 512 counts, far apart from the next row's in every cache


class SharedCounters:
    """Rows of counts that processes forked after it was made have in common."""

    def __init__(self, rows: int) -> None:
        counts = memoryview(mmap.mmap(-1, rows * ROW_BYTES)).cast("d")
        width = len(counts) // rows
        self.rows = [counts[row * width : (row + 1) * width] for row in range(rows)]

    def total(self, slot: int) -> float:
        """The sum of a slot over all rows."""
        return sum(row[slot] for row in self.rows)


class Metrics:
    """The service's metrics. This process counts in row `row` of `counters`."""

    def __init__(
        self, problem_types: Iterable[str], counters: SharedCounters | None = None, row: int = 0
    ) -> None:
        self._counters = counters or SharedCounters(1)
        self._mine = self._counters.rows[row]
        decisions = list(product(Action, DECIDERS))
        self._decisions = {labels: slot for slot, labels in enumerate(decisions)}
        self._problems = {kind: len(decisions) + at for at, kind in enumerate(problem_types)}
        # One slot for each upper bound, one for what is over all of them, one for the sum.
        self._times = len(self._decisions) + len(self._problems)
        self._time_sum = self._times + len(SECONDS) + 1
        self._callbacks = {each: self._time_sum + 1 + at for at, each in enumerate(OUTCOMES)}

    def decided(self, decision: Decision) -> None:
        """Count a decision that was recorded."""
        self._mine[self._decisions[decision.action, decision.by]] += 1

    def problem(self, kind: str) -> None:
        """Count a request that was answered with a problem."""
        self._mine[self._problems[kind]] += 1

    def called_back(self, outcome: str) -> None:
        """Count a call back to a site, by what became of it."""
        self._mine[self._callbacks[outcome]] += 1

    def submitted(self, seconds: float) -> None:
        """Count a submission that was answered, and how long that took."""
        self._mine[self._times + bisect_left(SECONDS, seconds)] += 1
        self._mine[self._time_sum] += seconds

    def exposition(self) -> bytes:
        """All metrics in Prometheus' text format, version 0.0.4."""
        lines = [
            *(*self._decision_lines(), *self._problem_lines()),
            *(*self._callback_lines(), *self._time_lines()),
        ]
        return "".join(f"{line}\n" for line in lines).encode()

    def _decision_lines(self) -> Iterator[str]:
        yield "# HELP saring_decisions_total Decisions recorded, by action and by whom."
        yield "# TYPE saring_decisions_total counter"
        for (action, by), slot in self._decisions.items():
            count = self._counters.total(slot)
            yield f'saring_decisions_total{{action="{action}",by="{by}"}} {count}'

    def _problem_lines(self) -> Iterator[str]:
        yield "# HELP saring_problems_total Requests answered with a problem, by its type."
        yield "# TYPE saring_problems_total counter"
        for kind, slot in self._problems.items():
            yield f'saring_problems_total{{type="{kind}"}} {self._counters.total(slot)}'

    def _callback_lines(self) -> Iterator[str]:
        yield "# HELP saring_callbacks_total Calls back to sites, by what became of them."
        yield "# TYPE saring_callbacks_total counter"
        for outcome, slot in self._callbacks.items():
            yield f'saring_callbacks_total{{outcome="{outcome}"}} {self._counters.total(slot)}'

    def _time_lines(self) -> Iterator[str]:
        name = "saring_submit_seconds"
        yield f"# HELP {name} From a submission's first byte to its recorded decision."
        yield f"# TYPE {name} histogram"
        bounds = [*map(str, SECONDS), "+Inf"]
        counts = list(
            accumulate(self._counters.total(self._times + at) for at in range(len(bounds)))
        )
        for bound, count in zip(bounds, counts, strict=True):
            yield f'{name}_bucket{{le="{bound}"}} {count}'
        yield f"{name}_count {counts[-1]}"
        yield f"{name}_sum {self._counters.total(self._time_sum)}"
