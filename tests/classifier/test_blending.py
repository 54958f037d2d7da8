"""Gated blending: where the network is asked, no jumps at the edges, and its shares."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.scoring.blending import HIGH, HIGHEST, LOW, LOWEST, MOST_RAISED, GatedBlend, gate
from classifier.scoring.char_cnn import (
    MEMBERS,
    NUMBERS,
    SCALES,
    SHAPES,
    WEIGHTS,
    CharCnn,
    taken_apart,
)
from classifier.scoring.char_packing import LONGEST
from classifier.scoring.linear import Platt
from classifier.scoring.scorer import Scorer, shipped_model
from classifier.text.codes import encode, shorten
from classifier.text.normalise import FoldedBuffer, fold_buffer

SHARE = 0.3
PLATT = Platt(0.8, -2.0)
SURE = 60.0
LETTERS = "main di MACAN77"
Values = np.ndarray[Any, np.dtype[np.float64]]


def char_cnn(bias: float) -> CharCnn:
    """A network that says the same of every text."""
    scales = np.ones((MEMBERS, NUMBERS))
    taken_apart(scales, SCALES)["bias"][...] = bias
    return CharCnn(np.zeros((MEMBERS, WEIGHTS), np.int32), scales)


def blend(bias: float, share: float = SHARE) -> GatedBlend:
    return GatedBlend(char_cnn(bias), share, PLATT)


def folded(count: int) -> FoldedBuffer:
    return fold_buffer(shorten(encode([LETTERS] * count))[0])


def decisions(logits: list[float]) -> Values:
    return (np.array(logits) - PLATT.shift) / PLATT.slope


def apply(one: GatedBlend, logits: list[float]) -> Values:
    """Log-odds, by the second stage's own two numbers, after the network was asked."""
    values = one.apply(decisions(logits), folded(len(logits))).decisions
    return np.asarray(values * PLATT.slope + PLATT.shift)


@pytest.mark.parametrize("logit", [LOWEST - 3, LOWEST - 1e-6, HIGHEST + 1e-6, HIGHEST + 30])
def test_outside_of_the_band_the_network_changes_nothing(logit: float) -> None:
    values = decisions([logit])
    opinion = blend(SURE).apply(values, folded(1))
    assert opinion.decisions.tolist() == values.tolist()
    assert opinion.shares.tolist() == [0.0]


def test_where_it_has_all_its_share_the_two_are_averaged() -> None:
    logits = np.linspace(LOW, HIGH, 5)
    found = apply(blend(3.0), logits.tolist())
    np.testing.assert_allclose(found, np.minimum(logits + SHARE * (3.0 - logits), logits + 2))


@pytest.mark.parametrize("bias", [-SURE, SURE])
@pytest.mark.parametrize("edge", [LOWEST, LOW, HIGH, HIGHEST])
def test_no_score_jumps_at_an_edge(bias: float, edge: float) -> None:
    below, at, above = apply(blend(bias), [edge - 1e-7, edge, edge + 1e-7])
    assert below == pytest.approx(at, abs=1e-4)
    assert above == pytest.approx(at, abs=1e-4)


@given(st.floats(LOWEST, HIGHEST))
def test_the_network_raises_no_comment_by_more_than_it_may(logit: float) -> None:
    (found,) = apply(blend(SURE), [logit])
    assert logit - 1e-9 <= found <= logit + MOST_RAISED + 1e-9


@given(st.floats(LOWEST - 1, HIGHEST + 1), st.integers(-12, 12))
def test_the_share_says_how_the_two_were_averaged(logit: float, bias: int) -> None:
    values = decisions([logit])
    opinion = blend(bias).apply(values, folded(1))
    (share,) = opinion.shares.tolist()
    assert 0 <= share <= SHARE
    averaged = (1 - share) * values[0] + share * (bias - PLATT.shift) / PLATT.slope
    assert opinion.decisions[0] == pytest.approx(averaged, abs=1e-9)


def test_it_never_lowers_what_it_does_not_see_whole() -> None:
    logit = (LOW + HIGH) / 2
    texts = ["a" * LONGEST, "a b" * LONGEST]
    letters = fold_buffer(encode(texts))
    lower = blend(-SURE).apply(decisions([logit] * 2), letters).decisions
    higher = blend(SURE).apply(decisions([logit] * 2), letters).decisions
    whole, longer = decisions([logit] * 2).tolist()
    assert lower[0] < whole
    assert lower[1] == longer
    assert (higher > whole).all()


def test_at_the_shipped_thresholds_it_alone_gets_nothing_rejected() -> None:
    scorer = Scorer.load(shipped_model())
    stack = scorer.spam
    highest = (HIGHEST - stack.blend.platt.shift) / stack.blend.platt.slope
    assert stack.platt.probability(highest) < scorer.thresholds.reject


def test_without_a_share_nobody_is_asked() -> None:
    values = decisions([(LOW + HIGH) / 2])
    assert blend(SURE, share=0.0).apply(values, folded(1)).decisions.tolist() == values.tolist()


def test_a_network_of_the_same_mind_changes_nothing() -> None:
    (found,) = apply(blend(-1.0), [-1.0])
    assert found == pytest.approx(-1.0)


def test_the_gate_is_closed_at_the_edges_and_open_between() -> None:
    found = gate(np.array([LOWEST, (LOWEST + LOW) / 2, LOW, HIGH, (HIGH + HIGHEST) / 2, HIGHEST]))
    assert found.tolist() == [0.0, 0.5, 1.0, 1.0, 0.5, 0.0]


def test_what_is_added_lies_on_the_letters_of_those_it_was_asked_about() -> None:
    weights = np.zeros((MEMBERS, WEIGHTS), np.int32)
    for name in ("first_bias", "second", "hidden", "output"):
        taken_apart(weights, SHAPES)[name][...] = 1
    scales = np.ones((MEMBERS, NUMBERS))
    taken_apart(scales, SCALES)["step"][...] = 2.0**-12
    taken_apart(scales, SCALES)["bias"][...] = 0.0
    one = GatedBlend(CharCnn(weights, scales), SHARE, PLATT)
    letters = folded(3)
    opinion = one.apply(decisions([LOWEST - 1, -1.0, HIGHEST + 1]), letters)
    char_contributions = one.char_contributions(letters, np.arange(3), opinion.shares, PLATT.slope)
    assert char_contributions is not None
    inside = (char_contributions.places >= letters.buffer.starts[1]) & (
        char_contributions.places < letters.buffer.ends[1]
    )
    assert inside.all()
    (logit,) = one.char_cnn.logits(letters, np.array([1]))
    assert char_contributions.amounts.sum() == pytest.approx(opinion.shares[1] * logit)
    assert (
        one.char_contributions(letters, np.array([0, 2]), opinion.shares[[0, 2]], PLATT.slope)
        is None
    )
