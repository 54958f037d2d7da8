"""The place of work that every benchmark sets up first: a folder, the bodies, two cores."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import processes
from benchmarks.bodies import write_bodies
from benchmarks.comments import samples
from benchmarks.services.lineup import Bench


@contextmanager
def workshop(comments: int) -> Iterator[Bench]:
    """A folder for as long as the benchmark runs, with `comments` comments in every form."""
    core, other = processes.cores()
    with tempfile.TemporaryDirectory(prefix="saring-bench-") as name:
        folder = Path(name)
        yield Bench(folder, comments, write_bodies(folder, samples(comments)), core, other)
