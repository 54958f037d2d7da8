"""The evaluation: every figure of a model on labelled comments.

The names of the JSON that `Evaluation` becomes are stable; `FORMAT` counts up when they change.
Nothing here or below chooses anything by these figures.
"""

from collections.abc import Collection
from pathlib import Path
from typing import Final

import msgspec

from classifier.data.datasets import data_files
from classifier.evaluation import measures
from classifier.evaluation.attacks.cost import AttackCost, Withstood, attack_costs, withstood
from classifier.evaluation.attacks.padding import LongComments, PaddingCost, padding_costs
from classifier.evaluation.attacks.suite import ATTACKS
from classifier.evaluation.breakdown import DisguiseRecall, KindRecall, by_disguise, by_kind
from classifier.evaluation.calibration import Calibration, calibration, reliability
from classifier.evaluation.causes import Errors, errors
from classifier.evaluation.fingerprint_groups import FingerprintGroups, fingerprint_groups
from classifier.evaluation.gambling_talk import GamblingTalk, gambling_talk
from classifier.evaluation.harmless import HarmlessChange, harmless_changes
from classifier.evaluation.measures import Curves
from classifier.evaluation.operating import (
    RATES,
    SEED,
    STRICTEST,
    OperatingPoints,
    cuts,
    operating_points,
)
from classifier.evaluation.scored_sets import Cuts, Progress, ScoredSet, Sets, assigned, scored_sets
from classifier.scoring.scorer import Scorer, Thresholds
from classifier.training.corpus import suspect_ids

FORMAT: Final = 3
SHOWN: Final = (STRICTEST, "hold", "reject")
"""The cuts for which breakdowns are given: fewer, or nobody reads them."""
PARTS: Final = 3
"""Steps besides one for each set and each attack: padding, harmless changes, the rest."""


class SetFigures(
    msgspec.Struct,
    frozen=True,
    rename={
        "recall_at_tenth": "recall_at_0.1%",
        "recall_at_half": "recall_at_0.5%",
        "recall_at_one": "recall_at_1%",
        "recall_at_own_tenth": "recall_at_own_0.1%",
        "recall_at_own_one": "recall_at_own_1%",
    },
):
    """The figures of one set; None where they are not defined.

    A tenth, half and one are per cent of ham: pooled reader comments, or the set's own.
    """

    set: str
    seen_in_training: bool
    rows: int
    spam: int
    roc_auc: float | None
    pr_auc: float | None
    precision_at_hold: float | None
    recall_at_hold: float | None
    f1_at_hold: float | None
    ham_at_hold: float | None
    precision_at_reject: float | None
    recall_at_reject: float | None
    f1_at_reject: float | None
    ham_at_reject: float | None
    recall_at_tenth: float | None
    recall_at_half: float | None
    recall_at_one: float | None
    recall_at_own_tenth: float | None
    recall_at_own_one: float | None
    ece: float | None


class Histogram(msgspec.Struct, frozen=True):
    """How many comments of the pool have a score in each bin."""

    spam: list[int]
    readers: list[int]


class Evaluation(msgspec.Struct, frozen=True):
    """Every figure of a model. Parts for which the data have no rows are empty, or None."""

    format: int
    model: str
    thresholds: Thresholds
    seed: int
    cuts: dict[str, float]
    sets: list[SetFigures]
    pool: SetFigures | None
    curves: Curves | None
    histogram: Histogram
    calibration: Calibration
    operating_points: OperatingPoints | None
    kinds: list[KindRecall]
    disguises: list[DisguiseRecall]
    gambling_talk: list[GamblingTalk]
    errors: Errors
    attacks: list[AttackCost]
    withstood: list[Withstood]
    padding: list[PaddingCost]
    long_comments: list[LongComments]
    harmless: list[HarmlessChange]
    fingerprints: list[FingerprintGroups]


def steps(data: Path) -> int:
    """How often `evaluate` will call its progress. Raises DatasetError."""
    return len(data_files(data)) + PARTS + len(ATTACKS)


def evaluate(
    data: Path, scorer: Scorer, seen: Collection[str], spam_share: float | None, progress: Progress
) -> Evaluation:
    """Every figure of a model on a file or directory of labelled comments.

    `seen` names the sets that trained the model; `spam_share` is the share of spam, in [0, 1],
    that it is calibrated for. Same data and model, same figures. Raises DatasetError with
    file and line of a bad row.
    """
    sets = assigned(list(scored_sets(data, scorer, progress)), seen)
    at = cuts(sets, scorer.thresholds)
    shown = {name: at[name] for name in SHOWN if name in at}
    suspects = suspect_ids(data)
    costs = attack_costs(sets, scorer, shown, progress)
    padding, long = padding_costs(sets, scorer, shown, progress)
    pool = sets.pool
    progress("operating points and breakdowns")
    return Evaluation(
        format=FORMAT,
        model=scorer.version,
        thresholds=scorer.thresholds,
        seed=SEED,
        cuts=dict(at),
        sets=[set_figures(one, sets, at) for one in sets.every],
        pool=set_figures(pool, sets, at) if pool.rows else None,
        curves=measures.curves(pool.scores, pool.spam),
        histogram=Histogram(*map(measures.histogram, (pool.spam_scores, pool.ham_scores))),
        calibration=calibration(sets.unseen, spam_share),
        operating_points=operating_points(sets, scorer.thresholds, suspects),
        kinds=by_kind(sets.unseen, shown),
        disguises=by_disguise(sets.spam, shown),
        gambling_talk=gambling_talk(sets, scorer, shown),
        errors=errors(sets, shown, suspects),
        attacks=costs,
        withstood=withstood(costs),
        padding=padding,
        long_comments=long,
        harmless=harmless_changes(sets, scorer, scorer.thresholds, progress),
        fingerprints=fingerprint_groups(sets),
    )


def set_figures(one: ScoredSet, sets: Sets, at: Cuts) -> SetFigures:
    """The figures of one set."""
    spam, scores = one.spam, one.scores
    shipped = {
        f"{figure}_at_{name}": value
        for name in ("hold", "reject")
        for figure, value in measures.flagged(scores, spam, at[name])._asdict().items()
    }
    tenth, half, whole = (
        measures.share(scores[spam], at[name]) if name in at else None for name in RATES
    )
    return SetFigures(
        set=one.name,
        seen_in_training=one in sets.every and one not in sets.unseen,
        rows=len(one.rows),
        spam=int(spam.sum()),
        roc_auc=measures.roc_auc(scores, spam),
        pr_auc=measures.pr_auc(scores, spam),
        recall_at_tenth=tenth,
        recall_at_half=half,
        recall_at_one=whole,
        recall_at_own_tenth=measures.recall_at(scores, spam, RATES["0.1%"]),
        recall_at_own_one=measures.recall_at(scores, spam, RATES["1%"]),
        ece=reliability(scores, spam).ece if one.rows else None,
        **shipped,
    )
