"""The report's plots, as SVG and PNG, the same bytes for the same figures.

matplotlib is an optional dependency and is imported only here. Colours are those of
M. Okabe and K. Ito, "Color universal design", 2008: told apart with any colour vision.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from classifier.evaluation.intervals import COVERED
from classifier.evaluation.metrics import HISTOGRAM_BINS

BLACK, ORANGE, SKY, GREEN, BLUE, RED = (
    *("#000000", "#e69f00", "#56b4e9", "#009e73"),
    *("#0072b2", "#d55e00"),
)
SIZE: Final = (7.2, 4.8)
RESOLUTION: Final = 120
LOWEST_RATE: Final = 1e-4
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
TITLES: Final = {"0.1%": "0.1% of readers", "hold": "hold", "reject": "reject"}


class PlotsUnavailableError(Exception):
    """matplotlib is not installed; the message says how to get it."""


def draw(report: Mapping[str, Any], directory: Path) -> list[str]:
    """Write every plot that the figures allow; the names of those drawn, without suffix.

    Raises PlotsUnavailableError without matplotlib, OSError where nothing can be written.
    """
    library = plotting()
    drawn = []
    with library.rc_context({**library.rcParamsDefault, **STYLE}):
        for name, (allowed, paint) in PLOTS.items():
            if allowed(report):
                save(paint, report, directory / name)
                drawn.append(name)
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


def save(paint: Callable[[Any, Mapping[str, Any]], None], report: Any, stem: Path) -> None:
    """Draw one plot and write it in both formats, without a date or a version."""
    figure = plotting().figure.Figure(figsize=SIZE, layout="constrained")
    paint(figure.subplots(), report)
    figure.savefig(stem.with_suffix(".svg"), metadata={"Date": None, "Creator": None})
    figure.savefig(stem.with_suffix(".png"), dpi=RESOLUTION, metadata={"Software": None})


def marked_cuts(axes: Any, report: Mapping[str, Any], across: str, up: str) -> None:
    """Where hold and reject lie on a curve."""
    shipped = {"hold": (ORANGE, "o"), "reject": (RED, "s")}
    places = {
        "false_positive_rate": "ham_at_",
        "recall": "recall_at_",
        "precision": "precision_at_",
    }
    for name, (colour, sign) in shipped.items():
        x, y = (report["pool"][places[each] + name] for each in (across, up))
        if x is not None and y is not None:
            x = max(x, LOWEST_RATE) if across == "false_positive_rate" else x
            axes.plot(x, y, sign, color=colour, label=f"{name} threshold", markersize=8)


def roc(axes: Any, report: Mapping[str, Any]) -> None:
    """Recall against the false positive rate, which is what matters below 1%."""
    curve = report["curves"]
    rates = [max(rate, LOWEST_RATE) for rate in curve["false_positive_rate"]]
    axes.step(rates, curve["recall"], where="post", color=BLUE, label="unseen spam, pooled")
    marked_cuts(axes, report, "false_positive_rate", "recall")
    axes.set(xscale="log", xlim=(LOWEST_RATE, 1), ylim=(0, 1.01), title="ROC")
    axes.set(xlabel="share of reader comments stopped (log)", ylabel="recall")
    axes.legend(loc="lower right")


def precision_recall(axes: Any, report: Mapping[str, Any]) -> None:
    """Precision against recall on the pool as sampled."""
    curve = report["curves"]
    axes.plot(curve["recall"], curve["precision"], color=BLUE, label="unseen spam, pooled")
    marked_cuts(axes, report, "recall", "precision")
    axes.set(xlim=(0, 1.01), ylim=(0, 1.01), xlabel="recall", ylabel="precision")
    axes.set(title="Precision and recall, at the pool's share of spam")
    axes.legend(loc="lower left")


def reliability(axes: Any, report: Mapping[str, Any]) -> None:
    """Share of spam against the mean score, as scored and corrected."""
    looks = {
        "as_scored": (BLACK, "o", "as scored"),
        "true_share": (BLUE, "s", "corrected, true share"),
        "estimated_share": (ORANGE, "^", "corrected, estimated share"),
    }
    axes.plot((0, 1), (0, 1), "--", color="#888888", label="perfect")
    for name, pooled in report["calibration"]["pooled"].items():
        colour, sign, title = looks[name]
        predicted = [one["predicted"] for one in pooled["bins"]]
        observed = [one["observed"] for one in pooled["bins"]]
        label = f"{title} (ECE {pooled['ece']:.3f})"
        axes.plot(predicted, observed, sign + "-", color=colour, label=label, markersize=5)
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="mean score", ylabel="share of spam")
    axes.set(title="Reliability, all sets never seen")
    axes.legend(loc="upper left")


def score_histogram(axes: Any, report: Mapping[str, Any]) -> None:
    """How many comments have which score."""
    edges = [place / HISTOGRAM_BINS for place in range(HISTOGRAM_BINS + 1)]
    for name, colour in (("readers", BLUE), ("spam", ORANGE)):
        counts = report["histogram"][name]
        axes.stairs(counts, edges, color=colour, fill=True, alpha=0.55, label=name)
    for name, style in (("hold", "--"), ("reject", ":")):
        axes.axvline(report["thresholds"][name], color=BLACK, linestyle=style, label=name)
    axes.set(yscale="symlog", xlim=(0, 1), xlabel="score", ylabel="comments (log)")
    axes.set(title="Scores of reader comments and of unseen spam")
    axes.legend(loc="upper center", ncols=2)


def recall_by_set(axes: Any, report: Mapping[str, Any]) -> None:
    """Recall of each set at three thresholds, with intervals."""
    points = {one["at"]: one for one in report["operating_points"]["points"]}
    looks = {"hold": (ORANGE, "o"), "0.1%": (BLUE, "s"), "reject": (RED, "^")}
    for shift, (at, (colour, sign)) in enumerate(looks.items()):
        values = {"mean": points[at]["mean"], **points[at]["sets"]}
        heights = [row + (shift - 1) * 0.22 for row in range(len(values))]
        middles = [one["value"] for one in values.values()]
        spread = [
            [one["value"] - one["low"], one["high"] - one["value"]] for one in values.values()
        ]
        errors = [[max(0.0, pair[side]) for pair in spread] for side in (0, 1)]
        axes.errorbar(
            middles, heights, xerr=errors, fmt=sign, color=colour, capsize=3, label=TITLES[at]
        )
        axes.set_yticks(range(len(values)), list(values))
    axes.invert_yaxis()
    axes.set(xlim=(0, 1.01), xlabel=f"recall, {COVERED:.0f}% interval over campaigns")
    axes.set(title="Recall of each unseen set")
    axes.legend(loc="lower left")


def attack_losses(axes: Any, report: Mapping[str, Any]) -> None:
    """Points of recall that each attack costs at the strictest threshold."""
    at = strictest(report)
    names = list(dict.fromkeys(one["attack"] for one in report["attacks"]))
    for shift, (mode, colour) in enumerate((("brand", BLUE), ("words", ORANGE))):
        lost = [loss(report["attacks"], name, mode, at) for name in names]
        heights = [row + (shift - 0.5) * 0.38 for row in range(len(names))]
        axes.barh(heights, lost, height=0.36, color=colour, label=f"on the {mode}")
    axes.axvline(0, color=BLACK, linewidth=0.8)
    axes.axvline(1, color=BLACK, linewidth=0.8, linestyle=":", label="one point")
    axes.set_yticks(range(len(names)), [name.replace("_", " ") for name in names], fontsize=8)
    axes.invert_yaxis()
    axes.set(xlabel="points of recall lost", title=f"Recall lost to each attack ({TITLES[at]})")
    axes.legend(loc="best", fontsize=8)


def strictest(report: Mapping[str, Any]) -> str:
    """The threshold for which attacks are drawn."""
    return "0.1%" if "0.1%" in report["cuts"] else "hold"


def loss(lines: Sequence[Mapping[str, Any]], name: str, mode: str, at: str) -> float:
    """The points that an attack costs in one mode; 0 where nothing was rewritten."""
    own = [one for one in lines if (one["attack"], one["mode"]) == (name, mode)]
    return next((one["lost_points"][at] or 0.0 for one in own), 0.0)


Paint = Callable[[Any, Mapping[str, Any]], None]
PLOTS: Final[dict[str, tuple[Callable[[Mapping[str, Any]], bool], Paint]]] = {
    "roc": (lambda report: bool(report["curves"]), roc),
    "precision_recall": (lambda report: bool(report["curves"]), precision_recall),
    "reliability": (lambda report: bool(report["calibration"]["pooled"]), reliability),
    "scores": (lambda report: bool(report["pool"]), score_histogram),
    "recall_by_set": (lambda report: bool(report["operating_points"]), recall_by_set),
    "attacks": (lambda report: any(one["spam"] for one in report["attacks"]), attack_losses),
}
"""Each plot's file name, whether the figures allow it, and what draws it."""
