"""E-mail addresses: the fast way and the library's never differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.submission.email import by_library, normalised

ODD = "aZ09.@-_+'\"! \\()<>[]:;,\u00e9\u7528\uff41\u202e\u200b\x00\u0130\u00df\ufb01"
LABELS = st.sampled_from(
    [
        "gmail",
        "com",
        "example",
        "id",
        "co",
        "xn--r8jz45g",
        "XN--a",
        "例え",
        "-a",
        "a-",
        "a_b",
        "test",
        "localhost",
        "1",
        "123",
        "ı",
        "x" * 63,
        "x" * 64,
        "EXAMPLE",
        "arpa",
        "",
    ]
)
LOCALS = st.sampled_from(
    [
        "rina",
        "Rina",
        "rina.s",
        "rina..s",
        ".rina",
        "postmaster",
        "Postmaster",
        "ABUSE",
        "r+x",
        "r'x",
        '"r x"',
        "r x",
        "x" * 64,
        "x" * 65,
        "用户",
        "a@b",
        "",
    ]
)


@given(address=st.text(alphabet=ODD, max_size=30))
def test_any_text_gets_the_librarys_verdict(address: str) -> None:
    assert normalised(address) == by_library(address)


@given(local=LOCALS | st.text(alphabet=ODD, max_size=12), labels=st.lists(LABELS, max_size=5))
def test_anything_like_an_address_gets_the_librarys_verdict(local: str, labels: list[str]) -> None:
    address = f"{local}@{'.'.join(labels)}"
    assert normalised(address) == by_library(address)


@pytest.mark.parametrize(
    "address",
    [f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.id", f"a@{'b.' * 120}id", f"{'a' * 300}@b.id"],
)
def test_lengths_near_the_limit_get_the_librarys_verdict(address: str) -> None:
    assert normalised(address) == by_library(address)
