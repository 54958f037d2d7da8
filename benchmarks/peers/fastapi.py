"""The FastAPI peer as a subject, over a Valkey of its own that syncs every write."""

from pathlib import Path
from typing import Final

from redis import Redis

from benchmarks.peers.installed import ENVIRONMENT
from benchmarks.processes import Started, on_core
from benchmarks.services.subject import Stored
from moderation.process import embedded

ROOT: Final = Path(__file__).parents[2]


class FastApi:
    """FastAPI on uvicorn, with uvloop and httptools: one process."""

    name = "fastapi"
    success = "201"
    keeps_alive = True

    def __init__(self, core: int | None, store_core: int | None, folder: Path) -> None:
        with on_core(store_core):
            self._store = embedded.start(folder)
        command = ("benchmarks.peers.fastapi_service", self._store.url)
        environment = {"PYTHONPATH": str(ROOT)}
        self._process = Started(command, core, environment, str(ENVIRONMENT / "python"))
        self.port, self.pid = self._process.port, self._process.pid
        self.store_pid = self._store.pid
        self.ready_seconds = self._process.ready_seconds

    def fresh(self) -> dict[str, str]:
        with Redis.from_url(self._store.url) as client:
            client.flushall()
        return {}

    def path(self, kind: str) -> str:  # noqa: ARG002 - one path for every kind
        return "/comments"

    def stored(self) -> Stored:
        with Redis.from_url(self._store.url) as client:
            return Stored(sum(1 for _ in client.scan_iter("naive:comment:*", count=1_000)), {})

    def stop(self) -> None:
        self._process.stop()
        self._store.stop()
