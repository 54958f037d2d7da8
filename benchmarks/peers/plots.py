"""The comparison as two pictures: comments a second, and CPU a comment. Needs matplotlib."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.summary import CPU, RATE, Row

OURS = "#0b6e4f"
THEIRS = "#8d99ae"
FLOOR = "#d9d9d9"


def available() -> bool:
    """Whether matplotlib, the optional extra `plots`, is installed."""
    return find_spec("matplotlib") is not None


def draw(rows: Sequence[Row], folder: Path) -> list[Path]:
    """Write both pictures as SVG; the files."""
    import matplotlib as mpl  # noqa: PLC0415 - an optional extra, and slow to import

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "saring"
    folder.mkdir(parents=True, exist_ok=True)
    rates = [row.figures[RATE].median for row in rows]
    costs = [row.figures[CPU].median + row.figures["store_cpu_us"].median for row in rows]
    return [
        _bars(rows, rates, "Comments a second (one core for the service)", folder / "rate.svg"),
        _bars(rows, costs, "CPU a comment, µs, service and its store", folder / "cpu.svg"),
    ]


def _bars(rows: Sequence[Row], values: Sequence[float], title: str, file: Path) -> Path:
    import matplotlib.pyplot as plt  # noqa: PLC0415

    order = sorted(range(len(rows)), key=lambda at: values[at])
    figure, axes = plt.subplots(figsize=(8, 0.5 * len(rows) + 1.2), layout="constrained")
    bars = axes.barh(
        [rows[at].case.name for at in order],
        [values[at] for at in order],
        color=[_colour(rows[at]) for at in order],
    )
    axes.bar_label(bars, [f"{values[at]:,.0f}" for at in order], padding=3)
    _plain(axes, title)
    figure.savefig(file, metadata={"Date": None})
    plt.close(figure)
    return file


def _plain(axes: Any, title: str) -> None:
    axes.set_title(title, loc="left")
    axes.margins(x=0.15)
    axes.spines[["top", "right"]].set_visible(False)


def _colour(row: Row) -> str:
    if row.case.service.startswith("saring"):
        return OURS
    return FLOOR if row.case.service == "bare" else THEIRS
