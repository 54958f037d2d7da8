"""Error analysis: missed and wronged comments, counted by cause without reading them.

Each error counts once, under the first cause that applies. A cause is what sets the comment
apart, not a proof of what the model did.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
import numpy as np

from classifier.data.datasets import LabelledText
from classifier.evaluation.scored_sets import Cuts, ScoredSet, Sets, batches, joined
from classifier.scoring import handcrafted
from classifier.scoring.features import tokenise
from classifier.scoring.handcrafted import BITS
from classifier.synthetic.generators.brands import locate
from classifier.text.normalise import fold

LINK: Final = re.compile(
    r"https?://|\bwww\.|\b[a-z0-9][a-z0-9-]+\.(?:com|net|org|id|co|me|info|xyz|site|link|ly|vip|pro)\b"
)
CONTACT: Final = re.compile(r"\b(?:\+?62|0)8\d{7,}|\b(?:wa|telegram|tele)\b|[\w.]+@[\w.]+\.\w+")
GAMBLING: Final = re.compile(
    r"\b(?:judi|judol|slot|togel|gacor|maxwin|jackpot|jepe|jp|scatter|depo|deposit|wd|withdraw"
    r"|bandar|toto|casino|kasino|poker|spin|zeus|mahjong|rtp|hoki|cuan)\w{0,3}\b"
)
SHORT: Final = 4
LONG: Final = 40
LOUD: Final = 2
"""So many words in capitals are shouting."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What a comment shows without being read by a person."""

    suspect: bool
    words: int
    disguised: bool
    brand_shape: bool
    capitals: int
    known_brand: bool
    brand_has_digits: bool
    link: bool
    contact: bool
    gambling: bool
    only_link: bool


class ErrorCauses(msgspec.Struct, frozen=True):
    """At a cut, how many of how many comments are errors, and how many have each cause."""

    at: str
    of: int
    errors: int
    causes: dict[str, int]


class Errors(msgspec.Struct, frozen=True):
    """Errors at each cut, by whom they concern."""

    missed_spam: list[ErrorCauses]
    wronged_readers: list[ErrorCauses]
    wronged_beside_spam: list[ErrorCauses]


Cause = Callable[[Traits], bool]

MISSED: Final[dict[str, Cause]] = {
    "suspect_label": lambda it: it.suspect,
    "only_a_link": lambda it: it.only_link,
    "under_four_words": lambda it: it.words < SHORT,
    "neither_brand_nor_gambling_word": lambda it: (
        not (it.known_brand or it.disguised or it.brand_shape or it.gambling)
    ),
    "brand_without_digits_or_disguise": lambda it: (
        it.known_brand and not (it.brand_has_digits or it.disguised)
    ),
    "brand_in_disguise": lambda it: it.disguised,
    "brand_with_digits": lambda it: it.brand_shape or it.brand_has_digits,
    "gambling_word_without_brand": lambda it: it.gambling,
    "other": lambda _: True,
}
WRONGED: Final[dict[str, Cause]] = {
    "suspect_label": lambda it: it.suspect,
    "link_or_contact": lambda it: it.link or it.contact,
    "fancy_letters": lambda it: it.disguised,
    "brand_shaped_word": lambda it: it.brand_shape,
    "gambling_word": lambda it: it.gambling,
    "capitals": lambda it: it.capitals >= LOUD,
    "under_four_words": lambda it: it.words < SHORT,
    "long": lambda it: it.words >= LONG,
    "other": lambda _: True,
}
"""Of spam that is missed and of ham that is wronged: each cause, the first to apply counts."""


def traits(rows: Sequence[LabelledText], suspects: frozenset[str]) -> list[Traits]:
    """What each comment shows."""
    found: list[Traits] = []
    for batch in batches(rows):
        read = tokenise([row.text for row in batch])
        edges = np.array((read.words.firsts[:-1], read.words.firsts[1:]))
        words = edges[1] - edges[0]
        counts = handcrafted.counted(handcrafted.tally_between(read.properties, edges)) * (
            words > 0
        )
        found += [
            traits_of(row, int(total), own, suspects)
            for row, total, own in zip(batch, words, counts.T.tolist(), strict=True)
        ]
    return found


def traits_of(row: LabelledText, words: int, counts: list[int], suspects: frozenset[str]) -> Traits:
    """What a comment of so many words shows, given how many of them have each property."""
    folded = fold(row.text).text
    place = locate(row.text, row.brand) if row.brand else None
    return Traits(
        suspect=row.id in suspects,
        words=words,
        disguised=counts[BITS["disguised"]] > 0,
        brand_shape=counts[BITS["brandlike"]] > 0,
        capitals=counts[BITS["capitals"]],
        known_brand=bool(row.brand),
        brand_has_digits=place is not None and any(map(str.isdigit, folded_part(row, place))),
        link=LINK.search(folded) is not None,
        contact=CONTACT.search(folded) is not None,
        gambling=GAMBLING.search(folded) is not None,
        only_link=bool(folded.split()) and all(map(LINK.search, folded.split())),
    )


def folded_part(row: LabelledText, place: tuple[int, int]) -> str:
    return fold(row.text[place[0] : place[1]]).text


def counted(found: Sequence[Traits], causes: Mapping[str, Cause]) -> dict[str, int]:
    """How many errors have each cause, in the causes' order."""
    first = Counter(next(name for name, applies in causes.items() if applies(one)) for one in found)
    return {name: first[name] for name in causes}


def errors(sets: Sets, cuts: Cuts, suspects: frozenset[str]) -> Errors:
    """Missed spam of the unseen sets, wronged readers, and ham wronged in sets that hold spam."""
    beside = [one for one in sets.spam if one not in sets.readers]
    return Errors(
        missed_spam=counted_at_cuts(sets.spam, cuts, suspects, spam=True),
        wronged_readers=counted_at_cuts(sets.readers, cuts, suspects, spam=False),
        wronged_beside_spam=counted_at_cuts(beside, cuts, suspects, spam=False),
    )


def counted_at_cuts(
    sets: Sequence[ScoredSet], cuts: Cuts, suspects: frozenset[str], *, spam: bool
) -> list[ErrorCauses]:
    """Causes at each cut: of spam that stays below it, or of ham that reaches it."""
    rows = [row for one in sets for row in (one.spam_rows if spam else one.ham_rows)]
    scores = joined([one.spam_scores if spam else one.ham_scores for one in sets])
    found = []
    for name, cut in cuts.items():
        wrong = scores < cut if spam else scores >= cut
        shown = traits([rows[place] for place in wrong.nonzero()[0]], suspects)
        causes = counted(shown, MISSED if spam else WRONGED)
        found.append(ErrorCauses(name, len(rows), len(shown), causes))
    return found
