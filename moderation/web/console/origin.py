"""Where a request comes from: by HTTPS or not, from which address, and from whose page."""

from urllib.parse import urlsplit

from aiohttp import web

from moderation.errors import Forged
from moderation.web.http.context import CONTEXT
from moderation.web.http.forwarding import forwarded


def is_secure(request: web.Request) -> bool:
    """Whether cookies are to be Secure: the browser came by HTTPS, or the operator says so."""
    settings = request.config_dict[CONTEXT].settings
    if settings.secure_cookies == "always" or request.secure:
        return True
    return forwarded(request, "X-Forwarded-Proto") == "https"


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
    return {request.host.casefold(), forwarded(request, "X-Forwarded-Host")} - {""}
