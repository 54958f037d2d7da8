"""Operating points: the spam stopped where so many honest comments are.

If one honest comment in a thousand may be stopped, how much spam of campaigns that the
model never saw is stopped? Thresholds for a rate are set on pooled reader comments
that training never touched; the shipped thresholds stand beside them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
import numpy as np

from classifier.evaluation import measures
from classifier.evaluation.bootstrap import RESAMPLES, Estimate, estimate, resamples
from classifier.evaluation.clusters import Ids, spam_campaigns, threads
from classifier.evaluation.measures import Flags, Values, Weights
from classifier.evaluation.scored_sets import Cuts, Sets
from classifier.scoring.scorer import Thresholds

RATES: Final = {"0.1%": 0.001, "0.5%": 0.005, "1%": 0.01}
"""Shares of reader comments that a threshold may let through as spam."""
STRICTEST: Final = "0.1%"
SEED: Final = 1


class OperatingPoint(msgspec.Struct, frozen=True):
    """The readers stopped at one threshold, and the recall of spam: of each set, and the mean."""

    at: str
    threshold: float
    readers_stopped: Estimate
    mean: Estimate
    mean_without_suspects: Estimate
    sets: dict[str, Estimate]
    sets_without_suspects: dict[str, Estimate]


class OperatingPoints(msgspec.Struct, frozen=True):
    """Every operating point, and what it was measured on."""

    readers: list[str]
    reader_comments: int
    threads: int
    spam_comments: int
    suspect_spam: int
    campaigns: dict[str, int]
    resamples: int
    points: list[OperatingPoint]


def cuts(sets: Sets, thresholds: Thresholds) -> Cuts:
    """Every threshold at which recall is given."""
    shipped = {"hold": thresholds.hold, "reject": thresholds.reject}
    ham = sets.pool.ham_scores
    if not len(ham):
        return shipped
    return {name: measures.threshold_at(ham, rate) for name, rate in RATES.items()} | shipped


@dataclass(frozen=True, slots=True)
class Pool:
    """The pool's scores, and which of its spam is of each set: all of it, then the trusted."""

    spam: Values
    ham: Values
    parts: list[Flags]

    def figures(self, cut: str, threshold: float, spam: Weights, ham: Weights) -> Values:
        """Figures x resamples: readers stopped, mean recall of all and of trusted, each part's.

        A threshold for a rate is found anew in each resample, a shipped one is what it is.
        """
        if cut in RATES:
            at = measures.thresholds_at(self.ham, RATES[cut], ham)
        else:
            at = np.full(len(ham), threshold)
        recalls = [measures.shares(self.spam[own], at, spam[:, own]) for own in self.parts]
        everything, trusted = np.split(np.array(recalls), 2)
        means = everything.mean(axis=0), trusted.mean(axis=0)
        return np.array([measures.shares(self.ham, at, ham), *means, *recalls])


def operating_points(
    sets: Sets, thresholds: Thresholds, suspects: frozenset[str], count: int = RESAMPLES
) -> OperatingPoints | None:
    """Recall and false positives at each threshold, with intervals; None without a pool."""
    if not measures.two_sided(sets.pool.spam):
        return None
    spam, ham = sets.pool.spam_rows, sets.pool.ham_rows
    campaigns, ham_threads = spam_campaigns(spam), threads(ham)
    trusted = np.array([row.id not in suspects for row in spam], np.bool_)
    own = [sets.spam_owners == place for place in range(len(sets.spam))]
    pool = Pool(
        sets.pool.spam_scores, sets.pool.ham_scores, [*own, *(one & trusted for one in own)]
    )
    names = [one.name for one in sets.spam]
    by_set = {name: distinct(campaigns[each]) for name, each in zip(names, own, strict=True)}
    return OperatingPoints(
        readers=[one.name for one in sets.readers],
        reader_comments=len(ham),
        threads=distinct(ham_threads),
        spam_comments=len(spam),
        suspect_spam=int((~trusted).sum()),
        campaigns={"all": distinct(campaigns), **by_set},
        resamples=count,
        points=points(
            pool, cuts(sets, thresholds), names, resamples((campaigns, ham_threads), SEED, count)
        ),
    )


def distinct(clusters: Ids) -> int:
    """The number of different clusters."""
    return len(np.unique(clusters))


def points(
    pool: Pool, at: Cuts, names: Sequence[str], drawn: Iterable[tuple[Weights, ...]]
) -> list[OperatingPoint]:
    """Every figure at every threshold with its interval; `names` are those of the sets."""
    once = measures.once(len(pool.spam)), measures.once(len(pool.ham))
    whole, resampled = (
        np.concatenate(
            [[pool.figures(*cut, *weights) for cut in at.items()] for weights in blocks], axis=-1
        )
        for blocks in ([once], drawn)
    )
    found = []
    for cut, values, spread in zip(at, whole[..., 0].tolist(), resampled, strict=True):
        readers, mean, trusted, *recalls = map(estimate, values, spread)
        everything, without_suspects = recalls[: len(names)], recalls[len(names) :]
        found.append(
            OperatingPoint(
                at=cut,
                threshold=at[cut],
                readers_stopped=readers,
                mean=mean,
                mean_without_suspects=trusted,
                sets=dict(zip(names, everything, strict=True)),
                sets_without_suspects=dict(zip(names, without_suspects, strict=True)),
            )
        )
    return found
