"""JSON bodies: what is read quickly is what is read with care, and refused alike."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.errors import Fault
from moderation.web.http import json_body
from moderation.web.http.json_body import (
    DUPLICATES_NAMED,
    MARKS_LIMIT,
    read_carefully,
    read_json,
)
from moderation.web.http.problems import Malformed

PIECES = [
    *'{}[],:" \n',
    '"a"',
    '"a":',
    '"b" :',
    '"a":1',
    '"\\":"',
    '"x\\\\":',
    '"\\ud800"',
    '"\t"',
    "1",
    "-0",
    "1e999",
    "9" * 30,
    "0.1",
    "NaN",
    "true",
    "null",
    "\ufeff",
    "é",
    "\x00",
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=4) | st.sampled_from(['":', '"', "a"]), inner)
    ),
    max_leaves=12,
)


def outcome(read: Any, body: bytes) -> Any:
    """What reading gives: the value as it prints, so that 1 and True differ, or the faults."""
    try:
        return repr(read(body))
    except Malformed as refusal:
        return refusal.faults


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=12))
def test_text_near_json_is_read_or_refused_the_same_both_ways(pieces: list[str]) -> None:
    body = "".join(pieces).encode()
    assert outcome(read_json, body) == outcome(read_carefully, body)


@given(value=VALUES, broken=st.binary(max_size=2), at=st.integers(0, 200), spaced=st.booleans())
def test_a_value_is_read_the_same_both_ways_broken_or_whole(
    value: Any, broken: bytes, at: int, *, spaced: bool
) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(" , ", " : ") if spaced else None)
    whole = text.encode("utf-8", "surrogatepass")
    body = whole[:at] + broken + whole[at:]
    assert outcome(read_json, body) == outcome(read_carefully, body)


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        (b'{"a":1,"a":2}', ["/a"]),
        (b'{"a" :1,"a":2}', ["/a"]),
        (b'{"a":1,"a":2,"a":3}', ["/a"]),
        (b'{"x":{"a":1,"a":1}}', ["/x/a"]),
        (
            b'{"a":1,"x":[{},{"~/":{"b":1,"b":1,"c":1,"c":1}}],"a":1}',
            ["/a", "/x/1/~0~1/b", "/x/1/~0~1/c"],
        ),
        (b'{"a":{"b":1,"b":1},"a":1}', ["/a"]),
        (b'[{"id":1,"id":1}]', ["/0/id"]),
    ],
)
def test_a_member_that_comes_twice_is_refused_where_it_stands(
    body: bytes, pointers: list[str]
) -> None:
    with pytest.raises(Malformed) as refusal:
        read_json(body)
    assert refusal.value.faults == [Fault(pointer, "duplicate_key") for pointer in pointers]


def test_not_every_member_that_comes_twice_is_named_where_they_are_many() -> None:
    with pytest.raises(Malformed) as refusal:
        read_json(b"[" + b",".join([b'{"a":1,"a":1}'] * 5_000) + b"]")
    assert len(refusal.value.faults) == DUPLICATES_NAMED


MANY = MARKS_LIMIT + 2


@pytest.mark.parametrize(
    "body",
    [
        b"{" + b",".join([b'"a":1'] * MANY) + b"}",
        b"[" + b"1," * MANY + b"1]",
        b"[" + b"{}," * (MANY // 2) + b"1]",
        b"[" + b"[[]]" * MANY,
        b"]" * 8_000_000,
        b'["' + b'\\"' * MANY + b'",' + b"1," * MANY,
        b"," * 8_000_000,
    ],
    ids=["doubled keys", "numbers", "objects", "lists", "ends", "behind a text", "no JSON"],
)
def test_a_body_of_too_many_values_is_refused_before_any_is_read(
    body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(json_body, "_decode")
    with pytest.raises(Malformed) as refusal:
        read_json(body)
    assert refusal.value.faults == [Fault("", "too_many", (("limit", MARKS_LIMIT),))]


def test_a_text_may_hold_any_marks() -> None:
    text = '[{,\\"]}' * MARKS_LIMIT
    assert read_json(json.dumps({"text": text}).encode()) == {"text": text}
    assert read_json(json.dumps([0] * (MARKS_LIMIT - 1)).encode()) == [0] * (MARKS_LIMIT - 1)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "9" * 5_000, "-" + "9" * 5_000])
def test_a_number_that_json_does_not_know_is_found(number: str) -> None:
    body = (
        f'{{"NaN": 1,\n "a\\"Infinity": "\\\\",\n "b": {"9" * 5_000}.5, "c": {number}, "d": NaN}}'
    )
    with pytest.raises(Malformed) as refusal:
        read_json(body.encode())
    column = 5_000 + len(' "b": .5, "c": ') + 1
    facts = (("line", 3), ("column", column))
    assert refusal.value.faults == [Fault("", "invalid_json", facts)]


@pytest.mark.parametrize("digits", ["1" * 1_000_000 + ".5", ",".join(["1" * 4_300] * 230)])
def test_long_numbers_are_passed_over_at_once(digits: str) -> None:
    with pytest.raises(Malformed) as refusal:
        read_json(f'{{"a": [{digits}],\n"b": NaN}}'.encode())
    (fault,) = refusal.value.faults
    assert dict(fault.facts)["line"] == 2


def test_a_key_inside_a_text_is_no_key() -> None:
    assert read_json(b'{"text":"kata \\"hati-hati\\": begitu"}') == {
        "text": 'kata "hati-hati": begitu'
    }


@pytest.mark.parametrize(("depth", "fine"), [(16, True), (17, False), (100_000, False)])
def test_nesting_is_limited(depth: int, *, fine: bool) -> None:
    body = b"[" * depth + b"]" * depth
    if fine:
        assert read_json(body) == read_carefully(body)
    else:
        with pytest.raises(Malformed) as refusal:
            read_json(body)
        assert [fault.code for fault in refusal.value.faults] == ["too_deep"]


def test_a_number_too_large_for_a_float_is_read_as_the_standard_library_reads_it() -> None:
    assert read_json(b"[1e999]") == [math.inf]
