"""Structured logs: standard logging, written as one JSON object a line on standard error.

A record's message is the kind of event, its one argument the facts: `log.info("served", {"n": 1})`.
Log ids and kinds of events. Never a comment's text, a name, an e-mail or IP address: not in a
fact, and not through an exception's message, which is why `failure` gives only type and place.
Libraries may put request lines and addresses into their messages, so their loggers stay silent.
"""

import logging
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

import msgspec

LEVELS: Final = ("debug", "info", "warning", "error")

_OURS: Final = logging.getLogger("moderation")


class _JsonLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {
            "part": record.name.removeprefix(f"{_OURS.name}."),
            "event": record.msg,
            **(record.args if isinstance(record.args, Mapping) else {}),
            "level": record.levelname.lower(),
            "timestamp": at.replace("+00:00", "Z"),
        }
        return msgspec.json.encode(line, enc_hook=str).decode()


class _StandardError(logging.Handler):
    """Writes to what is standard error at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        # In one call, so that lines of several processes do not mix.
        sys.stderr.write(self.format(record) + "\n")
        sys.stderr.flush()


def configure(level: str) -> None:
    """Log from `level` on, one of LEVELS."""
    _OURS.setLevel(level.upper())


def logger(part: str) -> logging.Logger:
    """The logger of one part of the service."""
    return _OURS.getChild(part)


@contextmanager
def only(part: str) -> Iterator[None]:
    """Meanwhile only one part of the service logs, from the level on that was configured."""
    kept, before = logger(part), _OURS.level
    kept.setLevel(before)
    _OURS.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        _OURS.setLevel(before)
        kept.setLevel(logging.NOTSET)


def failure(error: BaseException) -> dict[str, object]:
    """An exception as facts: its type, and where it was raised (innermost last)."""
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "error": type(error).__name__,
        "at": [f"{frame.name}:{frame.lineno}" for frame in frames[-8:]],
    }


def _set_up() -> None:
    handler = _StandardError()
    handler.setFormatter(_JsonLine())
    _OURS.addHandler(handler)
    _OURS.propagate = False
    # Where no handler is found, logging writes warnings and errors of libraries all the same.
    logging.getLogger().addHandler(logging.NullHandler())
    configure("info")


_set_up()
