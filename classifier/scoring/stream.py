"""Stream scoring: JSON lines in, JSON lines with scores out, none lost before an error."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from classifier.scoring.scorer import Scorer

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
        row = json.loads(line, object_pairs_hook=members, parse_float=number, parse_constant=number)
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None
    except (json.JSONDecodeError, RecursionError):
        raise ValueError("not a JSON object") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError("not a JSON object with a string `text`")  # noqa: TRY004 - as for all faults
    return row


def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object's members. Raises ValueError for two of one name: nobody knows which is meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        (twice, _), *_ = Counter(name for name, _ in pairs).most_common(1)
        raise ValueError(f"more than one `{twice}`")
    return found


def number(text: str) -> float:
    """A number with a point or an exponent. Raises ValueError for what JSON cannot say again."""
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text} is no number that JSON has")
    return value


def scored(rows: list[dict[str, Any]], scorer: Scorer) -> Iterator[str]:
    """Rows as JSON lines; lone surrogates stay escaped, so the output is valid UTF-8."""
    for row, scores in zip(rows, scorer.score([row["text"] for row in rows]), strict=True):
        yield json.dumps({**row, "scores": scores})
