"""Scores of texts by a trained model: numpy and the standard library, nothing else.

The service imports this module and must never pay for scikit-learn. A score is a
calibrated probability; it depends on the text and the model alone, to the last bit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from classifier import artifact, findings
from classifier.artifact import Artifact, ArtifactError, Thresholds, shipped_model
from classifier.features import (
    FACTS,
    LAYOUT,
    TABLE_BITS,
    Features,
    extract,
    features_of,
    read_texts,
)
from classifier.findings import Chosen, Finding, HeadWeights
from classifier.weights import HEADS, sums

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
CHUNK: Final = 16_384
"""Code points scored in one go: more falls out of the processor's cache."""
RESERVE: Final = 8 << 20
DIGITS: Final = 6
"""Decimals of a score; fewer than machines' exponentials may differ in."""
SCALE: Final = 10.0**DIGITS
NO_TIE: Final = 0.499
"""Closer than this to a whole number, no rounding error can make it another's."""


@dataclass(frozen=True, slots=True)
class Head:
    """One label: integer steps to log-odds, then Platt's two numbers to a probability."""

    label: str
    step: float
    fact_step: float
    bias: float
    slope: float
    shift: float

    def logit(self, decision: float) -> float:
        """The calibrated log-odds of a decision value."""
        return self.slope * decision + self.shift

    def probability(self, decision: float) -> float:
        """In [0, 1], monotone in the decision value, rounded to DIGITS."""
        logit = self.slope * decision + self.shift
        tail = exp(-abs(logit))
        exact = (1.0 if logit > 0 else tail) / (1.0 + tail)
        scaled = exact * SCALE
        nearest = int(scaled + 0.5)
        # What `round` gives, in a fraction of its time, wherever no tie is near.
        return nearest / SCALE if abs(scaled - nearest) < NO_TIE else round(exact, DIGITS)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The scores of a text, and why, the strongest finding first; () if not asked for."""

    scores: Scores
    findings: tuple[Finding, ...]


class Scorer:
    """A loaded model. Safe to share between threads; holds no state of any text."""

    def __init__(self, model: Artifact) -> None:
        self.version: str = model.version
        self.thresholds: Thresholds = model.thresholds
        self.heads = tuple(Head(**head) for head in model.manifest["heads"])
        self.labels: tuple[str, ...] = tuple(head.label for head in self.heads)
        self.table: npt.NDArray[np.uint64] = np.asarray(model.arrays["ngrams"])
        self.facts: npt.NDArray[np.int64] = np.asarray(model.arrays["facts"])
        count = len(self.heads)
        # Whole numbers as floats: exact, and float matrices have a fast product.
        self._fact_weights = self.facts[:, :count].astype(np.float64)
        self._steps = np.array([head.step for head in self.heads])
        self._fact_steps = np.array([head.fact_step for head in self.heads])
        self._biases = np.array([head.bias for head in self.heads])
        self._weights = tuple(
            HeadWeights(
                column=column,
                table=self.table,
                facts=self._fact_weights[:, column],
                step=head.step * head.slope,
                fact_step=head.fact_step * head.slope,
            )
            for column, head in enumerate(self.heads)
        )

    @classmethod
    def load(cls, directory: Path) -> Self:
        """The model in this directory. Raises ArtifactError with what to do about it."""
        model = artifact.load(directory)
        check_layout(directory, model)
        keep_freed_memory()
        try:
            return cls(model)
        except (KeyError, TypeError) as error:
            raise ArtifactError(f"{directory}: incomplete manifest ({error})") from None

    def score(self, texts: Sequence[str]) -> list[Scores]:
        """Probabilities of each text by label, in the order of the texts."""
        scores: list[Scores] = []
        for chunk in chunks(texts):
            scores += self._scores(self.decisions(chunk).tolist())
        return scores

    def assess(
        self, texts: Sequence[str], *, explain_from: float, label: str = "spam", limit: int = 5
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
            decisions = self.decide(features).tolist()
            scores = self._scores(decisions)
            rows = [row for row, each in enumerate(scores) if each[label] >= explain_from]
            chosen = Chosen(reading, features, np.array(rows, np.int64), chunk)
            found = self._findings(chosen, label, decisions) if rows else {}
            assessed += [
                Assessment(each, found.get(row, ())[:limit]) for row, each in enumerate(scores)
            ]
        return assessed

    def _findings(
        self, chosen: Chosen, label: str, decisions: list[list[float]]
    ) -> dict[int, tuple[Finding, ...]]:
        """Findings of the chosen rows, by row."""
        column = self.labels.index(label)
        rows = chosen.rows.tolist()
        logits = [self.heads[column].logit(decisions[row][column]) for row in rows]
        return dict(zip(rows, findings.explain(chosen, self._weights[column], logits), strict=True))

    def _scores(self, decisions: list[list[float]]) -> list[Scores]:
        return [
            {
                head.label: head.probability(decision)
                for head, decision in zip(self.heads, row, strict=True)
            }
            for row in decisions
        ]

    def decisions(self, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """Decision values (texts x labels) before calibration: the linear model's own."""
        return self.decide(extract(texts))

    def decide(self, features: Features) -> npt.NDArray[np.float64]:
        """Decision values of extracted features."""
        norms = 1.0 / np.sqrt(np.maximum(features.sizes, 1))
        values: npt.NDArray[np.float64] = (
            sums(features, self.table)[:, : len(self.heads)] * (norms[:, None])
        )
        values *= self._steps
        values += features.facts.astype(np.float64) @ self._fact_weights * self._fact_steps
        values += self._biases
        return values

    def explain(self, text: str, label: str = "spam", limit: int = 5) -> list[Finding]:
        """What raised or lowered this label's log-odds, strongest first.

        Weights of all findings (with a large limit) add up to the log-odds, but for the
        rounding of a sum of floats: to 1e-9. Raises KeyError for a label the model does
        not have.
        """
        (only,) = self.assess([text], explain_from=0.0, label=label, limit=limit)
        return list(only.findings)


def keep_freed_memory() -> None:
    """Make the C library keep what a batch frees for the next one.

    glibc gives the top of the heap back once it passes twice the largest block freed so
    far; without one large block, every batch pays again for some 350 page faults.
    """
    block = np.empty(RESERVE, np.uint8)
    del block


def check_layout(directory: Path, model: Artifact) -> None:
    """Refuse a model whose features are not those of this release."""
    expected: dict[str, Any] = {"ngrams": (1 << TABLE_BITS,), "facts": (len(FACTS), HEADS)}
    shapes = {name: array.shape for name, array in model.arrays.items()}
    if model.manifest["layout"] != LAYOUT or shapes != expected:
        raise ArtifactError(
            f"{directory}: made for feature layout {model.manifest['layout']}, this release has "
            f"{LAYOUT}; train the model again with this release"
        )


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
