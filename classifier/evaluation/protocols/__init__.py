"""Every protocol that trains: published splits, sources and brands left out, pooling."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from classifier.evaluation.protocols import leaving_out, pooling, published
from classifier.training.folds import TrainingSet, prepare

Progress = Callable[[str], None]
Protocol = Callable[[Path, TrainingSet, Progress], Any]


def published_sets(data: Path, training_set: TrainingSet, progress: Progress) -> Any:
    """The two published English benchmarks."""
    return published.report(data, training_set, progress)


def brands(data: Path, training_set: TrainingSet, progress: Progress) -> Any:
    """Brands left out."""
    del data
    return leaving_out.brands(training_set, progress)


def sources(data: Path, training_set: TrainingSet, progress: Progress) -> Any:
    """Training sources left out."""
    del data
    return leaving_out.sources(training_set, progress)


PARTS: Final[dict[str, Protocol]] = {
    "published": published_sets,
    "brands": brands,
    "sources": sources,
    "pooled": pooling.report,
}


def report(
    data: Path, parts: tuple[str, ...], seed: int, progress: Progress = lambda _: None
) -> dict[str, Any]:
    """The chosen parts, in order. Raises DatasetError where the data cannot be used."""
    with threadpool_limits(1):  # the number of cores changes no figure
        progress("preparing the training corpus")
        training_set = prepare(data, seed)
        return {name: PARTS[name](data, training_set, progress) for name in parts}
