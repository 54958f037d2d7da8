"""Training: corpus, features, four heads, out-of-fold calibration, quantised artifact.

Everything random comes from one seed, so the same data and seed give the same bytes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import sklearn
from scipy import sparse
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from classifier import artifact, calibrate, corpus, sources
from classifier.corpus import Sample
from classifier.dataset import DatasetError, Row
from classifier.features import LAYOUT
from classifier.pipeline import COLUMNS, FACT_SCALE, SLOTS, HashedFeatures, head_model
from classifier.weights import HEADS, pack, quantise

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Progress = Callable[[str], None]

LABELS: Final = ("spam", "gambling", "promo", "scam")
FOLDS: Final = 3
NEVER: Final = -10.0
"""Log-odds of a label without a single example."""
RELEASE: Final = "2026.11"
STEPS: Final = 3 + len(LABELS) * 2 + FOLDS - 1
"""Steps that `train` reports as it goes."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Samples, their feature matrix, and the fold of each."""

    samples: list[Sample]
    matrix: sparse.csr_matrix
    folds: npt.NDArray[np.int64]
    rows: int


@dataclass(frozen=True, slots=True)
class Fitted:
    """One head: weights, bias, Platt's two numbers."""

    slots: Values
    facts: Values
    bias: float
    slope: float = 1.0
    shift: float = 0.0


def train(data: Path, out: Path, seed: int, progress: Progress = lambda _: None) -> dict[str, Any]:
    """Train on a directory (or file) and write the model. Returns the manifest.

    Raises DatasetError for bad rows, and where spam or ham is missing.
    """
    with threadpool_limits(1):  # sums in one order, so that the number of cores changes no bit
        return trained(data, out, seed, progress)


def trained(data: Path, out: Path, seed: int, progress: Progress) -> dict[str, Any]:
    """What `train` does, once the numeric libraries keep to one thread."""
    progress("reading")
    prepared = prepare(data, seed)
    heads, measured = [], np.zeros((prepared.rows, len(LABELS)))
    for column, label in enumerate(LABELS):
        progress(f"fitting {label}")
        measured[:, column] = out_of_fold(prepared, label, progress)
        heads.append(fit(prepared, label))
    progress("calibrating")
    real = [sample.row for sample in prepared.samples[: prepared.rows]]
    heads = [
        calibrated(head, measured[:, column], LABELS[column], real)
        for column, head in enumerate(heads)
    ]
    progress("writing")
    return write(out, heads, described(real, prepared, heads[0], measured[:, 0], seed))


def prepare(data: Path, seed: int) -> Corpus:
    """Rows, copies and invented texts, with features; real rows come first."""
    rng = Random(seed)  # noqa: S311 - repeatable, not secret
    rows = corpus.grouped(corpus.training_rows(data, rng))
    if len({row.spam for row in rows}) < len((True, False)):
        raise DatasetError(f"{data}: training needs rows labelled spam and rows that are not")
    samples = [*corpus.augmented(rows, rng), *corpus.invented(rows, rng)]
    samples.sort(key=lambda sample: not sample.real)
    matrix = HashedFeatures().transform([sample.row.text for sample in samples])
    return Corpus(samples, matrix, folds(samples, seed), len(rows))


def folds(samples: Sequence[Sample], seed: int) -> npt.NDArray[np.int64]:
    """A fold for each sample; a campaign, a video and a row's copies stay together."""
    groups = [sha256(f"{seed}{sample.row.group}".encode()).hexdigest() for sample in samples]
    numbers = np.zeros(len(samples), np.int64)
    count = min(FOLDS, len(set(groups)))
    for number, (_, held_out) in enumerate(GroupKFold(count).split(samples, groups=groups)):
        numbers[held_out] = number
    return numbers


def target(samples: Sequence[Sample], label: str) -> tuple[Flags, Flags]:
    """Which samples are of this label, and for which that is known."""
    if label == LABELS[0]:
        positive = np.array([sample.row.spam for sample in samples])
        return positive, np.ones(len(samples), np.bool_)
    kinds = np.array([sample.row.kind for sample in samples])
    unknown = np.array([sample.row.spam and not sample.row.kind for sample in samples])
    return kinds == label, ~unknown


def fit(prepared: Corpus, label: str, leave_out: int = -1) -> Fitted:
    """One head, fitted on all samples or on those of the other folds."""
    positive, known = target(prepared.samples, label)
    chosen = np.flatnonzero(known & (prepared.folds != leave_out))
    weights = np.array([sample.weight for sample in prepared.samples])
    if len(set(positive[chosen].tolist())) == 1:
        return Fitted(np.zeros(SLOTS), np.zeros(COLUMNS - SLOTS), NEVER)
    own = prepared.matrix[chosen]
    used = np.unique(own.indices)  # a small export fills few slots; the rest need no solving
    model = head_model()
    model.fit(own[:, used], positive[chosen], sample_weight=weights[chosen])
    coefficients = np.zeros(COLUMNS)
    coefficients[used] = model.coef_[0]
    facts = coefficients[SLOTS:] * FACT_SCALE
    return Fitted(coefficients[:SLOTS], facts, float(model.intercept_[0]))


def out_of_fold(prepared: Corpus, label: str, progress: Progress) -> Values:
    """Decision values of the real rows by models that never saw their group.

    The thresholds rest on `spam`, so all folds are held out in turn; two numbers for
    each other label can be had from one. Rows not measured are not a number.
    """
    values = np.full(prepared.rows, np.nan)
    count = int(prepared.folds.max()) + 1 if label == LABELS[0] else 1
    for number in range(count):
        progress(f"cross-validating {label}, fold {number + 1}")
        head = fit(prepared, label, leave_out=number)
        held_out = np.flatnonzero(prepared.folds[: prepared.rows] == number)
        values[held_out] = decisions(head, prepared.matrix[held_out])
    return values


def decisions(head: Fitted, matrix: sparse.csr_matrix) -> Values:
    """Decision values of these rows of the matrix."""
    weights = np.concatenate([head.slots, head.facts / FACT_SCALE])
    found: Values = matrix @ weights + head.bias
    return found


def calibrated(head: Fitted, measured: Values, label: str, real: Sequence[Row]) -> Fitted:
    """The head with Platt's numbers from its out-of-fold values."""
    positive, known = target([Sample(row, 1.0, real=True) for row in real], label)
    known &= ~np.isnan(measured)
    slope, shift = calibrate.platt(measured[known], positive[known])
    return Fitted(head.slots, head.facts, head.bias, slope, shift)


def described(
    real: Sequence[Row], prepared: Corpus, spam: Fitted, measured: Values, seed: int
) -> dict[str, Any]:
    """What the manifest says of data, seed, thresholds and out-of-fold figures."""
    chances = 1.0 / (1.0 + np.exp(-(spam.slope * measured + spam.shift)))
    ham = np.array([not row.spam for row in real])
    names = np.array([row.source for row in real])
    known = [name for name in sorted(set(names.tolist())) if reader_comments(name)]
    groups = [chances[ham & (names == name)] for name in known] or [chances[ham]]
    thresholds = {
        "hold": calibrate.strictest(groups, calibrate.HOLD_RATE, calibrate.HOLD_FLOOR),
        "reject": calibrate.strictest(groups, calibrate.REJECT_RATE, calibrate.REJECT_FLOOR),
    }
    return {
        "thresholds": thresholds,
        "training": {
            "seed": seed,
            "sources": {name: int((names == name).sum()) for name in sorted(set(names.tolist()))},
            "samples": len(prepared.samples),
            "spam_share": round(float(1 - ham.mean()), 6),
            "scikit_learn": sklearn.__version__,
            "out_of_fold_recall": {
                name: round(float((chances[~ham] >= cut).mean()), 6)
                for name, cut in thresholds.items()
            },
        },
    }


def reader_comments(source: str) -> bool:
    """Whether a set's ham stands for the readers of a site; a site's own export does."""
    return source not in sources.TRAINING or sources.TRAINING[source].reader_comments


def write(out: Path, heads: Sequence[Fitted], facts: dict[str, Any]) -> dict[str, Any]:
    """Quantise and save."""
    slots, steps = quantise(np.stack([head.slots for head in heads]))
    fact_weights, fact_steps = quantise(np.stack([head.facts for head in heads]))
    padded = np.zeros((fact_weights.shape[1], HEADS), np.int64)
    padded[:, : len(heads)] = fact_weights.T
    manifest = {
        "release": RELEASE,
        "layout": LAYOUT,
        "labels": list(LABELS),
        "heads": [
            {
                "label": label,
                "step": step,
                "fact_step": fact_step,
                "bias": head.bias,
                "slope": head.slope,
                "shift": head.shift,
            }
            for label, head, step, fact_step in zip(LABELS, heads, steps, fact_steps, strict=True)
        ],
        **facts,
    }
    return artifact.save(out, manifest, {"ngrams": pack(slots), "facts": padded})
