"""Measures, against values worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.evaluation import measures

SCORES = st.lists(st.floats(0, 1), min_size=1, max_size=300)


def test_roc_auc_is_the_chance_that_spam_scores_above_ham_ties_half() -> None:
    scores, spam = np.array([0.9, 0.5, 0.5, 0.1]), np.array([True, True, False, False])
    assert measures.roc_auc(scores, spam) == pytest.approx((1 + 1 + 0.5 + 1) / 4)


def test_pr_auc_is_the_precision_at_each_recall_gained() -> None:
    scores, spam = np.array([0.9, 0.8, 0.7, 0.1]), np.array([True, False, True, False])
    assert measures.pr_auc(scores, spam) == pytest.approx(0.5 * 1 + 0.5 * 2 / 3)


@given(SCORES, st.floats(0, 0.5))
def test_a_threshold_keeps_its_rate(scores: list[float], rate: float) -> None:
    values = np.array(scores)
    stopped = measures.share(values, measures.threshold_at(values, rate))
    assert stopped is not None
    assert stopped <= rate


@given(SCORES, st.floats(0, 0.5), st.integers(0, 1000))
def test_weights_count_as_copies_do(scores: list[float], rate: float, seed: int) -> None:
    values = np.array(scores)
    weights = np.random.default_rng(seed).integers(1, 4, size=(3, len(values)))
    found = measures.thresholds_at(values, rate, weights)
    stopped = measures.shares(values, found, weights)
    for line, threshold, share in zip(weights, found, stopped, strict=True):
        copies = np.repeat(values, line)
        assert measures.threshold_at(copies, rate) == threshold
        assert measures.share(copies, threshold) == pytest.approx(share)


def test_shares_of_nothing_are_undefined() -> None:
    assert np.isnan(measures.shares(np.array([0.5]), np.array([0.1]), np.array([[0]]))).all()
    assert measures.share(np.array([]), 0.5) is None


def test_a_threshold_counts_what_it_flags_of_both() -> None:
    scores, spam = np.array([0.9, 0.8, 0.7, 0.1]), np.array([True, False, True, True])
    found = measures.flagged(scores, spam, 0.5)
    assert (found.precision, found.recall, found.f1) == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert found.ham == 1


def test_where_nothing_is_flagged_there_is_no_precision() -> None:
    found = measures.flagged(np.array([0.9, 0.1]), np.array([True, False]), 0.95)
    assert found == (None, 0, 0, 0)


def test_without_spam_only_the_share_of_ham_is_defined() -> None:
    found = measures.flagged(np.array([0.9, 0.1]), np.array([False, False]), 0.5)
    assert found == (None, None, None, 0.5)


@pytest.mark.parametrize("spam", [[False, False], [True, True]], ids=["no spam", "no ham"])
def test_what_needs_both_classes_is_undefined_without(spam: list[bool]) -> None:
    scores, labels = np.array([0.2, 0.9]), np.array(spam)
    assert measures.roc_auc(scores, labels) is None
    assert measures.pr_auc(scores, labels) is None
    assert measures.curves(scores, labels) is None
    assert measures.recall_at(scores, labels, 0.1) is None


def test_recall_counts_spam_above_the_ham_that_may_be_lost() -> None:
    scores = np.array([0.1, 0.2, 0.3, 0.4, 0.35, 0.9])
    spam = np.array([False, False, False, False, True, True])
    assert measures.recall_at(scores, spam, 0.0) == 0.5
    assert measures.recall_at(scores, spam, 0.25) == 1


def test_a_curve_tells_of_each_threshold_what_it_flags() -> None:
    scores, spam = np.array([0.9, 0.6, 0.6, 0.2]), np.array([True, False, True, False])
    found = measures.curves(scores, spam)
    assert found is not None
    assert found.threshold == [0.9, 0.6, 0.2]
    assert found.recall == [0.5, 1, 1]
    assert found.false_positive_rate == [0, 0.5, 1]
    assert found.precision == pytest.approx([1, 2 / 3, 0.5])


def test_a_long_curve_is_thinned_and_keeps_its_ends() -> None:
    rng = np.random.default_rng(1)
    spam = rng.random(20_000) < 0.5
    scores = np.clip(rng.normal(0.4 + 0.2 * spam, 0.2), 0, 1)
    curve = measures.curves(scores, spam)
    assert curve is not None
    assert len(curve.recall) <= measures.CURVE_POINTS
    assert (curve.recall[-1], curve.false_positive_rate[-1]) == (1, 1)
    assert curve.recall == sorted(curve.recall)
    assert curve.threshold == sorted(curve.threshold, reverse=True)


def test_a_histogram_counts_every_score() -> None:
    counts = measures.histogram(np.array([0.0, 0.5, 1.0]))
    assert len(counts) == measures.HISTOGRAM_BINS
    assert sum(counts) == 3
    assert counts[0] == counts[-1] == 1
