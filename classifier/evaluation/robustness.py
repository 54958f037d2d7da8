"""What each attack costs: recall before and after held-out spam puts on a disguise.

Two modes. `brand` rewrites the brand alone, wherever it is known and found, and leaves
the sentence as it was: the usual campaign. `words` rewrites every word: the extreme.
"""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any, Final

import numpy as np

from classifier.data.datasets import LabelledText
from classifier.evaluation import metrics
from classifier.evaluation.attacks import ATTACKS, Attack
from classifier.evaluation.measured import Flags, Places, Progress, Sets, Values, spam_scores
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


def attack_suite(
    sets: Sets, scorer: Scorer, cuts: Mapping[str, float], progress: Progress
) -> list[dict[str, Any]]:
    """One line for each attack and mode: recall before, after, and the points lost.

    Recall is the mean over the sets, of the comments that the mode rewrote. Lost points
    are hundredths of it; negative where an attack gives a comment away.
    """
    rows, before = sets.pool.spam_rows, sets.pool.spam_scores
    lines = []
    for name, attack in ATTACKS.items():
        for mode, rewrite in MODES.items():
            rng = Random(f"{SEED} {name} {mode}")  # noqa: S311 - repeatable, not secret
            texts, changed = rewritten(rows, attack, rewrite, rng)
            after = spam_scores(texts, scorer)
            figures = cost(before[changed], after, sets.spam_owners[changed], cuts)
            lines.append({"attack": name, "mode": mode, **figures})
        progress(f"attacked by {name}")
    return lines


def withstood(lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """For each mode, how many attacks cost no more than a point at each cut."""
    summary = []
    for mode in MODES:
        lost = [one["lost_points"] for one in lines if one["mode"] == mode and one["spam"]]
        names = list(lost[0]) if lost else []
        within = {name: sum(each[name] <= ALLOWED for each in lost) for name in names}
        summary.append({"mode": mode, "attacks": len(lost), "within_a_point": within})
    return summary


def rewritten(
    rows: Sequence[LabelledText], attack: Attack, rewrite: Rewrite, rng: Random
) -> tuple[list[str], Flags]:
    """The rewritten texts, and of which rows they are."""
    attempts = [rewrite(row, attack, rng) for row in rows]
    changed = np.array([text is not None for text in attempts], np.bool_)
    return [text for text in attempts if text is not None], changed


def cost(
    before: Values, after: Values, owners: Places, cuts: Mapping[str, float]
) -> dict[str, Any]:
    """Recall before and after at each cut, and the points lost."""
    first = {name: mean_recall(before, owners, cut) for name, cut in cuts.items()}
    second = {name: mean_recall(after, owners, cut) for name, cut in cuts.items()}
    lost = {name: points(first[name], second[name]) for name in cuts}
    return {"spam": len(after), "before": first, "after": second, "lost_points": lost}


def mean_recall(scores: Values, owners: Places, cut: float) -> float | None:
    """The mean over sets of the share of scores from a cut on; None of nothing."""
    shares = [metrics.share(scores[owners == owner], cut) for owner in np.unique(owners)]
    return float(np.mean([share for share in shares if share is not None])) if shares else None


def points(before: float | None, after: float | None) -> float | None:
    """Hundredths lost; None where there was nothing to lose."""
    return None if before is None or after is None else 100 * (before - after)
