"""The verbs that measure: `evaluate` one model, `compare` several, and train for `protocols`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from classifier.cli.output_paths import DIRECTORY, FILE
from classifier.cli.progress import announce, progress_bar
from classifier.data.datasets import DatasetError, data_files, read_rows
from classifier.scoring import artifact
from classifier.scoring.artifact import ArtifactError, shipped_model

PARTS: Final = ("published", "brands", "sources", "pooled")
DATA: Final = click.option(
    "--data",
    type=click.Path(path_type=Path),
    required=True,
    help="A .jsonl or .jsonl.gz file, or a directory of them, with `text` and `label`.",
)
JSON: Final = click.option(
    "--json", "json_path", type=FILE, help="Write every figure here as well."
)
SEEDS: Final = click.IntRange(0, 2**31 - 1)
"""What every library that draws at random takes for a seed."""
SEED: Final = click.option("--seed", type=SEEDS, default=1, show_default=True)


@contextmanager
def told_in_a_sentence() -> Iterator[None]:
    """Whatever is wrong with data, model, plots or files ends the command with its message."""
    from classifier.evaluation.report.plots import PlotsUnavailableError  # noqa: PLC0415

    try:
        yield
    except (ArtifactError, DatasetError, PlotsUnavailableError, OSError) as error:
        raise click.ClickException(str(error)) from None


@click.command()
@DATA
@click.option(
    "--model",
    type=click.Path(path_type=Path),
    default=shipped_model,
    help="Directory of a trained model; the shipped one where left out.",
)
@JSON
@click.option(
    "--report",
    "directory",
    type=DIRECTORY,
    help="Write report.md, figures.json and plots into this directory (needs matplotlib).",
)
@told_in_a_sentence()
def evaluate(data: Path, model: Path, json_path: Path | None, directory: Path | None) -> None:
    """Measure a model on labelled comments; fails where a harmless change does harm."""
    from classifier.evaluation import report  # noqa: PLC0415 - loads only where wanted
    from classifier.evaluation.evaluate import evaluate as measured  # noqa: PLC0415
    from classifier.evaluation.evaluate import steps  # noqa: PLC0415
    from classifier.evaluation.harmless import harmful  # noqa: PLC0415
    from classifier.scoring.scorer import Scorer  # noqa: PLC0415

    if directory:
        report.plots.plotting()  # better missing now than after minutes
    require_rows(data)
    scorer = Scorer.load(model)
    training = artifact.read_manifest(model).training
    with progress_bar(steps(data)) as progress:
        found = measured(data, scorer, training.sources, training.spam_share, progress)
    if json_path:
        report.write_json(found, json_path)
    if directory:
        report.write_report(found, directory)
    report.print_report(found)
    if wrong := harmful(found.harmless):
        raise click.ClickException(
            f"harmless changes wrong honest comments: {', '.join(wrong)}; do not release this model"
        )


@click.command()
@DATA
@JSON
@SEED
@click.option(
    "--part",
    "parts",
    type=click.Choice(PARTS),
    multiple=True,
    default=PARTS,
    show_default=True,
    help="Only this part; may be repeated.",
)
@told_in_a_sentence()
def protocols(data: Path, json_path: Path | None, seed: int, parts: tuple[str, ...]) -> None:
    """Train and measure by published protocols, and with brands or sources left out.

    Takes about twenty minutes on one core, most of it for the sources.
    """
    from classifier.evaluation import protocols as running  # noqa: PLC0415 - loads scikit-learn
    from classifier.evaluation.report import comparisons, write_json  # noqa: PLC0415
    from classifier.evaluation.report.table import show  # noqa: PLC0415

    found = running.run(data, parts, seed, announce)
    if json_path:
        write_json(found, json_path)
    show(comparisons.of_protocols(found))


@click.command()
@DATA
@JSON
@SEED
@click.option(
    "--model",
    "models",
    type=click.Path(path_type=Path),
    multiple=True,
    required=True,
    help="Directory of a trained model; may be repeated. Each stands against the shipped one.",
)
@told_in_a_sentence()
def compare(data: Path, json_path: Path | None, seed: int, models: tuple[Path, ...]) -> None:
    """Hold models against the shipped one on your own labelled comments."""
    from classifier.evaluation import compare as running  # noqa: PLC0415 - loads only where wanted
    from classifier.evaluation.report import comparisons, write_json  # noqa: PLC0415
    from classifier.evaluation.report.table import show  # noqa: PLC0415

    found = running.compare(data, [shipped_model(), *models], seed, announce)
    if json_path:
        write_json(found, json_path)
    for warning in found.warnings:
        click.echo(f"warning: {warning}", err=True)
    show(comparisons.of_models(found))


def require_rows(data: Path) -> None:
    """Nothing, if there is a row to measure on. Raises DatasetError."""
    if not any(True for path in data_files(data) for _ in read_rows(path)):
        raise DatasetError(f"{data}: evaluating needs labelled rows")
