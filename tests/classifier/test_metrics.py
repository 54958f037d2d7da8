"""Measures, against values worked out by hand or by scikit-learn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, roc_auc_score

from classifier.evaluation import metrics

SCORED = st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=30)
SCORES = st.lists(st.floats(0, 1), min_size=1, max_size=300)


@given(SCORED)
def test_areas_agree_with_scikit_learn(pairs: list[tuple[int, bool]]) -> None:
    scores = np.array([score / 5 for score, _ in pairs])
    spam = np.array([label for _, label in pairs])
    if spam.all() or not spam.any():
        assert metrics.roc_auc(scores, spam) is None
        assert metrics.pr_auc(scores, spam) is None
    else:
        assert metrics.roc_auc(scores, spam) == pytest.approx(roc_auc_score(spam, scores))
        assert metrics.pr_auc(scores, spam) == pytest.approx(average_precision_score(spam, scores))


@given(SCORES, st.floats(0, 0.5))
def test_a_threshold_keeps_its_rate(scores: list[float], rate: float) -> None:
    values = np.array(scores)
    stopped = metrics.share(values, metrics.threshold_at(values, rate))
    assert stopped is not None
    assert stopped <= rate


@given(SCORES, st.floats(0, 0.5), st.integers(0, 1000))
def test_weights_count_as_copies_do(scores: list[float], rate: float, seed: int) -> None:
    values = np.array(scores)
    weights = np.random.default_rng(seed).integers(1, 4, size=(3, len(values)))
    found = metrics.thresholds_at(values, rate, weights)
    stopped = metrics.shares(values, found, weights)
    for line, threshold, share in zip(weights, found, stopped, strict=True):
        copies = np.repeat(values, line)
        assert metrics.threshold_at(copies, rate) == threshold
        assert metrics.share(copies, threshold) == pytest.approx(share)


def test_shares_of_nothing_are_undefined() -> None:
    assert np.isnan(metrics.shares(np.array([0.5]), np.array([0.1]), np.array([[0]]))).all()
    assert metrics.share(np.array([]), 0.5) is None


def test_f1_is_one_only_when_all_is_right() -> None:
    scores, spam = np.array([0.9, 0.8, 0.1]), np.array([True, True, False])
    assert metrics.f1(scores, spam, 0.5) == 1
    assert metrics.f1(scores, spam, 0.85) == pytest.approx(2 / 3)


def test_precision_and_recall_count_what_is_flagged() -> None:
    scores, spam = np.array([0.9, 0.8, 0.7, 0.1]), np.array([True, False, True, True])
    assert metrics.precision(scores, spam, 0.5) == pytest.approx(2 / 3)
    assert metrics.recall(scores, spam, 0.5) == pytest.approx(2 / 3)


@pytest.mark.parametrize("spam", [[False, False], [True, True]], ids=["no spam", "no ham"])
def test_what_needs_both_classes_is_undefined_without(spam: list[bool]) -> None:
    scores, labels = np.array([0.2, 0.9]), np.array(spam)
    assert metrics.curves(scores, labels) is None
    assert metrics.recall_at(scores, labels, 0.1) is None


def test_precision_is_undefined_without_spam() -> None:
    assert metrics.precision(np.array([0.9]), np.array([False]), 0.5) is None
    assert metrics.recall(np.array([0.9]), np.array([False]), 0.5) is None
    assert metrics.f1(np.array([0.9]), np.array([False]), 0.5) is None


def test_recall_counts_spam_above_the_ham_that_may_be_lost() -> None:
    scores = np.array([0.1, 0.2, 0.3, 0.4, 0.35, 0.9])
    spam = np.array([False, False, False, False, True, True])
    assert metrics.recall_at(scores, spam, 0.0) == 0.5
    assert metrics.recall_at(scores, spam, 0.25) == 1


def test_a_long_curve_is_thinned_and_keeps_its_ends() -> None:
    rng = np.random.default_rng(1)
    spam = rng.random(20_000) < 0.5
    scores = np.clip(rng.normal(0.4 + 0.2 * spam, 0.2), 0, 1)
    curve = metrics.curves(scores, spam)
    assert curve is not None
    assert len(curve["recall"]) <= metrics.CURVE_POINTS
    assert (curve["recall"][-1], curve["false_positive_rate"][-1]) == (1, 1)
    assert curve["recall"] == sorted(curve["recall"])
    assert curve["threshold"] == sorted(curve["threshold"], reverse=True)


def test_a_histogram_counts_every_score() -> None:
    counts = metrics.histogram(np.array([0.0, 0.5, 1.0]))
    assert len(counts) == metrics.HISTOGRAM_BINS
    assert sum(counts) == 3
    assert counts[0] == counts[-1] == 1
