"""Hosts: endings and registered domains, in the letters of DNS and in those that they stand for."""

import pytest

from moderation.signals.hosts import host_of, is_real, registrable


@pytest.mark.parametrize("host", ["kios.bond", "kios.co.id", "kios.рф", "kios.xn--p1ai"])
def test_endings_under_which_names_are_registered_are_real(host: str) -> None:
    assert is_real(host)


@pytest.mark.parametrize("host", ["kios.nya", "kios.xn--zzzzzz", "kios.xn--99999999", "kios"])
def test_others_are_not(host: str) -> None:
    assert not is_real(host)


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.berita.kabar.co.id/a", "kabar.co.id"),
        ("https://kabar.blogspot.com/a", "kabar.blogspot.com"),
        ("https://a.xn--e1afmkfd.xn--p1ai/b", "xn--e1afmkfd.xn--p1ai"),
        ("https://a.пример.рф/b", "пример.рф"),
        ("https://localhost/a", ""),
        ("", ""),
    ],
)
def test_the_domain_that_somebody_registered(address: str, domain: str) -> None:
    assert registrable(address) == domain


def test_a_host_is_no_longer_than_any_can_be() -> None:
    longest = "a." * 125 + "com"
    assert host_of(f"https://www.{longest}/b") == longest
    assert not host_of(f"https://www.a.{longest}/b")
