"""What each attack costs: recall of unseen spam before and after the attack rewrote it.

Two modes. `brand` rewrites the brand alone, where it is known and found, and leaves
the sentence as it was: the usual campaign. `words` rewrites every word: the extreme.
"""

from collections.abc import Callable, Sequence
from random import Random
from typing import Final

import msgspec
import numpy as np

from classifier.data.datasets import LabelledText
from classifier.evaluation.attacks.suite import ATTACKS, Attack
from classifier.evaluation.measures import Flags, Values, share
from classifier.evaluation.scored_sets import Cuts, Places, Progress, Sets, spam_scores
from classifier.scoring.scorer import Scorer
from classifier.synthetic.generators.brands import locate
from classifier.text.normalise import fold

SEED: Final = "saring"
ALLOWED: Final = 1.0
"""Points of recall that a disguise may cost."""
Rewrite = Callable[[LabelledText, Attack, Random], str | None]


def on_brand(row: LabelledText, attack: Attack, rng: Random) -> str | None:
    """The text with its brand's first mention rewritten; None where it is not found."""
    found = locate(row.text, row.brand)
    if found is None:
        return None
    return row.text[: found[0]] + attack(row.brand.upper(), rng) + row.text[found[1] :]


def on_words(row: LabelledText, attack: Attack, rng: Random) -> str | None:
    """The text with every word rewritten; words in a disguise lose it first."""
    words = [bare(word) for word in row.text.split()]
    return " ".join(attack(word, rng) if word else word for word in words)


def bare(word: str) -> str:
    """A word in ASCII where folding can give it so."""
    return word if word.isascii() else fold(word).text.upper()


MODES: Final[dict[str, Rewrite]] = {"brand": on_brand, "words": on_words}


class AttackCost(msgspec.Struct, frozen=True):
    """An attack in one mode: the spam it rewrote, and recall at each cut.

    `before` and `after` are means over the sets. Lost points are hundredths of recall, negative
    where the attack gives spam away.
    """

    attack: str
    mode: str
    spam: int
    before: dict[str, float | None]
    after: dict[str, float | None]
    lost_points: dict[str, float | None]


class Withstood(msgspec.Struct, frozen=True):
    """How many attacks of a mode cost a point at most, at each cut."""

    mode: str
    attacks: int
    within_a_point: dict[str, int]


def attack_costs(sets: Sets, scorer: Scorer, cuts: Cuts, progress: Progress) -> list[AttackCost]:
    """What each attack costs in each mode."""
    rows, scores = sets.pool.spam_rows, sets.pool.spam_scores
    found = []
    for name, attack in ATTACKS.items():
        progress(f"attacking by {name}")
        for mode, rewrite in MODES.items():
            rng = Random(f"{SEED} {name} {mode}")  # noqa: S311 - repeatable, not secret
            texts, changed = rewritten(rows, attack, rewrite, rng)
            before, after = (
                recalls(values, sets.spam_owners[changed], cuts)
                for values in (scores[changed], spam_scores(texts, scorer))
            )
            lost = {cut: points_lost(before[cut], after[cut]) for cut in cuts}
            found.append(AttackCost(name, mode, len(texts), before, after, lost))
    return found


def withstood(costs: Sequence[AttackCost]) -> list[Withstood]:
    """The attacks of each mode that cost a point at most."""
    found = []
    for mode in MODES:
        own = [one.lost_points for one in costs if one.mode == mode and one.spam]
        cheap = [
            name
            for lost in own
            for name, points in lost.items()
            if points is not None and points <= ALLOWED
        ]
        within = {name: cheap.count(name) for lost in own for name in lost}
        found.append(Withstood(mode, len(own), within))
    return found


def rewritten(
    rows: Sequence[LabelledText], attack: Attack, rewrite: Rewrite, rng: Random
) -> tuple[list[str], Flags]:
    """The rewritten texts, and of which rows they are."""
    attempts = [rewrite(row, attack, rng) for row in rows]
    changed = np.array([text is not None for text in attempts], np.bool_)
    return [text for text in attempts if text is not None], changed


def recalls(scores: Values, owners: Places, cuts: Cuts) -> dict[str, float | None]:
    """At each cut the mean over sets of the share of scores from it on; None of nothing."""
    parts = [scores[owners == owner] for owner in np.unique(owners)]
    return {
        name: float(np.mean([share(part, cut) or 0.0 for part in parts])) if parts else None
        for name, cut in cuts.items()
    }


def points_lost(before: float | None, after: float | None) -> float | None:
    """Hundredths lost; None where there was nothing to lose."""
    return None if before is None or after is None else 100 * (before - after)
