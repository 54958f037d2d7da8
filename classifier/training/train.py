"""Training: corpus, features, heads, stages, calibration, quantised artifact.

Everything random comes from one seed, so the same data and seed give the same bytes.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
import sklearn
from scipy import sparse
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from classifier.data import sources
from classifier.scoring import artifact
from classifier.scoring.artifact import Array
from classifier.scoring.features import LAYOUT, extract
from classifier.scoring.linear import Heads
from classifier.scoring.manifest import FORMAT, Head, Manifest, NetworkNumbers, Thresholds, Training
from classifier.scoring.stacking import INPUTS, Network, network_inputs
from classifier.scoring.weights import quantise, table
from classifier.training import calibrate, char_cnn_stage, first_stage, second_stage
from classifier.training.char_cnn_stage import FittedCharCnn
from classifier.training.corpus import REAL
from classifier.training.first_stage import MEMBERS, Fitted
from classifier.training.folds import FOLDS, Flags, Progress, TrainingSet, Values, prepare
from classifier.training.pipeline import BATCH, HANDCRAFTED_SCALE

SPAM: Final = "spam"
KINDS: Final = ("gambling", "promo", "scam", "link")
RELEASE: Final = "2026.11"
STEPS: Final = 3 + (FOLDS + 1) * (len(MEMBERS) + 1) + 2 * len(KINDS)
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
    inputs = out_of_fold(training_set, progress)
    spam = first_stage.first_stage(
        training_set, np.ones(len(training_set.samples), np.bool_), progress
    )
    progress("fitting the second stage")
    judged = cross_fitted(training_set, inputs, seed)
    network = second_stage.fit(inputs, training_set.spam, seed)
    selected = char_cnn_stage.select_samples(training_set, judged)
    measured = char_cnn_stage.out_of_fold(training_set, selected, seed, progress)
    progress("fitting the character network")
    char_cnn = char_cnn_stage.fit(selected, seed)
    spam = calibrated(spam, measured, training_set.real_spam)
    kinds = [kind_head(training_set, label, progress) for label in KINDS]
    progress("writing")
    heads = quantised([spam, *kinds], (SPAM, *KINDS))
    chances = 1.0 / (1.0 + np.exp(-(spam.slope * measured + spam.shift)))
    thresholds = calibrate.thresholds(ham_chances(training_set, chances))
    manifest = Manifest(
        format=FORMAT,
        release=RELEASE,
        version="",  # made from all the rest as it is saved
        layout=LAYOUT,
        labels=heads.labels,
        heads=heads.heads,
        network=NetworkNumbers(network.bias),
        blend=char_cnn.numbers,
        shares=shares(training_set),
        thresholds=thresholds,
        arrays={},
        training=training_record(training_set, chances, thresholds, seed),
    )
    return artifact.save(out, manifest, arrays(heads, network, char_cnn))


def out_of_fold(training_set: TrainingSet, progress: Progress) -> Values:
    """What the network sees of every sample, by linear models that never saw its group."""
    values = np.zeros((len(training_set.samples), INPUTS))
    for number in range(int(training_set.folds.max()) + 1):
        linear = first_stage.first_stage(training_set, training_set.folds != number, progress)
        head = quantised([linear], (SPAM,))
        held_out = np.flatnonzero(training_set.folds == number)
        texts = [training_set.samples[place].row.text for place in held_out.tolist()]
        values[held_out] = np.concatenate(
            [
                network_inputs(head, extract(texts[first : first + BATCH]))
                for first in range(0, len(texts), BATCH)
            ]
        )
    return values


def cross_fitted(training_set: TrainingSet, inputs: Values, seed: int) -> Values:
    """Decision values of every sample by networks that never saw its group either."""
    values = np.zeros(len(training_set.samples))
    for number in range(int(training_set.folds.max()) + 1):
        others = training_set.folds != number
        network = second_stage.fit(inputs[others], training_set.spam[others], seed)
        values[~others] = network.decide(inputs[~others])
    return values


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


def ham_chances(training_set: TrainingSet, chances: Values) -> list[Values]:
    """Out-of-fold probabilities of honest comments, by set of reader comments."""
    ham, names = ~training_set.real_spam, training_set.real_sources
    known = [name for name in sorted(set(names.tolist())) if reader_comments(name)]
    groups = [chances[ham & (names == name)] for name in known]
    return [group for group in groups if len(group)] or [chances[ham]]


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
    slots, steps = quantise(np.stack([head.slots for head in heads]))
    handcrafted, handcrafted_steps = quantise(np.stack([head.handcrafted for head in heads]))
    numbers = zip(labels, heads, steps, handcrafted_steps, strict=True)
    quantised_heads = tuple(
        Head(label, step, handcrafted_step, head.bias, head.slope, head.shift)
        for label, head, step, handcrafted_step in numbers
    )
    return Heads(quantised_heads, table(slots), table(handcrafted))


def arrays(heads: Heads, network: Network, char_cnn: FittedCharCnn) -> dict[str, Array]:
    """The arrays of a model by the names of their files."""
    return {
        "spam": np.ascontiguousarray(heads.table[:, :1]),
        "kinds": np.ascontiguousarray(heads.table[:, 1:]),
        "facts": heads.handcrafted.astype(np.int16),
        **second_stage.arrays(network),
        **char_cnn.arrays,
    }
