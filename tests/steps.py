"""Cost in steps, which no machine is fast or slow at."""

import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType


def steps(work: Callable[[], object]) -> int:
    """Count the calls, and the values that are drawn from generators."""
    events = Counter[str]()

    def count(_frame: FrameType, event: str, _given: object) -> None:
        events[event] += 1

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return events.total()
