"""Scorer: scores of texts by a trained model, with numpy and msgspec, without scikit-learn.

The service imports this module and must never pay for scikit-learn. A score is a
calibrated probability; it depends on the text and the model alone, to the last bit.
That of a long text is the highest of its own and its parts', which have a handicap.

`spam` has a small table of weights of its own. Its kinds are told apart only where it
is likely: the score of a kind is that of `spam` times its chance given spam. Kinds may
overlap, so their scores need not add up to that of `spam`.
"""

from collections.abc import Mapping, Sequence
from itertools import repeat
from pathlib import Path
from typing import Final, Self

import msgspec
import numpy as np

from classifier import compiled
from classifier.scoring import artifact, explanations
from classifier.scoring.artifact import Artifact, ArtifactError, shipped_model
from classifier.scoring.artifact_checks import faults
from classifier.scoring.explanations import Attribution, Chosen
from classifier.scoring.features import Features, TokenisedBatch, only, tokenise
from classifier.scoring.linear import SCALE, Decisions, Heads, Platt
from classifier.scoring.manifest import Thresholds
from classifier.scoring.parts import Judged, judged
from classifier.scoring.verdicts import PartRule, Verdicts
from classifier.text import lexicon
from classifier.text.fingerprints import Sketch, sketches, template
from classifier.text.languages import SCRIPTS, TALLIES, understood
from classifier.text.normalise import Folded, fold, folded_texts

__all__ = [
    "ArtifactError",
    "Assessment",
    "Attribution",
    "Scorer",
    "Scores",
    "Thresholds",
    "shipped_model",
]

Scores = Mapping[str, float]
SPAM: Final = "spam"
KINDS_FROM: Final = 0.1
"""The score of `spam` from which its kinds are told apart; below, they have usual shares."""
CHUNK: Final = 16_384
"""Code points scored in one go: more falls out of the processor's cache."""
NO_SHARES: Final = np.zeros(0)
SCALES: Final = np.array([SCALE])
PLAIN: Final = Platt()
"""Log-odds to a probability."""


class Assessment(msgspec.Struct, frozen=True):
    """The scores of a text, and why, the strongest attribution first; () if not asked for.

    Where the text is not understood, it is in a language that the model never learned:
    its scores are no better than a guess (`classifier.text.languages`). `folded` is the
    text with disguises undone, as `fold` gives it; `sketch` is for its fingerprints.
    """

    scores: Scores
    attributions: tuple[Attribution, ...]
    understood: bool
    folded: Folded
    sketch: Sketch


class Scorer:
    """A loaded model. Safe to share between threads; holds no state of any text."""

    def __init__(self, model: Artifact) -> None:
        manifest, arrays = model.manifest, model.arrays
        self.version: str = manifest.version
        self.thresholds: Thresholds = manifest.thresholds
        handcrafted = arrays["facts"]
        self.spam = Heads(manifest.heads[:1], arrays["spam"], handcrafted[:, :1])
        self.kinds = Heads(manifest.heads[1:], arrays["kinds"], handcrafted[:, 1:])
        self.rule = PartRule(self.spam.platts[0], manifest.handicap)
        self.labels: tuple[str, ...] = manifest.labels
        self._usual = np.array([[manifest.shares[label] for label in self.kinds.labels]])

    @classmethod
    def load(cls, directory: Path) -> Self:
        """The model in this directory. Raises ArtifactError with what to do about it."""
        model = artifact.load(directory)
        if wrong := faults(model):
            raise ArtifactError(
                f"{directory}: {'; '.join(wrong)}; train the model again with this release"
            )
        return cls(model)

    def score(self, texts: Sequence[str]) -> list[Scores]:
        """Probabilities of each text by label, in the order of the texts."""
        scores: list[Scores] = []
        for chunk in chunks(texts):
            every = judged(tokenise(chunk))
            verdicts = self._verdicts(every)
            chances = chances_of(verdicts)
            rows = rows_from(chances, KINDS_FROM)
            likely = only(every.features, verdicts.rows_of(rows)).features if rows else None
            scores += self._scores(chances, rows, likely)
        return scores

    def assess(
        self, texts: Sequence[str], *, explain_from: float, label: str = SPAM, limit: int = 5
    ) -> list[Assessment]:
        """Scores as of `score`, with attributions from a label's score of `explain_from` on.

        Reads each text once and explains all that need it together: much cheaper than
        `score` and then `explain`, whose attributions these are to the last bit. At
        most `limit` attributions a text. Raises KeyError for a label the model does not have.
        """
        if label not in self.labels:
            raise KeyError(label)
        assessed: list[Assessment] = []
        for chunk in chunks(texts):
            assessed += self._assessed(chunk, explain_from, label, limit)
        return assessed

    def _assessed(
        self, texts: Sequence[str], explain_from: float, label: str, limit: int
    ) -> list[Assessment]:
        batch = tokenise(texts)
        every = judged(batch)
        verdicts = self._verdicts(every)
        chances = chances_of(verdicts)
        likely = rows_from(chances, KINDS_FROM)
        subset = only(every.features, verdicts.rows_of(likely)) if likely else None
        scores = self._scores(chances, likely, subset.features if subset else None)
        rows = rows_from([each[label] for each in scores], explain_from)
        found: dict[int, tuple[Attribution, ...]] = {}
        if rows:
            # Mostly the very texts whose kinds were told apart, so that they are cut out once.
            known = subset is not None and rows == likely
            subset = subset if known else only(every.features, verdicts.rows_of(rows))
            assert subset is not None  # noqa: S101 - for the type checker alone
            chosen = Chosen(batch, every, subset, texts)
            logits = [verdicts.logits[row] for row in rows]
            found = dict(zip(rows, self._attributions(chosen, label, logits, limit), strict=True))
        folds = folds_of(batch, texts)
        clear, drawn = said_together(batch)
        return [
            Assessment(each, found.get(row, ()), clear[row], folds[row], drawn[row])
            for row, each in enumerate(scores)
        ]

    def explain(self, text: str, label: str = SPAM, limit: int = 5) -> list[Attribution]:
        """What raised or lowered this label's log-odds, strongest first.

        Of a long text, in the part of it that decided. Weights of all attributions (with a
        large limit) add up to the log-odds, but for the rounding of a sum of floats: to 1e-9.
        Those of a kind are the log-odds of its share: that a text is of this kind, given that
        it is spam. Raises KeyError for a label the model does not have.
        """
        (only_one,) = self.assess([text], explain_from=0.0, label=label, limit=limit)
        return list(only_one.attributions)

    def logits(self, texts: Sequence[str], label: str = SPAM) -> list[float]:
        """Log-odds of each text for `spam`, or of a kind's share in it."""
        found: list[float] = []
        for chunk in chunks(texts):
            every = judged(tokenise(chunk))
            verdicts = self._verdicts(every)
            if label == SPAM:
                found += verdicts.logits
            else:
                rows = verdicts.rows_of(range(every.texts))
                found += self._kind_logits(only(every.features, rows).features, label)
        return found

    def _verdicts(self, every: Judged) -> Verdicts:
        return self.rule.verdicts(every, self.spam.decide(every.features)[:, 0])

    def _kind_logits(self, features: Features, label: str) -> list[float]:
        column = self.kinds.labels.index(label)
        decisions, platt = self.kinds.decide(features)[:, column], self.kinds.platts[column]
        return [platt.logit(decision) for decision in decisions.tolist()]

    def _attributions(
        self, chosen: Chosen, label: str, logits: list[float], limit: int
    ) -> list[tuple[Attribution, ...]]:
        """Attributions of the chosen rows; `logits` are those of `spam`."""
        features = chosen.subset.features
        if label == SPAM:
            effects = self.spam.effects(features, 0)
        else:
            logits = self._kind_logits(features, label)
            effects = self.kinds.effects(features, self.kinds.labels.index(label))
        return explanations.explain(chosen, effects, logits, limit)

    def _scores(
        self, chances: list[float], likely: list[int], features: Features | None
    ) -> list[Scores]:
        """Scores by label; `features` are those of the likely rows."""
        if compiled.USED:
            shares = self._shares(features) if features else NO_SHARES
            every = np.array(chances), self._usual, np.array(likely, np.int64), shares
            return [*compiled.kernels.score_rows(self.labels, *every, SCALES)]
        table = np.empty((len(chances), len(self.labels)))
        table[:, 0] = chances
        of_spam = table[:, :1] * SCALE
        kinds = self._usual * of_spam
        if features:
            kinds[likely] = self._shares(features) * of_spam[likely]
        np.rint(kinds, out=kinds)
        np.divide(kinds, SCALE, out=table[:, 1:])
        return [*map(dict, map(zip, repeat(self.labels), table.tolist()))]

    def _shares(self, features: Features) -> Decisions:
        """The share of each kind in what these texts have of spam."""
        platts = self.kinds.platts
        shares = [
            [platt.probability(value) for platt, value in zip(platts, row, strict=True)]
            for row in self.kinds.decide(features).tolist()
        ]
        return np.array(shares)


def sketch_of(text: str) -> Sketch:
    """As of Assessment, for a text that is not to be scored."""
    words = tokenise([text]).words
    return sketches(words, lexicon.known(words.hashes))[0]


def said_together(batch: TokenisedBatch) -> tuple[list[bool], list[Sketch]]:
    """Whether each text is understood, and its sketch."""
    words = batch.words
    if compiled.USED:
        clear, sums = np.empty(batch.raw.rows, np.bool_), np.empty((batch.raw.rows, 4), np.uint64)
        compiled.kernels.totals(
            *(words.hashes, words.attributes, words.lengths, words.kinds, words.firsts),
            *(lexicon.table(), TALLIES, SCRIPTS, clear, sums),
        )
        return clear.tolist(), [
            Sketch(template(*bands), bool(odd)) for *bands, odd in sums.tolist()
        ]
    known = lexicon.known(words.hashes)
    return understood(words, known).tolist(), sketches(words, known)


def chances_of(verdicts: Verdicts) -> list[float]:
    """The probability of spam of each text."""
    return [PLAIN.probability(logit) for logit in verdicts.logits]


def folds_of(batch: TokenisedBatch, texts: Sequence[str]) -> list[Folded]:
    """Each text folded; the model reads repetitions once, so such a text anew."""
    folds = folded_texts(batch.raw, batch.folded)
    return [
        each if each.original_length == len(text) else fold(text)
        for each, text in zip(folds, texts, strict=True)
    ]


def rows_from(chances: Sequence[float], least: float) -> list[int]:
    """The places of the chances that reach this one."""
    return [row for row, chance in enumerate(chances) if chance >= least]


def chunks(texts: Sequence[str]) -> list[Sequence[str]]:
    """The texts in order, in groups of about CHUNK code points, and of at most CHUNK texts."""
    groups: list[Sequence[str]] = []
    first = size = 0
    for place, text in enumerate(texts):
        size += len(text) or 1
        if size > CHUNK:
            groups.append(texts[first : place + 1])
            first, size = place + 1, 0
    return [*groups, texts[first:]] if first < len(texts) else groups
