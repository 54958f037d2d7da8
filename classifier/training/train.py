"""Training: corpus, features, heads, second stage, out-of-fold calibration, quantised artifact.

Everything random comes from one seed, so the same data and seed give the same bytes.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
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

from classifier import artifact, sources
from classifier.dataset import DatasetError
from classifier.features import LAYOUT, SLOTS, extract
from classifier.linear import Head, Heads
from classifier.stacking import INPUTS, Network, seen
from classifier.training import calibrate, corpus, second_stage
from classifier.training.corpus import Sample
from classifier.training.pipeline import BATCH, COLUMNS, FACT_SCALE, HashedFeatures, head_model
from classifier.weights import quantise, table

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Progress = Callable[[str], None]

SPAM: Final = "spam"
KINDS: Final = ("gambling", "promo", "scam", "link")
FOLDS: Final = 3
EVERY: Final = slice(None)
NEVER: Final = -10.0
"""Log-odds of a label without a single example."""
RELEASE: Final = "2026.11"
STEPS: Final = 4 + FOLDS + 2 * len(KINDS)
"""Steps that `train` reports as it goes."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Samples, their feature matrix, and the fold of each."""

    samples: list[Sample]
    matrix: sparse.csr_matrix
    folds: npt.NDArray[np.int64]
    spam: Flags
    rows: int
    """How many of the first samples are real rows."""

    @property
    def real_spam(self) -> Flags:
        return self.spam[: self.rows]


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
    inputs = out_of_fold(prepared, progress)
    progress("fitting spam")
    spam = fit(prepared, prepared.spam, EVERY)
    progress("fitting the second stage")
    measured = cross_fitted(prepared, inputs, seed)
    network = second_stage.fit(inputs, prepared.spam, seed)
    spam = calibrated(spam, measured, prepared.real_spam)
    kinds = [kind_head(prepared, label, progress) for label in KINDS]
    progress("writing")
    return write(out, [spam, *kinds], network, described(prepared, spam, measured, seed))


def prepare(data: Path, seed: int) -> Corpus:
    """Rows, copies and invented texts, with features; real rows come first."""
    rng = Random(seed)  # noqa: S311 - repeatable, not secret
    rows = corpus.grouped(corpus.training_rows(data, rng))
    if len({row.spam for row in rows}) < len((True, False)):
        raise DatasetError(f"{data}: training needs rows labelled spam and rows that are not")
    samples = [*corpus.augmented(rows, rng), *corpus.invented(rows, rng)]
    samples.sort(key=lambda sample: not sample.real)
    matrix = HashedFeatures().transform([sample.row.text for sample in samples])
    spam = np.array([sample.row.spam for sample in samples])
    return Corpus(samples, matrix, folds(samples, seed), spam, len(rows))


def folds(samples: Sequence[Sample], seed: int) -> npt.NDArray[np.int64]:
    """A fold for each sample; a campaign, a video and a row's copies stay together."""
    groups = [sha256(f"{seed}{sample.row.group}".encode()).hexdigest() for sample in samples]
    numbers = np.zeros(len(samples), np.int64)
    count = min(FOLDS, len(set(groups)))
    for number, (_, held_out) in enumerate(GroupKFold(count).split(samples, groups=groups)):
        numbers[held_out] = number
    return numbers


def fit(prepared: Corpus, positive: Flags, chosen: Flags | slice) -> Fitted:
    """One head, fitted on the chosen samples."""
    rows = np.arange(len(prepared.samples))[chosen]
    if len(set(positive[rows].tolist())) < len((True, False)):
        return Fitted(np.zeros(SLOTS), np.zeros(COLUMNS - SLOTS), NEVER)
    weights = np.array([sample.weight for sample in prepared.samples])
    own = prepared.matrix[rows]
    used = np.unique(own.indices)  # a small export fills few slots; the rest need no solving
    model = head_model()
    model.fit(own[:, used], positive[rows], sample_weight=weights[rows])
    coefficients = np.zeros(COLUMNS)
    coefficients[used] = model.coef_[0]
    facts = coefficients[SLOTS:] * FACT_SCALE
    return Fitted(coefficients[:SLOTS], facts, float(model.intercept_[0]))


def out_of_fold(prepared: Corpus, progress: Progress) -> Values:
    """What the network sees of every sample, by linear models that never saw its group."""
    values = np.zeros((len(prepared.samples), INPUTS))
    for number in range(int(prepared.folds.max()) + 1):
        progress(f"cross-validating spam, fold {number + 1}")
        head = quantised([fit(prepared, prepared.spam, prepared.folds != number)], (SPAM,))
        held_out = np.flatnonzero(prepared.folds == number)
        texts = [prepared.samples[place].row.text for place in held_out.tolist()]
        values[held_out] = np.concatenate(
            [
                seen(head, extract(texts[first : first + BATCH]))
                for first in range(0, len(texts), BATCH)
            ]
        )
    return values


def cross_fitted(prepared: Corpus, inputs: Values, seed: int) -> Values:
    """Decision values of the real rows by networks that never saw their group either."""
    values = np.zeros(prepared.rows)
    for number in range(int(prepared.folds.max()) + 1):
        others = prepared.folds != number
        network = second_stage.fit(inputs[others], prepared.spam[others], seed)
        held_out = np.flatnonzero(prepared.folds[: prepared.rows] == number)
        values[held_out] = network.decide(inputs[held_out])
    return values


def kind_head(prepared: Corpus, label: str, progress: Progress) -> Fitted:
    """The head that tells one kind from other spam; one fold held out calibrates it."""
    kinds = np.array([sample.row.kind for sample in prepared.samples])
    positive, known = kinds == label, prepared.spam & (kinds != "")
    progress(f"cross-validating {label}")
    held_out = np.flatnonzero(known & (prepared.folds == 0))
    trial = fit(prepared, positive, known & (prepared.folds != 0))
    progress(f"fitting {label}")
    values = decisions(trial, prepared.matrix[held_out])
    return calibrated(fit(prepared, positive, known), values, positive[held_out])


def decisions(head: Fitted, matrix: sparse.csr_matrix) -> Values:
    """Decision values of these rows of the matrix."""
    weights = np.concatenate([head.slots, head.facts / FACT_SCALE])
    found: Values = matrix @ weights + head.bias
    return found


def calibrated(head: Fitted, measured: Values, positive: Flags) -> Fitted:
    """The head with Platt's numbers from values that a model gave to samples it never saw."""
    slope, shift = calibrate.platt(measured, positive) if len(measured) else (1.0, 0.0)
    return Fitted(head.slots, head.facts, head.bias, slope, shift)


def described(prepared: Corpus, spam: Fitted, measured: Values, seed: int) -> dict[str, Any]:
    """What the manifest says of data, seed, thresholds and out-of-fold figures."""
    chances = 1.0 / (1.0 + np.exp(-(spam.slope * measured + spam.shift)))
    ham = ~prepared.real_spam
    names = np.array([sample.row.source for sample in prepared.samples[: prepared.rows]])
    known = [name for name in sorted(set(names.tolist())) if reader_comments(name)]
    groups = [chances[ham & (names == name)] for name in known]
    groups = [group for group in groups if len(group)] or [chances[ham]]
    thresholds = calibrate.thresholds(groups)
    return {
        "thresholds": thresholds,
        "shares": shares(prepared),
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


def shares(prepared: Corpus) -> dict[str, float]:
    """Of the real spam whose kind is known, the share of each kind."""
    real = prepared.samples[: prepared.rows]
    kinds = [sample.row.kind for sample in real if sample.row.spam and sample.row.kind]
    return {label: round(kinds.count(label) / max(len(kinds), 1), 6) for label in KINDS}


def quantised(heads: Sequence[Fitted], labels: Sequence[str]) -> Heads:
    """The heads with whole numbers for weights, as the scorer has them."""
    slots, steps = quantise(np.stack([head.slots for head in heads]))
    facts, fact_steps = quantise(np.stack([head.facts for head in heads]))
    numbers = zip(labels, heads, steps, fact_steps, strict=True)
    described = tuple(
        Head(label, step, fact_step, head.bias, head.slope, head.shift)
        for label, head, step, fact_step in numbers
    )
    return Heads(described, table(slots), table(facts))


def write(
    out: Path, heads: Sequence[Fitted], network: Network, facts: dict[str, Any]
) -> dict[str, Any]:
    """Quantise and save."""
    labels = (SPAM, *KINDS)
    whole = quantised(heads, labels)
    manifest = {
        "release": RELEASE,
        "layout": LAYOUT,
        "labels": list(labels),
        "heads": [asdict(head) for head in whole.heads],
        "network": {"bias": network.bias},
        **facts,
    }
    arrays = {
        "spam": np.ascontiguousarray(whole.table[:, :1]),
        "kinds": np.ascontiguousarray(whole.table[:, 1:]),
        "facts": whole.facts.astype(np.int16),
        **second_stage.arrays(network),
    }
    return artifact.save(out, manifest, arrays)
