"""What the training and evaluation commands show on a terminal, and the report on disk."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from classifier.evaluation import plots
from classifier.evaluation.markdown import TITLES, decimal, markdown, percent, ranged

FIGURES: Final = "figures.json"
REPORT: Final = "report.md"
WORST: Final = 5
"""So many attacks are named on the terminal."""


@contextmanager
def training_progress(steps: int) -> Iterator[Callable[[str], None]]:
    """A progress bar on standard error; calling it names the next step."""
    columns = (TextColumn("{task.description:<34}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("starting", total=steps)

        def advance(step: str) -> None:
            bar.update(task, description=step, advance=1)

        yield advance


@contextmanager
def evaluation_progress(steps: int) -> Iterator[Callable[[str], None]]:
    """A progress bar on standard error; calling it names the step just done."""
    with click.progressbar(
        length=steps, label="evaluating", file=sys.stderr, item_show_func=lambda step: step
    ) as bar:

        def advance(step: str) -> None:
            bar.update(1, step)

        yield advance


def write_figures(report: dict[str, Any], path: Path) -> None:
    """Every figure as JSON. Raises OSError."""
    text = json.dumps(report, indent=2, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")


def write_report(report: dict[str, Any], directory: Path) -> None:
    """Plots, tables and figures into one directory, which is made where missing.

    The same figures always give the same bytes. Raises PlotsUnavailableError, OSError.
    """
    directory.mkdir(parents=True, exist_ok=True)
    drawn = plots.draw(report, directory)
    write_figures(report, directory / FIGURES)
    (directory / REPORT).write_text(markdown(report, drawn), encoding="utf-8")


def print_report(report: dict[str, Any]) -> None:
    """What matters most, as tables on standard output."""
    console = Console(width=150)
    shipped = report["thresholds"]
    console.print(f"model {report['model']}, hold {shipped['hold']}, reject {shipped['reject']}")
    console.print(set_table(report))
    if report["operating_points"]:
        console.print(pooled_table(report["operating_points"]))
    console.print(talk_table(report["gambling_talk"]))
    for line in remarks(report):
        console.print(line)


def set_table(report: dict[str, Any]) -> Table:
    """One line a set."""
    table = Table(title="Each set by itself (* = training saw it)")
    columns = ("set", "rows", "spam", "roc auc", "pr auc", "f1 at hold", "recall at hold")
    for name in (*columns, "at reject", "ham held", "ham rejected", "ece"):
        table.add_column(name, justify="left" if name == "set" else "right")
    names = ("roc_auc", "pr_auc", "f1_at_hold", "recall_at_hold", "recall_at_reject")
    for one in [*report["sets"], *([report["pool"]] if report["pool"] else [])]:
        table.add_row(
            one["set"] + (" *" if one["seen_in_training"] else ""),
            f"{one['rows']:,}",
            f"{one['spam']:,}",
            *(decimal(one[name]) for name in names),
            percent(one["ham_at_hold"], 2),
            percent(one["ham_at_reject"], 2),
            decimal(one["ece"]),
        )
    return table


def pooled_table(found: dict[str, Any]) -> Table:
    """Recall on unseen spam at thresholds set on pooled reader comments."""
    table = Table(
        title=f"Unseen spam, {found['campaigns']['all']} campaigns, against "
        f"{found['reader_comments']} reader comments (95% intervals)"
    )
    names = list(found["points"][0]["sets"])
    for name in ("at", "readers stopped", "mean recall", "without suspects", *names):
        table.add_column(name, justify="left" if name == "at" else "right")
    for one in found["points"]:
        table.add_row(
            TITLES[one["at"]],
            ranged(one["readers_stopped"], 3),
            ranged(one["mean"]),
            ranged(one["mean_without_suspects"]),
            *(percent(one["sets"][name]["value"]) for name in names),
        )
    return table


def talk_table(lines: list[dict[str, Any]]) -> Table:
    """Honest comments about gambling."""
    table = Table(title="Talk about gambling, without promotion: share that reaches")
    for name in ("comments", "count", *(TITLES[at] for at in lines[0]["stopped"])):
        table.add_column(name, justify="left" if name == "comments" else "right")
    for one in lines:
        stopped = (percent(share, 2) for share in one["stopped"].values())
        table.add_row(one["comments"], str(one["count"]), *stopped)
    return table


def remarks(report: dict[str, Any]) -> Iterator[str]:
    """Calibration and attacks in one line each."""
    pooled = report["calibration"]["pooled"]
    if pooled:
        errors = (f"{name.replace('_', ' ')} {one['ece']:.3f}" for name, one in pooled.items())
        yield "calibration error on unseen sets: " + ", ".join(errors)
    at = plots.strictest(report)
    lost = [one for one in report["attacks"] if one["lost_points"][at] is not None]
    worst = sorted(lost, key=lambda one: -one["lost_points"][at])[:WORST]
    if worst:
        named = (f"{one['attack']} on {one['mode']} {one['lost_points'][at]:.1f}" for one in worst)
        yield f"costliest attacks, points of recall at {TITLES[at]}: " + ", ".join(named)
