"""Ends tasks that use the driver, which may lose a cancellation.

It waits with `asyncio.wait_for`, and up to Python 3.11 that swallows a cancellation that comes in
the same turn as what it waited for. The task then goes on as if it had not been cancelled.
"""

import asyncio
from typing import Any, Final

AGAIN_SECONDS: Final = 0.1


async def end(task: asyncio.Task[Any] | None) -> None:
    """Cancel a task until it has ended; what it raised is nobody's business any more."""
    while task is not None and not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=AGAIN_SECONDS)
