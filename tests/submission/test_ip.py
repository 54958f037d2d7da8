"""IP addresses: one way to write each, and one network for each client."""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.submission.ip import client_network, network, normalised

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


@given(one=ADDRESSES, bits=st.integers(0, 2**64 - 1))
def test_clients_share_a_network_exactly_where_its_addresses_agree(one: str, bits: int) -> None:
    first = ip_address(one)
    mapped = getattr(first, "ipv4_mapped", None)
    if isinstance(first, IPv4Address) or mapped is not None:
        plain = mapped or first
        other = str(IPv4Address(int(plain) & ~255 | bits % 256))
        beyond = str(IPv4Address((int(plain) + 256) % 2**32))
    else:
        subnet = ip_network((int(first) >> 64 << 64, 64))
        other = str(IPv6Address(int(subnet.network_address) | bits))
        beyond = str(IPv6Address((int(first) + 2**64) % 2**128))
    if getattr(ip_address(other), "ipv4_mapped", None) is None:
        assert client_network(one) == client_network(other)
    assert client_network(one) != client_network(beyond)


def test_an_address_that_stands_for_another_has_its_network() -> None:
    assert client_network("::ffff:203.0.113.7") == client_network("203.0.113.9")


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3::4", "20010db800010002::"),
        ("2001:db8:1:2:ffff::", "20010db800010002::"),
        ("fe80::1%eth0", "fe80000000000000::"),
    ],
)
def test_a_client_is_an_address_or_the_network_behind_it(address: str, client: str) -> None:
    assert network(address) == client
