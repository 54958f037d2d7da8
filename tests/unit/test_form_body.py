"""Form bodies: read by the standard library, duplicates and broken bytes refused."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from moderation.web.http.form_body import form_fields
from moderation.web.http.problems import Malformed

PIECES = st.lists(
    st.sampled_from(
        [b"a", b"bc", b"=", b"&", b"+", b"%20", b"%C3%A9", b"%ff", b"%", b"%4", b";", b"\xc3"]
    )
    | st.binary(max_size=3),
    max_size=14,
)


@given(pieces=PIECES)
@example(pieces=[b"comment=%ca\x80"])  # UTF-8 only if an escape and a bare byte are put together
def test_a_form_is_read_as_the_standard_library_reads_it(pieces: list[bytes]) -> None:
    body = b"".join(pieces)
    try:
        text = body.decode("utf-8")
        expected = parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        expected = []
    if expected and len(dict(expected)) == len(expected):
        assert form_fields(body) == dict(expected)
    else:
        with pytest.raises(Malformed):
            form_fields(body)
