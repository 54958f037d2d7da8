"""The bootstrap: which rows it draws together, and what its intervals hold."""

import numpy as np
import pytest

from classifier.evaluation import bootstrap
from classifier.evaluation.bootstrap import estimate, resampled_weights, resamples


def test_rows_of_a_cluster_are_drawn_together() -> None:
    clusters = np.array([0, 0, 1, 2, 2, 2])
    weights = resampled_weights(clusters, np.random.default_rng(1), 200)
    assert (weights[:, 0] == weights[:, 1]).all()
    assert (weights[:, 3] == weights[:, 5]).all()
    assert (weights[:, [0, 2, 3]].sum(axis=1) == 3).all()


@pytest.mark.parametrize("cells", [1, 20, 10**9], ids=["one by one", "a few", "all at once"])
def test_blocks_hold_all_resamples(cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "CELLS", cells)
    blocks = list(resamples([np.arange(4), np.arange(3)], seed=1, count=10))
    assert sum(len(first) for first, _ in blocks) == 10
    assert all(len(first) == len(second) for first, second in blocks)


def test_the_same_seed_draws_the_same() -> None:
    first, second = (
        np.concatenate([block for (block,) in resamples([np.arange(50)], seed=seed, count=20)])
        for seed in (4, 4)
    )
    assert (first == second).all()


def test_an_empty_part_has_no_weights() -> None:
    ((found,),) = resamples([np.array([], np.int64)], seed=1, count=5)
    assert found.shape == (5, 0)


def test_an_interval_holds_nineteen_in_twenty() -> None:
    found = estimate(0.5, np.linspace(0, 1, 1001))
    assert found.low == pytest.approx(0.025)
    assert found.high == pytest.approx(0.975)


def test_clustered_rows_widen_the_interval() -> None:
    rng = np.random.default_rng(2)
    values = np.repeat(rng.random(20) < 0.5, 25)
    clustered, single = (
        np.concatenate([(block * values).sum(axis=1) / block.sum(axis=1) for (block,) in drawn])
        for drawn in (
            resamples([np.repeat(np.arange(20), 25)], seed=1, count=500),
            resamples([np.arange(500)], seed=1, count=500),
        )
    )
    assert np.ptp(clustered) > 2 * np.ptp(single)


@pytest.mark.parametrize(("value", "shown"), [(np.nan, None), (0.5, 0.5)])
def test_what_is_undefined_has_no_interval(value: float, shown: float | None) -> None:
    found = estimate(value, np.array([np.nan, np.nan]))
    assert (found.value, found.low, found.high) == (shown, None, None)
