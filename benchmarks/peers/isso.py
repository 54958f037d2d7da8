"""Isso as a service: gunicorn with one worker and eight threads, its spam guard off."""

import sqlite3
from contextlib import closing
from typing import Final

from benchmarks.peers.installed import ENVIRONMENT
from benchmarks.processes import Started, free_ports
from benchmarks.services.service import Service
from benchmarks.workshop import Bench

# The guard limits how fast one address may comment, and all of ours come from this machine.
SETTINGS: Final = """
[general]
dbpath = {folder}/comments.db
host = http://127.0.0.1/
[moderation]
enabled = false
[guard]
enabled = false
"""


class Isso(Service):
    """Isso over SQLite."""

    name = "isso"

    def __init__(self, bench: Bench) -> None:
        folder = bench.new_folder(self.name)
        settings = folder / "isso.cfg"
        settings.write_text(SETTINGS.format(folder=folder))
        self._database = folder / "comments.db"
        self._before = 0
        (port,) = free_ports(1)
        command = (
            *(ENVIRONMENT / "gunicorn", "--workers", "1", "--threads", "8"),
            *("--bind", f"127.0.0.1:{port}", "--log-level", "warning", "isso.run"),
        )
        environment = {"ISSO_SETTINGS": str(settings)}
        super().__init__(
            lambda: Started(command, bench.core, environment, port=port, log=folder / "log")
        )

    def fresh(self) -> dict[str, str]:
        """What is there stays; from now on it does not count."""
        self._before = self._count()
        return {}

    def path(self, kind: str) -> str:  # noqa: ARG002 - one path for every kind
        return "/new?uri=%2Fberita%2F"

    def stored(self) -> int:
        return self._count() - self._before

    def _count(self) -> int:
        with closing(sqlite3.connect(self._database)) as database:
            return int(database.execute("SELECT COUNT(*) FROM comments").fetchone()[0])
