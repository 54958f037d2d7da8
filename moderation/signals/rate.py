"""Too many comments at once, from one part of the network or one e-mail address."""

from ipaddress import IPv4Address, ip_address
from typing import Final

from moderation.domain import Signal

_V4_BITS: Final = 24
_V6_BITS: Final = 64


def client_prefix(ip: str) -> str:
    """The part of an address that stands for one connection: IPv4 /24, IPv6 /64; "" if none."""
    if not ip:
        return ""
    if ":" not in ip:  # validation wrote it, so it is plain
        first, second, third, _ = map(int, ip.split("."))
        return f"4:{first << 16 | second << 8 | third:x}"
    address = ip_address(ip)
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None:
        address = mapped
    if isinstance(address, IPv4Address):
        return f"4:{int(address) >> (32 - _V4_BITS):x}"
    return f"6:{int(address) >> (128 - _V6_BITS):x}"


def rates(*, client_over: bool, email_over: bool) -> list[Signal]:
    """1 for each limit that is passed."""
    over = {"rate_client": client_over, "rate_email": email_over}
    return [Signal(code=code, score=1.0) for code, passed in over.items() if passed]
