"""Keys that requests of sites carry: the API key that names the site, the key of a retry."""

from typing import Final

from aiohttp import hdrs, web
from multidict import istr

from moderation.errors import Fault, Invalid, Unauthenticated
from moderation.sites.directory import KnownSite
from moderation.web.http.context import Context

SCHEME: Final = "bearer"
KEY_LIMIT: Final = 200
RETRY_KEY: Final = istr("Idempotency-Key")
RETRY_KEY_LIMIT: Final = 200


async def site_of(request: web.Request, context: Context) -> KnownSite:
    """The site whose key the request carries. Raises Unauthenticated."""
    given = request.headers.get(hdrs.AUTHORIZATION, "")
    if not given:
        raise Unauthenticated("missing_key")
    scheme, _, key = given.partition(" ")
    if scheme.lower() != SCHEME or len(given) > KEY_LIMIT:
        raise Unauthenticated("unknown_key")
    return await context.directory.site_of_key(key.strip())


def retry_key(request: web.Request) -> str:
    """The idempotency key, or "". Raises Invalid for one that is too long or not printable."""
    key = request.headers.get(RETRY_KEY)
    if key is None:
        return ""
    if not 0 < len(key) <= RETRY_KEY_LIMIT or not key.isprintable():
        raise Invalid([Fault(f"/{RETRY_KEY}", "invalid_key", (("limit", RETRY_KEY_LIMIT),))])
    return key
