"""Every protocol that trains: published splits, sources and brands left out, pooling."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import UNSET, UnsetType
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from classifier.evaluation.protocols import leaving_out, pooling, published
from classifier.evaluation.protocols.leaving_out import BrandFigures, SourceFigures
from classifier.evaluation.protocols.pooling import PooledFigures
from classifier.evaluation.protocols.published import Published
from classifier.evaluation.scored_sets import Progress
from classifier.training.folds import TrainingSet, prepare


class Protocols(msgspec.Struct, frozen=True):
    """The figures of each protocol that was asked for."""

    published: Published | UnsetType = UNSET
    brands: list[BrandFigures] | UnsetType = UNSET
    sources: list[SourceFigures] | UnsetType = UNSET
    pooled: list[PooledFigures] | UnsetType = UNSET


PROTOCOLS: Final[dict[str, Callable[[Path, TrainingSet, Progress], Any]]] = {
    "published": published.measured,
    "brands": lambda _, *given: leaving_out.brands(*given),
    "sources": lambda _, *given: leaving_out.sources(*given),
    "pooled": pooling.measured,
}


def run(
    data: Path, parts: Sequence[str], seed: int, progress: Progress = lambda _: None
) -> Protocols:
    """The chosen protocols, in order. Raises DatasetError where the data cannot be used."""
    with threadpool_limits(1):  # the number of cores changes no figure
        progress("preparing the training corpus")
        training_set = prepare(data, seed)
        return Protocols(**{name: PROTOCOLS[name](data, training_set, progress) for name in parts})
