"""Calibration error, before and after the correction for the share of spam."""

import numpy as np
import pytest

from classifier.data.datasets import LabelledText
from classifier.evaluation.calibration import calibration, reliability
from classifier.evaluation.scored_sets import ScoredSet
from classifier.scoring.prior_shift import calibrated


def sample(share: float, count: int = 40_000) -> ScoredSet:
    """A set whose scores are calibrated for a share of 0.1, met at another one."""
    rng = np.random.default_rng(5)
    spam = rng.random(count) < share
    evidence = rng.normal(2.0 * (spam - 0.5), 1.0) * 2.0
    scores = calibrated(1 / (1 + np.exp(-evidence)), 0.5, 0.1)
    rows = [LabelledText("", "spam" if each else "ham") for each in spam]
    return ScoredSet(f"share{share}", rows, scores)


def test_perfect_calibration_has_no_error() -> None:
    scores = np.array([0.25] * 4 + [0.75] * 4)
    spam = np.array([True, False, False, False, True, True, True, False])
    assert reliability(scores, spam).ece == 0


def test_error_is_the_mean_distance_by_count() -> None:
    scores, spam = np.array([0.95, 0.95, 0.95, 0.05]), np.array([False, False, False, False])
    assert reliability(scores, spam).ece == pytest.approx((3 * 0.95 + 0.05) / 4)


def test_empty_bins_are_left_out_and_one_is_in_the_last() -> None:
    found = reliability(np.array([1.0, 0.0]), np.array([True, False])).bins
    assert [(one.count, one.predicted) for one in found] == [(1, 0.0), (1, 1.0)]


@pytest.mark.parametrize("share", [0.01, 0.5, 0.8])
def test_the_correction_repairs_a_shifted_share(share: float) -> None:
    (found,) = calibration([sample(share)], 0.1).sets
    assert found.ece["true_share"] < 0.01
    assert found.ece["estimated_share"] < 0.015
    assert found.ece["as_scored"] > 0.02
    assert found.estimated_share == pytest.approx(found.share, abs=0.02)


def test_without_a_known_share_only_the_scores_as_given_are_judged() -> None:
    found = calibration([sample(0.5)], None)
    assert list(found.pooled) == ["as_scored"]
    assert found.sets[0].estimated_share is None


def test_sets_without_spam_count_in_the_pool_but_not_beside_it() -> None:
    found = calibration([sample(0.5), sample(0.0)], 0.1)
    assert sum(one.count for one in found.pooled["as_scored"].bins) == 80_000
    assert sum(one.count for one in found.pooled_with_spam["as_scored"].bins) == 40_000


def test_nothing_unseen_gives_nothing() -> None:
    assert calibration([], 0.1).pooled == {}
