"""Rolling hashes: their tables of powers, whatever the length of a batch."""

import numpy as np
import pytest

from classifier.text.hashing import BASE, SHORTEST_TABLES, SPREAD, powers


@pytest.mark.parametrize("length", [1, 7, SHORTEST_TABLES, SHORTEST_TABLES + 1, 200_000])
def test_powers_reach_as_far_as_they_are_asked_for(length: int) -> None:
    up, down, spread = powers(length)
    assert {len(up), len(down), len(spread)} == {length}
    assert int(up[-1]) == pow(BASE, length - 1, 2**32)
    assert (up * down == 1).all()
    assert (spread == down * np.uint32(SPREAD)).all()
