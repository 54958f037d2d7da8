"""A steady beat finer than an event loop's milliseconds: Linux's timerfd, by its manual page.

Python has it from 3.13 on; until then the C library is asked directly.
"""

import ctypes
import os
from typing import Final

CLOCK_MONOTONIC: Final = 1
NONBLOCK: Final = os.O_NONBLOCK
NANO: Final = 1_000_000_000
COUNT_BYTES: Final = 8


class _Times(ctypes.Structure):
    """struct itimerspec: the interval, then the first expiry; each in seconds and nanoseconds."""

    _fields_ = tuple(
        (name, ctypes.c_long) for name in ("interval_s", "interval_ns", "first_s", "first_ns")
    )


class Metronome:
    """A file descriptor that becomes readable `per_second` times a second."""

    def __init__(self, per_second: float) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self.descriptor: int = libc.timerfd_create(CLOCK_MONOTONIC, NONBLOCK)
        seconds, rest = divmod(round(NANO / per_second), NANO)
        times = _Times(seconds, rest, seconds, rest)
        if self.descriptor < 0 or libc.timerfd_settime(
            self.descriptor, 0, ctypes.byref(times), None
        ):
            raise OSError(ctypes.get_errno(), "no timer to be had")

    def beats(self) -> int:
        """How many beats have come since the last look."""
        try:
            return int.from_bytes(os.read(self.descriptor, COUNT_BYTES), "little")
        except BlockingIOError:
            return 0

    def stop(self) -> None:
        """Give the timer back."""
        os.close(self.descriptor)
