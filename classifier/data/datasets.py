"""Data sets: labelled texts from JSON lines, one object a line, plain or gzipped.

A row needs `text` and `label`; everything else is optional. Labels: `spam`, or any
other word for what is not spam (`ham`, `abusive`, …). A bad row stops the reading
with the file and line to mend, because a model trained on half a file is worse than
none.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path
from typing import Final

import msgspec

SUFFIXES: Final = (".jsonl", ".jsonl.gz")
SPAM: Final = "spam"
HAM: Final = "ham"
GAMBLING: Final = "gambling"
PROMO: Final = "promo"
LONGEST_LINE: Final = 4_000_000
Name = str | int | float | None


class DatasetError(Exception):
    """A file or row that cannot be used; the message names file and line."""


@dataclass(frozen=True, slots=True)
class LabelledText:
    """One labelled text.

    `kind` is gambling, or promo for all other spam; it is empty for ham, and for spam of
    unknown kind. `near` names the sets that hold a near-duplicate of it.
    """

    text: str
    label: str
    kind: str = ""
    source: str = ""
    group: str = ""
    brand: str = ""
    id: str = ""
    promotes_gambling: bool = False
    near: tuple[str, ...] = ()

    @property
    def spam(self) -> bool:
        return self.label == SPAM


def data_files(directory: Path) -> list[Path]:
    """Every data file of a directory, or the one file named. Raises DatasetError."""
    if directory.is_file():
        return [directory]
    if not directory.is_dir():
        raise DatasetError(f"{directory}: no such directory")
    files = sorted(path for path in directory.iterdir() if path.name.endswith(SUFFIXES))
    if not files:
        raise DatasetError(f"{directory}: holds no {' or '.join(SUFFIXES)} file")
    return files


def source_name(path: Path) -> str:
    """A data file's name without its suffixes."""
    return path.name.removesuffix(".gz").removesuffix(".jsonl")


def open_lines(path: Path) -> BufferedReader | gzip.GzipFile:
    """The file's bytes, unpacked where it is gzipped."""
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")


def read_rows(path: Path) -> Iterator[LabelledText]:
    """The rows of one file, in order. Raises DatasetError at the first bad one."""
    source = source_name(path)
    number = 0
    try:
        with open_lines(path) as lines:
            while line := lines.readline(LONGEST_LINE):
                number += 1
                if line.strip():
                    yield replace(parse_row(line), source=source)
    except (OSError, EOFError) as error:
        raise DatasetError(f"{path}: cannot be read after line {number}: {error}") from None
    except ValueError as error:
        raise DatasetError(f"{path}, line {number}: {error}") from None


class DataSetRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row as its file has it; names may be numbers there, and null is as good as left out."""

    text: str
    label: str
    kind: str | None = None
    group: Name = None
    brand: Name = None
    id: Name = None
    gambling_promo: bool | None = None
    near: tuple[str, ...] | None = None


def parse_row(line: bytes) -> LabelledText:
    """One row. Raises ValueError that says what is wrong with it."""
    try:
        return labelled_text(msgspec.convert(json.loads(line), DataSetRow))
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None
    except (json.JSONDecodeError, RecursionError):
        raise ValueError("not a JSON object") from None
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from None


def labelled_text(row: DataSetRow) -> LabelledText:
    """The text of a row; labels other than spam count as ham, and kinds of spam by `kind_of`."""
    label = SPAM if row.label == SPAM else HAM
    kind = kind_of(row.kind or "") if label == SPAM else ""
    return LabelledText(
        text=row.text,
        label=label,
        kind=kind,
        group=str(row.group or ""),
        brand=str(row.brand or ""),
        id=str(row.id or ""),
        promotes_gambling=bool(row.gambling_promo),
        near=row.near or (),
    )


def kind_of(name: str) -> str:
    """The kind by a set's own word for it: whatever is no gambling is promotion."""
    return name if name in ("", GAMBLING) else PROMO
