"""The correction for another share of spam, and the estimate of that share."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.scoring.prior_shift import calibrated, estimated_share

SHARE = st.floats(0.001, 0.999)
PROBABILITY = st.floats(0.0001, 0.9999)


def log_odds(p: float) -> float:
    return float(np.log(p / (1 - p)))


@given(st.lists(st.floats(0, 1), min_size=1), SHARE)
def test_the_same_share_changes_nothing(p: list[float], share: float) -> None:
    assert calibrated(p, share, share) == pytest.approx(np.array(p))


@given(PROBABILITY, SHARE, SHARE)
def test_going_there_and_back_changes_nothing(p: float, here: float, there: float) -> None:
    assert calibrated(calibrated(p, here, there), there, here) == pytest.approx(p, rel=1e-6)


@given(PROBABILITY, SHARE, SHARE)
def test_log_odds_shift_by_the_ratio_of_the_odds(p: float, here: float, there: float) -> None:
    moved = log_odds(float(calibrated(p, here, there))) - log_odds(p)
    assert moved == pytest.approx(log_odds(there) - log_odds(here), abs=1e-6)


def test_certainty_and_shape_stay() -> None:
    found = calibrated([[0.0, 1.0]], 0.1, 0.9)
    assert found.tolist() == [[0.0, 1.0]]


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_where_all_is_one_class_every_probability_says_so(share: float) -> None:
    assert calibrated([0.0, 0.3, 1.0], 0.1, share).tolist() == [share] * 3


@pytest.mark.parametrize(("here", "there"), [(0, 0.5), (1, 0.5), (0.5, -0.1), (0.5, 1.1)])
def test_a_share_out_of_range_is_refused(here: float, there: float) -> None:
    with pytest.raises(ValueError, match="it must lie"):
        calibrated([0.5], here, there)


@pytest.mark.parametrize("share", [0.02, 0.1, 0.4, 0.8])
def test_the_share_is_estimated_without_labels(share: float) -> None:
    """Scores drawn from two normal log-odds are calibrated for 0.1, wherever they are met."""
    rng = np.random.default_rng(3)
    spam = rng.random(20_000) < share
    distance = 3.0
    evidence = rng.normal(distance * (spam - 0.5), 1.0) * distance
    scores = 1 / (1 + np.exp(-(evidence + log_odds(0.1))))
    assert estimated_share(scores, 0.1) == pytest.approx(spam.mean(), abs=0.01)


def test_a_share_is_not_estimated_from_nothing() -> None:
    with pytest.raises(ValueError, match="no probabilities"):
        estimated_share([], 0.1)
