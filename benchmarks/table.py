"""The tables as they are printed."""

import math

from benchmarks.summary import Row, Spread

HEAD = (
    f"{'case':<21}{'conn':>5}{'comments/s':>12}{'(least-most)':>15}{'p50 ms':>9}{'p99 ms':>9}"
    f"{'server us':>11}{'store us':>10}{'load us':>9}{'MB':>6}{'rate x':>8}{'CPU x':>8}"
)


def table(rows: list[Row]) -> str:
    """One line a case, grouped by connections."""
    lines = [HEAD]
    before = None
    for row in rows:
        if row.case.connections != before:
            lines.append("")
        before = row.case.connections
        lines.append(_line(row))
    return "\n".join(lines)


def _line(row: Row) -> str:
    span = f"{row.per_second.least:.0f}-{row.per_second.greatest:.0f}"
    return (
        f"{row.case.name:<21}{row.case.connections:>5}{row.per_second.median:>12,.0f}{span:>15}"
        f"{row.p50_ms.median:>9.2f}{row.p99_ms.median:>9.2f}{_shown(row.server_cpu_us):>11}"
        f"{_shown(row.store_cpu_us):>10}{_shown(row.load_cpu_us):>9}{_shown(row.resident_mb):>6}"
        f"{_shown(row.rate_ratio, 2):>8}{_shown(row.cpu_ratio, 2):>8}"
    )


def _shown(spread: Spread | None, digits: int = 0) -> str:
    if spread is None or math.isnan(spread.median) or spread.median == 0:
        return "-"
    return f"{spread.median:.{digits}f}"


EXPLANATION = """
Medians of the rounds. CPU in microseconds a comment: of the service, of its Valkey, of the load
generator. rate x, CPU x: to the bare handler on uvloop with the same form and connections (batch:
JSON at the most connections), median of the ratios within each round. Batch latencies are for 100
comments. saring syncs every write to disk before it answers, saring-everysec once a second.
""".strip()
