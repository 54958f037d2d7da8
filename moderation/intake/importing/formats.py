"""The formats that can be imported, by the name that a person gives them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

from moderation.intake.importing import coral, csv_table, disqus, wxr
from moderation.intake.importing.rows import Rows


@dataclass(frozen=True, slots=True)
class Format:
    """How a file is read, and what the system is called that wrote it."""

    source: str
    read: Callable[[BinaryIO], Rows]


FORMATS: Final[Mapping[str, Format]] = {
    "wxr": Format("WordPress", wxr.read),
    "csv": Format("WordPress", csv_table.read),
    "disqus": Format("Disqus", disqus.read),
    "coral": Format("Coral", coral.read),
}
