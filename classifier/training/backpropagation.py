"""Backpropagation: the character network in 32-bit floats, its values and their gradients."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from classifier.scoring.char_cnn import (
    ATTRIBUTE_BITS,
    DILATION,
    FIRST,
    NARROW,
    REACH,
    SECOND,
    VECTOR,
    WIDTH,
    windows,
)
from classifier.scoring.char_packing import SYMBOLS, PackedTexts, pack
from classifier.text.codes import Places

Floats = npt.NDArray[np.float32]
Network = dict[str, Floats]
"""Arrays by their names in `char_cnn.SHAPES`, and `output_bias`."""

BITS: Final = (np.arange(1 << ATTRIBUTE_BITS)[:, None] >> np.arange(ATTRIBUTE_BITS) & 1).astype(
    np.float32
)
"""The single attributes (columns) of every combination of them (row)."""
FARTHEST: Final = 60.0
"""Log-odds beyond which the exponential would only overflow."""


@dataclass(frozen=True, slots=True)
class EncodedTexts:
    """Texts as symbols and glyph attributes, long ones cut; text r is at starts[r]:ends[r].

    Place 0 is padding.
    """

    symbols: npt.NDArray[np.int16]
    attributes: npt.NDArray[np.uint16]
    starts: Places
    ends: Places

    def only(self, rows: npt.NDArray[Any]) -> "EncodedTexts":
        """Some of the texts, by number or by flag."""
        return EncodedTexts(self.symbols, self.attributes, self.starts[rows], self.ends[rows])

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True)
class Pass:
    """What a pass through the network leaves for the way back."""

    shown: npt.NDArray[np.int64]
    attributes: Floats
    first_seen: Floats
    first: Floats
    second_seen: Floats
    peaks: Places
    """Texts x channels: at which place of the second convolution each was greatest."""
    pooled: Floats
    hidden: Floats
    logits: Floats


def forward(network: Network, texts: EncodedTexts, keep: Sequence[Floats] = ()) -> Pass:
    """The network on these texts; `keep` drops out pooled channels and hidden units."""
    packed = pack(texts.starts, texts.ends)
    shown = texts.symbols.take(packed.places).astype(np.int64)
    attributes = BITS.take(texts.attributes.take(packed.places), axis=0)
    inputs = network["symbols"].take(shown, axis=0) + attributes @ network["attributes"]
    first_seen = windows(inputs[None], 1)[0]
    first = np.maximum(first_seen @ network["first"] + network["first_bias"], 0)
    first[shown[NARROW // 2 : -NARROW // 2] == 0] = 0
    second_seen = windows(first[None], DILATION)[0]
    sums = network["second"].T @ second_seen.T
    peaks = peaks_of(sums, packed)
    pooled = np.maximum(sums[np.arange(len(sums)), peaks] + network["second_bias"][:, 0], 0)
    pooled = pooled * keep[0] if keep else pooled
    hidden = np.maximum(pooled @ network["hidden"] + network["hidden_bias"][:, 0], 0)
    hidden = hidden * keep[1] if keep else hidden
    logits = (hidden @ network["output"])[:, 0] + network["output_bias"][0]
    return Pass(shown, attributes, first_seen, first, second_seen, peaks, pooled, hidden, logits)


def peaks_of(sums: Floats, packed: PackedTexts) -> Places:
    """Texts x channels: the first place of the greatest sum within each text."""
    peaks = np.empty((len(packed.firsts), len(sums)), np.int64)
    firsts, lasts = (packed.firsts - REACH).tolist(), (packed.lasts - REACH).tolist()
    for row, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        peaks[row] = sums[:, first:last].argmax(axis=1)
    peaks += (packed.firsts - REACH)[:, None]
    return peaks


def gradients(
    network: Network,
    texts: EncodedTexts,
    labels: npt.NDArray[np.bool_],
    weights: npt.NDArray[Any],
    keep: Sequence[Floats],
) -> Network:
    """Gradients of the mean weighted cross-entropy of these texts."""
    done = forward(network, texts, keep)
    chances = 1 / (1 + np.exp(-np.clip(done.logits, -FARTHEST, FARTHEST)))
    errors = ((chances - labels) * weights / len(texts)).astype(np.float32)[:, None]
    hidden = errors * network["output"].T * (done.hidden > 0) * keep[1]
    pooled = hidden @ network["hidden"].T * (done.pooled > 0) * keep[0]
    return {
        "output": done.hidden.T @ errors,
        "output_bias": errors.sum(axis=0),
        "hidden": done.pooled.T @ hidden,
        "hidden_bias": hidden.sum(axis=0)[:, None],
        "second_bias": pooled.sum(axis=0)[:, None],
        **of_convolutions(network, done, pooled),
    }


def of_convolutions(network: Network, done: Pass, pooled: Floats) -> Network:
    """Gradients of both convolutions and the vectors, from those of the pooled channels.

    Only the places where a channel was greatest have any.
    """
    places, owners = np.unique(done.peaks, return_inverse=True)
    errors = np.zeros((len(places), SECOND), np.float32)
    errors[owners.reshape(done.peaks.shape), np.arange(SECOND)] = pooled
    second = done.second_seen.take(places, axis=0).T @ errors
    spread = (errors @ network["second"].T).reshape(len(places), WIDTH, FIRST)
    first = np.zeros_like(done.first)
    for tap in range(WIDTH):
        first[places + tap * DILATION] += spread[:, tap]
    first *= done.first > 0
    reached = np.flatnonzero(first.any(axis=1))
    return {"second": second, **of_inputs(network, done, first.take(reached, axis=0), reached)}


def of_inputs(network: Network, done: Pass, first: Floats, reached: Places) -> Network:
    """Gradients of the first convolution and the vectors, from those places that have any."""
    spread = (first @ network["first"].T).reshape(len(reached), WIDTH, VECTOR)
    vectors = np.zeros((len(done.shown), VECTOR), np.float32)
    for tap in range(WIDTH):
        vectors[reached + tap] += spread[:, tap]
    vectors[done.shown == 0] = 0
    count = len(done.shown)
    owners = sparse.csc_matrix(
        (np.ones(count, np.float32), done.shown, np.arange(count + 1)), (SYMBOLS, count)
    )
    return {
        "first": done.first_seen.take(reached, axis=0).T @ first,
        "first_bias": first.sum(axis=0)[None],
        "attributes": done.attributes.T @ vectors,
        "symbols": owners @ vectors,
    }
