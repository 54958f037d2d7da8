"""Isso as a subject: gunicorn with one worker and eight threads, its spam guard off."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from benchmarks.peers.installed import ENVIRONMENT
from benchmarks.peers.programs import Program, free_ports
from benchmarks.services.subject import Stored

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


class Isso:
    """Isso over SQLite."""

    name = "isso"
    success = "201"
    keeps_alive = True
    store_pid = None

    def __init__(self, core: int | None, folder: Path) -> None:
        folder.mkdir()
        settings = folder / "isso.cfg"
        settings.write_text(SETTINGS.format(folder=folder))
        self._database = folder / "comments.db"
        port = free_ports(1)[0]
        command = (
            *(str(ENVIRONMENT / "gunicorn"), "--workers", "1", "--threads", "8"),
            *("--bind", f"127.0.0.1:{port}", "--log-level", "warning", "isso.run"),
        )
        environment = {"ISSO_SETTINGS": str(settings)}
        self._program = Program(command, port, core, folder / "log", environment)
        self.port, self.pid = port, self._program.pid
        self.ready_seconds = self._program.ready_seconds
        self._before = 0

    def fresh(self) -> dict[str, str]:
        """What is there stays; from now on it does not count."""
        self._before = self._count()
        return {}

    def path(self, kind: str) -> str:  # noqa: ARG002 - one path for every kind
        return "/new?uri=%2Fberita%2F"

    def stored(self) -> Stored:
        return Stored(self._count() - self._before, {})

    def stop(self) -> None:
        self._program.stop()

    def _count(self) -> int:
        with closing(sqlite3.connect(self._database)) as database:
            return int(database.execute("SELECT COUNT(*) FROM comments").fetchone()[0])
