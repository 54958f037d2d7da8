"""Training: corpus, features, heads, second stage, reader, calibration, quantised artifact.

Everything random comes from one seed, so the same data and seed give the same bytes.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import sklearn
from scipy import sparse
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from classifier.data import sources
from classifier.scoring import artifact
from classifier.scoring.features import LAYOUT, extract
from classifier.scoring.linear import Head, Heads
from classifier.scoring.stacking import INPUTS, Network, seen
from classifier.scoring.weights import quantise, table
from classifier.training import calibrate, first_stage, second_opinion, second_stage
from classifier.training.corpus import REAL
from classifier.training.first_stage import MEMBERS, Fitted
from classifier.training.pipeline import BATCH, FACT_SCALE
from classifier.training.prepared import FOLDS, Corpus, prepare
from classifier.training.second_opinion import Taught

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Progress = Callable[[str], None]

SPAM: Final = "spam"
KINDS: Final = ("gambling", "promo", "scam", "link")
RELEASE: Final = "2026.11"
STEPS: Final = 3 + (FOLDS + 1) * (len(MEMBERS) + 1) + 2 * len(KINDS)
"""Steps that `train` reports as it goes."""


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
    spam = first_stage.first_stage(prepared, np.ones(len(prepared.samples), np.bool_), progress)
    progress("fitting the second stage")
    judged = cross_fitted(prepared, inputs, seed)
    network = second_stage.fit(inputs, prepared.spam, seed)
    lessons = second_opinion.lessons(prepared, judged)
    measured = second_opinion.out_of_fold(prepared, lessons, seed, progress)
    progress("fitting the reader")
    reader = second_opinion.fit(lessons, seed)
    spam = calibrated(spam, measured, prepared.real_spam)
    kinds = [kind_head(prepared, label, progress) for label in KINDS]
    progress("writing")
    facts = described(prepared, spam, measured, seed)
    return write(out, [spam, *kinds], network, reader, facts)


def out_of_fold(prepared: Corpus, progress: Progress) -> Values:
    """What the network sees of every sample, by linear models that never saw its group."""
    values = np.zeros((len(prepared.samples), INPUTS))
    for number in range(int(prepared.folds.max()) + 1):
        linear = first_stage.first_stage(prepared, prepared.folds != number, progress)
        head = quantised([linear], (SPAM,))
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
    """Decision values of every sample by networks that never saw its group either."""
    values = np.zeros(len(prepared.samples))
    for number in range(int(prepared.folds.max()) + 1):
        others = prepared.folds != number
        network = second_stage.fit(inputs[others], prepared.spam[others], seed)
        values[~others] = network.decide(inputs[~others])
    return values


def kind_head(prepared: Corpus, label: str, progress: Progress) -> Fitted:
    """The head that tells one kind from other spam; one fold held out calibrates it.

    One draw of copies is enough for that.
    """
    kinds = np.array([sample.row.kind for sample in prepared.samples])
    positive, known = kinds == label, prepared.spam & (kinds != "")
    known &= np.isin(prepared.parts, (REAL, 1))
    weights = prepared.weights
    progress(f"cross-validating {label}")
    held_out = np.flatnonzero(known & (prepared.folds == 0))
    trial = first_stage.fit(prepared, positive, known & (prepared.folds != 0), weights)
    progress(f"fitting {label}")
    values = decisions(trial, prepared.matrix[held_out])
    head = first_stage.fit(prepared, positive, known, weights)
    return calibrated(head, values, positive[held_out])


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
    out: Path, heads: Sequence[Fitted], network: Network, reader: Taught, facts: dict[str, Any]
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
        "reader": reader.part,
        **facts,
    }
    arrays = {
        "spam": np.ascontiguousarray(whole.table[:, :1]),
        "kinds": np.ascontiguousarray(whole.table[:, 1:]),
        "facts": whole.facts.astype(np.int16),
        **second_stage.arrays(network),
        **reader.arrays,
    }
    return artifact.save(out, manifest, arrays)
