"""Several processes on one port: starts them, restarts those that die, stops them together.

Workers share the port through the kernel (SO_REUSEPORT), which spreads connections among them.
Each holds the reading end of a pipe whose writing end only the supervisor has: should it be
killed, the pipe closes and the workers drain and stop.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import Final

from moderation import logs

RESTART_SECONDS: Final = 1.0
POLL_SECONDS: Final = 0.2
GRACE_SECONDS: Final = 5.0

_LOG = logs.logger("supervisor")


class Supervisor:
    """Keeps `count` workers running, each with `environment`."""

    def __init__(self, count: int, environment: Mapping[str, str], *, drain: float) -> None:
        self._environment = dict(environment)
        self._drain = drain
        self._reader, self._writer = os.pipe()
        self._stop = threading.Event()
        self._workers = [self._start() for _ in range(count)]

    def run(self, *, listening: Callable[[], bool], ready: Callable[[], None]) -> None:
        """Watch the workers until SIGTERM or SIGINT; then stop them all.

        Calls `ready` once, as soon as `listening` says that one of them takes connections.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stop.set())
        told = False
        while not self._stop.wait(POLL_SECONDS):
            self._replace_dead()
            if not told and listening():
                ready()
                told = True
        for worker in self._workers:
            worker.terminate()
        deadline = time.monotonic() + self._drain + GRACE_SECONDS
        for worker in self._workers:
            _end(worker, deadline - time.monotonic())
        os.close(self._writer)
        os.close(self._reader)

    def _replace_dead(self) -> None:
        for place, worker in enumerate(self._workers):
            if worker.poll() is not None:
                _LOG.error("worker_died", code=worker.returncode)
                self._stop.wait(RESTART_SECONDS)
                if not self._stop.is_set():
                    self._workers[place] = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "moderation", "worker", "--parent", str(self._reader)]
        return subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command, env=self._environment, pass_fds=(self._reader,)
        )


def _end(worker: subprocess.Popen[bytes], seconds: float) -> None:
    try:
        worker.wait(max(seconds, 0.1))
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
