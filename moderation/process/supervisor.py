"""Several processes on one port: starts them, restarts those that die, stops them together.

Workers are forked from a process that has imported everything and started nothing, so that they
share its memory and are ready at once; therefore the supervisor must have no thread and no event
loop. They share the port through the kernel (SO_REUSEPORT), which spreads connections among them.
Each holds the reading end of a pipe whose writing end only the supervisor has: should it be
killed, the pipe closes and the workers drain and stop.
"""

import contextlib
import gc
import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Final, NoReturn

from moderation import logs

RESTART_SECONDS: Final = 1.0
POLL_SECONDS: Final = 0.05
GRACE_SECONDS: Final = 5.0
STOP_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)

_LOG = logs.logger("supervisor")


class Supervisor:
    """Keeps `count` workers running, each doing `work(place, parent)` in a process of its own.

    `place` numbers the workers from 0, and who replaces a dead one gets its number. `parent` is
    the end of the pipe that closes when the supervisor dies. Raises nothing of what `work` raises.
    """

    def __init__(self, count: int, work: Callable[[int, int], None], *, drain: float) -> None:
        self._work = work
        self._drain = drain
        self._stopping = False
        self._reader, self._writer = os.pipe()
        # What was imported is not looked through again, which would unshare it page by page.
        gc.freeze()
        self._workers = [0] * count
        self._due = [0.0] * count
        for number in STOP_SIGNALS:
            signal.signal(number, self._stop)
        self._replace_dead()

    def run(self, *, meanwhile: Callable[[], None]) -> None:
        """Watch the workers until SIGTERM or SIGINT; then stop them all.

        Calls `meanwhile` again and again; it may block, but then dead workers wait for it.
        """
        while not self._stopping:
            self._replace_dead()
            meanwhile()
            time.sleep(POLL_SECONDS)
        deadline = time.monotonic() + self._drain + GRACE_SECONDS
        for pid in filter(None, self._workers):
            _end(pid, deadline)
        os.close(self._writer)
        os.close(self._reader)

    def _stop(self, *_: object) -> None:
        """Have everyone stop now, even if the supervisor itself is waiting for something."""
        self._stopping = True
        for pid in filter(None, self._workers):
            _signal(pid, signal.SIGTERM)

    def _replace_dead(self) -> None:
        for place, pid in enumerate(self._workers):
            if pid and (code := _ended(pid)) is not None:
                _LOG.error("worker_died", {"code": code})
                self._workers[place] = 0
                self._due[place] = time.monotonic() + RESTART_SECONDS
            elif not pid and time.monotonic() >= self._due[place] and not self._stopping:
                self._workers[place] = self._start(place)

    def _start(self, place: int) -> int:
        # A signal between the fork and the worker's own handlers must not run ours there.
        signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
        pid = os.fork()
        if pid == 0:
            self._become_worker(place)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
        return pid

    def _become_worker(self, place: int) -> NoReturn:
        code = 1
        try:
            os.close(self._writer)
            for number in STOP_SIGNALS:
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
            self._work(place, self._reader)
            code = 0
        except Exception as error:  # noqa: BLE001 - nothing of the supervisor's may run here
            _LOG.error("worker_failed", logs.failure(error))
        finally:
            with contextlib.suppress(OSError):
                sys.stdout.flush()
            os._exit(code)


def _ended(pid: int) -> int | None:
    """A child's exit code, -N for signal N; None while it runs."""
    found, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if found else None


def _signal(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _end(pid: int, deadline: float) -> None:
    _signal(pid, signal.SIGTERM)
    while _ended(pid) is None:
        if time.monotonic() > deadline:
            _signal(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return
        time.sleep(POLL_SECONDS)
