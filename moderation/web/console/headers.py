"""The headers that keep a console page to itself: no foreign script, frame, referrer or cache."""

from typing import Final

from aiohttp import web

_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Nothing leaves the console. Under `no-referrer` browsers would also send `Origin: null` with
    # our own forms, and the check of where a form comes from would have nothing to go by.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


async def protect(request: web.Request, response: web.StreamResponse) -> None:
    """Add the headers to every answer under /console, problems included."""
    if request.path != "/console" and not request.path.startswith("/console/"):
        return
    response.headers.update(_HEADERS)
    response.headers.setdefault("Cache-Control", "no-store")
