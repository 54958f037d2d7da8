"""Fingerprints: how purely the comments that share one follow the campaigns of the data."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain

import msgspec

from classifier.data.datasets import LabelledText
from classifier.evaluation.scored_sets import Sets, batches
from classifier.scoring.features import tokenise
from classifier.text import lexicon
from classifier.text.fingerprints import Fingerprint, Kind, fingerprints, sketches
from classifier.text.normalise import fold


class FingerprintGroups(msgspec.Struct, frozen=True):
    """The groups of two comments and more that share a fingerprint of this kind.

    A comment counts in each of its groups. `one_label` is the share of them whose label is the
    most frequent one of their group; `one_brand` the same of brands, among spam whose brand is
    known. None where there are no such groups.
    """

    fingerprint: str
    groups: int
    comments: int
    one_label: float | None
    of_brands: int
    one_brand: float | None


def fingerprint_groups(sets: Sets) -> list[FingerprintGroups]:
    """Of each kind, over the comments of every set."""
    labels: dict[Kind, dict[str, list[str]]] = {kind: defaultdict(list) for kind in Kind}
    brands: dict[Kind, dict[str, list[str]]] = {kind: defaultdict(list) for kind in Kind}
    rows = list(chain.from_iterable(one.rows for one in sets.every))
    for batch in batches(rows):
        for row, each in zip(batch, _fingerprints(batch), strict=True):
            for kind, value in each:
                labels[kind][value].append(row.label)
                if row.spam and row.brand:
                    brands[kind][value].append(row.brand)
    return [_of(kind, labels[kind], brands[kind]) for kind in Kind]


def _fingerprints(batch: Iterable[LabelledText]) -> list[list[Fingerprint]]:
    texts = [row.text for row in batch]
    words = tokenise(texts).words
    drawn = sketches(words, lexicon.known(words.hashes))
    return [fingerprints(fold(text), text, of) for text, of in zip(texts, drawn, strict=True)]


def _of(
    kind: Kind, labels: Mapping[str, list[str]], brands: Mapping[str, list[str]]
) -> FingerprintGroups:
    one_label, comments = purity(labels)
    one_brand, of_brands = purity(brands)
    groups = sum(len(members) > 1 for members in labels.values())
    return FingerprintGroups(kind, groups, comments, one_label, of_brands, one_brand)


def purity(groups: Mapping[str, list[str]]) -> tuple[float | None, int]:
    """The share of the members of groups that are of the most frequent class of their own.

    `groups` has the class of each member. Groups of one say nothing and do not count; the second
    figure is how many members those that count have.
    """
    large = [members for members in groups.values() if len(members) > 1]
    total = sum(map(len, large))
    most = sum(Counter(members).most_common(1)[0][1] for members in large)
    return (most / total if total else None), total
