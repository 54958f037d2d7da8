"""What the training and evaluation commands show on a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table


@contextmanager
def training_progress(steps: int) -> Iterator[Callable[[str], None]]:
    """A progress bar on standard error; calling it names the next step."""
    columns = (TextColumn("{task.description:<34}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("starting", total=steps)

        def advance(step: str) -> None:
            bar.update(task, description=step, advance=1)

        yield advance


def print_report(report: dict[str, Any]) -> None:
    """The evaluation as tables on standard output."""
    console = Console(width=150)
    console.print(f"model {report['model']}, thresholds {report['thresholds']}")
    console.print(set_table(report["sets"]))
    if report["pooled"]:
        console.print(pooled_table(report["pooled"]))
    console.print(reliability_table(report["reliability"]))


def number(value: object) -> str:
    """A figure for a table cell; a dash for none."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.4f}" if isinstance(value, float) else "–" if value is None else str(value)


def set_table(sets: list[dict[str, Any]]) -> Table:
    """One line a set."""
    table = Table(title="Each set by itself (* = training saw it)")
    for name in list(sets[0]) if sets else []:
        if name != "trained_on":
            table.add_column(name.replace("_", " "), justify="left" if name == "set" else "right")
    for one in sets:
        star = " *" if one["trained_on"] else ""
        cells = [number(value) for name, value in one.items() if name not in {"set", "trained_on"}]
        table.add_row(one["set"] + star, *cells)
    return table


def pooled_table(pooled: dict[str, Any]) -> Table:
    """Recall on unseen spam at thresholds set on pooled reader comments."""
    title = (
        f"Spam never seen, against {pooled['reader_comments']} reader comments never seen "
        f"(held {pooled['held']:.3%}, rejected {pooled['rejected']:.3%})"
    )
    table = Table(title=title)
    lines = {name: value for name, value in pooled.items() if isinstance(value, dict)}
    table.add_column("at")
    for name in next(iter(lines.values())):
        table.add_column(name.replace("_", " "), justify="right")
    for name, figures in lines.items():
        table.add_row(name.replace("_", " "), *map(number, figures.values()))
    return table


def reliability_table(bins: list[dict[str, Any]]) -> Table:
    """Predicted and observed share of spam by bin."""
    table = Table(title="Reliability, all sets never seen, as sampled")
    for name in ("count", "predicted", "observed"):
        table.add_column(name, justify="right")
    for one in bins:
        table.add_row(*map(number, one.values()))
    return table
