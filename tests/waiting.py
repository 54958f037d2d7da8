"""Wait for a condition, never for a guessed time; only a condition that never comes true fails."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Final

import pytest

# Less than the minute that long polls in tests ask for, and than pytest gives a test.
PATIENCE_SECONDS: Final = 50.0
POLL_SECONDS: Final = 0.002


def eventually(holds: Callable[[], bool], what: str) -> None:
    """Wait until `holds()` is true; fail with what was waited for when it never is."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            _in_vain(what)
        time.sleep(POLL_SECONDS)


async def until(holds: Callable[[], bool | Awaitable[bool]], what: str) -> None:
    """Let the event loop run until `holds()`, which may be awaited, is true; fail likewise."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await _outcome(holds()):  # noqa: ASYNC110 - what holds tells nobody
                await asyncio.sleep(POLL_SECONDS)
    except TimeoutError:
        _in_vain(what)


async def _outcome(found: bool | Awaitable[bool]) -> bool:
    return await found if isawaitable(found) else found


def _in_vain(what: str) -> None:
    pytest.fail(f"waited {PATIENCE_SECONDS:.0f} seconds in vain until {what}")
