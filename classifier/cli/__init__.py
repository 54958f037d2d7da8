"""The `classifier` command: train, evaluate, protocols, compare, score, inspect.

`score` and `inspect` never import scikit-learn; each verb imports what it needs.
"""

import sys
from pathlib import Path
from typing import IO, Final

import click

from classifier.cli import measuring, output_paths
from classifier.cli.progress import progress_bar
from classifier.scoring import artifact
from classifier.scoring.artifact import ArtifactError, shipped_model

MODEL: Final = click.option(
    "--model",
    type=click.Path(path_type=Path),
    help="Directory of a trained model; the shipped one where left out.",
)


LEARNING: Final = ("joblib", "scipy", "sklearn")


class _Commands(click.Group):
    """Says in words where what only learning needs is not installed."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in LEARNING:
                raise
            raise click.ClickException(
                f"`{ctx.invoked_subcommand}` needs scikit-learn, which serving and scoring do "
                "without: install requirements/train.txt, or saring[train]"
            ) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Train, measure and use Saring's comment spam classifier."""


@main.command()
@measuring.DATA
@click.option(
    "--out",
    type=output_paths.DIRECTORY,
    default=Path("model"),
    show_default=True,
    help="Where to write the model.",
)
@click.option(
    "--seed", type=measuring.SEEDS, default=1, show_default=True, help="Same seed, same bytes."
)
def train(data: Path, out: Path, seed: int) -> None:
    """Train a model on labelled comments."""
    from classifier.data.datasets import DatasetError  # noqa: PLC0415 - training half
    from classifier.training.train import STEPS  # noqa: PLC0415
    from classifier.training.train import train as train_model  # noqa: PLC0415

    try:
        with progress_bar(STEPS) as progress:
            manifest = train_model(data, out, seed, progress)
    except (DatasetError, OSError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{out}: model {manifest.version}")


@main.command()
@MODEL
@click.option(
    "--input",
    "source",
    type=click.File("rb", lazy=False),
    default="-",
    help="JSON lines with `text`; standard input where left out.",
)
def score(model: Path | None, source: IO[bytes]) -> None:
    """Add `scores` to each JSON line; other fields stay."""
    from classifier.scoring.scorer import Scorer  # noqa: PLC0415 - loads only where wanted
    from classifier.scoring.stream import BadLineError, scored_lines  # noqa: PLC0415

    try:
        scorer = Scorer.load(model or shipped_model())
        for line in scored_lines(source, scorer):
            sys.stdout.write(line + "\n")
    except (ArtifactError, BadLineError) as error:
        sys.stdout.flush()
        raise click.ClickException(str(error)) from None


@main.command()
@MODEL
@click.option("--json", "as_json", is_flag=True, help="The manifest as JSON.")
def inspect(model: Path | None, as_json: bool) -> None:  # noqa: FBT001 - click passes flags so
    """Show a model's manifest: labels, thresholds, training data and their share of spam."""
    try:
        manifest = artifact.load(model or shipped_model()).manifest
    except ArtifactError as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        click.echo(artifact.as_json(manifest))
        return
    click.echo(f"model      {manifest.version} (format {manifest.format})")
    click.echo(f"labels     {', '.join(manifest.labels)}")
    click.echo(f"hold       {manifest.thresholds.hold}")
    click.echo(f"reject     {manifest.thresholds.reject}")
    if manifest.training.spam_share is not None:
        click.echo(f"spam share {manifest.training.spam_share} of the rows trained on")
    for name, rows in manifest.training.sources.items():
        click.echo(f"trained on {name}: {rows} rows")


for verb in (measuring.evaluate, measuring.protocols, measuring.compare):
    main.add_command(verb)
