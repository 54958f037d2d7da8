"""Scores of texts by a trained model: numpy and the standard library, nothing else.

The service imports this module and must never pay for scikit-learn. A score is a
calibrated probability; it depends on the text and the model alone, to the last bit.

`spam` has a small table of weights of its own. Its kinds are told apart only where it
is likely: the score of a kind is that of `spam` times its chance given spam. Kinds may
overlap, so their scores need not add up to that of `spam`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np

from classifier import artifact, findings
from classifier.artifact import Artifact, ArtifactError, Thresholds, shipped_model
from classifier.features import Features, extract, features_of, only, read_texts
from classifier.findings import Chosen, Finding
from classifier.languages import understood
from classifier.linear import SCALE, Decisions, Heads
from classifier.soundness import faults
from classifier.stacking import Network, Stack

__all__ = [
    "ArtifactError",
    "Assessment",
    "Finding",
    "Scorer",
    "Scores",
    "Thresholds",
    "shipped_model",
]

Scores = Mapping[str, float]
SPAM: Final = "spam"
KINDS_FROM: Final = 0.2
"""The score of `spam` from which its kinds are told apart; below, they have usual shares."""
CHUNK: Final = 16_384
"""Code points scored in one go: more falls out of the processor's cache."""
RESERVE: Final = 8 << 20


@dataclass(frozen=True, slots=True)
class Assessment:
    """The scores of a text, and why, the strongest finding first; () if not asked for.

    Where the text is not understood, it is in a language that the model never learned:
    its scores are no better than a guess (`classifier.languages`).
    """

    scores: Scores
    findings: tuple[Finding, ...]
    understood: bool


class Scorer:
    """A loaded model. Safe to share between threads; holds no state of any text."""

    def __init__(self, model: Artifact) -> None:
        manifest, arrays = model.manifest, model.arrays
        self.version: str = model.version
        self.thresholds: Thresholds = model.thresholds
        linear = Heads.described(manifest["heads"][:1], arrays["spam"], arrays["facts"][:, :1])
        self.spam = Stack(linear, Network.loaded(arrays, manifest["network"]["bias"]))
        self.kinds = Heads.described(manifest["heads"][1:], arrays["kinds"], arrays["facts"][:, 1:])
        self.labels: tuple[str, ...] = (SPAM, *self.kinds.labels)
        self._usual = np.array([[float(manifest["shares"][label]) for label in self.kinds.labels]])

    @classmethod
    def load(cls, directory: Path) -> Self:
        """The model in this directory. Raises ArtifactError with what to do about it."""
        model = artifact.load(directory)
        try:
            wrong = faults(model)
        except (AttributeError, IndexError, KeyError, TypeError) as error:
            raise ArtifactError(f"{directory}: incomplete manifest ({error})") from None
        if wrong:
            raise ArtifactError(
                f"{directory}: {'; '.join(wrong)}; train the model again with this release"
            )
        keep_freed_memory()
        return cls(model)

    def score(self, texts: Sequence[str]) -> list[Scores]:
        """Probabilities of each text by label, in the order of the texts."""
        scores: list[Scores] = []
        for chunk in chunks(texts):
            features = extract(chunk)
            scores += self._scores(features, self.spam.decide(features))
        return scores

    def assess(
        self, texts: Sequence[str], *, explain_from: float, label: str = SPAM, limit: int = 5
    ) -> list[Assessment]:
        """Scores as `score` gives them, with findings from a label's score of `explain_from` on.

        Reads each text once and explains all that need it together: much cheaper than
        `score` and then `explain`, whose findings these are to the last bit. At most
        `limit` findings a text. Raises KeyError for a label the model does not have.
        """
        if label not in self.labels:
            raise KeyError(label)
        assessed: list[Assessment] = []
        for chunk in chunks(texts):
            reading = read_texts(chunk)
            features = features_of(reading)
            inputs = self.spam.inputs(features)
            scores = self._scores(features, self.spam.network.decide(inputs))
            rows = [row for row, each in enumerate(scores) if each[label] >= explain_from]
            chosen = Chosen(reading, features, np.array(rows, np.int64), chunk)
            found = self._findings(chosen, label, inputs) if rows else {}
            clear = understood(reading.words).tolist()
            assessed += [
                Assessment(each, found.get(row, ())[:limit], clear[row])
                for row, each in enumerate(scores)
            ]
        return assessed

    def explain(self, text: str, label: str = SPAM, limit: int = 5) -> list[Finding]:
        """What raised or lowered this label's log-odds, strongest first.

        Weights of all findings (with a large limit) add up to the log-odds, but for the
        rounding of a sum of floats: to 1e-9. Those of a kind are the log-odds of its
        share: that a text is of this kind, given that it is spam. Raises KeyError for a
        label the model does not have.
        """
        (only_one,) = self.assess([text], explain_from=0.0, label=label, limit=limit)
        return list(only_one.findings)

    def logits(self, texts: Sequence[str], label: str = SPAM) -> list[float]:
        """Log-odds of each text for `spam`, or of a kind's share in it."""
        features = extract(texts)
        return self._logits(features, self.spam.inputs(features), label)

    def _logits(self, features: Features, inputs: Decisions, label: str) -> list[float]:
        if label == SPAM:
            decisions, platt = self.spam.network.decide(inputs), self.spam.platt
        else:
            column = self.kinds.labels.index(label)
            decisions, platt = self.kinds.decide(features)[:, column], self.kinds.platts[column]
        return [platt.logit(decision) for decision in decisions.tolist()]

    def _findings(
        self, chosen: Chosen, label: str, inputs: Decisions
    ) -> dict[int, tuple[Finding, ...]]:
        """Findings of the chosen rows, by row."""
        rows, features = chosen.rows, chosen.features
        logits = self._logits(only(features, rows), inputs[rows], label)
        if label == SPAM:
            effects = self.spam.effects(features, inputs, rows)
        else:
            effects = self.kinds.effects(features, rows, self.kinds.labels.index(label))
        return dict(zip(rows.tolist(), findings.explain(chosen, effects, logits), strict=True))

    def _scores(self, features: Features, decisions: Decisions) -> list[Scores]:
        chances = [self.spam.platt.probability(decision) for decision in decisions.tolist()]
        shares = np.repeat(self._usual, len(chances), axis=0)
        likely = [row for row, chance in enumerate(chances) if chance >= KINDS_FROM]
        if likely:
            shares[likely] = self._shares(only(features, np.array(likely, np.int64)))
        kinds = np.rint(shares * (np.array([chances]).T * SCALE)) / SCALE
        return [
            dict(zip(self.labels, (chance, *row), strict=True))
            for chance, row in zip(chances, kinds.tolist(), strict=True)
        ]

    def _shares(self, features: Features) -> list[tuple[float, ...]]:
        """The share of each kind in what these texts have of spam."""
        platts = self.kinds.platts
        return [
            tuple(platt.probability(value) for platt, value in zip(platts, row, strict=True))
            for row in self.kinds.decide(features).tolist()
        ]


def keep_freed_memory() -> None:
    """Make the C library keep what a batch frees for the next one.

    glibc gives the top of the heap back once it passes twice the largest block freed so
    far; without one large block, every batch pays again for some 350 page faults.
    """
    block = np.empty(RESERVE, np.uint8)
    del block


def chunks(texts: Sequence[str]) -> list[Sequence[str]]:
    """The texts in order, in groups of about CHUNK code points."""
    groups: list[Sequence[str]] = []
    first = size = 0
    for place, text in enumerate(texts):
        size += len(text)
        if size > CHUNK:
            groups.append(texts[first : place + 1])
            first, size = place + 1, 0
    return [*groups, texts[first:]] if first < len(texts) else groups
