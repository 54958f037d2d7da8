"""Our features on a set of a few hundred to a few thousand rows, learned in that set.

N-grams count as present or absent, weighted by inverse document frequency within the
training part and scaled to unit length; handcrafted features stand beside them. The head is the
logistic regression of the shipped model. With fewer rows than features its solution
lies in the span of the training rows (the representer theorem, Kimeldorf and Wahba
1971), so it is fitted on the rows' inner products: exact, and fast enough to choose
the penalty by cross-validation inside the training part. Platt's two numbers come from the
same held-out decisions, as in the training of the shipped model.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, matthews_corrcoef
from sklearn.model_selection import LeaveOneGroupOut, StratifiedKFold

from classifier.evaluation.measures import Flags, Values, roc_auc, share
from classifier.evaluation.protocols.learners import Ranker, Texts, presence
from classifier.training.calibrate import platt

Rows = npt.NDArray[np.int64]

HANDCRAFTED_SCALE: Final = 0.05
"""Chosen by cross-validation inside the training parts of the YouTube Spam Collection."""
STRENGTHS: Final = (10.0, 100.0, 1_000.0)
PRIOR_SCALES: Final = (0.01, 0.05, 0.2)
FOLDS: Final = 10
SEED: Final = 1
SMALLEST: Final = 1e-9
"""Directions of less variance than this share of the largest are rounding errors."""


class SmallSetFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Accuracy, MCC, F1, spam caught and blocked ham at even odds, and ROC-AUC."""

    accuracy: float
    mcc: float
    f1: float
    spam_caught: float
    blocked_ham: float
    roc_auc: float | None


class Chosen(msgspec.Struct, frozen=True):
    """What cross-validation inside the training part chose, and how well it did there.

    `slope` and `shift` turn decisions into calibrated log-odds.
    """

    strength: float
    prior_scale: float
    mcc: float
    accuracy: float
    slope: float
    shift: float


@dataclass(frozen=True, slots=True)
class Space:
    """The training rows as inner products; `prior` scores each text from other data."""

    tfidf: TfidfTransformer
    used: Rows
    ngrams: Any
    handcrafted: Values
    prior: Values | None

    def products(self, ngrams: Any, handcrafted: Values) -> Values:
        """Inner products (texts x training rows) of n-grams and handcrafted features."""
        found = np.asarray((ngrams @ self.ngrams.T).todense())
        products: Values = found + HANDCRAFTED_SCALE**2 * (handcrafted @ self.handcrafted.T)
        return products

    def kernel(self, texts: Texts, prior: Values | None, scale: float) -> Values:
        """Inner products of new texts with the training rows."""
        ngrams, handcrafted = presence(texts)
        found = self.products(self.tfidf.transform(ngrams[:, self.used]), handcrafted)
        return found if prior is None else found + scale**2 * np.outer(prior, self.known)

    @property
    def known(self) -> Values:
        return np.zeros(len(self.handcrafted)) if self.prior is None else self.prior


def build(texts: Texts, prior: Values | None) -> Space:
    """The space of a training part."""
    ngrams, handcrafted = presence(texts)
    used = np.unique(ngrams.indices)
    tfidf = TfidfTransformer().fit(ngrams[:, used])
    return Space(tfidf, used, tfidf.transform(ngrams[:, used]), handcrafted, prior)


def learn(
    texts: Texts, spam: Flags, prior: Ranker | None = None, groups: Sequence[str] = ()
) -> tuple[Ranker, Chosen]:
    """A ranker from a training part alone, and what was chosen inside it.

    `prior` ranks texts by other data and becomes one more feature. With `groups` the
    choice is made by leaving each group out, otherwise in ten stratified folds.
    """
    priors = None if prior is None else squashed(prior(texts))
    space = build(texts, priors)
    base = space.products(space.ngrams, space.handcrafted)
    splits = folds(spam, groups)
    options = [
        each
        for scale in (PRIOR_SCALES if prior else (0.0,))
        for each in judged(with_prior(base, space.known, scale), spam, splits, scale)
    ]
    chosen = max(options, key=lambda each: each.mcc)
    products = with_prior(base, space.known, chosen.prior_scale)
    ((duals, bias),) = solve(products, spam, [chosen.strength])

    def rank(asked: Texts) -> Values:
        own = None if prior is None else squashed(prior(asked))
        found: Values = space.kernel(asked, own, chosen.prior_scale) @ duals + bias
        return found * chosen.slope + chosen.shift

    return rank, chosen


def squashed(decisions: Values) -> Values:
    """Log-odds from elsewhere, bounded so that no single text outweighs the others."""
    return np.clip(decisions, -10.0, 10.0)


def with_prior(base: Values, prior: Values, scale: float) -> Values:
    """Inner products with the prior as one more feature."""
    found: Values = base + scale**2 * np.outer(prior, prior)
    return found


def folds(spam: Flags, groups: Sequence[str]) -> list[tuple[Rows, Rows]]:
    """The splits inside a training part."""
    places = np.zeros((len(spam), 1))
    if len(set(groups)) > 1:
        return list(LeaveOneGroupOut().split(places, spam, groups))
    count = min(FOLDS, int(spam.sum()), int((~spam).sum()))
    return list(StratifiedKFold(count, shuffle=True, random_state=SEED).split(places, spam))


def judged(
    products: Values, spam: Flags, splits: list[tuple[Rows, Rows]], scale: float
) -> list[Chosen]:
    """Every penalty with its figures on the folds held out inside the training part."""
    decisions = np.zeros((len(STRENGTHS), len(spam)))
    for train, test in splits:
        solved = solve(products[np.ix_(train, train)], spam[train], STRENGTHS)
        asked = products[np.ix_(test, train)]
        for place, (duals, bias) in enumerate(solved):
            decisions[place, test] = asked @ duals + bias
    return [
        option(strength, scale, own, spam)
        for strength, own in zip(STRENGTHS, decisions, strict=True)
    ]


def option(strength: float, scale: float, decisions: Values, spam: Flags) -> Chosen:
    """A penalty and a weight of the prior with their held-out figures, once calibrated."""
    slope, shift = platt(decisions, spam)
    flagged = decisions * slope + shift >= 0
    accuracy = float((flagged == spam).mean())
    return Chosen(strength, scale, matthews(flagged, spam), accuracy, slope, shift)


def solve(products: Values, spam: Flags, strengths: Sequence[float]) -> list[tuple[Values, float]]:
    """Logistic regression on inner products: a weight for each training row, and a bias."""
    sizes, directions = np.linalg.eigh(products)
    kept = sizes > SMALLEST * sizes[-1]
    roots = np.sqrt(sizes[kept])
    found = []
    for strength in strengths:
        model = LogisticRegression(C=strength, solver="newton-cg", max_iter=200)
        model.fit(directions[:, kept] * roots, spam)
        found.append((directions[:, kept] @ (model.coef_[0] / roots), float(model.intercept_[0])))
    return found


def matthews(flagged: Flags, spam: Flags) -> float:
    """Matthews correlation coefficient (1975), in [-1, 1]; 0 where one side is empty."""
    sides = len(np.unique(np.concatenate([flagged, spam])))
    return float(matthews_corrcoef(spam, flagged)) if sides > 1 else 0.0


def figures(scores: Values, spam: Flags) -> SmallSetFigures:
    """The figures of decision values, 0 the even point."""
    flagged = scores >= 0
    return SmallSetFigures(
        accuracy=float(accuracy_score(spam, flagged)),
        mcc=matthews(flagged, spam),
        f1=float(f1_score(spam, flagged, zero_division=0.0)),
        spam_caught=share(scores[spam], 0.0) or 0.0,
        blocked_ham=share(scores[~spam], 0.0) or 0.0,
        roc_auc=roc_auc(scores, spam),
    )
