"""Tables of the commands that compare: one line a learner, model or protocol."""

from collections.abc import Sequence
from typing import Any, Final

from rich.console import Console
from rich.table import Table

WIDTH: Final = 160


def cell(value: object) -> str:
    """A figure, a dash for none."""
    if value is None:
        return "–"
    if isinstance(value, dict):
        return " ".join(f"{name}={cell(own)}" for name, own in value.items())
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def table(title: str, lines: Sequence[dict[str, Any]]) -> Table:
    """All lines under all the names that any of them has."""
    found = Table(title=title, title_justify="left")
    names = list(dict.fromkeys(name for line in lines for name in line))
    for name in names:
        text = any(isinstance(line.get(name), str) for line in lines)
        found.add_column(name.replace("_", " "), justify="left" if text else "right")
    for line in lines:
        found.add_row(*(cell(line[name]) if name in line else "" for name in names))
    return found


def show(title: str, lines: Sequence[dict[str, Any]]) -> None:
    """Print one table on standard output; nothing for no lines."""
    if lines:
        Console(width=WIDTH).print(table(title, lines))
