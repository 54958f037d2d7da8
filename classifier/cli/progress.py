"""How far a command has come, on standard error."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def progress_bar(steps: int) -> Iterator[Callable[[str], None]]:
    """A bar of so many steps; calling it names the step that begins."""
    from rich.console import Console  # noqa: PLC0415 - slow to load, and `score` shows no bar
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description:<34}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("starting", total=steps)

        def advance(step: str) -> None:
            bar.update(task, description=step, advance=1)

        yield advance


def announce(step: str) -> None:
    """Name a step as it begins; how many there are depends on the data."""
    click.echo(f"… {step}", err=True)
