"""The exponent is that of the law that the costs follow."""

import math

import pytest

from benchmarks.growth.fitting import exponent

SIZES = [10.0, 100.0, 1_000.0, 10_000.0]


@pytest.mark.parametrize("power", [0.0, 0.5, 1.0, 2.0])
def test_a_power_law_gives_back_its_exponent(power: float) -> None:
    assert exponent(SIZES, [7 * size**power for size in SIZES]) == pytest.approx(power)


def test_a_constant_share_hides_growth_over_all_sizes_but_less_in_the_last_step() -> None:
    costs = [100 + size for size in SIZES]
    assert exponent(SIZES, costs) < exponent(SIZES[-2:], costs[-2:]) < 1


@pytest.mark.parametrize(
    ("sizes", "costs"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([10.0], [1.0], id="one"),
        pytest.param([10.0, 10.0], [1.0, 2.0], id="one-size-twice"),
        pytest.param([10.0, 100.0], [1.0, math.nan], id="unknown-cost"),
        pytest.param([0.0, 100.0], [1.0, 1.0], id="size-zero"),
    ],
)
def test_without_two_sizes_there_is_no_exponent(sizes: list[float], costs: list[float]) -> None:
    assert math.isnan(exponent(sizes, costs))
