"""JSON bodies: read quickly where that is plainly safe, and otherwise with every check.

`json` can be told to refuse a member that comes twice, but then calls Python for each object.
msgspec is ten times as fast and keeps the last of two silently. So what msgspec read is believed
only if it holds as many members as the body has keys; whatever differs, in that or in anything
else, is read again with care, and only the careful reading ever refuses a body. Before either,
one with more values than any batch needs is refused: what is read takes fifty times their memory.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import compress, islice
from typing import Any, Final, TypeVar

import msgspec

from moderation.errors import Fault
from moderation.web.http.problems import Malformed

Value = TypeVar("Value")

DEPTH_LIMIT: Final = 16
NAME_SHOWN: Final = 64
DUPLICATES_NAMED: Final = 100
# Commas, braces and brackets outside of texts. A batch of 500 has some 14,000, and may have twice
# as many more in what we ignore.
MARKS_LIMIT: Final = 40_000


_WHITE_SPACE: Final = b" \t\r\n"
_NESTED: Final = (dict, list)
_decode = msgspec.json.Decoder().decode
# Strings and numbers, to be passed over at once, and what the standard library stops at without
# saying where. Digits are not given back: linear in any text.
_beyond_json = re.compile(
    r'"[^"\\]*(?:\\.[^"\\]*)*"|(NaN|-?Infinity|-?[0-9]{4301,}+(?![.eE]))|[0-9]++[.0-9eE+-]*+',
    re.DOTALL,
).finditer
# What each mark does to the depth.
_DEPTHS: Final = {b",": 0, b"[": 1, b"{": 1, b"]": -1, b"}": -1}
# Strings, to be passed over whole, and marks. Linear in any text.
_strings_and_marks = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|([,\[{}\]])', re.DOTALL).finditer
_UNREADABLE: Final = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


def read_json(body: bytes) -> Any:
    """The JSON value in `body`. Raises Malformed for what is not JSON, or not safely so."""
    if len(body) > MARKS_LIMIT:
        _require_few_values(body)
    try:
        value = _decode(body)
    except _UNREADABLE:
        return read_carefully(body)
    return value if _members(value, DEPTH_LIMIT) == _keys(body) else read_carefully(body)


def _require_few_values(body: bytes) -> None:
    """Raises Malformed. Looks at no more of the body than it needs for that."""
    if sum(map(body.count, _DEPTHS)) <= MARKS_LIMIT:
        return  # as for all but very long texts
    depth = 0
    marks = (_DEPTHS[found[1]] for found in _strings_and_marks(body) if found[1])
    for count, step in enumerate(marks):
        depth += step
        if depth > DEPTH_LIMIT:
            raise Malformed.because("too_deep", limit=DEPTH_LIMIT)
        if count == MARKS_LIMIT:
            raise Malformed.because("too_many", limit=MARKS_LIMIT)


def read_carefully(body: bytes) -> Any:
    """As read_json, always by the standard library."""
    text = utf8(body)
    if not text.strip():
        raise Malformed.because("empty_body")
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except RecursionError:
        raise Malformed.because("too_deep", limit=DEPTH_LIMIT) from None
    except json.JSONDecodeError as error:
        raise Malformed.because("invalid_json", line=error.lineno, column=error.colno) from None
    except ValueError:  # no number of JSON's, or an integer of thousands of digits
        at = next((found.start() for found in _beyond_json(text) if found[1]), 0)
        place = json.JSONDecodeError("", text, at)
        raise Malformed.because("invalid_json", line=place.lineno, column=place.colno) from None
    if _members(value, DEPTH_LIMIT) < 0:
        raise Malformed.because("too_deep", limit=DEPTH_LIMIT)
    if twice := list(islice(_duplicates(value, ""), DUPLICATES_NAMED)):
        raise Malformed(twice)
    return value


def read_as(body: bytes, decode: Callable[[bytes], Value]) -> Value:
    """The JSON in `body` as msgspec decodes it, with "?" for each half of a character.

    JavaScript lets people send those (lone surrogates), and msgspec reads no text that has one.
    Raises msgspec.ValidationError for another value, Malformed for what is not JSON.
    """
    try:
        return decode(body)
    except msgspec.ValidationError:
        raise
    except _UNREADABLE:
        _require_few_values(body)
        try:
            whole = json.dumps(json.loads(utf8(body)), ensure_ascii=False)
            return decode(whole.encode("utf-8", "replace"))
        except msgspec.ValidationError:
            raise
        except (ValueError, RecursionError):
            raise Malformed.because("invalid_json", line=1, column=1) from None


def read_object(body: bytes) -> Mapping[str, Any]:
    """The JSON object in `body`. Raises Malformed."""
    value = read_json(body)
    if not isinstance(value, dict):
        raise Malformed.because("wrong_type", expected="object")
    return value


def utf8(body: bytes) -> str:
    """The body as text, without a byte order mark. Raises Malformed."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Malformed.because("not_utf8") from None


def duplicate(name: str, within: str = "") -> Fault:
    """The fault of a member that comes twice, of the object that `within` points to."""
    return Fault(within + _step(name), "duplicate_key")


def _step(name: str) -> str:
    """A member's name as RFC 6901 writes it in a pointer, and fit to show."""
    plain = name[:NAME_SHOWN].encode("utf-8", "replace").decode()
    return f"/{plain.replace('~', '~0').replace('/', '~1')}"


def _keys(body: bytes) -> int:
    """How many quotes stand before a colon, whatever white space is between.

    Each ends a key, or stands escaped inside a text, which then costs a second reading: if there
    are as many as members, there is no member twice and no such text.
    """
    return body.translate(None, _WHITE_SPACE).count(b'":')


def _members(value: Any, levels: int) -> int:
    """How many members all objects in `value` have; less than 0 if it is nested too deep."""
    count, level = 0, [value]
    for _ in range(levels + 1):
        # Level by level, and without a loop in Python over what is plain.
        nested = [*compress(level, map(_CONTAINERS.__contains__, map(type, level)))]
        if not nested:
            return count
        level = []
        for each in nested:
            if isinstance(each, dict):
                count += len(each)
                level += each.values()
            else:
                level += each
    return -1


class _Ambiguous(dict[str, Any]):
    """An object with members that came more than once, by name."""

    twice: tuple[str, ...]


_CONTAINERS: Final = frozenset({dict, list, _Ambiguous})


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    counts = Counter(name for name, _ in pairs)
    ambiguous = _Ambiguous(members)
    ambiguous.twice = tuple(name for name, times in counts.items() if times > 1)
    return ambiguous


def _duplicates(value: Any, pointer: str) -> Iterator[Fault]:
    """Each member in `value` that came more than once, where `value` is pointed to."""
    if isinstance(value, _Ambiguous):
        yield from (duplicate(name, pointer) for name in value.twice)
    if isinstance(value, dict):
        inner = [(_step(name), each) for name, each in value.items()]
    elif isinstance(value, list):
        inner = [(f"/{place}", each) for place, each in enumerate(value)]
    else:
        return
    for step, each in inner:
        if isinstance(each, _NESTED):
            yield from _duplicates(each, pointer + step)


def _no_constant(name: str) -> None:
    raise ValueError(name)
