"""Budget: work that must be answered in time, and is finished even if it cannot be."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

from moderation import logs

Result = TypeVar("Result")

_LOG: Final = logs.logger("web")
# Tasks are kept by nobody else once nobody waits for them.
_late: set[asyncio.Task[Any]] = set()


async def within(seconds: float, work: Coroutine[Any, Any, Result]) -> Result | None:
    """What `work` gives, or None once the time is up; it then goes on by itself.

    Raises what `work` raises in time; what it raises later is logged.
    """
    task = asyncio.create_task(work)
    done, _ = await asyncio.wait([task], timeout=seconds)
    if done:
        return task.result()
    _late.add(task)
    task.add_done_callback(_finished)
    return None


def _finished(task: asyncio.Task[Any]) -> None:
    _late.discard(task)
    error = None if task.cancelled() else task.exception()
    if error is not None:
        _LOG.warning("late_and_failed", {"error": type(error).__name__})
