"""Learners in this process: our linear model, and what anybody would reach for first."""

from collections.abc import Callable
from typing import Final

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline

from classifier.evaluation.measures import Flags, Values
from classifier.evaluation.protocols.learners import (
    Ranker,
    Texts,
    character_ngrams,
    fit_matrix,
    least,
    logistic,
)
from classifier.training.pipeline import HashedFeatures

Learner = Callable[[Texts, Flags], Ranker]


def hashed(texts: Texts, spam: Flags) -> Ranker:
    """Our linear model on these rows alone: no copies, no synthetic texts, no second stage."""
    return fit_matrix(HashedFeatures().transform(texts), spam, np.ones(len(texts)))


def word_ngrams(texts: Texts, spam: Flags) -> Ranker:
    """TF-IDF of words and pairs of words, and a logistic regression."""
    features = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=least(texts))
    pipeline = make_pipeline(features, logistic())
    return pipeline.fit(texts, spam).decision_function  # type: ignore[no-any-return]


def naive_bayes(texts: Texts, spam: Flags) -> Ranker:
    """Multinomial naive Bayes over word counts, add-one smoothing; scores are log-odds."""
    pipeline = make_pipeline(CountVectorizer(min_df=1), MultinomialNB())
    pipeline.fit(texts, spam)

    def log_odds(asked: Texts) -> Values:
        joint: Values = pipeline.predict_log_proba(asked)
        return np.asarray(joint[:, 1] - joint[:, 0])

    return log_odds


LEARNERS: Final[dict[str, Learner]] = {
    "saring, the same rows": hashed,
    "tf-idf, 3-5 characters": character_ngrams,
    "tf-idf, words": word_ngrams,
    "multinomial naive Bayes": naive_bayes,
}
