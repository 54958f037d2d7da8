"""The server that the service stands on: the one named by URL, or the embedded one, kept alive."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from moderation import logs
from moderation.embedded import EmbeddedServer, EmbeddedServerError, start
from moderation.settings import Settings

WATCH_SECONDS: Final = 1.0

_LOG = logs.logger("redis_server")


@contextmanager
def redis_server(chosen: Settings) -> Iterator[str]:
    """The URL of the server to use; an embedded one runs for as long as this does.

    Should the embedded server die meanwhile, it is brought back within about a second. Raises
    EmbeddedServerError when it cannot be started.
    """
    if chosen.redis_url:
        yield chosen.redis_url
        return
    running = start(chosen.data_dir)
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(running, done), daemon=True)
    watch.start()
    try:
        yield running.url
    finally:
        done.set()
        watch.join()
        running.stop()


def _watch(running: EmbeddedServer, done: threading.Event) -> None:
    while not done.wait(WATCH_SECONDS):
        try:
            if running.revive():
                _LOG.warning("embedded_server_revived")
        except EmbeddedServerError as error:
            _LOG.error("embedded_server_down", reason=str(error))
