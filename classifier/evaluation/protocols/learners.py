"""What learns from labelled texts in a protocol, all behind one face.

A learner takes texts and their labels and gives back a ranker: texts to scores, higher
for spam, 0 the even point. Ours is the head of the shipped model, on the same features and
with the same solver, and judges whole texts; the baseline is what anybody would reach for first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from classifier.evaluation.measures import Flags, Values
from classifier.scoring.features import SLOTS
from classifier.training.first_stage import first_stage
from classifier.training.folds import TrainingSet
from classifier.training.pipeline import HANDCRAFTED_SCALE, HashedFeatures, head_model

Texts = Sequence[str]
Ranker = Callable[[Texts], Values]

BASELINE_STRENGTH: Final = 100.0
"""Inverse of the baselines' penalty; the best for them with brands of training sources left out."""
BASELINE_LENGTHS: Final = (3, 5)
ROUNDS: Final = 500
SMALL: Final = 2_000


@dataclass(frozen=True, slots=True)
class Hashed:
    """Our features and head: weights by the column used, and a bias."""

    weights: Values
    bias: float

    def __call__(self, texts: Texts) -> Values:
        return self.of_matrix(HashedFeatures().transform(texts))

    def of_matrix(self, matrix: Any) -> Values:
        """Decision values of rows whose features are there already."""
        found: Values = matrix @ self.weights + self.bias
        return found


def fit_matrix(matrix: Any, spam: Flags, weights: Values) -> Hashed:
    """Our linear head on a matrix of our features; needs spam and ham among its rows."""
    used = np.unique(matrix.indices)
    model = head_model()
    model.fit(matrix[:, used], spam, sample_weight=weights)
    coefficients = np.zeros(matrix.shape[1])
    coefficients[used] = model.coef_[0]
    return Hashed(coefficients, float(model.intercept_[0]))


def shipped_data(training_set: TrainingSet, kept: Flags) -> Hashed:
    """Our linear models on these samples of a training corpus, averaged, as training ships them."""
    found = first_stage(training_set, kept)
    return Hashed(np.concatenate([found.slots, found.handcrafted / HANDCRAFTED_SCALE]), found.bias)


def character_ngrams(texts: Texts, spam: Flags) -> Ranker:
    """TF-IDF of 3 to 5 characters inside words, and a logistic regression: the usual baseline."""
    features = TfidfVectorizer(
        analyzer="char_wb", ngram_range=BASELINE_LENGTHS, sublinear_tf=True, min_df=least(texts)
    )
    pipeline = make_pipeline(features, logistic())
    return pipeline.fit(texts, spam).decision_function  # type: ignore[no-any-return]


def logistic() -> LogisticRegression:
    """The baselines' head."""
    return LogisticRegression(C=BASELINE_STRENGTH, max_iter=ROUNDS, tol=1e-4)


def least(texts: Texts) -> int:
    """In how many texts an n-gram must occur to count: rare ones only cost memory."""
    return 2 if len(texts) > SMALL else 1


def presence(texts: Texts) -> tuple[Any, Any]:
    """Our n-grams as present or absent (texts x SLOTS), and our handcrafted features (dense)."""
    matrix = HashedFeatures().transform(texts)
    ngrams = matrix[:, :SLOTS].tocsr()
    ngrams.data = np.ones_like(ngrams.data)
    return ngrams, matrix[:, SLOTS:].toarray()
