"""Why comments are missed or wronged: counts by cause, found without reading them.

Each error counts once, under the first cause that applies. A cause is what sets the
comment apart on its face, not a proof of what the model did.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from classifier.data.datasets import LabelledText
from classifier.evaluation.measured import Measured
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
BATCH: Final = 256


@dataclass(frozen=True, slots=True)
class Face:
    """What a comment shows on its face."""

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


Cause = Callable[[Face], bool]

MISSED: Final[dict[str, Cause]] = {
    "suspect_label": lambda face: face.suspect,
    "only_a_link": lambda face: face.only_link,
    "under_four_words": lambda face: face.words < SHORT,
    "neither_brand_nor_gambling_word": lambda face: (
        not (face.known_brand or face.disguised or face.brand_shape or face.gambling)
    ),
    "brand_without_digits_or_disguise": lambda face: (
        face.known_brand and not (face.brand_has_digits or face.disguised)
    ),
    "brand_in_disguise": lambda face: face.disguised,
    "brand_with_digits": lambda face: face.brand_shape or face.brand_has_digits,
    "gambling_word_without_brand": lambda face: face.gambling,
    "other": lambda _: True,
}
WRONGED: Final[dict[str, Cause]] = {
    "suspect_label": lambda face: face.suspect,
    "link_or_contact": lambda face: face.link or face.contact,
    "fancy_letters": lambda face: face.disguised,
    "brand_shaped_word": lambda face: face.brand_shape,
    "gambling_word": lambda face: face.gambling,
    "capitals": lambda face: face.capitals >= LOUD,
    "under_four_words": lambda face: face.words < SHORT,
    "long": lambda face: face.words >= LONG,
    "other": lambda _: True,
}
"""Of spam that is missed and of ham that is wronged: each cause, the first to apply counts."""


def faces(rows: Sequence[LabelledText], suspects: frozenset[str]) -> list[Face]:
    """What each comment shows."""
    found: list[Face] = []
    for first in range(0, len(rows), BATCH):
        batch = rows[first : first + BATCH]
        counts = tokenise([row.text for row in batch]).tally.counts
        found += [face(row, counts[:, place].tolist(), suspects) for place, row in enumerate(batch)]
    return found


def face(row: LabelledText, counts: list[int], suspects: frozenset[str]) -> Face:
    """What a comment shows, given how many of its words have each property."""
    folded = fold(row.text).text
    place = locate(row.text, row.brand) if row.brand else None
    return Face(
        suspect=row.id in suspects,
        words=counts[len(BITS)],
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


def counted(found: Sequence[Face], causes: Mapping[str, Cause]) -> dict[str, int]:
    """How many errors have each cause, in the causes' order."""
    first = Counter(next(name for name, applies in causes.items() if applies(one)) for one in found)
    return {name: first[name] for name in causes}


def errors(
    sets: Sequence[Measured],
    cuts: Mapping[str, float],
    suspects: frozenset[str],
    *,
    spam: bool,
) -> list[dict[str, Any]]:
    """Causes at each cut: of spam that stays below it, or of ham that reaches it."""
    rows = [row for one in sets for row in one.rows]
    scores = np.concatenate([np.empty(0), *(one.scores for one in sets)])
    own = np.array([row.spam == spam for row in rows], np.bool_)
    lines = []
    for name, cut in cuts.items():
        wrong = own & ((scores < cut) if spam else (scores >= cut))
        shown = faces([rows[place] for place in wrong.nonzero()[0]], suspects)
        causes = counted(shown, MISSED if spam else WRONGED)
        lines.append({"at": name, "of": int(own.sum()), "errors": len(shown), "causes": causes})
    return lines
