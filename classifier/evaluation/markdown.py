"""The report as Markdown: what the model card quotes, with the command beside it.

Nothing is computed here; every number stands in `figures.json` under its name.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

Figures = Mapping[str, Any]

COMMAND: Final = "classifier evaluate --data DATA --report DIR"
ORIGIN: Final = "Every figure comes from one command, and stands in `figures.json` as well:"
NONE: Final = "–"
TITLES: Final = {
    "0.1%": "0.1% of readers",
    "0.5%": "0.5% of readers",
    "1%": "1% of readers",
    "hold": "shipped hold",
    "reject": "shipped reject",
}
PLOT_TITLES: Final = {
    "recall_by_set": "Recall of each unseen set",
    "roc": "ROC",
    "precision_recall": "Precision and recall",
    "reliability": "Reliability",
    "scores": "Scores",
    "attacks": "Recall lost to each attack",
}


def markdown(report: Figures, plots: Sequence[str]) -> str:
    """The whole report; `plots` names the images that lie beside it, without suffix."""
    shipped = report["thresholds"]
    parts = [
        f"# Evaluation of model {report['model']}",
        f"Thresholds: hold {shipped['hold']:.6f}, reject {shipped['reject']:.6f}. {ORIGIN}",
        f"```console\n$ {COMMAND}\n```",
        *(section for section in sections(report) if section),
        *(f"## {PLOT_TITLES[name]}\n\n![{PLOT_TITLES[name]}]({name}.svg)" for name in plots),
    ]
    return "\n\n".join(parts) + "\n"


def sections(report: Figures) -> Iterable[str]:
    """Each section's text; an empty one where the data have nothing for it."""
    yield operating(report["operating_points"])
    yield each_set(report)
    yield calibration(report["calibration"])
    yield breakdown("Recall by kind", "kind", report["kinds"], "All sets never seen.")
    yield breakdown("Recall by disguise", "disguise", report["disguises"], "Unseen spam.")
    yield attacks(report["attacks"], report["withstood"])
    yield talk(report["gambling_talk"])
    yield causes(report["errors"])


def table(header: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A Markdown table, numbers to the right."""
    rule = ["---", *(["--:"] * (len(header) - 1))]
    return "\n".join("| " + " | ".join(line) + " |" for line in (header, rule, *lines))


def percent(value: float | None, decimals: int = 1) -> str:
    """A share in per cent; a dash for none."""
    return NONE if value is None else f"{value:.{decimals}%}"


def decimal(value: float | None, decimals: int = 3) -> str:
    return NONE if value is None else f"{value:.{decimals}f}"


def ranged(figure: Figures, decimals: int = 1) -> str:
    """A figure in per cent, and its interval in brackets."""
    value, low, high = (figure[name] for name in ("value", "low", "high"))
    if low is None:
        return percent(value, decimals)
    return f"{percent(value, decimals)} ({100 * low:.{decimals}f}–{100 * high:.{decimals}f})"


def operating(found: Figures | None) -> str:
    """Recall on unseen spam at each threshold."""
    if found is None:
        return ""
    names = list(found["points"][0]["sets"])
    header = ["threshold", "readers stopped", "mean recall", "without suspect labels", *names]
    lines = [
        [
            TITLES[one["at"]],
            ranged(one["readers_stopped"], 3),
            ranged(one["mean"]),
            ranged(one["mean_without_suspects"]),
            *(ranged(one["sets"][name]) for name in names),
        ]
        for one in found["points"]
    ]
    campaigns = found["campaigns"]["all"]
    return (
        "## Unseen spam against unseen readers\n\n"
        f"{found['spam_comments']:,} spam comments of {campaigns:,} campaigns, "
        f"{found['suspect_spam']:,} of doubtful label; {found['reader_comments']:,} comments of "
        f"readers ({', '.join(found['readers'])}). In brackets: 95% interval by "
        f"{found['resamples']:,} resamples of whole campaigns and threads, thresholds found anew "
        "in each.\n\n" + table(header, lines)
    )


def each_set(report: Figures) -> str:
    """One line a set, and the pool."""
    header = ["set", "seen in training", "rows", "spam", "ROC-AUC", "PR-AUC"]
    header += [f"{what} at {at}" for at in ("hold", "reject") for what in MEASURES.values()]
    header += ["recall at 0.1% of readers", "at 0.1% of own ham", "ECE"]
    pool = report["pool"]
    lines = [set_line(one) for one in [*report["sets"], *([pool] if pool else [])]]
    return "## Each set\n\n" + table(header, lines)


MEASURES: Final = {
    "ham_at": "ham stopped",
    "precision_at": "precision",
    "recall_at": "recall",
    "f1_at": "F1",
}


def set_line(one: Figures) -> list[str]:
    """A set's cells."""
    cells = [
        one["set"],
        "yes" if one["seen_in_training"] else "no",
        f"{one['rows']:,}",
        f"{one['spam']:,}",
        decimal(one["roc_auc"]),
        decimal(one["pr_auc"]),
    ]
    for at in ("hold", "reject"):
        cells += [
            percent(one[f"{name}_{at}"], 2) if name == "ham_at" else decimal(one[f"{name}_{at}"])
            for name in MEASURES
        ]
    own = (one.get("recall_at_0.1%"), one["recall_at_own_0.1%"], one["ece"])
    return [*cells, *map(decimal, own)]


def calibration(found: Figures) -> str:
    """Calibration error before and after the correction for the share of spam."""
    if not found["sets"]:
        return ""
    names = list(found["pooled"])
    header = [
        "set",
        "rows",
        "share of spam",
        "estimated",
        *(f"ECE {TITLE[name]}" for name in names),
    ]
    lines = [
        [
            one["set"],
            f"{one['rows']:,}",
            percent(one["share"]),
            percent(one["estimated_share"]),
            *(decimal(one["ece"][name]) for name in names),
        ]
        for one in found["sets"]
    ]
    pooled = [decimal(found["pooled"][name]["ece"]) for name in names]
    lines.append(["all together", "", "", "", *pooled])
    with_spam = found["pooled_with_spam"]
    if with_spam:
        errors = [decimal(with_spam[name]["ece"]) for name in names]
        lines.append(["all that hold spam", "", "", "", *errors])
    return (
        "## Calibration on sets never seen\n\n"
        f"Scores are calibrated for a share of spam of {percent(found['prior'])}. The correction "
        "shifts log-odds by the ratio of the odds of both shares "
        "(`classifier.scoring.prior_shift`). A set without spam has no error after the true share, "
        "by construction; so the last line leaves those out.\n\n" + table(header, lines)
    )


TITLE: Final = {
    "as_scored": "as scored",
    "true_share": "after, true share",
    "estimated_share": "after, estimated share",
}


def breakdown(title: str, field: str, lines: Sequence[Figures], note: str) -> str:
    """Recall of each kind or disguise."""
    if not lines:
        return ""
    names = list(lines[0]["recall"])
    header = [field, "spam", *(f"recall at {TITLES[name]}" for name in names)]
    cells = [
        [one[field], f"{one['spam']:,}", *(percent(one["recall"][name]) for name in names)]
        for one in lines
    ]
    return f"## {title}\n\n{note}\n\n" + table(header, cells)


def attacks(lines: Sequence[Figures], summary: Sequence[Figures]) -> str:
    """Points of recall lost to each attack in each mode."""
    if not any(one["spam"] for one in lines):
        return ""
    names = list(lines[0]["lost_points"])
    header = ["attack", "on", "spam"]
    header += [f"{what} at {TITLES[names[0]]}" for what in ("recall before", "after")]
    header += [f"points lost at {TITLES[name]}" for name in names]
    cells = [
        [
            one["attack"].replace("_", " "),
            one["mode"],
            f"{one['spam']:,}",
            *(percent(one[when][names[0]]) for when in ("before", "after")),
            *(decimal(one["lost_points"][name], 1) for name in names),
        ]
        for one in lines
    ]
    return (
        "## Attacks\n\nMean recall over the unseen sets, of the comments that an attack rewrote: "
        "on the brand where it is known, or on every word.\n\n"
        + "\n".join(f"- {kept(one)}" for one in summary)
        + "\n\n"
        + table(header, cells)
    )


def kept(one: Figures) -> str:
    """How many attacks of one mode cost a point at most."""
    counts = (f"{count} at {TITLES[name]}" for name, count in one["within_a_point"].items())
    return (
        f"on {one['mode']}, of {one['attacks']} attacks cost a point at most: {', '.join(counts)}"
    )


def talk(lines: Sequence[Figures]) -> str:
    """Comments about gambling that promote none."""
    names = list(lines[0]["stopped"])
    header = ["comments", "count", *(f"reach {TITLES[name]}" for name in names)]
    cells = [
        [
            one["comments"],
            f"{one['count']:,}",
            *(percent(one["stopped"][name], 2) for name in names),
        ]
        for one in lines
    ]
    return "## Talk about gambling\n\nHonest comments that name gambling.\n\n" + table(
        header, cells
    )


def causes(found: Mapping[str, Sequence[Figures]]) -> str:
    """Errors by cause."""
    parts = ["## Errors by cause", "Each error counts under the first cause that applies."]
    for name, lines in found.items():
        if not lines or not lines[0]["of"]:
            continue
        header = [name.replace("_", " "), *(TITLES[one["at"]] for one in lines)]
        cells = [
            [cause.replace("_", " "), *(f"{one['causes'][cause]:,}" for one in lines)]
            for cause in lines[0]["causes"]
        ]
        total = [f"all, of {lines[0]['of']:,}", *(f"{one['errors']:,}" for one in lines)]
        parts.append(table(header, [*cells, total]))
    return "\n\n".join(parts)
