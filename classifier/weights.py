"""Integer weights: four heads packed into one 64-bit table entry.

Each head has sixteen bits holding its weight plus OFFSET, so entries are never
negative and a sum never carries into the neighbouring head. One gather serves all
heads, and because every sum is one of integers, a text's sums are the same to the
last bit alone, in any batch and in any order.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from classifier.codes import Places
from classifier.features import Features

Sums = npt.NDArray[np.int64]
Packed = npt.NDArray[np.uint64]
Weights = npt.NDArray[np.float64]

HEADS: Final = 4
FIELD: Final = 16
LARGEST: Final = 2047
"""Largest weight: with OFFSET added and five n-gram lengths summed it stays in its field."""
OFFSET: Final = 2048
EVEN: Final = np.uint64(0x0000FFFF0000FFFF)
ONE_FIELD: Final = np.uint64(0xFFFF)
LOW: Final = np.uint64(0xFFFFFFFF)
HALF: Final = np.uint64(32)


def quantise(weights: Weights) -> tuple[npt.NDArray[np.int64], list[float]]:
    """Integer weights (heads x slots) and of each head the size of one step."""
    steps = np.maximum(np.abs(weights).max(axis=1), 1e-12) / LARGEST
    return np.rint(weights / steps[:, None]).astype(np.int64), steps.tolist()


def pack(integers: npt.NDArray[np.int64]) -> Packed:
    """One 64-bit entry a slot from up to four rows of integer weights."""
    packed = np.zeros(integers.shape[1], np.uint64)
    for head in range(HEADS):
        row = integers[head] if head < len(integers) else np.zeros(integers.shape[1], np.int64)
        packed |= (row + OFFSET).astype(np.uint64) << np.uint64(FIELD * head)
    return packed


def unpack(entries: Packed) -> Sums:
    """Weights of each head (last axis) of these entries."""
    shifts = np.arange(HEADS, dtype=np.uint64) * np.uint64(FIELD)
    fields = (entries[..., None] >> shifts) & ONE_FIELD
    return fields.astype(np.int64) - OFFSET


def field(entries: Packed, head: int) -> Weights:
    """Weights of one head, whole numbers, of these entries."""
    bits = (entries >> np.uint64(FIELD * head)) & ONE_FIELD
    return bits.astype(np.float64) - OFFSET


def sums(features: Features, table: Packed) -> Sums:
    """Of each text (row) and head (column) the sum of its n-gram weights."""
    views, rows = features.views, len(features.sizes)
    places = np.zeros(sum(view.slots.shape[1] for view in views) + 1, np.uint64)
    edges = np.empty((len(views), rows, 2), np.int64)
    before = 0
    for view, bounds in zip(views, edges, strict=True):
        after = before + view.slots.shape[1]
        np.add.reduce(table.take(view.slots, mode="clip"), axis=0, out=places[before:after])
        np.add(view.starts, before, out=bounds[:, 0])
        np.add(view.ends, before, out=bounds[:, 1])
        before = after
    fields = field_sums(places, edges.ravel()).reshape(HEADS, len(views), rows)
    total = np.add.reduce(fields, axis=1)
    return np.asarray((total - OFFSET * features.sizes).T)


def field_sums(places: Packed, edges: Places) -> Sums:
    """Sums of each head's field (row) over each pair of edges, OFFSET still in them.

    Fields two apart are summed together, each with 32 bits to grow in; `places` has one
    entry behind the last place, so that an edge may lie there.
    """
    halves = np.empty((2, len(places)), np.uint64)
    np.bitwise_and(places, EVEN, out=halves[0])
    np.right_shift(places, np.uint64(FIELD), out=halves[1])
    halves[1] &= EVEN
    both = np.add.reduceat(halves, edges, axis=1)[:, ::2]
    fields = np.empty((HEADS, len(edges) // 2), np.int64)
    fields[:2], fields[2:] = both & LOW, both >> HALF
    fields *= edges[::2] != edges[1::2]  # where they are equal reduceat gives the next place
    return fields
