"""Hosts: real endings by the public suffix list, and those that everybody has heard of.

The list comes with the package `publicsuffixlist` and is read once, at start; nothing is fetched.
"""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache
from importlib.resources import files
from typing import Final

from publicsuffixlist import PublicSuffixList

# Without the written form of endings in other scripts, whose making costs most of the reading.
_SUFFIXES: Final = PublicSuffixList(accept_unknown=False, accept_encoded_idn=False)
_HOST: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/?#@]*@)?([^/?#:@]*)", re.IGNORECASE)

_ENCODED: Final = "xn--"

# Of DNS (RFC 1035); each label of a host is looked at with all those behind it.
LONGEST_HOST: Final = 253

ENDINGS_KEPT: Final = 4_096
ADDRESSES_KEPT: Final = 1_024
# Only public bodies get a name under these.
OFFICIAL: Final = frozenset({"go.id", "ac.id", "sch.id", "mil.id", "desa.id"})

# They hide where they lead, or lead out of public sight: short addresses, chats, lists of links.
HIDING: Final = frozenset(
    (files("moderation.signals") / "hiding_hosts.txt").read_text("utf-8").split()
)


def host_of(address: str) -> str:
    """The host of a web address, with or without its scheme, in lower case.

    "" where there is none, or it is longer than any can be.
    """
    found = _HOST.match(address)
    host = found[1].lower().strip(".").removeprefix("www.") if found else ""
    return host if len(host) <= LONGEST_HOST else ""


def is_real(host: str) -> bool:
    """Whether the host has an ending under which names are registered."""
    return _is_ending(host.rpartition(".")[2])


@lru_cache(maxsize=ENDINGS_KEPT)
def _is_ending(label: str) -> bool:
    return _SUFFIXES.publicsuffix(f"a.{_shown(label)}") is not None


@lru_cache(maxsize=ADDRESSES_KEPT)
def registrable(address: str) -> str:
    """The domain that somebody registered, of a web address; "" where there is none."""
    host = host_of(address)
    found = _SUFFIXES.privatesuffix(_shown(host)) if host else None
    return ".".join(host.split(".")[-1 - found.count(".") :]) if found else ""


def _shown(host: str) -> str:
    """A host in the letters that it stands for, where it is written in those of DNS (RFC 3492)."""
    if _ENCODED not in host:
        return host
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def within(host: str, domains: AbstractSet[str]) -> bool:
    """Whether the host is one of the domains or stands under one."""
    if not domains:
        return False
    while host:
        if host in domains:
            return True
        host = host.partition(".")[2]
    return False
