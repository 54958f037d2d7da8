"""The verbs that train as they measure, and the one that compares models.

`protocols` and `peers` learn and therefore load scikit-learn; `compare` only scores.
"""

import json
from pathlib import Path
from typing import Any, Final

import click

from classifier.cli.output_paths import FILE
from classifier.data.datasets import DatasetError, data_files, read_rows
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
def protocols(data: Path, json_path: Path | None, seed: int, parts: tuple[str, ...]) -> None:
    """Train and measure by published protocols, and with brands or sources left out.

    Takes about twenty minutes on one core, most of it for the sources.
    """
    from classifier.evaluation import protocols as running  # noqa: PLC0415 - scikit-learn

    try:
        found = running.report(data, parts, seed, announce)
    except (DatasetError, OSError) as error:
        raise click.ClickException(str(error)) from None
    keep(found, json_path)
    show_protocols(found)


def show_protocols(found: dict[str, Any]) -> None:
    """A table a part."""
    from classifier.evaluation.comparison_tables import show  # noqa: PLC0415 - loads only where wanted

    published = found.get("published", {})
    if published:
        references = [
            {"set": name, "figures": kind, **published[kind][name]}
            for name in published["published"]
            for kind in ("published", "targets")
        ]
        show("Published figures of these sets, and our targets", references)
    shown = [
        {name: value for name, value in line.items() if name != "chosen_inside_train"}
        for line in published.get("lines", [])
    ]
    show("Published protocols: cut calibrated inside the train part; `plain` is without", shown)
    show(
        "Brands left out: recall where so many readers left out are stopped",
        found.get("brands", []),
    )
    show("Training sources left out", found.get("sources", []))
    show("Pooled against single-set training, out of fold", found.get("pooled", []))


@click.command()
@DATA
@JSON
@SEED
def peers(data: Path, json_path: Path | None, seed: int) -> None:
    """Train other filters on the same rows and measure all on the same comments.

    Takes about a quarter of an hour on one core. Programs (bogofilter, SpamAssassin,
    fastText) take part if they are installed.
    """
    from classifier.evaluation.comparison_tables import show  # noqa: PLC0415
    from classifier.evaluation.protocols import peers as running  # noqa: PLC0415 - scikit-learn

    try:
        found = running.report(data, seed, announce)
    except (DatasetError, OSError) as error:
        raise click.ClickException(str(error)) from None
    keep(found, json_path)
    title = (
        f"Trained on the same {found['training_rows']} rows ({found['training_spam']} spam), "
        f"measured on unseen judol sets against {found['reader_comments']} reader comments"
    )
    show(title, found["lines"])


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
def compare(data: Path, json_path: Path | None, seed: int, models: tuple[Path, ...]) -> None:
    """Hold models against the shipped one on your own labelled comments."""
    from classifier.evaluation import compare as running  # noqa: PLC0415 - loads only where wanted
    from classifier.evaluation.comparison_tables import show  # noqa: PLC0415

    try:
        found = running.report(data, [shipped_model(), *models], seed, announce)
    except (ArtifactError, DatasetError, OSError) as error:
        raise click.ClickException(str(error)) from None
    keep(found, json_path)
    for warning in found["warnings"]:
        click.echo(f"warning: {warning}", err=True)
    show(f"{found['rows']} rows, {found['spam']} spam", found["models"])
    title = "Against the shipped model, at each one's hold threshold (95% interval, exact test)"
    show(title, found["differences"])


def require_rows(data: Path) -> None:
    """Nothing, if there is a row to measure on. Raises DatasetError."""
    if not any(True for path in data_files(data) for _ in read_rows(path)):
        raise DatasetError(f"{data}: evaluating needs labelled rows")


def announce(step: str) -> None:
    """Name a step on standard error as it begins; how many there are depends on the data."""
    click.echo(f"… {step}", err=True)


def keep(found: dict[str, Any], path: Path | None) -> None:
    """Write the figures as JSON, if asked to."""
    if path is None:
        return
    try:
        path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{path}: cannot be written: {error.strerror}") from None
