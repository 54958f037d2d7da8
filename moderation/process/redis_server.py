"""The server that the service stands on: the one named by URL, or the embedded one, kept alive."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from moderation import logs
from moderation.process.embedded import EmbeddedServer, EmbeddedServerError, start
from moderation.settings import Settings

WATCH_SECONDS: Final = 1.0

_LOG = logs.logger("redis_server")


class RedisServer:
    """A server to use at `url`; `embedded` None stands for one that is not ours to look after."""

    def __init__(self, url: str, embedded: EmbeddedServer | None) -> None:
        self.url = url
        self._embedded = embedded
        self._due = time.monotonic() + WATCH_SECONDS

    def look_after(self) -> None:
        """Bring an embedded server back that has died; looks once in WATCH_SECONDS at most."""
        if self._embedded is None or time.monotonic() < self._due:
            return
        self._due = time.monotonic() + WATCH_SECONDS
        try:
            if self._embedded.revive():
                _LOG.warning("embedded_server_revived")
        except EmbeddedServerError as error:
            _LOG.error("embedded_server_down", {"reason": str(error)})

    @contextmanager
    def looked_after(self) -> Iterator[None]:
        """A thread looks after it meanwhile."""
        done = threading.Event()

        def watch() -> None:
            while not done.wait(WATCH_SECONDS):
                self.look_after()

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()


@contextmanager
def redis_server(chosen: Settings) -> Iterator[RedisServer]:
    """The server to use; an embedded one runs for as long as this does.

    Raises EmbeddedServerError when it cannot be started.
    """
    if chosen.redis_url:
        yield RedisServer(chosen.redis_url, None)
        return
    running = start(chosen.data_dir)
    try:
        yield RedisServer(running.url, running)
    finally:
        running.stop()
