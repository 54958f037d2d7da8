"""Structured logs: one JSON object a line on standard error.

Log ids and kinds of events. Never a comment's text, a name, an e-mail or IP address: not in a
field, and not through an exception's message, which is why failures are logged by type and place.

Written out here because it is so little: a logging library with its console colours takes a tenth
of a second of every start, and megabytes of every process.
"""

import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Final

import msgspec

LEVELS: Final = ("debug", "info", "warning", "error")

_least = LEVELS.index("info")


class Logger:
    """Writes the events of one part of the service, with their fields as they are."""

    def __init__(self, part: str) -> None:
        self._part = part

    def debug(self, event: str, **fields: object) -> None:
        self._write("debug", event, fields)

    def info(self, event: str, **fields: object) -> None:
        self._write("info", event, fields)

    def warning(self, event: str, **fields: object) -> None:
        self._write("warning", event, fields)

    def error(self, event: str, **fields: object) -> None:
        self._write("error", event, fields)

    def _write(self, level: str, event: str, fields: dict[str, object]) -> None:
        if LEVELS.index(level) < _least:
            return
        at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = {"part": self._part, "event": event} | fields | {"level": level, "timestamp": at}
        # In one call, so that lines of several processes do not mix.
        sys.stderr.write(msgspec.json.encode(line, enc_hook=str).decode() + "\n")
        sys.stderr.flush()


def configure(level: str) -> None:
    """Log from `level` on, one of LEVELS."""
    global _least  # noqa: PLW0603 - one process has one standard error
    _least = LEVELS.index(level)
    # Libraries may put request lines and addresses into their messages; ours say what matters.
    logging.getLogger().addHandler(logging.NullHandler())
    for name in ("aiohttp", "asyncio", "redis"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def logger(part: str) -> Logger:
    """The logger of one part of the service."""
    return Logger(part)


def place(error: BaseException) -> list[str]:
    """Where an exception was raised, innermost last, without its message."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.name}:{frame.lineno}" for frame in frames[-8:]]
