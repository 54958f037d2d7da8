"""Which comments belong together: one campaign's spam, one thread's ham.

Copies of an advertisement are no independent evidence. Whoever resamples single
comments finds intervals that are too narrow; so whole campaigns are drawn instead.
"""

import zlib
from collections.abc import Hashable, Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from classifier.data.datasets import LabelledText
from classifier.text.normalise import fold

Ids = npt.NDArray[np.int64]

SHINGLE: Final = 5
BANDS: Final = 8
BAND_ROWS: Final = 6
"""Texts of Jaccard similarity 0.8 meet with probability 0.91, of 0.5 with 0.12."""
SEED: Final = 20_011


def spam_campaigns(rows: Sequence[LabelledText]) -> Ids:
    """The campaign of each spam row, numbered from 0.

    Rows of one `brand` are one campaign whatever their source; of the others those that
    nearly say the same.
    """
    texts = [row.text for row in rows if not row.brand]
    alike = iter(near_copies(texts).tolist())
    return numbered(("brand", row.brand) if row.brand else ("text", next(alike)) for row in rows)


def threads(rows: Sequence[LabelledText]) -> Ids:
    """The thread of each row (its source's `group`), or a number of its own."""
    return numbered(
        (row.source, row.group) if row.group else (row.source, place)
        for place, row in enumerate(rows)
    )


def numbered(keys: Iterable[Hashable]) -> Ids:
    """Numbers from 0 in the order of first sight."""
    seen: dict[Hashable, int] = {}
    return np.array([seen.setdefault(key, len(seen)) for key in keys], np.int64)


def near_copies(texts: Sequence[str]) -> Ids:
    """A number for each text, the same for those that nearly are copies.

    Min-wise hashes of letter shingles in bands (A. Broder, "On the resemblance and
    containment of documents", 1997); texts that agree in one band are joined, and so
    are those joined with them. Digits, signs and white space do not count.
    """
    first: dict[tuple[int, bytes], int] = {}
    edges = [
        (place, first.setdefault(band, place))
        for place, text in enumerate(texts)
        for band in enumerate(bands(text))
    ]
    ends = np.array(edges, np.int64).reshape(-1, 2).T
    graph = sparse.coo_array((np.ones(len(edges)), (ends[0], ends[1])), (len(texts), len(texts)))
    return numbered(connected_components(graph, directed=False)[1].tolist())


def bands(text: str) -> list[bytes]:
    """The min-wise hashes of a text's shingles, a few at a time; the text itself if short."""
    letters = "".join(filter(str.isalpha, fold(text).text))
    if len(letters) <= SHINGLE:
        return [text.encode("utf-8", "surrogatepass")]
    shingles = {letters[start : start + SHINGLE] for start in range(len(letters) - SHINGLE + 1)}
    coded = (zlib.crc32(each.encode("utf-8", "surrogatepass")) for each in shingles)
    hashes = np.fromiter(coded, np.uint64, len(shingles))
    mixed = (hashes[:, None] * MULTIPLIERS + ADDENDS) >> np.uint64(32)
    least = mixed.min(axis=0).reshape(BANDS, BAND_ROWS)
    return [band.tobytes() for band in least]


def _hash_family() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Odd multipliers and addends of the multiply-shift hashes, always the same."""
    rng = np.random.Generator(np.random.PCG64(SEED))
    drawn = rng.integers(1 << 63, size=(2, BANDS * BAND_ROWS), dtype=np.uint64)
    return drawn[0] | np.uint64(1), drawn[1]


MULTIPLIERS, ADDENDS = _hash_family()
