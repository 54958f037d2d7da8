"""Form bodies: read by the standard library, duplicates and broken bytes refused."""

import asyncio
from urllib.parse import parse_qsl, unquote_to_bytes

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from moderation.web.http import form_body
from moderation.web.http.form_body import form_fields, without_escapes
from moderation.web.http.problems import Malformed
from moderation.web.http.turns import PIECE, Turns

PIECES = st.lists(
    st.sampled_from(
        [b"a", b"bc", b"=", b"&", b"+", b"%20", b"%C3%A9", b"%ff", b"%", b"%4", b";", b"\xc3"]
    )
    | st.binary(max_size=3),
    max_size=14,
)


@given(pieces=PIECES, piece=st.sampled_from([3, 4, 7, PIECE]))
@example(pieces=[b"comment=%ca\x80"], piece=PIECE)  # UTF-8 only if both are put together
@example(pieces=[b"comment=%%41%C3%A9%4"], piece=3)
async def test_a_form_is_read_as_the_standard_library_reads_it_however_it_is_cut_up(
    pieces: list[bytes], piece: int
) -> None:
    body = b"".join(pieces)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(form_body, "PIECE", piece)
        await as_the_standard_library(body)


ESCAPED = st.lists(
    st.sampled_from(
        ["\\", "x41", "u0041", "N{DASH}", "101", "\n", "%", "%4", "%41", "%5C", "%c3%a9", "é"]
    )
    | st.text(max_size=3),
    max_size=10,
)


@given(pieces=ESCAPED)
@example(pieces=["%5C", "x41", "\\", "%41", "\\u0041"])
@example(pieces=["%4", "1", "%", "%c3"])
def test_nothing_but_escapes_is_unquoted(pieces: list[str]) -> None:
    text = "".join(pieces).encode()
    assert without_escapes(text) == unquote_to_bytes(text)


async def as_the_standard_library(body: bytes) -> None:
    """Read a form in both ways."""
    try:
        text = body.decode("utf-8")
        expected = parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        expected = []
    if expected and len(dict(expected)) == len(expected):
        assert await form_fields(body, Turns()) == dict(expected)
    else:
        with pytest.raises(Malformed):
            await form_fields(body, Turns())


async def test_dear_forms_go_on_in_turns() -> None:
    turns, body = Turns(), b"comment=" + b"%41" * PIECE
    pieces = -(-3 * PIECE // PIECE)
    ended: list[str] = []
    rounds = 0

    async def read(name: str) -> None:
        assert await form_fields(body, turns) == {"comment": "A" * PIECE}
        ended.append(name)

    reading = [asyncio.ensure_future(read(name)) for name in ("satu", "dua")]
    while len(ended) < len(reading):
        await asyncio.sleep(0)
        rounds += 1
    assert ended == ["satu", "dua"]
    assert rounds >= 2 * pieces
