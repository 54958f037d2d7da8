"""JSON lines in, JSON lines with scores out, in batches, without loss before an error."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from classifier.scorer import Scorer

BATCH: Final = 64


class BadLineError(Exception):
    """A line that is no JSON object with a text; the message names it."""


def scored_lines(lines: Iterable[bytes], scorer: Scorer) -> Iterator[str]:
    """Each row with `scores` added, in order.

    Raises BadLineError at the first bad line, after the rows before it.
    """
    waiting: list[dict[str, Any]] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            waiting.append(parsed(line))
        except ValueError as error:
            yield from scored(waiting, scorer)
            raise BadLineError(f"line {number}: {error}") from None
        if len(waiting) == BATCH:
            yield from scored(waiting, scorer)
            waiting = []
    yield from scored(waiting, scorer)


def parsed(line: bytes) -> dict[str, Any]:
    """One row. Raises ValueError that says what is wrong."""
    try:
        row = json.loads(line)
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None
    except (ValueError, RecursionError):
        raise ValueError("not a JSON object") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError("not a JSON object with a string `text`")  # noqa: TRY004 - as for all faults
    return row


def scored(rows: list[dict[str, Any]], scorer: Scorer) -> Iterator[str]:
    """Rows as JSON lines; lone surrogates stay escaped, so the output is valid UTF-8."""
    for row, scores in zip(rows, scorer.score([row["text"] for row in rows]), strict=True):
        yield json.dumps({**row, "scores": scores})
