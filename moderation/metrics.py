"""What Prometheus may know: counts and times, never a person, a site or a text.

With several worker processes the counts of all add up: each process writes them into a file of
its own in the folder that PROMETHEUS_MULTIPROC_DIR names, and whichever process is asked reads
them all.
"""

import os
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from moderation.domain import Decision

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    """The service's metrics, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._decisions = Counter(
            "saring_decisions",
            "Decisions recorded, by action and by whom (policy or moderator).",
            ["action", "by"],
            registry=self.registry,
        )
        self._problems = Counter(
            "saring_problems",
            "Requests answered with a problem, by its type.",
            ["type"],
            registry=self.registry,
        )
        self._submit_seconds = Histogram(
            "saring_submit_seconds",
            "From a submission's first byte to its recorded decision.",
            buckets=_SECONDS,
            registry=self.registry,
        )
        # Looking a labelled counter up costs more than counting.
        self._decided = cache(self._decisions.labels)

    def decided(self, decision: Decision) -> None:
        """Count a decision that was recorded."""
        self._decided(decision.action, decision.by).inc()

    def problem(self, kind: str) -> None:
        """Count a request that was answered with a problem."""
        self._problems.labels(kind).inc()

    def submitted(self, seconds: float) -> None:
        """Count a submission that was answered, and how long that took."""
        self._submit_seconds.observe(seconds)

    def exposition(self) -> bytes:
        """All metrics in Prometheus' text format."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return generate_latest(self.registry)
        everyone = CollectorRegistry()
        MultiProcessCollector(everyone)  # type: ignore[no-untyped-call]  # untyped in the package
        return generate_latest(everyone)
