"""The services that take part, started together and stopped together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.bodies import JSON
from benchmarks.measuring import Case, measure
from benchmarks.services.running import Bare, Naive, Saring, SaringEverysec
from benchmarks.services.subject import Subject

SAMPLE_CONNECTIONS: Final = 4
SAMPLE_REQUESTS: Final = 200
WITHOUT_SARING: Final = 600

Subjects = dict[str, Subject]


@dataclass(frozen=True, slots=True)
class Bench:
    """Where a benchmark works: its folder, its bodies by kind, and the two cores, if pinned."""

    folder: Path
    comments: int
    bodies: Mapping[str, Path]
    core: int | None
    other: int | None

    @property
    def pinned(self) -> str:
        """How the processes are placed, for the reader."""
        if self.core is None:
            return "nothing is pinned to a core"
        return f"service on core {self.core}; store and load generator on core {self.other}"


@contextmanager
def lineup(bench: Bench, names: Sequence[str]) -> Iterator[Subjects]:
    """Services by name. The bare handlers answer as many bytes as Saring does."""
    core, other = bench.core, bench.other
    with ExitStack() as stack:
        subjects: Subjects = {}

        def join(name: str, start: Callable[[], Subject]) -> None:
            if name in names:
                subjects[name] = start()
                stack.callback(subjects[name].stop)

        join("saring", lambda: Saring(core, other, bench.folder / "saring"))
        size = answer_bytes(subjects["saring"], bench) if "saring" in subjects else WITHOUT_SARING
        join("saring-everysec", lambda: SaringEverysec(core, other, bench.folder / "everysec"))
        join("bare", lambda: Bare(core, size))
        join("bare-asyncio", lambda: Bare(core, size, "asyncio"))
        join("naive", lambda: Naive(core, other, bench.folder / "naive"))
        yield subjects


def answer_bytes(subject: Subject, bench: Bench) -> int:
    """The mean length of the bodies that a service answers with."""
    requests = min(SAMPLE_REQUESTS, bench.comments)
    case = Case(subject.name, JSON, SAMPLE_CONNECTIONS, requests)
    return round(measure(subject, case, bench.bodies[JSON], bench.other).answer_bytes)
