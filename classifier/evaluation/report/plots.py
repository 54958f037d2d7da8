"""The report's plots, as SVG and PNG, the same bytes for the same figures.

matplotlib is an optional dependency and is imported only here. Colours are those of
M. Okabe and K. Ito, "Color universal design", 2008: told apart with any colour vision.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np

from classifier.evaluation.bootstrap import COVERED
from classifier.evaluation.evaluate import Evaluation
from classifier.evaluation.harmless import HELD_POINTS
from classifier.evaluation.measures import HISTOGRAM_BINS
from classifier.evaluation.report.tables import strictest

BLACK, ORANGE, SKY, GREEN, BLUE, RED = (
    *("#000000", "#e69f00", "#56b4e9", "#009e73"),
    *("#0072b2", "#d55e00"),
)
SIZE: Final = (7.2, 4.8)
RESOLUTION: Final = 120
THRESHOLDS: Final = ("hold", "reject")
LOWEST_RATE: Final = 1e-4
SHOWN_CHANGES: Final = 24
"""So many harmless changes, those that hold most."""
STYLE: Final = {
    "svg.hashsalt": "saring",
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "savefig.facecolor": "white",
    "axes.grid": True,
    "grid.color": "#dddddd",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "legend.frameon": False,
}
CUTS: Final = {"hold": "hold", "reject": "reject", "0.1%": "0.1% of readers"}
POOLED: Final = "unseen spam, pooled"
VARIANTS: Final = {
    "as_scored": (BLACK, "o", "as scored"),
    "true_share": (BLUE, "s", "corrected, true share"),
    "estimated_share": (ORANGE, "^", "corrected, estimated share"),
}


class PlotsUnavailableError(Exception):
    """matplotlib is not installed; the message says how to get it."""


def draw(found: Evaluation, directory: Path) -> dict[str, str]:
    """Write every plot that the figures allow; titles of those drawn, by name without suffix.

    Raises PlotsUnavailableError without matplotlib, OSError where nothing can be written.
    """
    library = plotting()
    drawn = {}
    with library.rc_context({**library.rcParamsDefault, **STYLE}):
        for name, (title, paint) in PLOTS.items():
            figure = library.figure.Figure(figsize=SIZE, layout="constrained")
            if paint(figure.subplots(), found):
                # Without a date or a version, so that the same figures give the same bytes.
                clean = {"Date": None, "Creator": None}
                figure.savefig(directory / f"{name}.svg", metadata=clean)
                figure.savefig(
                    directory / f"{name}.png", dpi=RESOLUTION, metadata={"Software": None}
                )
                drawn[name] = title
    return drawn


def plotting() -> Any:
    """The plotting library. Raises PlotsUnavailableError."""
    try:
        import matplotlib as mpl  # noqa: PLC0415 - optional, and slow to load
        import matplotlib.figure  # noqa: PLC0415
    except ImportError:
        raise PlotsUnavailableError(
            "plots need matplotlib; install it with `pip install 'saring[plots]'`, or leave "
            "--report out"
        ) from None
    return mpl


def mark_thresholds(axes: Any, x: tuple[float | None, ...], y: tuple[float | None, ...]) -> None:
    """Where hold and reject lie on a curve, where they are defined."""
    for name, at, height, colour, sign in zip(THRESHOLDS, x, y, (ORANGE, RED), "os", strict=True):
        if at is not None and height is not None:
            axes.plot(at, height, sign, color=colour, label=f"{name} threshold", markersize=8)


def roc(axes: Any, found: Evaluation) -> bool:
    """Recall against the false positive rate, which is what matters below 1%."""
    curve, pool = found.curves, found.pool
    if curve is None or pool is None:
        return False
    rates = [max(rate, LOWEST_RATE) for rate in curve.false_positive_rate]
    axes.step(rates, curve.recall, where="post", color=BLUE, label=POOLED)
    ham = (max(each or 0.0, LOWEST_RATE) for each in (pool.ham_at_hold, pool.ham_at_reject))
    mark_thresholds(axes, tuple(ham), (pool.recall_at_hold, pool.recall_at_reject))
    axes.set(xscale="log", xlim=(LOWEST_RATE, 1), ylim=(0, 1.01), title="ROC")
    axes.set(xlabel="share of reader comments stopped (log)", ylabel="recall")
    axes.legend(loc="lower right")
    return True


def precision_recall(axes: Any, found: Evaluation) -> bool:
    """Precision against recall on the pool as sampled."""
    curve, pool = found.curves, found.pool
    if curve is None or pool is None:
        return False
    axes.plot(curve.recall, curve.precision, color=BLUE, label=POOLED)
    recalls = pool.recall_at_hold, pool.recall_at_reject
    mark_thresholds(axes, recalls, (pool.precision_at_hold, pool.precision_at_reject))
    axes.set(xlim=(0, 1.01), ylim=(0, 1.01), xlabel="recall", ylabel="precision")
    axes.set(title="Precision and recall, at the pool's share of spam")
    axes.legend(loc="lower left")
    return True


def reliability(axes: Any, found: Evaluation) -> bool:
    """Share of spam against the mean score, as scored and corrected."""
    axes.plot((0, 1), (0, 1), "--", color="#888888", label="perfect")
    for name, pooled in found.calibration.pooled.items():
        colour, sign, title = VARIANTS[name]
        predicted = [one.predicted for one in pooled.bins]
        observed = [one.observed for one in pooled.bins]
        label = f"{title} (ECE {pooled.ece:.3f})"
        axes.plot(predicted, observed, sign + "-", color=colour, label=label, markersize=5)
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="mean score", ylabel="share of spam")
    axes.set(title="Reliability, all sets never seen")
    axes.legend(loc="upper left")
    return bool(found.calibration.pooled)


def score_histogram(axes: Any, found: Evaluation) -> bool:
    """How many comments have which score."""
    edges = [place / HISTOGRAM_BINS for place in range(HISTOGRAM_BINS + 1)]
    shown = ("readers", found.histogram.readers, BLUE), ("spam", found.histogram.spam, ORANGE)
    for name, counts, colour in shown:
        axes.stairs(counts, edges, color=colour, fill=True, alpha=0.55, label=name)
    for name, style in (("hold", "--"), ("reject", ":")):
        axes.axvline(found.cuts[name], color=BLACK, linestyle=style, label=name)
    axes.set(yscale="symlog", xlim=(0, 1), xlabel="score", ylabel="comments (log)")
    axes.set(title="Scores of reader comments and of unseen spam")
    axes.legend(loc="upper center", ncols=2)
    return found.pool is not None


def recall_by_set(axes: Any, found: Evaluation) -> bool:
    """Recall of each set at three thresholds, with intervals."""
    if found.operating_points is None:
        return False
    points = {one.at: one for one in found.operating_points.points}
    styles = {"hold": (ORANGE, "o"), "0.1%": (BLUE, "s"), "reject": (RED, "^")}
    for shift, (at, (colour, sign)) in enumerate(styles.items()):
        values = {"mean": points[at].mean, **points[at].sets}
        heights = [row + (shift - 1) * 0.22 for row in range(len(values))]
        spread = np.array([(each.value, each.low, each.high) for each in values.values()], float)
        middles, lows, highs = spread.T
        errors = np.maximum((middles - lows, highs - middles), 0.0)
        axes.errorbar(
            middles, heights, xerr=errors, fmt=sign, color=colour, capsize=3, label=CUTS[at]
        )
        axes.set_yticks(range(len(values)), list(values))
    axes.invert_yaxis()
    axes.set(xlim=(0, 1.01), xlabel=f"recall, {COVERED:.0f}% interval over campaigns")
    axes.set(title="Recall of each unseen set")
    axes.legend(loc="lower left")
    return True


def attack_losses(axes: Any, found: Evaluation) -> bool:
    """Points of recall that each attack costs at the strictest threshold."""
    at = strictest(found)
    lost = {(one.attack, one.mode): one.lost_points[at] or 0.0 for one in found.attacks}
    names = list(dict.fromkeys(one.attack for one in found.attacks))
    for shift, (mode, colour) in enumerate((("brand", BLUE), ("words", ORANGE))):
        heights = [row + (shift - 0.5) * 0.38 for row in range(len(names))]
        widths = [lost[name, mode] for name in names]
        axes.barh(heights, widths, height=0.36, color=colour, label=f"on the {mode}")
    axes.axvline(0, color=BLACK, linewidth=0.8)
    axes.axvline(1, color=BLACK, linewidth=0.8, linestyle=":", label="one point")
    axes.set_yticks(range(len(names)), [name.replace("_", " ") for name in names], fontsize=8)
    axes.invert_yaxis()
    axes.set(xlabel="points of recall lost", title=f"Recall lost to each attack ({CUTS[at]})")
    axes.legend(loc="best", fontsize=8)
    return any(one.spam for one in found.attacks)


def harmless_held(axes: Any, found: Evaluation) -> bool:
    """Points of honest comments that each harmless change holds, most first."""
    ordered = sorted(found.harmless, key=lambda one: one.held_points)[-SHOWN_CHANGES:]
    rows = range(len(ordered))
    shown = (
        ("held", [one.held_points for one in ordered], BLUE),
        (
            "rejected",
            [one.rejected_points for one in ordered],
            RED,
        ),
    )
    for shift, (name, points, colour) in enumerate(shown):
        heights = [row + (shift - 0.5) * 0.38 for row in rows]
        axes.barh(heights, points, height=0.36, color=colour, label=name)
    axes.axvline(HELD_POINTS, color=BLACK, linewidth=0.8, linestyle=":", label="one point")
    axes.set_yticks(rows, [one.change for one in ordered], fontsize=8)
    axes.set(xlabel="points beyond the comments as they are", title="Harmless changes")
    axes.legend(loc="lower right", fontsize=8)
    return bool(ordered)


PLOTS: Final[dict[str, tuple[str, Callable[[Any, Evaluation], bool]]]] = {
    "roc": ("ROC", roc),
    "precision_recall": ("Precision and recall", precision_recall),
    "reliability": ("Reliability", reliability),
    "scores": ("Scores", score_histogram),
    "recall_by_set": ("Recall of each unseen set", recall_by_set),
    "attacks": ("Recall lost to each attack", attack_losses),
    "harmless": ("Honest comments held for harmless changes", harmless_held),
}
"""Each plot's title, and what draws it where the figures allow, by its file's name."""
