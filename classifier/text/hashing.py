"""Rolling hashes over a buffer: every n-gram of several lengths in a few numpy calls.

A prefix sum of code * BASE**place gives any n-gram as a difference of two sums;
times BASE**-place it no longer depends on where it stands. All arithmetic is
modulo 2**32, so it is exact: the same n-gram has the same number in any text, at
any place, in any batch.
"""

from collections.abc import Sequence
from threading import Lock
from typing import Final

import numpy as np
import numpy.typing as npt

from classifier.text.alphabet import Codes
from classifier.text.codes import Places

Slots = npt.NDArray[np.uint32]

BASE: Final = 0x01000193
INVERSE: Final = pow(BASE, -1, 2**32)
SPREAD: Final = 0x9E3779B1
WORD_BITS: Final = 32
MODULUS: Final = 2**WORD_BITS


class Powers:
    """BASE**i and BASE**-i modulo 2**32, grown when a longer batch comes; threads may share it."""

    def __init__(self) -> None:
        one = np.ones(1, np.uint32)
        self._tables = one, one, one
        self._growing = Lock()

    def to(self, length: int) -> tuple[Slots, Slots]:
        """Both tables, `length` entries each."""
        up, down, _ = self._of(length)
        return up[:length], down[:length]

    def spread(self, length: int) -> Slots:
        """SPREAD * BASE**-i, the two factors of a slot in one."""
        return self._of(length)[2][:length]

    def _of(self, length: int) -> tuple[Slots, Slots, Slots]:
        """The three tables, of one size, which is at least `length` and never shrinks."""
        tables = self._tables  # read once: another thread may put longer ones in their place
        return tables if len(tables[0]) >= length else self._grow(length)

    def _grow(self, length: int) -> tuple[Slots, Slots, Slots]:
        with self._growing:
            size = len(self._tables[0])
            if size < length:
                size = max(length, 2 * size, 1 << 15)
                down = self._grown(INVERSE, size)
                self._tables = self._grown(BASE, size), down, down * np.uint32(SPREAD)
            return self._tables

    @staticmethod
    def _grown(base: int, size: int) -> Slots:
        factors = np.full(size, base, np.uint32)
        factors[0] = 1
        return np.multiply.accumulate(factors, dtype=np.uint32)


POWERS: Final = Powers()


def salt(name: str) -> int:
    """A fixed 32-bit number for a name (FNV-1a)."""
    value = 0x811C9DC5
    for byte in name.encode():
        value = ((value ^ byte) * 0x01000193) % MODULUS
    return value


def salts(group: str, lengths: Sequence[int]) -> Slots:
    """One salt a length, as a column."""
    return np.array([[salt(f"{group}{length}")] for length in lengths], np.uint32)


def prefix_sums(codes: Codes) -> Slots:
    """sums[i] hashes codes[:i]; one entry more than there are codes."""
    up, _ = POWERS.to(len(codes))
    sums = np.empty(len(codes) + 1, np.uint32)
    sums[0] = 0
    np.add.accumulate(codes * up, out=sums[1:])
    return sums


def ngram_slots(sums: Slots, lengths: range, salting: Slots, bits: int) -> Slots:
    """The table slots of the n-grams at each place of a padded buffer, one row a length.

    Salted and spread as `slots` does, but for salts that are spread already.
    """
    count = len(sums) - lengths[-1]
    # Row r is sums[lengths[r]:][:count]: overlapping, so all rows are one subtraction.
    ends: Slots = np.ndarray(
        (len(lengths), count), np.uint32, sums, lengths[0] * sums.itemsize, (sums.itemsize,) * 2
    )
    found: Slots = ends - sums[:count]
    found *= POWERS.spread(count)
    found += salting
    found >>= np.uint32(WORD_BITS - bits)
    return found


def stretches(sums: Slots, edges: Places) -> Slots:
    """Hashes of codes[start:end] for each pair of these edges."""
    _, down = POWERS.to(len(sums))
    before = sums.take(edges)
    hashes = before[1::2] - before[::2]
    hashes *= down.take(edges[::2])
    return hashes


def slots(hashes: Slots, salting: Slots, bits: int) -> Slots:
    """Salted and spread over a table of 2**bits; `hashes` is overwritten."""
    hashes += salting
    hashes *= np.uint32(SPREAD)
    hashes >>= np.uint32(WORD_BITS - bits)
    return hashes
