"""A table, and how a terminal and Markdown show it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from msgspec import UNSET, Struct
from msgspec.structs import fields
from rich.console import Console
from rich.table import Table as RichTable

WIDTH: Final = 160
NONE: Final = "–"
Formats = Mapping[str, Callable[[Any], str]]
"""How the values of a field are written, by the field's name."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a header, with a title above and notes beside."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()

    @property
    def left(self) -> list[bool]:
        """Of each column, whether it holds words and stands to the left, as numbers do not."""
        firsts = (
            [cell.strip("-–")[:1] for cell in cells] for cells in zip(*self.rows, strict=True)
        )
        return [any(first and not first.isdigit() for first in column) for column in firsts]

    def transposed(self) -> Self:
        """The same cells with rows as columns."""
        header, *rows = zip(self.header, *self.rows, strict=True)
        return replace(self, header=header, rows=rows)


def listed(
    title: str,
    found: Sequence[Struct],
    *notes: str,
    formats: Formats | None = None,
    without: Collection[str] = (),
) -> Table:
    """One row for each struct, one column for each field that any of them has under its JSON name.

    A field that maps names to values becomes a column for each name; `without` leaves fields out.
    Words stand before numbers.
    """
    written = formats or {}
    rows = [
        {
            title: written.get(name, cell)(value)
            for title, name, value in values(one)
            if name not in without
        }
        for one in found
    ]
    words = {title for one in found for title, _, value in values(one) if isinstance(value, str)}
    header = sorted(
        dict.fromkeys(name for row in rows for name in row), key=lambda n: n not in words
    )
    return Table(title, header, [[row.get(name, "") for name in header] for row in rows], notes)


def values(one: Struct) -> Iterator[tuple[str, str, Any]]:
    """The title, field name and value of each column; fields that are not set are left out."""
    for field in fields(one):
        title, value = field.encode_name.replace("_", " "), getattr(one, field.name)
        if isinstance(value, dict):
            for name, own in value.items():
                yield f"{title}, {name}", field.name, own
        elif value is not UNSET:
            yield title, field.name, value


def cell(value: object) -> str:
    """A value: fractions to four places, thousands apart."""
    if value is None:
        return NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def percent(decimals: int) -> Callable[[float | None], str]:
    """Writes shares in per cent, to so many places."""
    return lambda value: NONE if value is None else f"{value:.{decimals}%}"


def decimal(decimals: int) -> Callable[[float | None], str]:
    """Writes numbers to so many places."""
    return lambda value: NONE if value is None else f"{value:.{decimals}f}"


def markdown(table: Table) -> str:
    """The table as a section of Markdown."""
    rule = ["---" if left else "--:" for left in table.left]
    lines = ["| " + " | ".join(cells) + " |" for cells in (table.header, rule, *table.rows)]
    return "\n\n".join((f"## {table.title}", *table.notes, "\n".join(lines)))


def show(tables: Iterable[Table]) -> None:
    """Print tables on standard output; one without rows is left out."""
    console = Console(width=WIDTH, markup=False, highlight=False)
    for table in tables:
        if table.rows:
            shown = RichTable(title=table.title, title_justify="left")
            for place, (name, left) in enumerate(zip(table.header, table.left, strict=True)):
                shown.add_column(name, justify="left" if left else "right", no_wrap=not place)
            for cells in table.rows:
                shown.add_row(*cells)
            console.print(shown, *table.notes, sep="\n")
