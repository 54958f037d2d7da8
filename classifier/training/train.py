"""Training: corpus, features, heads, stages, calibration, quantised artifact.

Everything random comes from one seed, so the same data and seed give the same bytes.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Final

import msgspec
import numpy as np
import sklearn
from scipy import sparse
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from classifier.data import sources
from classifier.data.datasets import GAMBLING, PROMO
from classifier.scoring import artifact
from classifier.scoring.artifact import Array
from classifier.scoring.features import LAYOUT
from classifier.scoring.linear import Heads, Platt
from classifier.scoring.manifest import FORMAT, Head, Manifest, Thresholds, Training
from classifier.scoring.weights import quantise
from classifier.training import calibrate, first_stage, part_calibration
from classifier.training.corpus import REAL
from classifier.training.first_stage import MEMBERS, Fitted
from classifier.training.folds import FOLDS, Flags, Progress, TrainingSet, Values, prepare
from classifier.training.part_calibration import Measured
from classifier.training.pipeline import HANDCRAFTED_SCALE

SPAM: Final = "spam"
KINDS: Final = (GAMBLING, PROMO)
RELEASE: Final = "2026.11"
LONG_COMMENTS: Final = 2_000
"""Long honest comments of each fold, by which parts are calibrated."""
STEPS: Final = 2 + (FOLDS + 1) * len(MEMBERS) + 2 * len(KINDS)
"""Steps that `train` reports as it goes."""


def train(data: Path, out: Path, seed: int, progress: Progress = lambda _: None) -> Manifest:
    """Train on a directory (or file) and write the model. Returns the manifest.

    Raises DatasetError for bad rows, and where spam or ham is missing.
    """
    with threadpool_limits(1):  # sums in one order, so that the number of cores changes no bit
        return trained(data, out, seed, progress)


def trained(data: Path, out: Path, seed: int, progress: Progress) -> Manifest:
    """What `train` does, once the numeric libraries keep to one thread."""
    progress("reading")
    training_set = prepare(data, seed)
    measured, long = out_of_fold(training_set, seed, progress)
    every = np.ones(len(training_set.samples), np.bool_)
    spam = first_stage.first_stage(training_set, every, progress)
    platt = Platt(*calibrate.platt(measured.wholes, training_set.real_spam))
    spam = replace(spam, slope=platt.slope, shift=platt.shift)
    readers = measured.only(reader_ham(training_set))
    handicap = part_calibration.calibrated(readers, long, platt)
    chances = probabilities(measured.logits(platt, handicap))
    kinds = [kind_head(training_set, label, progress) for label in KINDS]
    progress("writing")
    heads = quantised([spam, *kinds], (SPAM, *KINDS))
    thresholds = calibrate.thresholds(ham_chances(training_set, chances))
    manifest = Manifest(
        format=FORMAT,
        release=RELEASE,
        version="",  # made from all the rest as it is saved
        layout=LAYOUT,
        labels=heads.labels,
        heads=heads.heads,
        handicap=handicap,
        shares=shares(training_set),
        thresholds=thresholds,
        arrays={},
        training=training_record(training_set, chances, thresholds, seed),
    )
    return artifact.save(out, manifest, arrays(heads))


def out_of_fold(
    training_set: TrainingSet, seed: int, progress: Progress
) -> tuple[Measured, Measured]:
    """Values of every real row, and of honest ones on end, by models that never saw them."""
    folds, rng = training_set.folds[: training_set.rows], Random(seed)  # noqa: S311 - repeatable
    count = int(training_set.folds.max()) + 1
    measured, long = Measured.empty(training_set.rows), Measured.empty(count * LONG_COMMENTS)
    honest = reader_ham(training_set)
    for number in range(count):
        linear = first_stage.first_stage(training_set, training_set.folds != number, progress)
        head = quantised([linear], (SPAM,))
        measured.measure(
            np.flatnonzero(folds == number), texts_of(training_set, folds == number), head
        )
        own = texts_of(training_set, (folds == number) & honest)
        if own:
            places = np.arange(number * LONG_COMMENTS, (number + 1) * LONG_COMMENTS)
            long.measure(places, part_calibration.joined(own, LONG_COMMENTS, rng), head)
    return measured, long


def texts_of(training_set: TrainingSet, chosen: Flags) -> list[str]:
    """The texts of these real rows."""
    return [training_set.samples[place].row.text for place in np.flatnonzero(chosen).tolist()]


def probabilities(logits: Values) -> Values:
    """Probabilities of log-odds."""
    found: Values = 1.0 / (1.0 + np.exp(-logits))
    return found


def kind_head(training_set: TrainingSet, label: str, progress: Progress) -> Fitted:
    """The head that tells one kind from other spam; one fold held out calibrates it.

    One draw of copies is enough for that.
    """
    kinds = np.array([sample.row.kind for sample in training_set.samples])
    positive, known = kinds == label, training_set.spam & (kinds != "")
    known &= np.isin(training_set.strata, (REAL, 1))
    weights = training_set.weights
    progress(f"cross-validating {label}")
    held_out = np.flatnonzero(known & (training_set.folds == 0))
    trial = first_stage.fit(training_set, positive, known & (training_set.folds != 0), weights)
    progress(f"fitting {label}")
    values = decisions(trial, training_set.matrix[held_out])
    head = first_stage.fit(training_set, positive, known, weights)
    return calibrated(head, values, positive[held_out])


def decisions(head: Fitted, matrix: sparse.csr_matrix) -> Values:
    """Decision values of these rows of the matrix."""
    weights = np.concatenate([head.slots, head.handcrafted / HANDCRAFTED_SCALE])
    found: Values = matrix @ weights + head.bias
    return found


def calibrated(head: Fitted, measured: Values, positive: Flags) -> Fitted:
    """The head with Platt's numbers from values that a model gave to samples it never saw."""
    slope, shift = calibrate.platt(measured, positive) if len(measured) else (1.0, 0.0)
    return Fitted(head.slots, head.handcrafted, head.bias, slope, shift)


def reader_ham(training_set: TrainingSet) -> Flags:
    """Which of the real rows are honest comments of readers; all honest ones where none is."""
    ham, names = ~training_set.real_spam, training_set.real_sources
    known = [name for name in set(names.tolist()) if reader_comments(name)]
    found = ham & np.isin(names, known)
    return found if found.any() else ham


def ham_chances(training_set: TrainingSet, chances: Values) -> list[Values]:
    """Out-of-fold probabilities of honest comments, by set of reader comments."""
    chosen, names = reader_ham(training_set), training_set.real_sources
    groups = [chances[chosen & (names == name)] for name in sorted(set(names[chosen].tolist()))]
    return [group for group in groups if len(group)]


def training_record(
    training_set: TrainingSet, chances: Values, thresholds: Thresholds, seed: int
) -> Training:
    """What the manifest says of data, seed and out-of-fold figures."""
    spam, names = training_set.real_spam, training_set.real_sources.tolist()
    return Training(
        seed=seed,
        sources={name: names.count(name) for name in sorted(set(names))},
        samples=len(training_set.samples),
        spam_share=round(float(1 - (~spam).mean()), 6),
        scikit_learn=sklearn.__version__,
        out_of_fold_recall={
            name: round(float((chances[spam] >= cut).mean()), 6)
            for name, cut in msgspec.structs.asdict(thresholds).items()
        },
    )


def reader_comments(source: str) -> bool:
    """Whether a set's ham stands for the readers of a site; a site's own export does."""
    return source not in sources.TRAINING or sources.TRAINING[source].reader_comments


def shares(training_set: TrainingSet) -> dict[str, float]:
    """The share of each kind in the real spam whose kind is known."""
    real = training_set.samples[: training_set.rows]
    kinds = [sample.row.kind for sample in real if sample.row.spam and sample.row.kind]
    return {label: round(kinds.count(label) / max(len(kinds), 1), 6) for label in KINDS}


def quantised(heads: Sequence[Fitted], labels: Sequence[str]) -> Heads:
    """The heads with whole numbers for weights, as the scorer has them."""
    table, steps = quantise(np.stack([head.slots for head in heads]), np.int8)
    handcrafted, handcrafted_steps = quantise(
        np.stack([head.handcrafted for head in heads]), np.int16
    )
    numbers = zip(labels, heads, steps, handcrafted_steps, strict=True)
    quantised_heads = tuple(
        Head(label, step, handcrafted_step, head.bias, head.slope, head.shift)
        for label, head, step, handcrafted_step in numbers
    )
    return Heads(quantised_heads, table, handcrafted)


def arrays(heads: Heads) -> dict[str, Array]:
    """The arrays of a model by the names of their files."""
    return {
        "spam": np.ascontiguousarray(heads.table[:, :1]),
        "kinds": np.ascontiguousarray(heads.table[:, 1:]),
        "facts": heads.handcrafted.astype(np.int16),
    }
