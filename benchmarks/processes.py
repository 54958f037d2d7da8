"""Processes to be measured: started on a chosen core, their CPU time and memory read from outside.

CPU time comes from each process's own clock, exact to the nanosecond; /proc tells of the children
and of memory.
"""

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Final

PROC: Final = Path("/proc")
START_SECONDS: Final = 120.0
STOP_SECONDS: Final = 30.0
POLL_SECONDS: Final = 0.05


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
    """A server process that takes connections.

    It prints a line with its address once it does or, where `port` names it beforehand, is asked
    until it listens there. With a `log`, all that it says goes there.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        core: int | None,
        environment: Mapping[str, str] = MappingProxyType({}),
        *,
        port: int = 0,
        log: Path | None = None,
    ) -> None:
        self.began = time.perf_counter()
        with on_core(core), log.open("wb") if log else nullcontext() as said:
            self._process = subprocess.Popen(
                command,
                stdout=said or subprocess.PIPE,
                stderr=said,
                env=plain_environment() | dict(environment),
            )
        self.pid = self._process.pid
        with ExitStack() as undone:
            undone.callback(self.stop)
            self.port = port or self._announced_port()
            while not _listens(self.port):
                if self._process.poll() is not None or self._age() > START_SECONDS:
                    raise self._not_ready(log.read_text() if log else "")
                time.sleep(POLL_SECONDS)
            undone.pop_all()
        self.ready_seconds = self._age()

    def _announced_port(self) -> int:
        for line in self._process.stdout or ():
            digits = line.strip().rpartition(b":")[2]
            if b"http://" in line and digits.isdigit():
                return int(digits)
        raise self._not_ready()

    def _age(self) -> float:
        return time.perf_counter() - self.began

    def _not_ready(self, said: str = "") -> RuntimeError:
        return RuntimeError(f"a server was not ready in time: {self._process.args!r}\n{said}")

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


def free_ports(number: int) -> list[int]:
    """Ports that nobody listens on, all different."""
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [int(each.getsockname()[1]) for each in listeners]
    for each in listeners:
        each.close()
    return ports


def _listens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


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
