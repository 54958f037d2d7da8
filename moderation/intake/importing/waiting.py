"""Waiting rows: those whose parent was not seen yet, on disk until the file is through."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import msgspec

from moderation.intake.importing.rows import Row

_SCHEMA: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF; -- nothing of it outlasts the import
PRAGMA cache_size = -16384; -- KiB
CREATE TABLE waiting (place INTEGER PRIMARY KEY, id TEXT, parent TEXT, row BLOB);
CREATE TABLE taken (turn INTEGER PRIMARY KEY, place INTEGER UNIQUE);
"""
_TOPMOST: Final = """
INSERT INTO taken (place) SELECT place FROM waiting AS reply
WHERE NOT EXISTS (SELECT 1 FROM waiting AS parent WHERE parent.id = reply.parent) ORDER BY place
"""
_REPLIES: Final = """
INSERT OR IGNORE INTO taken (place) SELECT reply.place
FROM waiting AS parent JOIN waiting AS reply ON reply.parent = parent.id
WHERE parent.place = ? ORDER BY reply.place
"""
_LEFT: Final = """
SELECT min(place) FROM waiting WHERE place > ? AND place NOT IN (SELECT place FROM taken)
"""
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Row).decode


class WaitingRows:
    """Rows by their own id and by their parent's. Read once, when all are there."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.executescript(_SCHEMA)
        connection.execute("BEGIN")

    def put(self, row: Row, own_id: str, parent: str) -> None:
        """Keep a row, without halves of characters: those are in what is cut anyway."""
        raw = {name: _whole(value) for name, value in row.raw.items()}
        row = msgspec.structs.replace(row, raw=raw)
        self._connection.execute(
            "INSERT INTO waiting (id, parent, row) VALUES (?, ?, ?)", (own_id, parent, _encode(row))
        )

    def rows(self) -> Iterator[Row]:
        """All of them, each parent before its replies; a circle begins where it first came."""
        self._connection.execute("CREATE INDEX by_id ON waiting (id)")
        self._connection.execute("CREATE INDEX by_parent ON waiting (parent)")
        self._connection.execute(_TOPMOST)
        turn = place = 0
        while True:
            while found := self._one("SELECT min(turn) FROM taken WHERE turn > ?", turn):
                turn = found
                yield self._take(turn)
            place = self._one(_LEFT, place)
            if place is None:
                return
            self._connection.execute("INSERT INTO taken (place) VALUES (?)", (place,))

    def _take(self, turn: int) -> Row:
        """The row whose turn it is; its replies have theirs after all before them."""
        place = self._one("SELECT place FROM taken WHERE turn = ?", turn)
        self._connection.execute(_REPLIES, (place,))
        return _decode(self._one("SELECT row FROM waiting WHERE place = ?", place))

    def _one(self, query: str, given: int) -> Any:
        return self._connection.execute(query, (given,)).fetchone()[0]


def _whole(value: Any) -> Any:
    return value.encode(errors="ignore").decode() if isinstance(value, str) else value


@contextmanager
def waiting_rows() -> Iterator[WaitingRows]:
    """A place for rows that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="saring-import-") as folder:
        connection = sqlite3.connect(Path(folder, "waiting"), isolation_level=None)
        try:
            yield WaitingRows(connection)
        finally:
            connection.close()
