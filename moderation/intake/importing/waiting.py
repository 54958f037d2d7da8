"""Waiting rows: those whose parent was not seen yet, on disk until the file is through."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import msgspec

from moderation.intake.importing.rows import Row

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Row).decode


class WaitingRows:
    """Rows in the order in which they were put there. Read once, when all are there."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.count = 0

    def put(self, row: Row) -> None:
        """Keep a row."""
        packed = _encode(row)
        self._file.write(len(packed).to_bytes(4) + packed)
        self.count += 1

    def rows(self) -> Iterator[Row]:
        """All of them."""
        self._file.seek(0)
        while length := self._file.read(4):
            yield _decode(self._file.read(int.from_bytes(length)))


@contextmanager
def waiting_rows() -> Iterator[WaitingRows]:
    """A place for rows that is gone afterwards."""
    with tempfile.TemporaryFile(prefix="saring-import-") as file:
        yield WaitingRows(file)
