"""Near-equal texts: MinHash over words and pairs of words, with banding to find candidates.

A. Broder, "On the resemblance and containment of documents" (1997). Digits are left out, since a
campaign changes numbers first.
"""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import Final

import numpy as np

LANES: Final = 32
# Two texts whose signatures agree in so many lanes are near-equal: a resemblance of about a half.
ALIKE: Final = 16
_BAND: Final = 2
_WORD: Final = re.compile(r"[^\W\d_]+")
# More words say nothing more about a text's likeness.
_WORDS: Final = 200
SIGNED_LENGTH: Final = 4_000
"""Code points in which so many words nearly always stand."""
_PRIME: Final = np.uint64((1 << 61) - 1)
# numpy's own generators would take two megabytes of memory.
_DRAWN: Final = Random(20261129)  # noqa: S311 - repeatable, not secret
_FACTORS: Final = np.array([_DRAWN.randrange(1, 1 << 29) for _ in range(LANES)], np.uint64)
_SHIFTS: Final = np.array([_DRAWN.randrange(1 << 29) for _ in range(LANES)], np.uint64)

Signature = bytes
NO_SIGNATURE: Final = b""


def signature(folded: str) -> Signature:
    """The signature of a folded text; none where it has no words."""
    words = _WORD.findall(folded)[:_WORDS]
    if not words:
        return NO_SIGNATURE
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    told = {zlib.crc32(each.encode("utf-8", "surrogatepass")) for each in (*words, *pairs)}
    shingles = np.fromiter(told, np.uint64, len(told))
    hashes = (shingles[:, None] * _FACTORS + _SHIFTS) % _PRIME
    lowest = (hashes.min(axis=0) & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    return bytes(lowest.tobytes())


def groups(signatures: Mapping[str, Signature], *, least: int) -> list[list[str]]:
    """The names of near-equal texts, together where they are at least so many; largest first.

    Each text joins the first it is near-equal to, so a chain of small changes is no group.
    """
    first: dict[tuple[int, bytes], str] = {}
    members: dict[str, list[str]] = defaultdict(list)
    for name, signed in signatures.items():
        if signed:
            leader = _leader(signed, first, signatures) or name
            members[leader].append(name)
            if leader is name:
                first |= {band: name for band in _bands(signed) if band not in first}
    found = [names for names in members.values() if len(names) >= least]
    return sorted(found, key=len, reverse=True)


def likeness(one: Signature, other: Signature) -> int:
    """In how many lanes two signatures agree."""
    if not one or not other:
        return 0
    agree = np.frombuffer(one, np.uint32) == np.frombuffer(other, np.uint32)
    return int(np.count_nonzero(agree))


def typical(signatures: Sequence[Signature]) -> Signature:
    """The signature that has in each lane what most of them have there."""
    signed = [each for each in signatures if each]
    if not signed:
        return NO_SIGNATURE
    lanes = np.frombuffer(b"".join(signed), np.uint32).reshape(-1, LANES)
    most = [Counter(lane.tolist()).most_common(1)[0][0] for lane in lanes.T]
    return bytes(np.array(most, np.uint32).tobytes())


def _leader(
    signed: Signature, first: Mapping[tuple[int, bytes], str], known: Mapping[str, Signature]
) -> str:
    candidates = dict.fromkeys(first[band] for band in _bands(signed) if band in first)
    return next((name for name in candidates if likeness(signed, known[name]) >= ALIKE), "")


def _bands(signed: Signature) -> Sequence[tuple[int, bytes]]:
    size = 4 * _BAND
    return [(at, signed[at : at + size]) for at in range(0, len(signed), size)]
