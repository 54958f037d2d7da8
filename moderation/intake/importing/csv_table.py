"""CSV: WordPress's table of comments, its columns named in the first line."""

import csv
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final

from moderation.intake.importing import wordpress
from moderation.intake.importing.rows import (
    AS_SPACES,
    FIELD_LIMIT,
    LINE_LIMIT,
    BadFile,
    Found,
    Unread,
)

NEEDED: Final = {"comment_id", "comment_post_id", "comment_content"}
_DELIMITERS: Final = (",", ";", "\t")
_NOTES: Final = ("akismet_user_result", "akismet_history")


def read(file: BinaryIO) -> Iterator[Found]:
    """The comments of a file: UTF-8, fields between commas, semicolons or tabs. Raises BadFile."""
    lines = _lines(file)
    csv.field_size_limit(FIELD_LIMIT)
    first = next(lines, "").removeprefix("\ufeff").rstrip("\r\n")
    delimiter = max(_DELIMITERS, key=first.count)
    names = _names(first, delimiter)
    if missing := NEEDED - set(names):
        raise BadFile(1, f"no column {', '.join(sorted(missing))}")
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        line = rows.line_num + 2  # the first line was not the reader's
        try:
            values = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield Unread(line, "invalid_csv")
            continue
        if values:
            yield _row(line, names, values)


def _names(first: str, delimiter: str) -> list[str]:
    try:
        (names,) = csv.reader([first], delimiter=delimiter)
    except (csv.Error, ValueError):
        raise BadFile(1, "no names of columns") from None
    return [name.strip().lower() for name in names]


def _row(line: int, names: list[str], values: list[str]) -> Found:
    if len(values) != len(names):
        return Unread(line, "invalid_csv")
    fields: Mapping[str, str] = dict(zip(names, values, strict=True))
    return wordpress.row(line, fields, {name: fields.get(name, "") for name in _NOTES})


def _lines(file: BinaryIO) -> Iterator[str]:
    number = 0
    while line := file.readline(LINE_LIMIT):
        number += 1
        if len(line) == LINE_LIMIT:
            raise BadFile(number, "a line that is too long")
        # What is not UTF-8 becomes halves of characters, which no comment may hold.
        yield line.translate(AS_SPACES).decode("utf-8", "surrogateescape")
