"""What scikit-learn learns from: our hashed features, then a logistic regression a head.

The transformer emits the very features that scoring computes, as a sparse matrix:
one column a table slot, then one a handcrafted feature. Only the weights are learned.
"""

from collections.abc import Sequence
from typing import Final, Self

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.linear_model import LogisticRegression

from classifier.scoring.features import HANDCRAFTED, SILENT, SLOTS, FeatureGroup, Features, extract

COLUMNS: Final = SLOTS + len(HANDCRAFTED)
BATCH: Final = 1_000
HANDCRAFTED_SCALE: Final = 0.5
"""Weight of a handcrafted feature against an n-gram of unit norm where weights are penalised."""
STRENGTH: Final = 40.0
"""Inverse of the penalty; chosen by leave-brands-out cross-validation on training sources."""
ROUNDS: Final = 500
STARTED_ROUNDS: Final = 60
"""Rounds of a model that starts from another one's weights."""
TOLERANCE: Final = 1e-4
"""Stops the solver early, which regularises a little as well."""


class HashedFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Texts to a sparse matrix, texts x COLUMNS; stateless."""

    def fit(self, texts: Sequence[str], labels: object = None) -> Self:
        del texts, labels
        return self

    def transform(self, texts: Sequence[str]) -> sparse.csr_matrix:
        batches = (texts[first : first + BATCH] for first in range(0, len(texts), BATCH))
        return sparse.vstack([matrix(extract(batch)) for batch in batches], format="csr")

    def __sklearn_is_fitted__(self) -> bool:
        return True


def matrix(features: Features) -> sparse.csr_matrix:
    """Counts of slots over the root of each text's size, and handcrafted features as they are."""
    cells = [group_cells(group) for group in features.groups]
    rows = np.concatenate([rows for rows, _ in cells])
    columns = np.concatenate([columns for _, columns in cells]).astype(np.int64)
    scales = features.scales
    shape = (len(scales), SLOTS)
    spoken = columns != SILENT
    counts = sparse.csr_matrix((scales[rows[spoken]], (rows[spoken], columns[spoken])), shape=shape)
    handcrafted = sparse.csr_matrix(features.handcrafted * HANDCRAFTED_SCALE)
    return sparse.hstack([counts, handcrafted], format="csr")


def group_cells(group: FeatureGroup) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint32]]:
    """Row and slot of each n-gram of one feature group."""
    lengths = group.ends - group.starts
    total = int(lengths.sum())
    before = np.repeat(np.cumsum(lengths) - lengths, lengths)
    places = np.arange(total) - before + np.repeat(group.starts, lengths)
    rows = np.repeat(np.arange(len(lengths)), lengths)
    return np.tile(rows, len(group.slots)), group.slots[:, places].ravel()


def head_model() -> LogisticRegression:
    """An unfitted model of one head."""
    return LogisticRegression(C=STRENGTH, solver="lbfgs", tol=TOLERANCE, max_iter=ROUNDS)
