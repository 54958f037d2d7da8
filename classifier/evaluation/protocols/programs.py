"""Other people's programs, run in a temporary directory with a time limit."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

PATIENCE: Final = 3_600.0
"""Seconds that one step of a program may take."""
SHOWN: Final = 300
"""Characters of a program's complaint worth repeating."""


class ProgramError(Exception):
    """A program that failed or ran out of time; the message says which and how."""


def run(command: Sequence[str], directory: Path, patience: float = PATIENCE) -> str:
    """What the program wrote to standard output, read as UTF-8.

    Raises ProgramError where it exits with another status than 0, is not there, or is
    not done within `patience` seconds; it is stopped then.
    """
    settings = {**os.environ, "HOME": str(directory), "OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, none from a data set
            list(command),
            cwd=directory,
            env=settings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=patience,
            check=False,
        )
    except FileNotFoundError:
        raise ProgramError(f"{command[0]}: not installed") from None
    except subprocess.TimeoutExpired:
        raise ProgramError(f"{command[0]}: not done within {patience:.0f} seconds") from None
    if done.returncode:
        complaint = done.stderr.decode(errors="replace").strip()[-SHOWN:]
        raise ProgramError(f"{command[0]}: exit status {done.returncode}: {complaint}")
    return done.stdout.decode(errors="replace")
