"""Which peers this machine has, and how to get the others."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

ENVIRONMENT: Final = Path(__file__).parents[2] / "var" / "peers" / "bin"
DEBIAN: Final = ("rspamd", "bogofilter")
PYTHON: Final = ("fastapi", "isso")


def missing() -> Mapping[str, str]:
    """What each peer that is not here needs, by the peer's name."""
    lacking = {} if (ENVIRONMENT / "gunicorn").exists() else dict.fromkeys(PYTHON, _IN_PYTHON)
    for program in DEBIAN:
        if shutil.which(program) is None:
            lacking[program] = f"Debian and Ubuntu: sudo apt-get install {program}"
    return lacking


_IN_PYTHON: Final = "make bench-peers installs it into var/peers, which needs a package index"
