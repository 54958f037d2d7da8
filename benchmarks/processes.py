"""Processes to be measured: started on a chosen core, their CPU time and memory read from outside.

CPU time comes from each process's own clock, exact to the nanosecond; /proc tells of the children
and of memory.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

PROC: Final = Path("/proc")
START_SECONDS: Final = 120.0
STOP_SECONDS: Final = 30.0


def plain_environment() -> dict[str, str]:
    """The environment without the settings of a service that somebody runs from this shell."""
    return {k: v for k, v in os.environ.items() if not k.startswith("MODERATION_")}


@contextmanager
def on_core(core: int | None) -> Iterator[None]:
    """Whatever is started inside stays on that core; None lets it roam."""
    if core is None:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def cores() -> tuple[int | None, int | None]:
    """The core for the server under test, and the one for the store and the load generator."""
    if not hasattr(os, "sched_setaffinity"):
        return None, None
    allowed = sorted(os.sched_getaffinity(0))
    if len(allowed) < 2:
        return None, None
    try:
        with on_core(allowed[0]):
            return allowed[0], allowed[1]
    except OSError:
        return None, None


class Started:
    """A server process that prints a line with its address once it takes requests."""

    def __init__(
        self,
        command: Sequence[str],
        core: int | None,
        environment: dict[str, str] | None = None,
        python: str = sys.executable,
    ) -> None:
        self.began = time.perf_counter()
        with on_core(core):
            self._process = subprocess.Popen(
                [python, "-m", *command],
                stdout=subprocess.PIPE,
                env=plain_environment() | (environment or {}),
                text=True,
            )
        self.pid = self._process.pid
        self.port = self._announced_port()
        self.ready_seconds = time.perf_counter() - self.began

    def _announced_port(self) -> int:
        for line in self._process.stdout or ():
            digits = line.strip().rpartition(":")[2]
            if "http://" in line and digits.isdigit():
                return int(digits)
        raise RuntimeError(f"a server ended before it was ready: {self._process.args!r}")

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()


def cpu_seconds(pid: int) -> float:
    """CPU time of a process and its living descendants; NaN where there is no /proc."""
    if not (PROC / "self/stat").exists():
        return float("nan")
    return sum(_own_cpu_seconds(each) for each in family(pid))


def resident_mb(pid: int) -> float:
    """Resident memory of a process and its descendants; NaN where there is no /proc."""
    if not (PROC / "self/status").exists():
        return float("nan")
    return sum(_own_resident_kb(each) for each in family(pid)) / 1024


def _own_cpu_seconds(pid: int) -> float:
    with suppress(OSError):
        # What clock_getcpuclockid() makes of a process id; its scheduler's clock is number 2.
        return time.clock_gettime(~pid << 3 | 2)
    return 0.0


def _own_resident_kb(pid: int) -> int:
    with suppress(OSError):
        for line in (PROC / str(pid) / "status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
    return 0


def family(pid: int) -> Iterator[int]:
    """A process and its living descendants."""
    yield pid
    with suppress(OSError):
        for task in (PROC / str(pid) / "task").iterdir():
            for child in (task / "children").read_text().split():
                yield from family(int(child))
