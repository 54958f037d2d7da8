"""Memory of large bodies: given back to the system when they are done, where glibc is used.

By itself glibc keeps more and more of it: its threshold for blocks with pages of their own rises
with the largest that was freed, and what is free between two other blocks stays.
"""

import asyncio
import ctypes
from contextlib import suppress
from typing import Final

from moderation.domain.fair_shares import Admission

# Of glibc's <malloc.h>. A block of LARGE_BLOCK bytes has pages of its own; of what is free at the
# end of all others so much stays. Scoring a batch makes and frees arrays of up to some 400 kB:
# pages of their own, or given back at once, are empty ones to be filled for each batch again.
_M_MMAP_THRESHOLD: Final = -3
_M_TRIM_THRESHOLD: Final = -1
_LARGE_BLOCK: Final = 524_288
_KEPT_FREE: Final = 2_097_152
_TRIM_SECONDS: Final = 2.0


def part_large_blocks() -> None:
    """Give large blocks pages of their own, whatever was freed before, and keep what is small."""
    with suppress(AttributeError, OSError):
        library = ctypes.CDLL(None)
        library.mallopt(_M_MMAP_THRESHOLD, _LARGE_BLOCK)
        library.mallopt(_M_TRIM_THRESHOLD, _KEPT_FREE)


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
