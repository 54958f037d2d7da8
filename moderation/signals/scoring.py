"""The service's only door to the classifier."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from classifier import compiled
from classifier.scoring.artifact import ArtifactError
from classifier.scoring.scorer import (
    KINDS_FROM,
    Attribution,
    Scorer,
    Thresholds,
    shipped_model,
    sketch_of,
)
from classifier.text.contacts import hinted
from classifier.text.fingerprints import Fingerprint, Kind, Sketch, fingerprints
from classifier.text.normalise import Folded, fold
from moderation import logs
from moderation.domain import Part

__all__ = [
    "ArtifactError",
    "Fingerprint",
    "Folded",
    "Kind",
    "Scored",
    "Scoring",
    "Sketch",
    "Thresholds",
    "fingerprints",
    "fold",
    "hinted",
    "is_compiled",
    "load",
    "sketch_of",
]

# Less of what raises a score would be shown as nothing.
LEAST_SHARE = 0.05

_LOG = logs.logger("scoring")


class Scored(msgspec.Struct):
    """A text's scores (0..1), the folded text and, where asked for, what in it caused `spam`.

    `sketch` is for its fingerprints.

    A text that is not understood is in a language that the classifier never learned.
    """

    scores: Mapping[str, float]
    folded: Folded
    sketch: Sketch
    parts: tuple[Part, ...] = ()
    understood: bool = True


class Scoring:
    """Scores texts in batches. A verdict never depends on its neighbours in a batch."""

    def __init__(self, scorer: Scorer, *, explain_from: float = KINDS_FROM) -> None:
        self._scorer = scorer
        self._explain_from = explain_from

    @property
    def version(self) -> str:
        """The artifact's version."""
        return self._scorer.version

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds that the artifact ships with."""
        return self._scorer.thresholds

    def score(self, texts: Sequence[str]) -> list[Scored] | list[None]:
        """Each text's scores; None for all, and an error in the log, if the classifier fails."""
        try:
            assessed = self._scorer.assess(texts, explain_from=self._explain_from)
        except Exception as error:  # noqa: BLE001 - a batch that fails must still be answered
            _LOG.error("scoring_failed", logs.failure(error))
            return [None] * len(texts)
        return [
            Scored(
                each.scores, each.folded, each.sketch, _parts(each.attributions), each.understood
            )
            for each in assessed
        ]


def _parts(attributions: Sequence[Attribution]) -> tuple[Part, ...]:
    """The attributions that raise `spam` visibly, as shares that add up to 1."""
    if not attributions:
        return ()
    raising = [one for one in attributions if one.weight > 0]
    least = LEAST_SHARE * sum(one.weight for one in raising)
    shown = [one for one in raising if one.weight >= least]
    total = sum(one.weight for one in shown)
    return tuple(Part(f.code, f.weight / total, tuple(f.spans)) for f in shown)


def is_compiled() -> bool:
    """Whether the classifier's loops run as compiled C, and not as numpy's many passes."""
    return compiled.USED


def load(directory: Path | None = None) -> Scoring:
    """The shipped model, or the one in `directory`. Raises ArtifactError."""
    return Scoring(Scorer.load(directory or shipped_model()))
