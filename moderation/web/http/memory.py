"""Memory of large bodies: given back to the system when they are done, where glibc is used.

By itself glibc keeps more and more of it: its threshold for blocks with pages of their own rises
with the largest that was freed, and what is free between two other blocks stays.
"""

import asyncio
import ctypes
from contextlib import suppress
from typing import Final

from moderation.domain.fair_shares import Admission

# Of glibc's <malloc.h>; a block of so many bytes has pages of its own.
_M_MMAP_THRESHOLD: Final = -3
_LARGE_BLOCK: Final = 131_072
_TRIM_SECONDS: Final = 2.0


def part_large_blocks() -> None:
    """Give large blocks pages of their own, whatever was freed before."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE_BLOCK)


class Trimmer:
    """Gives free memory back while there are large bodies, and once after the last."""

    def __init__(self, bodies: Admission) -> None:
        self._bodies = bodies
        self._due = False

    def soon(self) -> None:
        """A large body has come."""
        if not self._due:
            self._due = True
            asyncio.get_running_loop().call_later(_TRIM_SECONDS, self._trim)

    def _trim(self) -> None:
        self._due = False
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)
        if self._bodies.in_flight:
            self.soon()
