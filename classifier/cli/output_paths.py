"""Output paths: tried before minutes of work, and left as they were found.

Only writing tells whether it can be done. Permissions say nothing of a full or read-only
disk, nor of file systems that make no folders.
"""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import click


class OutputPath(click.Path):
    """An option's path to write to. What cannot be written is refused with the reason."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(str(super().convert(value, param, ctx)))
        try:
            if self.file_okay:
                try_file(path)
            else:
                try_directory(path)
        except OSError as error:
            self.fail(f"{path} cannot be written: {error.strerror}.", param, ctx)
        return path


DIRECTORY = OutputPath(path_type=Path, file_okay=False)
FILE = OutputPath(path_type=Path, dir_okay=False)


def try_file(path: Path) -> None:
    """Nothing, if a file can be written, whether it is there or not. Raises OSError."""
    there = path.exists()
    with path.open("ab"):
        pass
    if not there:
        path.unlink()


def try_directory(path: Path) -> None:
    """Nothing, if files can be written into a directory, which may be missing. Raises OSError."""
    missing = [each for each in (path, *path.parents) if not each.exists()]
    try:
        path.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=path):
            pass
    finally:
        for each in missing:
            with suppress(OSError):
                each.rmdir()
