"""A peer's server program: started on its core and waited for until it takes connections."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from benchmarks.processes import STOP_SECONDS, on_core

READY_SECONDS: Final = 120.0
POLL_SECONDS: Final = 0.05


def free_ports(number: int) -> list[int]:
    """Ports that nobody listens on, all different."""
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [int(each.getsockname()[1]) for each in listeners]
    for each in listeners:
        each.close()
    return ports


class Program:
    """A running program that listens on `port`; what it says goes into `log`."""

    def __init__(
        self,
        command: Sequence[str],
        port: int,
        core: int | None,
        log: Path,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        began = time.perf_counter()
        with on_core(core), log.open("wb") as said:
            self._process = subprocess.Popen(
                command,
                stdout=said,
                stderr=subprocess.STDOUT,
                env=os.environ | dict(environment or {}),
            )
        self.pid, self.port = self._process.pid, port
        self._wait(log)
        self.ready_seconds = time.perf_counter() - began

    def _wait(self, log: Path) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not _listens(self.port):
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"{self._process.args!r} did not start:\n{log.read_text()}")
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _listens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
