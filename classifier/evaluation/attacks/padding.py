"""Padding: spam among honest comments, and spam cut over lines; and honest length by itself.

One advert in a long comment is as bad as the advert alone, and many honest sentences are no
worse than one.
"""

from collections.abc import Callable, Sequence
from random import Random
from typing import Final

import msgspec
import numpy as np

from classifier.evaluation.attacks.cost import points_lost
from classifier.evaluation.measures import share
from classifier.evaluation.scored_sets import Cuts, Progress, ScoredSet, Sets, spam_scores
from classifier.scoring.scorer import Scorer

SEED: Final = "padding"
MOST: Final = 1_500
COUNTS: Final = (1, 2, 4, 10)
"""Honest comments around the spam."""
LONG: Final = (2, 4, 8)
"""Honest comments on end, that are a long honest one."""
JOINTS: Final = (" ", ". ", "\n")
LINE: Final = 2
"""Words of a line, where spam is cut over lines."""
ENGLISH: Final = "_en"
Places = dict[str, Callable[[list[str], str], list[str]]]
PLACES: Final[Places] = {
    "before": lambda honest, text: [*honest, text],
    "after": lambda honest, text: [text, *honest],
    "around": lambda honest, text: [
        *honest[: len(honest) // 2], text, *honest[len(honest) // 2 :],
    ],
}  # fmt: skip
"""Where the honest comments stand."""


class PaddingCost(msgspec.Struct, frozen=True):
    """One way of padding: how much spam, its recall before and after, points of recall lost."""

    padding: str
    language: str
    spam: int
    before: dict[str, float | None]
    after: dict[str, float | None]
    lost_points: dict[str, float | None]


class LongComments(msgspec.Struct, frozen=True):
    """Long honest comments, and the share of them that reaches each cut."""

    comments: str
    language: str
    count: int
    stopped: dict[str, float | None]


def padding_costs(
    sets: Sets, scorer: Scorer, cuts: Cuts, progress: Progress
) -> tuple[list[PaddingCost], list[LongComments]]:
    """What each way of padding costs, and whom length alone wrongs, in each language."""
    progress("padding")
    costs: list[PaddingCost] = []
    long: list[LongComments] = []
    for language, spam, honest in by_language(sets):
        if not spam or not honest:
            continue
        rng = Random(f"{SEED} {language}")  # noqa: S311 - repeatable, not secret
        some = rng.sample(spam, min(MOST, len(spam)))
        plain = spam_scores(some, scorer)
        before = {name: share(plain, cut) for name, cut in cuts.items()}
        for name, texts in padded(some, honest, rng).items():
            scores = spam_scores(texts, scorer)
            after = {at: share(scores, cut) for at, cut in cuts.items()}
            lost = {at: points_lost(before[at], after[at]) for at in cuts}
            costs.append(PaddingCost(name, language, len(some), before, after, lost))
        long += long_comments(language, honest, scorer, cuts)
    return costs, long


def by_language(sets: Sets) -> list[tuple[str, list[str], list[str]]]:
    """Spam and honest comments: of the pool, and of the English sets that training never saw."""
    english = [one for one in sets.unseen if one.name.endswith(ENGLISH)]
    own = [row.text for row in sets.pool.rows if row.spam], honest_of(sets.readers)
    spam = [row.text for one in english for row in one.spam_rows]
    return [("Indonesian", *own), ("English", spam, honest_of(english))]


def honest_of(sets: Sequence[ScoredSet]) -> list[str]:
    """The honest texts of these sets."""
    return [row.text for one in sets for row in one.ham_rows]


def padded(texts: Sequence[str], honest: Sequence[str], rng: Random) -> dict[str, list[str]]:
    """The texts in each way of padding."""
    found = {
        f"{count} {place}": [
            rng.choice(JOINTS).join(put([rng.choice(honest) for _ in range(count)], text))
            for text in texts
        ]
        for count in COUNTS
        for place, put in PLACES.items()
        if count > 1 or place != "around"
    }
    return found | {"over lines": [over_lines(text) for text in texts]}


def over_lines(text: str) -> str:
    """The text with an end of line after every few words."""
    words = text.split()
    return "\n".join(" ".join(words[at : at + LINE]) for at in range(0, len(words), LINE))


def long_comments(
    language: str, honest: Sequence[str], scorer: Scorer, cuts: Cuts
) -> list[LongComments]:
    """Honest comments of more words than most, and short ones on end."""
    rng = Random(f"{SEED} long {language}")  # noqa: S311 - as above
    lengths = np.array([len(text.split()) for text in honest])
    real = [honest[place] for place in np.argsort(-lengths, kind="stable")[: len(honest) // 10]]
    on_end = [
        rng.choice(JOINTS).join(rng.choice(honest) for _ in range(rng.choice(LONG)))
        for _ in range(2 * MOST)
    ]
    found = {"longest tenth": real, "two to eight on end": on_end}
    scored = {name: spam_scores(texts, scorer) for name, texts in found.items()}
    return [
        LongComments(
            name, language, len(scores), {at: share(scores, cut) for at, cut in cuts.items()}
        )
        for name, scores in scored.items()
    ]
