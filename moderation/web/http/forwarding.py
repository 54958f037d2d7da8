"""What our own proxies say of a request: from which address it came, and how."""

from aiohttp import web

from moderation.submission.ip import first_usable
from moderation.web.http.context import CONTEXT


def client_address(request: web.Request) -> str:
    """The address that attempts to guess a password or a key are counted by."""
    return first_usable(forwarded(request, "X-Forwarded-For")) or request.remote or ""


def forwarded(request: web.Request, header: str) -> str:
    """What the outermost of our own proxies says; "" where there is none.

    Each adds an entry at the end, or a line. What stands before theirs is hearsay.
    """
    hops = request.config_dict[CONTEXT].settings.trust_proxy
    entries = ",".join(request.headers.getall(header, ())).split(",")[-hops:] if hops else [""]
    return entries[0].strip().casefold()
