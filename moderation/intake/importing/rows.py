"""Rows: what the reader of each format gives, and what it refuses."""

from collections.abc import Iterable
from typing import Any, Final

from msgspec import Struct

from moderation.domain import EXTERNAL, Action

# Bytes of a line, characters of a field. A longer text than a comment's limit is cut here, and
# refused as too long afterwards.
LINE_LIMIT: Final = 4_194_304
FIELD_LIMIT: Final = 1_048_576
# Characters that XML forbids and databases keep all the same.
CONTROLS: Final = bytes(code for code in range(0x20) if code not in b"\t\n\r")
AS_SPACES: Final = bytes.maketrans(CONTROLS, b" " * len(CONTROLS))


class BadFile(Exception):
    """The file cannot be read on from this line; what came before it was read."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


class Row(Struct, frozen=True, kw_only=True):
    """A comment as its file has it. `raw` is by the domain's names of fields.

    `by_person`: somebody decided this over there, and not a program.
    """

    line: int
    raw: dict[str, Any]
    action: Action
    by_person: bool = False


class Skipped(Struct, frozen=True):
    """What is no comment of a reader: a pingback, or one that was emptied."""

    line: int


class Unread(Struct, frozen=True):
    """A line that could not be read, by the code of its fault."""

    line: int
    code: str


Found = Row | Skipped | Unread
Rows = Iterable[Found]


def external(own_id: str) -> str:
    """A parent by its own id over there, or ""."""
    return f"{EXTERNAL}{own_id}" if own_id else ""
