"""Where a request comes from: by HTTPS or not, from which address, and from whose page."""

from urllib.parse import urlsplit

from aiohttp import web

from moderation.errors import Forged
from moderation.submission.ip import first_usable
from moderation.web.http.context import CONTEXT


def is_secure(request: web.Request) -> bool:
    """Whether cookies are to be Secure: the browser came by HTTPS, or the operator says so."""
    settings = request.config_dict[CONTEXT].settings
    if settings.secure_cookies == "always" or request.secure:
        return True
    return _forwarded(request, "X-Forwarded-Proto") == "https"


def client_address(request: web.Request) -> str:
    """The address that attempts to log in are counted by."""
    return first_usable(_forwarded(request, "X-Forwarded-For")) or request.remote or ""


def require_own_origin(request: web.Request) -> None:
    """Refuse what another site's page sent. Raises Forged.

    A client that is no browser sends neither header; it still needs the session's token.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site != "same-origin":
            raise Forged("cross-site")
        return
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc.casefold() not in _own_hosts(request):
        raise Forged("cross-site")


def _own_hosts(request: web.Request) -> set[str]:
    return {request.host.casefold(), _forwarded(request, "X-Forwarded-Host")} - {""}


def _forwarded(request: web.Request, header: str) -> str:
    """What the outermost of our own proxies says; "" where there is none.

    Each adds an entry at the end, or a line. What stands before theirs is hearsay.
    """
    hops = request.config_dict[CONTEXT].settings.trust_proxy
    entries = ",".join(request.headers.getall(header, ())).split(",")[-hops:] if hops else [""]
    return entries[0].strip().casefold()
