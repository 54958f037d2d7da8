"""What the peers are held against, what has to be said beside their table, and the verdicts."""

from types import MappingProxyType
from typing import Final

from benchmarks.bodies import FORM
from benchmarks.goals import NAIVE_TIMES, times
from benchmarks.measuring import Case
from benchmarks.plan import SARING
from benchmarks.summary import CPU, Rounds, case_of, ratio
from benchmarks.targets import Target, Verdict

BULK: Final = "bulk"
# How many times a peer's rate Saring's is: keep or better.
TIMES: Final = {"naive": NAIVE_TIMES, "fastapi": 5.7, "isso": 12.2, "rspamd": 3.1}
BULK_CPU: Final = 1.07
DOES: Final = MappingProxyType(
    {
        "bare": "parses, answers",
        "saring": "validates, scores, explains, decides, stores (synced)",
        "naive": "validates, scores, stores (synced)",
        "fastapi": "validates, scores, stores (synced)",
        "isso": "stores (SQLite); judges no text",
        "rspamd": "checks; stores nothing",
        "classifier": "scores a file of texts; stores nothing",
        "bogofilter": "classifies a list of files; stores nothing",
    }
)
NOTES: Final = """
The reference is Saring's form, its slower input, and for programs in bulk bogofilter. MB: the sum
of all processes, shared pages in each. What a service does for a comment stands in its line; for
the rest:
- Saring authenticates and answers with reasons; every write is on disk before its answer.
- naive and fastapi carry out the same simple steps (benchmarks/services/stepwise.py) without
  authentication, reasons or atomicity, over a Valkey that syncs every write. fastapi gets JSON.
- Isso publishes at once. gunicorn, 1 worker, 8 threads; its guard is off, since it would refuse all
  but a few comments from one address.
- rspamd runs many rules made for mail; its modules that ask the network are off, which is kinder to
  it than its defaults. One normal worker; Bayes is trained and read from a Valkey. It closes the
  connection after each answer.
- In bulk both are programs without a service around them: `classifier score` on one file of texts,
  its start and the loading of its model included, and bogofilter on files in the page cache.
""".strip()


def reference(case: Case, rounds: Rounds) -> Case | None:
    """Saring's form or, for what works in bulk, bogofilter."""
    if case.kind == BULK:
        return case_of(rounds, "bogofilter", BULK)
    return case_of(rounds, SARING, FORM)


def verdicts(rounds: Rounds) -> list[Verdict]:
    """The verdicts on the peers."""
    ours = case_of(rounds, SARING, FORM)
    peers = {case.service: case for case in rounds}
    scored, theirs = (case_of(rounds, name, BULK) for name in ("classifier", "bogofilter"))
    bulk = Target("classifier score in bulk: CPU to bogofilter in bulk", most=BULK_CPU)
    return [
        *(times(name, least, rounds, ours, peers.get(name)) for name, least in TIMES.items()),
        bulk.of(ratio(rounds, scored, theirs, CPU)),
    ]
