"""IP addresses as text: the one way to write each, and the network that one client has for itself.

What `ipaddress` says, at a tenth of its cost for addresses that are written that way already, as
nearly all are. A property test holds the two ways against each other.
"""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

NETWORK_GROUPS: Final = 4  # of 16 bits: what a provider gives to one household

_PART: Final = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_GROUP: Final = "[1-9a-f][0-9a-f]{0,3}"
_plain_v4: Final = re.compile(rf"{_PART}(?:\.{_PART}){{3}}").fullmatch
# Eight groups, or up to six around one gap, none of them zero: so there is nothing to shorten.
_plain_v6: Final = re.compile(
    rf"{_GROUP}(?::{_GROUP}){{7}}"
    rf"|(?!(?:[0-9a-f]*:){{7}}){_GROUP}(?::{_GROUP})*::{_GROUP}(?::{_GROUP})*"
).fullmatch


def is_plain(given: str) -> bool:
    """Whether it is surely an address, written as `normalised` writes it."""
    return _plain_v4(given) is not None or _plain_v6(given) is not None


def normalised(given: str) -> str:
    """The one way to write an address. Raises ValueError for what is none.

    Without the zone that RFC 4007 lets follow a `%`: it says something on one machine only.
    """
    if is_plain(given):
        return given
    found = ip_address(given)
    return str(IPv6Address(int(found)) if getattr(found, "scope_id", None) else found)


def client_network(address: str) -> str:
    """The part of an address that stands for one connection: IPv4 /24, IPv6 /64.

    `address` is written as `normalised` writes it.
    """
    if ":" not in address:
        return f"4:{address.rpartition('.')[0]}"
    left, _, right = address.partition("::")
    if right.count(":") >= NETWORK_GROUPS or not _plain_v6(address):
        return by_library(address)
    groups = [*left.split(":"), "0", "0", "0"]
    return f"6:{':'.join(groups[:NETWORK_GROUPS])}"


def by_library(address: str) -> str:
    """As client_network, always by way of `ipaddress`."""
    found = ip_address(address)
    plain = getattr(found, "ipv4_mapped", None) or found
    if isinstance(plain, IPv4Address):
        return client_network(str(plain))
    return f"6:{':'.join(f'{int(group, 16):x}' for group in _groups(plain))}"


def _groups(address: IPv6Address) -> list[str]:
    return address.exploded.split(":")[:NETWORK_GROUPS]


def network(address: str) -> str:
    """What stands for one client: an IPv4 address, or the first 64 bits of an IPv6 address.

    Raises ValueError for text with a colon that is no address.
    """
    if ":" not in address:
        return address
    whole = ip_address(address.partition("%")[0])
    mapped = getattr(whole, "ipv4_mapped", None)
    return str(mapped) if mapped is not None else f"{int(whole) >> 64:x}::"
