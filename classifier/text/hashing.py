"""Rolling hashes over a buffer: every n-gram of several lengths in a few numpy calls.

A prefix sum of code * BASE**place gives any n-gram as a difference of two sums;
times BASE**-place it no longer depends on where it stands. All arithmetic is
modulo 2**32, so it is exact: the same n-gram has the same number in any text, at
any place, in any batch.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from classifier.text.codes import Places

Slots = npt.NDArray[np.uint32]

BASE: Final = 0x01000193
INVERSE: Final = pow(BASE, -1, 2**32)
SPREAD: Final = 0x9E3779B1
WORD_BITS: Final = 32
MODULUS: Final = 2**WORD_BITS
SHORTEST_TABLES: Final = 1 << 15


def powers(length: int) -> tuple[Slots, Slots, Slots]:
    """BASE**i, BASE**-i and SPREAD * BASE**-i modulo 2**32, each for i below `length`."""
    up, down, spread = power_tables(max(SHORTEST_TABLES, 1 << (length - 1).bit_length()))
    return up[:length], down[:length], spread[:length]


@cache
def power_tables(size: int) -> tuple[Slots, Slots, Slots]:
    """The tables of `powers`, which are made in a few sizes only."""
    factors = np.full((2, size), [[BASE], [INVERSE]], np.uint32)
    factors[:, 0] = 1
    up, down = np.multiply.accumulate(factors, axis=1, dtype=np.uint32)
    return up, down, down * np.uint32(SPREAD)


def salt(name: str) -> int:
    """A fixed 32-bit number for a name (FNV-1a)."""
    value = 0x811C9DC5
    for byte in name.encode():
        value = ((value ^ byte) * 0x01000193) % MODULUS
    return value


def salts(group: str, lengths: Sequence[int]) -> Slots:
    """One salt a length, as a column."""
    return np.array([[salt(f"{group}{length}")] for length in lengths], np.uint32)


def prefix_sums(codes: Slots) -> Slots:
    """sums[..., i] hashes codes[..., :i]; one entry more than there are codes in a row."""
    count = codes.shape[-1]
    sums = np.empty((*codes.shape[:-1], count + 1), np.uint32)
    sums[..., 0] = 0
    np.add.accumulate(codes * powers(count)[0], axis=-1, out=sums[..., 1:])
    return sums


def ngram_hashes(sums: Slots, lengths: range, salting: Slots, into: Slots) -> None:
    """Write the hashes of the n-grams at each place of a padded buffer, one row a length.

    Salted and spread: `salting` is spread already.
    """
    count = len(sums) - lengths[-1]
    # Row r is sums[lengths[r]:][:count]: overlapping, so all rows are one subtraction.
    ends: Slots = np.ndarray(
        (len(lengths), count), np.uint32, sums, lengths[0] * sums.itemsize, (sums.itemsize,) * 2
    )
    found = into[: len(lengths), :count]
    np.subtract(ends, sums[:count], out=found)
    found *= powers(count)[2]
    found += salting


def stretches(sums: Slots, edges: Places) -> Slots:
    """Hashes of codes[..., start:end] for each pair of these edges."""
    before = sums.take(edges, axis=-1)
    hashes: Slots = before[..., 1::2] - before[..., ::2]
    hashes *= powers(sums.shape[-1])[1].take(edges[::2])
    return hashes
