"""The peers' table, what has to be said beside it, and the verdicts."""

import math
from typing import Final

from benchmarks import summary
from benchmarks.bodies import BATCH, FORM
from benchmarks.measuring import Case, Figures
from benchmarks.summary import Row, Spread, ratio
from benchmarks.targets import BATCH_PER_SECOND, CPU, NAIVE_FACTOR, RATE, Target, Verdict

BULK: Final = "bulk"
# How many times a peer's rate Saring's has to be.
FACTORS: Final = {"naive": NAIVE_FACTOR, "fastapi": 15, "isso": 30, "rspamd": 5}
Measured = dict[Case, list[Figures]]

HEAD: Final = (
    f"{'case':<18}{'conn':>5}{'comments/s':>12}{'(least-most)':>15}{'p50 ms':>9}{'p99 ms':>9}"
    f"{'server us':>11}{'store us':>10}{'load us':>9}{'MB':>6}{'our rate x':>12}{'its CPU x':>11}"
)

NOTES: Final = """
Medians of the rounds. our rate x: Saring's form at as many connections is so many times as fast
(beside bogofilter: Saring's batch route); its CPU x: a comment costs it so many times the CPU; both
medians of the ratios within each round. MB: the sum of all processes, shared pages in each.

What is compared is not the same work:
- Saring validates, authenticates, scores, decides with reasons and stores with every write synced
  to disk before it answers. It takes the form here, its slower input.
- naive and fastapi carry out the same simple steps (benchmarks/services/stepwise.py) without
  authentication, reasons or atomicity, over a Valkey that syncs every write. fastapi gets JSON.
- Isso stores in SQLite and publishes at once; it does not judge a text. gunicorn, 1 worker, 8
  threads; its guard is off, since it would refuse all but a few comments from one address.
- rspamd and bogofilter only check, they keep nothing. rspamd runs many rules made for mail; its
  modules that ask the network are off, which is kinder to it than its defaults. One normal worker;
  Bayes is trained and read from a Valkey. It closes the connection after each answer.
- bogofilter classifies files that lie in the page cache, with no service around it.
""".strip()


def table(rounds: Measured) -> str:
    """One line a case."""
    return "\n".join([HEAD, "", *(_line(row, rounds) for row in summary.rows(rounds))])


def _line(row: Row, rounds: Measured) -> str:
    span = f"{row.per_second.least:,.0f}-{row.per_second.greatest:,.0f}"
    rate, cpu = _ours(row.case, rounds)
    return (
        f"{row.case.name:<18}{row.case.connections:>5}{row.per_second.median:>12,.0f}{span:>15}"
        f"{_shown(row.p50_ms, 1):>9}{_shown(row.p99_ms, 1):>9}{_shown(row.server_cpu_us):>11}"
        f"{_shown(row.store_cpu_us):>10}{_shown(row.load_cpu_us):>9}{_shown(row.resident_mb):>6}"
        f"{_shown(rate, 2):>12}{_shown(cpu, 2):>11}"
    )


def _ours(case: Case, rounds: Measured) -> tuple[Spread | None, Spread | None]:
    """Saring's rate over the case's, and the case's CPU over Saring's."""
    kind = BATCH if case.kind in {BULK, BATCH} else FORM
    ours = next((c for c in rounds if (c.service, c.kind) == ("saring", kind)), None)
    return ratio(rounds, ours, case, RATE), ratio(rounds, case, ours, CPU)


def _shown(spread: Spread | None, digits: int = 0) -> str:
    if spread is None or math.isnan(spread.median) or spread.median == 0:
        return "-"
    return f"{spread.median:,.{digits}f}"


def verdicts(rounds: Measured) -> list[Verdict]:
    """The verdicts on the peers."""
    found = [
        _times(name, f"{name}: our rate is times its", factor, rounds)
        for name, factor in FACTORS.items()
    ]
    batch = next((runs for case, runs in rounds.items() if case.kind == BATCH), None)
    rate = Spread.of([each.comments_per_second for each in batch]).median if batch else None
    return [
        *found,
        _times(
            "bogofilter", "bogofilter in bulk: our batch route's rate is times its", 1.0, rounds
        ),
        Target("batch: comments a second", BATCH_PER_SECOND, digits=0).verdict(rate),
    ]


def _times(name: str, what: str, factor: float, rounds: Measured) -> Verdict:
    case = next((case for case in rounds if case.service == name), None)
    rate, cpu = _ours(case, rounds) if case else (None, None)
    beside = f"its CPU is {cpu.median:.1f} times ours" if cpu else ""
    return Target(what, factor).verdict(rate.median if rate else None, beside)
