"""Character CNN: small convolutional networks over folded letters, averaged.

The linear model knows n-grams. These networks have learned the shapes of names and of
their surroundings, so they also recognise names that they never met. Each place's symbol
and glyph attributes become a short vector. Two convolutions with rectifiers see thirteen
characters. Of each channel the greatest value anywhere in the text counts (max-over-time
pooling: Collobert et al. 2011, Kim 2014), and one hidden layer makes log-odds of these.
Networks with other initial weights err on other texts; their mean errs less.

Weights and activations are quantised to whole numbers so small that products of float
matrices are exact (Jacob et al. 2018 on integer inference): a value is the same to the
last bit alone, in any batch, and with any order of summation.
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from classifier.scoring.artifact import Array
from classifier.scoring.char_packing import SYMBOLS, PackedTexts, Symbols, pack_folded
from classifier.text.alphabet import GlyphAttributes
from classifier.text.codes import Places
from classifier.text.normalise import FoldedBuffer

Floats = npt.NDArray[np.float32]
Values = npt.NDArray[np.float64]

MEMBERS: Final = 2
ATTRIBUTE_BITS: Final = 12
VECTOR: Final = 12
FIRST: Final = 16
SECOND: Final = 32
HIDDEN: Final = 32
WIDTH: Final = 5
"""Places that each convolution sees."""
DILATION: Final = 2
"""The second sees every other place."""
NARROW: Final = WIDTH - 1
"""Places that the first convolution's output lacks, half of them at either end."""
REACH: Final = NARROW * (1 + DILATION) // 2
"""How far from its middle the second convolution sees."""
SEEN: Final = np.arange(-REACH, REACH + 1)
SECOND_TOP: Final = 4095
"""Where the second convolution's activations are cut off."""
EXACT: Final = 1 << 24
"""32-bit floats hold every whole number up to here, 64-bit ones up to EXACT_WIDE."""
EXACT_WIDE: Final = 1 << 53
AT_ONCE: Final = 32
"""Texts read in one go: what many take falls out of the processor's cache."""
SHAPES: Final[dict[str, tuple[int, ...]]] = {
    "symbols": (SYMBOLS, VECTOR),
    "attributes": (ATTRIBUTE_BITS, VECTOR),
    "first": (WIDTH * VECTOR, FIRST),
    "first_bias": (1, FIRST),
    "second": (WIDTH * FIRST, SECOND),
    "second_bias": (SECOND, 1),
    "hidden": (SECOND, HIDDEN),
    "hidden_bias": (HIDDEN, 1),
    "output": (HIDDEN, 1),
}
"""Quantised weights of a network, in the order in which its row of the one array has them."""
SCALES: Final[dict[str, tuple[int, ...]]] = {
    "first_steps": (1, FIRST),
    "second_steps": (SECOND, 1),
    "first_top": (1, 1),
    "step": (1,),
    "bias": (1,),
}
"""Its other numbers: what sums of each channel are multiplied by, where the first
convolution's activations are cut off, the log-odds of one in the output, and its bias."""


def size_of(shapes: Mapping[str, tuple[int, ...]]) -> int:
    """Numbers that a network has of these."""
    return sum(int(np.prod(shape)) for shape in shapes.values())


WEIGHTS: Final = size_of(SHAPES)
NUMBERS: Final = size_of(SCALES)


def taken_apart(array: Array, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, Array]:
    """The parts by name, members first, from the array that has them all on end."""
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes.values()])
    parts = np.split(np.asarray(array), ends[:-1], axis=1)
    return {
        name: part.reshape(len(part), *shape)
        for (name, shape), part in zip(shapes.items(), parts, strict=True)
    }


class ChannelContributions(NamedTuple):
    """How the log-odds of texts divide over the places they come from.

    `shares` (texts x channels) and the text's entry of `rests` add up. A share belongs in
    equal parts to `places` (texts x channels x what a channel sees), which are places of the
    folded buffer, some of them more than once.
    """

    places: Places
    shares: Values
    rests: Values


class CharCnn:
    """Loaded networks. Safe to share between threads; holds no state of any text."""

    def __init__(self, weights: Array, scales: Array) -> None:
        integers, found = taken_apart(weights, SHAPES), taken_apart(scales, SCALES)
        self._symbols: Floats = integers["symbols"].astype(np.float32)
        self._attribute_vectors = every_combination(integers["attributes"])
        self._first: Floats = integers["first"].astype(np.float32)
        self._first_bias: Floats = integers["first_bias"].astype(np.float32)
        self._first_steps: Floats = found["first_steps"].astype(np.float32)
        self._first_top: Floats = found["first_top"].astype(np.float32)
        self._second: Floats = integers["second"].astype(np.float32).transpose(0, 2, 1).copy()
        self._second_bias: Values = integers["second_bias"].astype(np.float64)
        self._second_steps: Values = found["second_steps"].astype(np.float64)
        self._hidden: Values = integers["hidden"].astype(np.float64).transpose(0, 2, 1).copy()
        self._hidden_bias: Values = integers["hidden_bias"].astype(np.float64)
        self._output: Values = integers["output"].astype(np.float64)
        self._steps: Values = found["step"].astype(np.float64) / len(weights)
        self._bias = float(found["bias"].mean())

    @classmethod
    def loaded(cls, arrays: Mapping[str, Array]) -> Self:
        """The networks of a model's arrays. Raises KeyError where one is missing."""
        return cls(arrays["reader"], arrays["reader_scales"])

    def logits(self, letters: FoldedBuffer, rows: Places) -> Values:
        """The log-odds of spam of each of these texts, the same in any company."""
        found = [np.zeros(0)]
        for _, _, pooled in self._read(letters, rows):
            integers: Values = (self._active(pooled) * self._output).sum(axis=1)
            found.append(self._mean(integers))
        return np.concatenate(found) + self._bias

    def contributions(self, letters: FoldedBuffer, rows: Places) -> ChannelContributions:
        """What the log-odds of these texts come from; at least one text.

        A network is linear between the kinks of its rectifiers, so a channel's part is
        its value times a weight; it comes from where the channel was greatest first.
        """
        places, shares, rests = [], [], []
        for packed, sums, pooled in self._read(letters, rows):
            weights = (self._active(pooled) > 0) * self._output
            parts = (self._hidden.transpose(0, 2, 1) @ weights) * pooled
            parts *= self._steps[:, :, None]
            shares.append(parts.reshape(-1, len(packed.firsts)).T)
            rests.append(self._mean((weights * self._hidden_bias).sum(axis=1)))
            channels = sums.reshape(-1, sums.shape[2])
            places += [seen_at_peak(packed, channels, row) for row in range(len(packed.firsts))]
        return ChannelContributions(
            np.stack(places), np.concatenate(shares), np.concatenate(rests) + self._bias
        )

    def _mean(self, integers: Values) -> Values:
        """The mean of the members' outputs (members x texts) as log-odds."""
        found: Values = np.add.reduce(integers * self._steps)
        return found

    def _read(
        self, letters: FoldedBuffer, rows: Places
    ) -> Iterator[tuple[PackedTexts, Floats, Values]]:
        """Some texts at a time: packed, with the sums of their places, and each text's greatest."""
        for first in range(0, len(rows), AT_ONCE):
            packed, shown, attributes = pack_folded(letters, rows[first : first + AT_ONCE])
            sums = self._sums(shown, attributes)
            yield packed, sums, self._pooled(packed, sums)

    def _sums(self, shown: Symbols, attributes: GlyphAttributes) -> Floats:
        """Sums of the second convolution: members x channels x places.

        The first place is REACH of the packed sequence.
        """
        inputs = self._symbols.take(shown, axis=1)
        inputs += self._attribute_vectors.take(attributes, axis=1)
        seen = windows(inputs, 1) @ self._first
        seen += self._first_bias
        seen *= self._first_steps
        np.rint(seen, out=seen)
        np.maximum(seen, 0, out=seen)
        np.minimum(seen, self._first_top, out=seen)
        seen[:, shown[NARROW // 2 : -NARROW // 2] == 0] = 0
        sums: Floats = self._second @ windows(seen, DILATION).transpose(0, 2, 1)
        return sums

    def _pooled(self, packed: PackedTexts, sums: Floats) -> Values:
        """The greatest sum of each channel and text, as the hidden layer takes it."""
        edges = np.empty((len(packed.firsts), 2), np.int64)
        edges[:, 0], edges[:, 1] = packed.firsts, packed.lasts
        edges -= REACH
        greatest = np.maximum.reduceat(sums, edges.ravel(), axis=2)[:, :, ::2].astype(np.float64)
        greatest += self._second_bias
        greatest *= self._second_steps
        np.rint(greatest, out=greatest)
        return np.clip(greatest, 0, SECOND_TOP, out=greatest)

    def _active(self, pooled: Values) -> Values:
        """The hidden layer: members x units x texts."""
        hidden: Values = self._hidden @ pooled
        hidden += self._hidden_bias
        return np.maximum(hidden, 0, out=hidden)

    def faults(self) -> list[str]:
        """Why sums might be inexact, or meaningless; empty where all is well.

        All numbers must be finite.
        """
        scales = (self._first_steps, self._second_steps, self._first_top, self._steps)
        first, second, output = self._largest()
        checks = {
            "the character network's scales are not above zero": all(
                (scale > 0).all() for scale in scales
            ),
            "the character network's padding has a vector": not self._symbols[:, 0].any(),
            "the character network's weights are too large for exact sums": (
                first < EXACT and second < EXACT and output < EXACT_WIDE
            ),
            "the character network's top is no whole number": not (self._first_top % 1).any(),
        }
        return [fault for fault, well in checks.items() if not well]

    def _largest(self) -> tuple[float, float, float]:
        """What sums of either convolution and of the output may reach, whatever the text."""
        single = self._attribute_vectors[:, 1 << np.arange(ATTRIBUTE_BITS)].astype(np.float64)
        most = np.abs(self._symbols).max(axis=1) + np.abs(single).sum(axis=1)
        taps = np.tile(most, WIDTH)[:, None, :]
        first = taps @ np.abs(self._first) + np.abs(self._first_bias)
        second = self._first_top * np.abs(self._second).sum(axis=2, keepdims=True)
        hidden = SECOND_TOP * np.abs(self._hidden).sum(axis=2, keepdims=True)
        output = (np.abs(self._output) * (hidden + np.abs(self._hidden_bias))).sum(axis=1)
        return float(first.max()), float(second.max()), float(output.max())


def windows(rows: Floats, dilation: int) -> Floats:
    """Each place's WIDTH rows side by side, for a convolution as one product of matrices.

    Members x places x size, and so is what comes back, of fewer places and WIDTH sizes.
    """
    members, count, size = rows.shape
    member, step, item = rows.strides
    shape = (members, count - NARROW * dilation, WIDTH, size)
    strides = (member, step, dilation * step, item)
    seen = np.lib.stride_tricks.as_strided(rows, shape, strides)
    return seen.reshape(members, shape[1], WIDTH * size)


def every_combination(attributes: Array) -> Floats:
    """The vector of every combination of attributes, from the vector of each (bits x size)."""
    bits = np.arange(1 << ATTRIBUTE_BITS)[:, None] >> np.arange(ATTRIBUTE_BITS) & 1
    vectors: Floats = bits.astype(np.float32) @ attributes.astype(np.float32)
    return vectors


def seen_at_peak(packed: PackedTexts, sums: Floats, row: int) -> Places:
    """Which places of the buffer each channel saw where it was greatest: channels x places."""
    first, last = int(packed.firsts[row]), int(packed.lasts[row])
    own: Places = np.maximum.accumulate(packed.places[first:last])  # a gap counts as its left
    peaks = sums[:, first - REACH : last - REACH].argmax(axis=1)
    seen: Places = own.take(peaks[:, None] + SEEN, mode="clip")
    return seen
