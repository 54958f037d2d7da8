"""Structured logs: one JSON object a line on standard error.

Log ids and kinds of events. Never a comment's text, a name, an e-mail or IP address: not in a
field, and not through an exception's message, which is why failures are logged by type and place.
"""

import logging
import sys
import traceback

import structlog


def configure(level: str) -> None:
    """Log from `level` on."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
    # Libraries may put request lines and addresses into their messages; ours say what matters.
    logging.getLogger().addHandler(logging.NullHandler())
    for name in ("aiohttp", "asyncio", "redis"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def logger(name: str) -> structlog.typing.FilteringBoundLogger:
    """The logger of one part of the service."""
    bound: structlog.typing.FilteringBoundLogger = structlog.get_logger(part=name)
    return bound


def place(error: BaseException) -> list[str]:
    """Where an exception was raised, innermost last, without its message."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.name}:{frame.lineno}" for frame in frames[-8:]]
