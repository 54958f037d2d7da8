"""What the measuring needs to know of a running service, whichever it is."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Self

from benchmarks.processes import Started
from moderation.process.embedded import EmbeddedServer


class Service:
    """A running service, over a store of its own or (None) over none.

    `success` is the status of the answer to a comment that was taken; with `keeps_alive` False a
    connection serves one request.
    """

    name: str
    success = "201"
    keeps_alive = True

    def __init__(self, start: Callable[[], Started], store: EmbeddedServer | None = None) -> None:
        with ExitStack() as undone:
            if store:
                undone.callback(store.stop)
            self._process = start()
            self._stop = undone.pop_all().close
        self.pid, self.port = self._process.pid, self._process.port
        self.store_pid = store.pid if store else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def fresh(self) -> dict[str, str]:
        """Make ready for a run; the headers that its requests need."""
        return {}

    def path(self, kind: str) -> str:
        """Where bodies of that kind go."""
        raise NotImplementedError(kind)

    def stored(self) -> int | None:
        """How many comments the store took in since `fresh`; None for a service without one."""
        return None

    def stop(self) -> None:
        """End it, and its store."""
        self._process.stop()
        self._stop()
