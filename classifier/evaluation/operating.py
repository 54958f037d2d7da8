"""What counts for a news site: spam stopped where so few honest comments are.

If one honest comment in a thousand may be stopped, how much spam of campaigns that the
model never saw is stopped? Thresholds for a rate are set on pooled reader comments
that training never touched; the shipped thresholds stand beside them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np

from classifier.evaluation import metrics
from classifier.evaluation.clusters import ham_threads, spam_campaigns
from classifier.evaluation.intervals import estimate, resamples
from classifier.evaluation.measured import Flags, Sets, Values
from classifier.evaluation.metrics import Weights
from classifier.scoring.scorer import Thresholds

RATES: Final = {"0.1%": 0.001, "0.5%": 0.005, "1%": 0.01}
"""Shares of reader comments that a threshold may let through as spam."""
STRICTEST: Final = "0.1%"
SEED: Final = 1
ALL, TRUSTED, MEAN, READERS = "all ", "trusted ", "mean", "readers"
"""Names of figures: of all spam or of that whose label is trusted; a set's or the mean."""


def cuts(sets: Sets, thresholds: Thresholds) -> dict[str, float]:
    """Every threshold at which recall is given."""
    shipped = {"hold": thresholds.hold, "reject": thresholds.reject}
    ham = sets.pool.ham_scores
    if not len(ham):
        return shipped
    return {name: metrics.threshold_at(ham, rate) for name, rate in RATES.items()} | shipped


@dataclass(frozen=True, slots=True)
class Counted:
    """The pool's scores, and which of its spam counts under each name."""

    spam: Values
    ham: Values
    parts: dict[str, Flags]

    def figures(self, spam: Weights, ham: Weights, thresholds: Values) -> dict[str, Values]:
        """Every figure at one threshold for each resample, under its name."""
        found = {
            name: metrics.shares(self.spam[own], thresholds, spam[:, own])
            for name, own in self.parts.items()
        }
        for prefix in (ALL, TRUSTED):
            own = [values for name, values in found.items() if name.startswith(prefix)]
            found[prefix + MEAN] = np.mean(own, axis=0)
        return found | {READERS: metrics.shares(self.ham, thresholds, ham)}


def counted(sets: Sets, suspects: frozenset[str]) -> Counted:
    """The pool, its spam by set, with and without the rows of doubtful label."""
    trusted = np.array([row.id not in suspects for row in sets.pool.spam_rows], np.bool_)
    parts: dict[str, Flags] = {}
    for place, one in enumerate(sets.spam):
        own = sets.spam_owners == place
        parts |= {ALL + one.name: own, TRUSTED + one.name: own & trusted}
    return Counted(sets.pool.spam_scores, sets.pool.ham_scores, parts)


def operating_points(
    sets: Sets, thresholds: Thresholds, suspects: frozenset[str], count: int
) -> dict[str, Any] | None:
    """Recall and false positives at each threshold, with intervals; None without a pool."""
    pool = counted(sets, suspects)
    if not len(pool.spam) or not len(pool.ham):
        return None
    campaigns = spam_campaigns(sets.pool.spam_rows)
    threads = ham_threads(sets.pool.ham_rows)
    ones = metrics.once(len(pool.spam)), metrics.once(len(pool.ham))
    (whole,) = at_every_cut(pool, thresholds, [ones])
    drawn = list(at_every_cut(pool, thresholds, resamples((campaigns, threads), SEED, count)))
    return {
        "readers": [one.name for one in sets.readers],
        "reader_comments": len(pool.ham),
        "threads": len(np.unique(threads)),
        "spam_comments": len(pool.spam),
        "suspect_spam": sum(row.id in suspects for row in sets.pool.spam_rows),
        "campaigns": {
            "all": len(np.unique(campaigns)),
            **{
                one.name: len(np.unique(campaigns[sets.spam_owners == place]))
                for place, one in enumerate(sets.spam)
            },
        },
        "resamples": count,
        "points": [
            {
                "at": name,
                "threshold": threshold,
                **point(sets, whole[name], [block[name] for block in drawn]),
            }
            for name, threshold in cuts(sets, thresholds).items()
        ],
    }


def at_every_cut(
    pool: Counted, shipped: Thresholds, weights: Iterable[tuple[Weights, ...]]
) -> Iterator[dict[str, dict[str, Values]]]:
    """Of each block of resamples, every figure at every threshold."""
    fixed = {"hold": shipped.hold, "reject": shipped.reject}
    for spam, ham in weights:
        at = {name: metrics.thresholds_at(pool.ham, rate, ham) for name, rate in RATES.items()}
        at |= {name: np.full(len(ham), value) for name, value in fixed.items()}
        yield {name: pool.figures(spam, ham, values) for name, values in at.items()}


def point(
    sets: Sets, whole: Mapping[str, Values], drawn: list[dict[str, Values]]
) -> dict[str, Any]:
    """The figures at one threshold, each with its interval."""

    def interval(name: str) -> dict[str, float | None]:
        value = float(whole[name][0])
        resampled = np.concatenate([block[name] for block in drawn])
        return asdict(estimate(None if np.isnan(value) else value, resampled))

    return {
        "readers_stopped": interval(READERS),
        "mean": interval(ALL + MEAN),
        "mean_without_suspects": interval(TRUSTED + MEAN),
        "sets": {one.name: interval(ALL + one.name) for one in sets.spam},
        "sets_without_suspects": {one.name: interval(TRUSTED + one.name) for one in sets.spam},
    }
