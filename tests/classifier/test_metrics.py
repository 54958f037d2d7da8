"""Measures, against values worked out by hand or by scikit-learn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from classifier import metrics

SCORED = st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=30)


@given(SCORED)
def test_roc_auc_agrees_with_scikit_learn(pairs: list[tuple[int, bool]]) -> None:
    scores = np.array([score / 5 for score, _ in pairs])
    spam = np.array([label for _, label in pairs])
    found = metrics.roc_auc(scores, spam)
    if spam.all() or not spam.any():
        assert found is None
    else:
        assert found == pytest.approx(roc_auc_score(spam, scores))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=300), st.floats(0, 0.5))
def test_a_threshold_keeps_its_rate(scores: list[float], rate: float) -> None:
    values = np.array(scores)
    stopped = metrics.share(values, metrics.threshold_at(values, rate))
    assert stopped is not None
    assert stopped <= rate


def test_f1_is_one_only_when_all_is_right() -> None:
    scores, spam = np.array([0.9, 0.8, 0.1]), np.array([True, True, False])
    assert metrics.f1(scores, spam, 0.5) == 1
    assert metrics.f1(scores, spam, 0.85) == pytest.approx(2 / 3)


def test_perfect_calibration_has_no_error() -> None:
    scores = np.array([0.25] * 4 + [0.75] * 4)
    spam = np.array([True, False, False, False, True, True, True, False])
    assert metrics.calibration_error(metrics.reliability(scores, spam)) == 0


def test_recall_counts_spam_above_the_ham_that_may_be_lost() -> None:
    scores = np.array([0.1, 0.2, 0.3, 0.4, 0.35, 0.9])
    spam = np.array([False, False, False, False, True, True])
    assert metrics.recall_at(scores, spam, 0.0) == 0.5
    assert metrics.recall_at(scores, spam, 0.25) == 1
