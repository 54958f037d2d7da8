"""The second stage: exact in any batch, true slopes, silent without examples."""

import numpy as np
import pytest

from classifier.scoring.features import FEATURE_GROUPS, features_of, tokenise
from classifier.scoring.linear import roots
from classifier.scoring.scorer import Scorer
from classifier.scoring.stacking import INPUTS, LINEAR_VALUE, REACH, Network
from classifier.training import second_stage

SMALL = 1e-6


def slopes(network: Network, inputs: np.ndarray) -> np.ndarray:
    """How much one of each input adds to the value of a single text."""
    units = network.activations(network.steps(inputs))
    return np.asarray(network.slopes(inputs, units)[0])


def samples(count: int, seed: int) -> np.ndarray:
    """Inputs of which two are free and the others follow the first, with little noise."""
    inputs = np.random.default_rng(seed).normal(size=(count, INPUTS))
    inputs[:, 2:] *= 0.1
    inputs[:, 2:] += inputs[:, :1]
    return inputs


@pytest.fixture(scope="module")
def learned() -> Network:
    """A network that learned to tell where two inputs agree, which no linear model can."""
    inputs = samples(4_000, seed=3)
    return second_stage.fit(inputs, inputs[:, 0] * inputs[:, 1] > 0, seed=1)


def unrounded(network: Network, inputs: np.ndarray) -> np.ndarray:
    """The network's value with inputs that are not rounded to steps."""
    scaled = np.clip((inputs - network.means) / network.deviations, -REACH, REACH)
    hidden = np.maximum(scaled * 256 @ network.hidden + network.hidden_biases, 0)
    return np.asarray(hidden @ network.output / (256 * 1024 * 1024) + network.bias)


def test_it_learns_what_no_linear_model_can(learned: Network) -> None:
    inputs = samples(500, seed=4)
    agree = inputs[:, 0] * inputs[:, 1] > 0
    assert ((learned.decide(inputs) > 0) == agree).mean() > 0.8


def test_the_same_seed_gives_the_same_network() -> None:
    inputs = np.random.default_rng(5).normal(size=(300, INPUTS))
    spam = inputs[:, 0] > 0
    one, two = (second_stage.arrays(second_stage.fit(inputs, spam, seed=9)) for _ in range(2))
    assert all(np.array_equal(one[name], two[name]) for name in one)


@pytest.mark.parametrize("spam", [True, False])
def test_without_an_example_of_both_it_says_zero(spam: bool) -> None:
    network = second_stage.fit(np.ones((5, INPUTS)), np.full(5, spam), seed=1)
    assert network.decide(np.full((2, INPUTS), 7.0)).tolist() == [0.0, 0.0]


def test_an_input_that_never_changed_has_no_weight() -> None:
    inputs = np.random.default_rng(6).normal(size=(300, INPUTS))
    inputs[:, 3] = 1.0
    network = second_stage.fit(inputs, inputs[:, 0] > 0, seed=1)
    changed = inputs.copy()
    changed[:, 3] = 0.0
    assert np.array_equal(network.decide(changed), network.decide(inputs))


def test_a_value_does_not_depend_on_the_batch(learned: Network) -> None:
    inputs = np.random.default_rng(7).normal(size=(65, INPUTS)) * 3
    together = learned.decide(inputs).tolist()
    assert [learned.decide(row[None])[0] for row in inputs] == together


def test_slopes_are_what_small_changes_do(learned: Network) -> None:
    inputs = np.random.default_rng(8).normal(size=(1, INPUTS))
    found = slopes(learned, inputs)
    for place in range(INPUTS):
        moved = inputs.copy()
        moved[0, place] += SMALL
        change = (unrounded(learned, moved) - unrounded(learned, inputs))[0] / SMALL
        assert found[place] == pytest.approx(change, abs=1e-4)


def test_an_input_cut_off_is_divided_over_the_whole_of_it(learned: Network) -> None:
    inputs = np.zeros((1, INPUTS))
    inputs[0, 0] = learned.means[0] + 3 * REACH * learned.deviations[0]
    at_the_edge = inputs.copy()
    at_the_edge[0, 0] = learned.means[0] + (REACH - 0.01) * learned.deviations[0]
    assert slopes(learned, inputs)[0] == pytest.approx(slopes(learned, at_the_edge)[0] / 3)


def test_effects_of_a_text_are_the_slopes_of_its_score(scorer: Scorer, comments: list[str]) -> None:
    """A step of an n-gram's weight changes its view's part and, with it, the linear value."""
    stack, text = scorer.spam, comments[0]
    read = tokenise([text])
    features = features_of(read)
    outputs = stack.forward(features, read.folded)
    effects = stack.effects(features, outputs, read.folded, [0])
    linear_share = 1 - outputs.shares[0]
    (head,) = stack.linear.heads
    one_step = head.step * roots(features.sizes)[0]
    found = slopes(stack.network, outputs.inputs)
    for group in range(FEATURE_GROUPS):
        expected = (found[group] + found[LINEAR_VALUE]) * one_step * head.slope
        assert effects.groups[group, 0] == pytest.approx(expected * linear_share, rel=1e-9)
    by_group = found[FEATURE_GROUPS] + found[LINEAR_VALUE]
    weighted = stack.linear.handcrafted[:, 0] * head.handcrafted_step * by_group
    expected_handcrafted = (weighted + found[LINEAR_VALUE + 2 :]) * head.slope
    np.testing.assert_allclose(
        effects.handcrafted[0], expected_handcrafted * linear_share, rtol=1e-9
    )
