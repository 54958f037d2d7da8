"""Other people's programs, run in a temporary directory with a time limit."""

import os
import subprocess
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import Final

from classifier.evaluation.measures import Flags, Values

PATIENCE: Final = 3_600.0
"""Seconds that one step of a program may take."""
SHOWN: Final = 300
"""Characters of a program's complaint worth repeating."""


class ProgramError(Exception):
    """A program that failed or ran out of time; the message says which and how."""


@dataclass(frozen=True, slots=True)
class Program:
    """A filter: what must be installed, how it learns in a directory, how it scores there."""

    name: str
    needs: tuple[str, ...]
    package: str
    learn: Callable[[Path, Sequence[str], Flags], None]
    score: Callable[[Path, Sequence[str]], Values]

    @property
    def missing(self) -> str:
        """What to install; empty where nothing is missing."""
        found = all(map(which, self.needs))
        return "" if found else f"not installed (sudo apt-get install {self.package})"


def run(
    command: Sequence[str],
    directory: Path,
    *,
    said: str = "",
    patience: float = PATIENCE,
    successes: Collection[int] = (0,),
) -> str:
    """What the program wrote to standard output, read as UTF-8; `said` is its input.

    Raises ProgramError where its exit status is no success, where it is not there, or where it is
    not done within `patience` seconds; it is stopped then.
    """
    settings = {**os.environ, "HOME": str(directory), "OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(
            list(command),
            cwd=directory,
            env=settings,
            input=said.encode(),
            capture_output=True,
            timeout=patience,
            check=False,
        )
    except FileNotFoundError:
        raise ProgramError(f"{command[0]}: not installed") from None
    except subprocess.TimeoutExpired:
        raise ProgramError(f"{command[0]}: not done within {patience:.0f} seconds") from None
    if done.returncode not in successes:
        complaint = done.stderr.decode(errors="replace").strip()[-SHOWN:]
        raise ProgramError(f"{command[0]}: exit status {done.returncode}: {complaint}")
    return done.stdout.decode(errors="replace")
