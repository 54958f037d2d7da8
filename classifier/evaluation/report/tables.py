"""The tables of an evaluation. Nothing is computed here; every number stands in the figures."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from classifier.evaluation.attacks.cost import AttackCost
from classifier.evaluation.bootstrap import COVERED, Estimate
from classifier.evaluation.calibration import Calibration
from classifier.evaluation.evaluate import Evaluation, SetFigures
from classifier.evaluation.harmless import HELD_POINTS, REJECTED_POINTS, HarmlessChange
from classifier.evaluation.operating import STRICTEST, OperatingPoints
from classifier.evaluation.report.table import Formats, Table, cell, decimal, listed, percent

WORST: Final = 5
"""So many attacks are named on the terminal."""
CUTS: Final = (
    "0.1%, 0.5% and 1% are thresholds that this share of the pooled reader comments reaches; "
    "hold and reject are those that ship."
)
FORMATS: Final[Formats] = {
    **dict.fromkeys(("share", "estimated_share", "recall", "before", "after"), percent(1)),
    **dict.fromkeys(("ham_at_hold", "ham_at_reject", "stopped"), percent(2)),
    **dict.fromkeys(("one_label", "one_brand"), percent(1)),
    "lost_points": decimal(1),
}
AT_THRESHOLDS: Final = tuple(
    name for name in SetFigures.__struct_fields__ if name.endswith(("_at_hold", "_at_reject"))
)
RANKING: Final = tuple(
    name for name in SetFigures.__struct_fields__ if name not in ("set", *AT_THRESHOLDS)
)


def every(found: Evaluation) -> list[Table]:
    """Every table; those for which the data have no rows are empty."""
    errors = {
        "Missed spam, by the first cause that applies": found.errors.missed_spam,
        "Wronged readers, by the first cause that applies": found.errors.wronged_readers,
        "Wronged in the sets that hold the spam": found.errors.wronged_beside_spam,
    }
    return [
        operating(found.operating_points),
        *sets(found),
        calibration(found.calibration),
        listed("Recall by kind, all sets never seen", found.kinds, formats=FORMATS),
        listed("Recall by disguise, unseen spam", found.disguises, formats=FORMATS),
        listed("Attacks that cost a point at most", found.withstood),
        attacks(found.attacks),
        padding(found),
        long_comments(found),
        harmless(found.harmless),
        talk(found),
        listed("Comments that share a fingerprint", found.fingerprints, formats=FORMATS),
        *(listed(title, causes).transposed() for title, causes in errors.items() if causes[0].of),
    ]


def brief(found: Evaluation) -> list[Table]:
    """What matters most, the most important last."""
    cut = strictest(found)
    worst = sorted(found.attacks, key=lambda one: -(one.lost_points[cut] or 0.0))[:WORST]
    touched = sorted(found.harmless, key=lambda one: -one.held_points)[:WORST]
    return [
        *sets(found),
        calibration(found.calibration),
        attacks(worst),
        padding(found),
        long_comments(found),
        harmless(touched),
        talk(found),
        operating(found.operating_points),
    ]


def strictest(found: Evaluation) -> str:
    """The strictest cut for which breakdowns are given."""
    return STRICTEST if STRICTEST in found.cuts else "hold"


def operating(found: OperatingPoints | None) -> Table:
    """Recall on unseen spam at each threshold."""
    title = "Unseen spam against unseen readers"
    if found is None:
        return Table(title, (), ())
    note = (
        f"{found.spam_comments:,} spam comments of {found.campaigns['all']:,} campaigns, "
        f"{found.suspect_spam:,} of doubtful label; {found.reader_comments:,} comments of "
        f"readers ({', '.join(found.readers)}). In brackets: {COVERED:.0f}% interval by "
        f"{found.resamples:,} resamples of whole campaigns and threads, thresholds found anew "
        "in each."
    )
    formats: Formats = {
        "threshold": decimal(6),
        "readers_stopped": ranged(3),
        **dict.fromkeys(("mean", "mean_without_suspects", "sets"), ranged(1)),
    }
    without = ("sets_without_suspects",)
    return listed(title, found.points, note, CUTS, formats=formats, without=without)


def ranged(decimals: int) -> Callable[[Estimate], str]:
    """Writes figures in per cent, their intervals in brackets."""

    def written(figure: Estimate) -> str:
        value = percent(decimals)(figure.value)
        if figure.low is None or figure.high is None:
            return value
        return f"{value} ({100 * figure.low:.{decimals}f}–{100 * figure.high:.{decimals}f})"

    return written


def sets(found: Evaluation) -> tuple[Table, Table]:
    """Each set, and the pool: how well scores rank, and what the shipped thresholds do."""
    rows = [*found.sets, *([found.pool] if found.pool else [])]
    return (
        listed("Each set: ranking and calibration", rows, without=AT_THRESHOLDS),
        listed("Each set: shipped thresholds", rows, formats=FORMATS, without=RANKING),
    )


def calibration(found: Calibration) -> Table:
    """Calibration error before and after the correction for the share of spam."""
    note = (
        f"Scores are calibrated for a share of spam of {percent(1)(found.prior)}. The correction "
        "shifts log-odds by the ratio of the odds of both shares "
        "(`classifier.scoring.prior_shift`). A set without spam has no error after the true share, "
        "by construction; so the last line leaves those out."
    )
    table = listed("Calibration on sets never seen", found.sets, note, formats=FORMATS)
    pools = {"all together": found.pooled, "all that hold spam": found.pooled_with_spam}
    rows = [
        [name, "", "", "", *(cell(one.ece) for one in pool.values())]
        for name, pool in pools.items()
        if pool
    ]
    return replace(table, rows=[*table.rows, *rows])


def attacks(found: Sequence[AttackCost]) -> Table:
    """Recall before and after each attack in each mode, and the points lost."""
    note = (
        "Mean recall over the unseen sets, of the comments that an attack rewrote: on the brand "
        "where it is known, or on every word."
    )
    costs = [one for one in found if one.spam]
    return listed("Attacks", costs, note, formats=FORMATS)


def padding(found: Evaluation) -> Table:
    """Recall of spam among honest comments."""
    note = "Honest comments of readers before, after or around the spam; recall before and after."
    return listed("Padding", found.padding, note, formats=FORMATS)


def long_comments(found: Evaluation) -> Table:
    """Honest comments that are long."""
    return listed("Long honest comments", found.long_comments, formats=FORMATS)


def harmless(found: Sequence[HarmlessChange]) -> Table:
    """What harmless changes do to honest comments."""
    note = (
        f"The same honest comments of readers with each change. In brackets: {COVERED:.0f}% "
        "interval. Points are hundredths beyond the comments as they are; a change harms from "
        f"{HELD_POINTS:g} held or {REJECTED_POINTS:g} rejected on."
    )
    formats: Formats = {
        "held": ranged(2),
        "rejected": ranged(2),
        **dict.fromkeys(("held_points", "rejected_points"), decimal(2)),
    }
    return listed("Harmless changes", found, note, formats=formats)


def talk(found: Evaluation) -> Table:
    """Comments about gambling that promote none."""
    title = "Honest comments that name gambling"
    return listed(title, found.gambling_talk, formats=FORMATS)
