"""IP addresses as values: what an address stands for, however it came to be written."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

Address = IPv4Address | IPv6Address

# RFC 6052: a client that has IPv6 alone reaches IPv4 hosts through these.
NAT64: Final = IPv6Network("64:ff9b::/96")
_LOW: Final = 2**32 - 1


def parsed(given: str) -> Address:
    """The address. Raises ValueError for what is none.

    Without the zone that RFC 4007 lets follow a `%`: it says something on one machine only.
    """
    found = ip_address(given)
    return IPv6Address(int(found)) if getattr(found, "scope_id", None) else found


def plain(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for, if it does; else the address."""
    if isinstance(address, IPv4Address):
        return address
    if address in NAT64:
        return IPv4Address(int(address) & _LOW)
    return address.ipv4_mapped or address
