"""The one place that opens connections to strangers.

Where an address leads is checked at the connection itself, on the very address that is connected
to, so a name that resolves to something else the second time does not get by, and no address that
stands in a name's place. Redirects are not followed, and of an answer only its head is read.
"""

import socket
import ssl
from ipaddress import IPv6Address, IPv6Network
from typing import Final

from aiohttp import (
    AddrInfoType,
    ClientError,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
)

from moderation.domain import addresses
from moderation.outbound.names import Names

ADDRESS_LIMIT: Final = 2_000
_HEADERS: Final = {"User-Agent": "Saring", "Content-Type": "application/json"}
_SUCCESS: Final = range(200, 300)
# RFC 3056: these carry an IPv4 address of any kind.
_6TO4: Final = IPv6Network("2002::/16")


class Undelivered(Exception):
    """Nobody took it: the status that was answered, or in a word what went wrong."""


class Outbound:
    """Posts to addresses that others named, each within `seconds`.

    `trust` holds the certificates that count; None: those of the system.
    """

    def __init__(self, seconds: float, trust: ssl.SSLContext | None = None) -> None:
        self._timeout = ClientTimeout(total=seconds)
        self._trust = trust
        self._names = Names()

    async def post_json(self, address: str, body: bytes, *, anywhere: bool) -> None:
        """Post a body; done when the answer is a 2xx. Raises Undelivered.

        `anywhere`: also into a private network, because the operator wrote the address.
        """
        connector = TCPConnector(
            force_close=True,
            use_dns_cache=False,
            resolver=self._names,
            ssl=self._trust or True,
            socket_factory=_opened if anywhere else _opened_to_public,
        )
        session = ClientSession(
            connector=connector, timeout=self._timeout, cookie_jar=DummyCookieJar()
        )
        try:
            async with (
                session,
                session.post(address, data=body, headers=_HEADERS, allow_redirects=False) as answer,
            ):
                answer.close()  # what else it says is not read
                if answer.status not in _SUCCESS:
                    raise Undelivered(str(answer.status))
        except (ClientError, OSError, ValueError) as error:
            raise Undelivered(type(error).__name__) from error


def is_public(host: str) -> bool:
    """Whether an address, in digits, is one that anybody on the internet may be reached at."""
    found = addresses.plain(addresses.parsed(host))
    if isinstance(found, IPv6Address) and (found.is_site_local or found in _6TO4):
        return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def _opened(where: AddrInfoType) -> socket.socket:
    family, kind, protocol, _, _ = where
    return socket.socket(family, kind, protocol)


def _opened_to_public(where: AddrInfoType) -> socket.socket:
    if not is_public(str(where[4][0])):
        raise PermissionError("not a public address")
    return _opened(where)
