"""Addresses as values: what each stands for."""

import pytest

from moderation.domain.addresses import parsed, plain


@pytest.mark.parametrize(
    ("given", "stands_for"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("::ffff:10.1.2.3", "10.1.2.3"),
        ("64:ff9b::a01:203", "10.1.2.3"),
        ("2001:db8::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
    ],
)
def test_an_address_stands_for_what_the_client_has(given: str, stands_for: str) -> None:
    assert str(plain(parsed(given))) == stands_for
