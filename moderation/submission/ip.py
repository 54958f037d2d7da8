"""IP addresses: the one way to write each, and what of one stands for a single client."""

import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final, NamedTuple

ADDRESSES_KEPT: Final = 8_192
LIST_CUT: Final = 1_000  # code points of a list that are looked at
# In bits: what a provider gives to one household.
IPV4_PREFIX: Final = 24
IPV6_PREFIX: Final = 64


_PORT: Final = re.compile(r"\[(?P<v6>[^\]]*)\](?::\d+)?|(?P<v4>[^:]+):\d+")


class _Parsed(NamedTuple):
    text: str
    network: str


def first_usable(given: str) -> str:
    """The first address in a list that a proxy may have written, without ports; "" for none.

    Knows the forms of X-Forwarded-For: `10.1.2.3:5678`, `[2001:db8::1]:443`, commas between.
    """
    for part in given[:LIST_CUT].split(","):
        found = _PORT.fullmatch(part.strip())
        try:
            return normalised((found["v6"] or found["v4"] or "") if found else part.strip())
        except ValueError:
            continue
    return ""


def normalised(given: str) -> str:
    """The one way to write an address. Raises ValueError for what is none.

    Without the zone that RFC 4007 lets follow a `%`: it says something on one machine only.
    """
    return _parsed(given).text


def client_network(address: str) -> str:
    """The network that rates are counted for: IPv4 /24, IPv6 /64.

    Raises ValueError for what is no address.
    """
    return _parsed(address).network


@lru_cache(maxsize=ADDRESSES_KEPT)
def _parsed(given: str) -> _Parsed:
    whole = _without_zone(given)
    plain = _embedded_v4(whole)
    if isinstance(plain, IPv4Address):
        return _Parsed(str(whole), f"4:{int(plain) >> 32 - IPV4_PREFIX:x}")
    return _Parsed(str(whole), f"6:{int(plain) >> 128 - IPV6_PREFIX:x}")


def network(address: str) -> str:
    """What stands for one client: an IPv4 address, or the first 64 bits of an IPv6 address.

    A text without a colon is taken as it is. Raises ValueError for other text that is no address.
    """
    if ":" not in address:
        return address
    plain = _embedded_v4(_without_zone(address))
    return str(plain) if isinstance(plain, IPv4Address) else f"{int(plain) >> IPV6_PREFIX:x}::"


def _without_zone(given: str) -> IPv4Address | IPv6Address:
    found = ip_address(given)
    return IPv6Address(int(found)) if getattr(found, "scope_id", None) else found


def _embedded_v4(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address stands for, if it does."""
    return getattr(address, "ipv4_mapped", None) or address
