"""The service's only door to the classifier: one scoring pass for each turn of the event loop."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from classifier.artifact import ArtifactError
from classifier.normalise import Folded, fold
from classifier.scorer import Finding, Scorer, shipped_model
from moderation import logs
from moderation.batching import Turn, settle
from moderation.domain import Part
from moderation.errors import ScorerUnavailable

__all__ = ["ArtifactError", "Folded", "Scored", "Scoring", "Thresholds", "fold", "load"]

BATCH_LIMIT: Final = 128

_LOG = logs.logger("scoring")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The model's own thresholds on `spam`."""

    hold: float
    reject: float


@dataclass(frozen=True, slots=True)
class Scored:
    """A text's scores (0..1) and, where asked for, what in the text caused `spam`.

    A text that is not understood is in a language that the classifier never learned.
    """

    scores: Mapping[str, float]
    parts: tuple[Part, ...] = ()
    understood: bool = True


class Scoring:
    """Scores texts in batches. A verdict never depends on its neighbours in a batch."""

    def __init__(self, scorer: Scorer, *, explain_from: float = 0.2) -> None:
        self._scorer = scorer
        self._explain_from = explain_from
        self._turn: Turn[str, Scored] = Turn(self._score, limit=BATCH_LIMIT)

    @property
    def version(self) -> str:
        """The artifact's version."""
        return self._scorer.version

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds that the artifact ships with."""
        shipped = self._scorer.thresholds
        return Thresholds(shipped.hold, shipped.reject)

    def score(self, text: str) -> asyncio.Future[Scored]:
        """The text's scores, at the end of this turn of the event loop."""
        return self._turn.ask(text)

    def _score(self, batch: list[tuple[str, asyncio.Future[Scored]]]) -> None:
        try:
            scored = self._scored([text for text, _ in batch])
        except Exception as error:  # noqa: BLE001 - a batch that fails must still be answered
            _LOG.error("scoring_failed", error=type(error).__name__, at=logs.place(error))
            for _, future in batch:
                settle(future, ScorerUnavailable(type(error).__name__))
            return
        for (_, future), each in zip(batch, scored, strict=True):
            settle(future, each)

    def _scored(self, texts: list[str]) -> list[Scored]:
        assessed = self._scorer.assess(texts, explain_from=self._explain_from)
        return [Scored(each.scores, _parts(each.findings), each.understood) for each in assessed]


def _parts(findings: Sequence[Finding]) -> tuple[Part, ...]:
    """The findings that raise `spam`, as shares that add up to 1."""
    raising = [finding for finding in findings if finding.weight > 0]
    total = sum(finding.weight for finding in raising)
    return tuple(Part(f.code, f.weight / total, tuple(f.spans)) for f in raising)


def load(directory: Path | None = None) -> Scoring:
    """The shipped model, or the one in `directory`. Raises ArtifactError."""
    return Scoring(Scorer.load(directory or shipped_model()))
