"""The place of work that every benchmark sets up first: a folder, the bodies, two cores."""

import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import processes
from benchmarks.bodies import write_bodies
from benchmarks.comments import samples


@dataclass(frozen=True, slots=True)
class Bench:
    """Where a benchmark works: its folder, its bodies by kind, and the two cores, if pinned."""

    folder: Path
    comments: int
    bodies: Mapping[str, Path]
    core: int | None = None
    other: int | None = None

    @property
    def pinned(self) -> str:
        """How the processes are placed, for the reader."""
        if self.core is None:
            return "nothing is pinned to a core"
        return f"service on core {self.core}; store and load generator on core {self.other}"

    def new_folder(self, name: str) -> Path:
        """An empty folder, for a start of that name."""
        return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.folder))


@contextmanager
def workshop(comments: int) -> Iterator[Bench]:
    """A folder for as long as the benchmark runs, with `comments` comments in every form."""
    # Whoever ends the benchmark ends its services, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("terminated"))
    with tempfile.TemporaryDirectory(prefix="saring-bench-") as name:
        bodies = write_bodies(Path(name), samples(comments))
        yield Bench(Path(name), comments, bodies, *processes.cores())
