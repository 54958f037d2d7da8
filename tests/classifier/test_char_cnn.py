"""The character network: exact in any company, divisible, bounded, and able to learn."""

from dataclasses import dataclass
from math import fsum
from random import Random
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.scoring.char_cnn import MEMBERS, SCALES, SHAPES, WEIGHTS, CharCnn, taken_apart
from classifier.scoring.char_packing import (
    GAP,
    HEAD,
    LONGEST,
    SYMBOLS,
    TAIL,
    pack,
    pack_folded,
    symbols,
)
from classifier.synthetic.generators.campaigns import campaigns
from classifier.synthetic.generators.readers import readers
from classifier.text.codes import PAD, Places, encode, shorten
from classifier.text.normalise import FoldedBuffer, decode, fold_buffer
from classifier.training import char_cnn_fitting
from classifier.training.backpropagation import Network, forward, gradients
from classifier.training.char_cnn_fitting import beginning, encode_texts, learn
from classifier.training.quantisation import Arrays, quantised

SEED = 11
COUNT = 200
EPOCHS = 20
"""Texts of either side that the tests train on."""
LONG_TEXT = 65_536
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
LENGTHY = st.builds(lambda text, times: text * times, ANY_TEXT, st.integers(1, 40))
TEXTS = st.one_of(ANY_TEXT, LENGTHY, st.sampled_from(["", "\ud800", "\0", "\u200b", "𝐌𝐀𝐂𝐀𝐍𝟕𝟕"]))


@dataclass(frozen=True, slots=True)
class Corpus:
    """Invented texts and whether each is spam."""

    texts: list[str]
    spam: np.ndarray[Any, np.dtype[np.bool_]]


class Trained(NamedTuple):
    """Networks, and what is stored of them."""

    networks: list[Network]
    arrays: Arrays


def corpus(seed: int, count: int) -> Corpus:
    source = Random(seed)  # noqa: S311 - repeatable, not secret
    spam = [row.text for row in campaigns(source, count, ["kabar"])]
    ham = [row.text for row in readers(source, count)]
    return Corpus([*spam, *ham], np.arange(2 * count) < count)


def fitted(examples: Corpus) -> Trained:
    """Networks after EPOCHS epochs, before and after they are made of whole numbers."""
    texts = encode_texts(examples.texts)
    weights = np.ones(len(texts))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(char_cnn_fitting, "EPOCHS", EPOCHS)
        networks = [learn(texts, examples.spam, weights, (SEED, each)) for each in range(MEMBERS)]
    return Trained(networks, quantised(networks, texts))


def folded(texts: list[str]) -> FoldedBuffer:
    return fold_buffer(shorten(encode(texts))[0])


def rows_of(letters: FoldedBuffer) -> Places:
    return np.arange(letters.buffer.rows)


def logits(char_cnn: CharCnn, texts: list[str]) -> list[float]:
    letters = folded(texts)
    return [float(value) for value in char_cnn.logits(letters, rows_of(letters))]


EXAMPLES = corpus(SEED, COUNT)


@pytest.fixture(scope="module")
def trained() -> Trained:
    """Networks trained on the examples."""
    return fitted(EXAMPLES)


@pytest.fixture(scope="module")
def char_cnn(trained: Trained) -> CharCnn:
    return CharCnn.loaded(trained.arrays)


def changed(trained: Trained, name: str, value: float) -> CharCnn:
    """The network with one part of its last network filled with another value."""
    arrays = {each: array.copy() for each, array in trained.arrays.items()}
    whole = taken_apart(arrays["reader"], SHAPES)
    scales = taken_apart(arrays["reader_scales"], SCALES)
    (whole | scales)[name][-1] = value
    return CharCnn.loaded(arrays)


@given(st.lists(TEXTS, min_size=1, max_size=12), st.randoms())
def test_a_text_has_the_same_value_alone_in_any_batch_and_any_order(
    char_cnn: CharCnn, texts: list[str], random: Random
) -> None:
    alone = [logits(char_cnn, [text])[0] for text in texts]
    assert logits(char_cnn, texts) == alone
    order = list(range(len(texts)))
    random.shuffle(order)
    assert char_cnn.logits(folded(texts), np.array(order)).tolist() == [alone[row] for row in order]


def test_a_large_batch_has_the_values_of_its_texts(char_cnn: CharCnn) -> None:
    alone = [logits(char_cnn, [text])[0] for text in EXAMPLES.texts[::4]]
    assert logits(char_cnn, EXAMPLES.texts[::4]) == alone


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_shares_and_rest_add_up_to_the_value(char_cnn: CharCnn, texts: list[str]) -> None:
    letters = folded(texts)
    contributions = char_cnn.contributions(letters, rows_of(letters))
    sums = [
        fsum([rest, *shares.tolist()])
        for rest, shares in zip(contributions.rests.tolist(), contributions.shares, strict=True)
    ]
    assert sums == pytest.approx(logits(char_cnn, texts), abs=1e-9)


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_shares_belong_to_places_of_their_own_text(char_cnn: CharCnn, texts: list[str]) -> None:
    letters = folded(texts)
    starts, ends = letters.buffer.starts.tolist(), letters.buffer.ends.tolist()
    contributions = char_cnn.contributions(letters, rows_of(letters))
    for start, end, places in zip(starts, ends, contributions.places, strict=True):
        assert places.min() >= (start if end > start else 0)
        assert places.max() < max(end, start + 1)


def test_what_made_a_text_spam_raises_its_value_most(char_cnn: CharCnn) -> None:
    text = "lagunya enak banget sumpah, main di MACAN77 gacor maxwin, sehat selalu bang"
    letters = folded([text])
    contributions = char_cnn.contributions(letters, rows_of(letters))
    middle = contributions.places[0, :, contributions.places.shape[2] // 2] - int(
        letters.buffer.starts[0]
    )
    promoted = (middle >= text.index("main")) & (middle < text.index(", sehat"))
    assert contributions.shares[0, promoted].sum() > contributions.shares[0, ~promoted].sum()


def test_no_rows_have_no_values(char_cnn: CharCnn) -> None:
    assert char_cnn.logits(folded(["a"]), np.arange(0)).tolist() == []


@pytest.mark.slow
def test_unseen_synthetic_texts_are_told_apart_after_a_short_training() -> None:
    char_cnn = CharCnn.loaded(fitted(corpus(SEED, 6 * COUNT)).arrays)
    unseen = corpus(SEED + 1, 300)
    right = (np.array(logits(char_cnn, unseen.texts)) > 0) == unseen.spam
    assert right.mean() > 0.8


def test_quantisation_changes_values_little(char_cnn: CharCnn, trained: Trained) -> None:
    texts = encode_texts(EXAMPLES.texts)
    exact = np.mean([forward(each, texts).logits for each in trained.networks], axis=0)
    assert np.abs(exact - logits(char_cnn, EXAMPLES.texts)).mean() < 0.1


def test_the_same_seed_gives_the_same_bytes() -> None:
    first, second = fitted(corpus(SEED, 40)), fitted(corpus(SEED, 40))
    assert {name: array.tobytes() for name, array in first.arrays.items()} == {
        name: array.tobytes() for name, array in second.arrays.items()
    }


def loss(network: Network, texts: Corpus) -> float:
    values = forward(network, encode_texts(texts.texts)).logits.astype(np.float64)
    return float(np.logaddexp(0, np.where(texts.spam, -values, values)).mean())


@pytest.mark.parametrize("name", [*SHAPES, "output_bias"])
def test_gradients_are_the_slopes_of_the_loss(name: str) -> None:
    texts = corpus(SEED, 8)
    network = {
        each: array.astype(np.float64)  # 32 bits would drown small differences
        for each, array in beginning(np.random.default_rng(SEED)).items()
    }
    kept = [np.ones((1, 1), np.float32)] * 2
    found = gradients(network, encode_texts(texts.texts), texts.spam, np.ones(16), kept)[name]  # type: ignore[arg-type]
    assert found.shape == network[name].shape
    place = int(np.abs(found).argmax())
    losses = []
    for change in (-1e-4, 1e-4):
        moved = network[name].copy()
        moved.flat[place] += change
        losses.append(loss({**network, name: moved}, texts))  # type: ignore[dict-item]
    assert found.flat[place] == pytest.approx((losses[1] - losses[0]) / 2e-4, rel=0.02)


def test_a_trained_network_has_no_faults(char_cnn: CharCnn) -> None:
    assert char_cnn.faults() == []


@pytest.mark.parametrize("name", ["first", "first_bias", "second", "hidden", "output"])
def test_weights_too_large_for_exact_sums_are_refused(trained: Trained, name: str) -> None:
    (fault,) = changed(trained, name, 2**31 - 1).faults()
    assert "too large" in fault


def test_padding_with_a_vector_is_refused(trained: Trained) -> None:
    (fault,) = changed(trained, "symbols", 1).faults()
    assert "padding" in fault


@pytest.mark.parametrize("name", ["attributes", "first", "first_bias", "second", "hidden"])
def test_quantised_large_weights_are_exact_all_the_same(name: str) -> None:
    texts = encode_texts(["gas main", "halo"])
    network = beginning(np.random.default_rng(SEED))
    network[name] = np.full_like(network[name], 50.0)
    assert CharCnn.loaded(quantised([network] * MEMBERS, texts)).faults() == []


@pytest.mark.parametrize("name", ["first_steps", "second_steps", "first_top", "step"])
@pytest.mark.parametrize("scale", [0.0, -1.0])
def test_scales_that_are_not_above_zero_are_refused(
    trained: Trained, name: str, scale: float
) -> None:
    (fault,) = changed(trained, name, scale).faults()
    assert "scales" in fault


def test_a_top_that_is_no_whole_number_is_refused(trained: Trained) -> None:
    (fault,) = changed(trained, "first_top", 0.5).faults()
    assert "whole number" in fault


def test_a_top_out_of_the_reach_of_exact_sums_is_refused(trained: Trained) -> None:
    (fault,) = changed(trained, "first_top", 2**24).faults()
    assert "too large" in fault


def test_the_model_is_small(trained: Trained) -> None:
    assert trained.arrays["reader"].shape == (MEMBERS, WEIGHTS)
    assert sum(array.nbytes for array in trained.arrays.values()) < 100_000


@pytest.mark.parametrize("letter", ["a ", "𝗯", "ёж", "日本"])
def test_of_a_very_long_text_its_two_ends_are_read(letter: str) -> None:
    text = "".join(f"{letter}{number}" for number in range(LONG_TEXT))[:LONG_TEXT]
    letters = folded([text])
    packed, _, _ = pack_folded(letters, rows_of(letters))
    assert packed.lasts - packed.firsts == [LONGEST]
    shown = decode(letters.buffer.codes.take(packed.places[packed.places > 0]))
    whole = decode(letters.buffer.codes[letters.buffer.starts[0] : letters.buffer.ends[0]])
    assert shown == whole[:HEAD] + whole[-TAIL:]


@given(st.lists(st.integers(0, 3 * LONGEST), min_size=1, max_size=8))
def test_packed_texts_lie_apart_and_in_order(lengths: list[int]) -> None:
    sizes = np.array(lengths, np.int64)
    ends = (sizes + PAD).cumsum()
    packed = pack(ends - sizes, ends)
    assert (packed.lasts - packed.firsts == np.clip(lengths, 1, LONGEST)).all()
    assert (packed.firsts[1:] - packed.lasts[:-1] == GAP).all()
    for row, (first, last) in enumerate(zip(packed.firsts, packed.lasts, strict=True)):
        places = packed.places[first:last]
        kept = places[places > 0]
        assert kept[0] == ends[row] - lengths[row]
        assert kept[-1] == max(ends[row] - 1, kept[0])


def test_texts_cut_once_are_not_cut_again() -> None:
    texts = encode_texts(["x" * 7 + "abc def ghi " * 100, "pendek"])
    packed = pack(texts.starts, texts.ends)
    again = texts.symbols.take(packed.places[packed.firsts[0] : packed.lasts[0]])
    assert again.tolist() == texts.symbols[texts.starts[0] : texts.ends[0]].tolist()


@given(st.lists(st.integers(0, 0x110000), min_size=1))
def test_every_code_has_a_symbol_and_only_padding_has_the_first(codes: list[int]) -> None:
    found = symbols(np.array(codes, np.uint32))
    assert ((found == 0) == (np.array(codes) == 0)).all()
    assert found.max() < SYMBOLS
