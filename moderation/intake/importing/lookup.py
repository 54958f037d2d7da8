"""Lookup: a table on disk for what comments refer to, so that memory stays flat."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(dict[str, str]).decode


class Lookup:
    """Small records by kind and id. Nothing of it outlasts the import."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA cache_size = -16384")  # KiB
        connection.execute("CREATE TABLE kept (id TEXT PRIMARY KEY, record BLOB) WITHOUT ROWID")

    def put(self, kind: str, id_: str, record: dict[str, str]) -> None:
        """Keep a record; a later one takes its place."""
        self._connection.execute(
            "INSERT OR REPLACE INTO kept VALUES (?, ?)", (f"{kind} {id_}", _encode(record))
        )

    def get(self, kind: str, id_: str) -> dict[str, str]:
        """The record, or an empty one."""
        found = self._connection.execute(
            "SELECT record FROM kept WHERE id = ?", (f"{kind} {id_}",)
        ).fetchone()
        return _decode(found[0]) if found else {}


@contextmanager
def lookup() -> Iterator[Lookup]:
    """A table for the time of one import."""
    with tempfile.TemporaryDirectory(prefix="saring-import-") as folder:
        connection = sqlite3.connect(Path(folder, "lookup"), isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN")
            yield Lookup(connection)
        finally:
            connection.close()
