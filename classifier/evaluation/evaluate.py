"""The evaluation: every figure of a model on labelled comments, as JSON can hold it.

Names and layout of what `report` returns are stable; `FORMAT` counts up when they
change. Nothing here or below chooses anything by these figures.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from msgspec.structs import asdict

from classifier.data.datasets import data_files
from classifier.evaluation import metrics
from classifier.evaluation.attacks import ATTACKS
from classifier.evaluation.breakdown import by_disguise, by_kind
from classifier.evaluation.causes import errors
from classifier.evaluation.gambling_talk import gambling_talk
from classifier.evaluation.intervals import RESAMPLES
from classifier.evaluation.measured import Measured, Progress, Sets, assigned, measure, score_rows
from classifier.evaluation.operating import RATES, SEED, STRICTEST, cuts, operating_points
from classifier.evaluation.reliability import calibration, error_of
from classifier.evaluation.robustness import attack_suite, withstood
from classifier.scoring.scorer import Scorer
from classifier.training.corpus import suspect_ids

__all__ = ["FORMAT", "Measured", "measure", "report", "score_rows", "steps"]

FORMAT: Final = 2
PARTS: Final = 4
"""Steps besides one for each set and each attack."""


def steps(data: Path) -> int:
    """How often `report` will call its progress. Raises DatasetError."""
    return len(data_files(data)) + len(ATTACKS) + PARTS


def report(
    data: Path,
    scorer: Scorer,
    training: Mapping[str, Any],
    progress: Progress,
    resamples: int = RESAMPLES,
) -> dict[str, Any]:
    """Every figure of a model on a file or directory of labelled comments.

    `training` is what the model's manifest says under that name: of it count `sources`, the
    sets that it saw, and `spam_share`, the share of spam that it is calibrated for.
    Same data, model and `resamples`, same figures. Parts for which the data have no
    rows are empty, or None. Raises DatasetError with file and line of a bad row.
    """
    suspects = suspect_ids(data)
    sets = assigned(measure(data, scorer, progress), training.get("sources", {}))
    at = cuts(sets, scorer.thresholds)
    return {
        "format": FORMAT,
        "model": scorer.version,
        "thresholds": asdict(scorer.thresholds),
        "seed": SEED,
        "cuts": at,
        **set_tables(sets, scorer, at),
        **told("calibration", calibration(sets.unseen, training.get("spam_share")), progress),
        **told(
            "operating_points",
            operating_points(sets, scorer.thresholds, suspects, resamples),
            progress,
        ),
        **breakdowns(sets, scorer, at, suspects, progress),
        **attacked(sets, scorer, shown(at), progress),
    }


def told(name: str, figures: object, progress: Progress) -> dict[str, object]:
    """Figures under their name, once the progress has been told of them."""
    progress(name.replace("_", " "))
    return {name: figures}


def set_tables(sets: Sets, scorer: Scorer, at: Mapping[str, float]) -> dict[str, Any]:
    """Each set by itself, the pool, and what the curves and histograms are drawn from."""
    pool = sets.pool
    return {
        "sets": [
            {
                "set": one.name,
                "seen_in_training": one not in sets.unseen,
                **set_figures(one, scorer, at),
            }
            for one in sets.every
        ],
        "pool": {"set": pool.name, "seen_in_training": False, **set_figures(pool, scorer, at)}
        if pool.rows
        else None,
        "curves": metrics.curves(pool.scores, pool.spam),
        "histogram": {
            "spam": metrics.histogram(pool.spam_scores),
            "readers": metrics.histogram(pool.ham_scores),
        },
    }


def set_figures(one: Measured, scorer: Scorer, at: Mapping[str, float]) -> dict[str, Any]:
    """The figures of one set; None where they are not defined."""
    spam, scores = one.spam, one.scores
    shipped = asdict(scorer.thresholds)
    figures: dict[str, Any] = {
        "rows": len(one.rows),
        "spam": int(spam.sum()),
        "roc_auc": metrics.roc_auc(scores, spam),
        "pr_auc": metrics.pr_auc(scores, spam),
    }
    for name, threshold in shipped.items():
        figures |= {
            f"precision_at_{name}": metrics.precision(scores, spam, threshold),
            f"recall_at_{name}": metrics.recall(scores, spam, threshold),
            f"f1_at_{name}": metrics.f1(scores, spam, threshold),
            f"ham_at_{name}": metrics.share(scores[~spam], threshold),
        }
    figures |= {
        f"recall_at_{name}": metrics.recall(scores, spam, at[name]) for name in RATES if name in at
    }
    own = {f"recall_at_own_{name}": metrics.recall_at(scores, spam, RATES[name]) for name in OWN}
    return figures | own | {"ece": error_of(scores, spam) if len(one.rows) else None}


OWN: Final = ("0.1%", "1%")
"""Rates for which a set's own ham sets a threshold too."""


def shown(at: Mapping[str, float]) -> dict[str, float]:
    """The thresholds for which breakdowns are given: fewer, or nobody reads them."""
    return {name: at[name] for name in (STRICTEST, "hold", "reject") if name in at}


def attacked(
    sets: Sets, scorer: Scorer, at: Mapping[str, float], progress: Progress
) -> dict[str, Any]:
    """What each attack costs, and how many cost next to nothing."""
    lines = attack_suite(sets, scorer, at, progress)
    return {"attacks": lines, "withstood": withstood(lines)}


def breakdowns(
    sets: Sets, scorer: Scorer, at: Mapping[str, float], suspects: frozenset[str], told_to: Progress
) -> dict[str, Any]:
    """Recall by kind and disguise, talk about gambling, and errors by cause."""
    chosen = shown(at)
    own = [one.name for one in sets.readers]
    others = [one for one in sets.spam if one.name not in own]
    return {
        "kinds": by_kind([one for one in sets.unseen if one.spam.any()], chosen),
        **told("disguises", by_disguise(sets.spam, chosen), told_to),
        "gambling_talk": gambling_talk(sets, scorer, chosen),
        **told(
            "errors",
            {
                "missed_spam": errors(sets.spam, chosen, suspects, spam=True),
                "wronged_readers": errors(sets.readers, chosen, suspects, spam=False),
                "wronged_beside_spam": errors(others, chosen, suspects, spam=False),
            },
            told_to,
        ),
    }
