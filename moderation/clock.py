"""Time and fresh identifiers, in one place so that a test can own both."""

import random
import time
from datetime import UTC, datetime
from functools import lru_cache


def now_ms() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


def new_id(at_ms: int) -> str:
    """28 hexadecimal digits that sort by time: 48 bits of milliseconds, then 64 random bits.

    Unique, not secret: the bits come from this process's generator, which the system seeded.
    """
    return at_ms.to_bytes(6).hex() + random.getrandbits(64).to_bytes(8).hex()


def iso(at_ms: int) -> str:
    """RFC 3339 in UTC with milliseconds, as the API writes times."""
    seconds, ms = divmod(at_ms, 1000)
    return f"{_to_the_second(seconds)}.{ms:03d}Z"


@lru_cache(maxsize=64)
def _to_the_second(seconds: int) -> str:
    """What all times of one second share: many are written in the same one."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")
