"""IP addresses: the one way to write each, and what of one stands for a single client."""

import re
from functools import lru_cache
from ipaddress import IPv4Address
from typing import Final, NamedTuple

from moderation.domain.addresses import parsed, plain

ADDRESSES_KEPT: Final = 2_048
LIST_CUT: Final = 1_000  # code points of a list that are looked at
# In bits: what a provider gives to one household.
IPV6_PREFIX: Final = 64

_OCTET: Final = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_IPV4: Final = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}")
_PORT: Final = re.compile(r"\[(?P<v6>[^\]]*)\](?::\d+)?|(?P<v4>[^:]+):\d+")


class _Parsed(NamedTuple):
    text: str
    network: str


def first_usable(given: str) -> str:
    """The first address in a list that a proxy may have written, without ports; "" for none.

    Knows the forms of X-Forwarded-For: `10.1.2.3:5678`, `[2001:db8::1]:443`, commas between.
    """
    if _IPV4.fullmatch(given):  # as nearly always, and there is but one way to write it
        return given
    for part in given[:LIST_CUT].split(","):
        found = _PORT.fullmatch(part.strip())
        try:
            return normalised((found["v6"] or found["v4"] or "") if found else part.strip())
        except ValueError:
            continue
    return ""


def normalised(given: str) -> str:
    """The one way to write an address, without a zone. Raises ValueError for what is none."""
    return _parsed(given).text


def network(address: str) -> str:
    """What stands for one client: an IPv4 address, or the first 64 bits of an IPv6 address.

    An IPv6 address that stands for an IPv4 address counts as that. A text without a colon is
    taken as it is. Raises ValueError for other text that is no address.
    """
    return address if ":" not in address else _parsed(address).network


@lru_cache(maxsize=ADDRESSES_KEPT)
def _parsed(given: str) -> _Parsed:
    whole = parsed(given)
    if isinstance(whole, IPv4Address):  # there is but one way to write it
        return _Parsed(given, given)
    client = plain(whole)
    if isinstance(client, IPv4Address):
        return _Parsed(str(whole), str(client))
    return _Parsed(str(whole), f"{int(client) >> IPV6_PREFIX:x}::")
