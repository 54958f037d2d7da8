"""IP addresses: one way to write each, and one network for each client."""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address

from hypothesis import given
from hypothesis import strategies as st

from moderation.submission.ip import network, normalised

GROUPS = st.lists(st.sampled_from([0, 0, 1, 0xFFFF, 0xA0, 0x2001]), min_size=8, max_size=8)


def outcome(write: Callable[[str], str], text: str) -> str | type[ValueError]:
    try:
        return write(text)
    except ValueError:
        return ValueError


def of_groups(groups: list[int]) -> str:
    return str(IPv6Address(b"".join(group.to_bytes(2, "big") for group in groups)))


ADDRESSES = GROUPS.map(of_groups) | st.ip_addresses().map(str)


@given(address=ADDRESSES)
def test_an_address_in_its_normal_form_stays_as_it_is(address: str) -> None:
    assert normalised(address) == address


@given(groups=st.lists(st.sampled_from(["", "0", "00", "1", "a0", "FFFF", "1.2.3.4"]), max_size=9))
def test_what_is_near_an_address_is_written_or_refused_as_the_library_does(
    groups: list[str],
) -> None:
    text = ":".join(groups)
    assert outcome(normalised, text) == outcome(lambda given: str(ip_address(given)), text)


ZONES = st.text("aeth0.-%:_é ", min_size=1)


@given(address=ADDRESSES, zone=ZONES)
def test_a_zone_is_no_part_of_an_address(address: str, zone: str) -> None:
    text = f"{address}%{zone}"
    try:
        ip_address(text)
    except ValueError:
        assert outcome(normalised, text) is ValueError
    else:
        assert normalised(text) == address


@given(address=st.ip_addresses(v=4))
def test_a_client_of_ipv4_is_one_address(address: IPv4Address) -> None:
    text = str(address)
    beyond = str(IPv4Address((int(address) + 1) % 2**32))
    assert network(text) == network(f"::ffff:{text}") == network(f"64:ff9b::{text}")
    assert network(text) != network(beyond)


@given(bits=st.integers(2**61, 2**62 - 1), one=st.integers(0, 2**64 - 1), other=st.integers(1))
def test_a_client_of_ipv6_is_one_household(bits: int, one: int, other: int) -> None:
    home = bits << 64  # the global addresses, none of which stands for another
    first, second = IPv6Address(home | one), IPv6Address(home | other % 2**64)
    assert network(str(first)) == network(str(second))
    assert network(str(first)) != network(str(IPv6Address(int(first) + 2**64)))


def test_readers_behind_one_translator_are_many_clients() -> None:
    assert len({network(f"64:ff9b::cb00:71{last:02x}") for last in range(26)}) == 26
