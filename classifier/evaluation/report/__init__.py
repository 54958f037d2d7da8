"""The report of an evaluation: tables on a terminal, and a directory of tables, figures, plots."""

from pathlib import Path
from typing import Final

import msgspec

from classifier.evaluation.evaluate import Evaluation
from classifier.evaluation.report import plots, tables
from classifier.evaluation.report.table import markdown, show

FIGURES: Final = "figures.json"
REPORT: Final = "report.md"
ORIGIN: Final = "Every figure comes from one command, and stands in `figures.json` as well:"
COMMAND: Final = "classifier evaluate --data DATA --report DIR"


def write_json(figures: object, path: Path) -> None:
    """Figures as JSON. Raises OSError."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(figures), indent=2) + b"\n")


def write_report(found: Evaluation, directory: Path) -> None:
    """Plots, tables and figures into one directory, which is made where missing.

    The same figures always give the same bytes. Raises PlotsUnavailableError, OSError.
    """
    directory.mkdir(parents=True, exist_ok=True)
    drawn = plots.draw(found, directory)
    write_json(found, directory / FIGURES)
    (directory / REPORT).write_text(as_markdown(found, drawn), encoding="utf-8")


def as_markdown(found: Evaluation, drawn: dict[str, str]) -> str:
    """The whole report; `drawn` names the plots beside it, and gives their titles."""
    hold, reject = found.thresholds.hold, found.thresholds.reject
    parts = [
        f"# Evaluation of model {found.model}",
        f"Thresholds: hold {hold:.6f}, reject {reject:.6f}. {ORIGIN}",
        f"```console\n$ {COMMAND}\n```",
        *(markdown(table) for table in tables.every(found) if table.rows),
        *(f"## {title}\n\n![{title}]({name}.svg)" for name, title in drawn.items()),
    ]
    return "\n\n".join(parts) + "\n"


def print_report(found: Evaluation) -> None:
    """What matters most, as tables on standard output."""
    hold, reject = found.thresholds.hold, found.thresholds.reject
    print(f"model {found.model}, hold {hold}, reject {reject}")  # noqa: T201 - what the verb answers
    show(tables.brief(found))
