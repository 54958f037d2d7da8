"""Security headers: one table, by the kind of answer.

ANY goes to every answer. JSON goes to data and to problems; DOCUMENTATION to the pages of `docs`;
CONSOLE to whatever is under /console: pages, problems, JSON and static files.
"""

from collections.abc import Mapping
from typing import Final

from aiohttp import hdrs
from multidict import CIMultiDict, istr

Headers = Mapping[str, str]

# aiohttp would name itself and Python, with their versions.
ANY: Final[Headers] = {istr("X-Content-Type-Options"): "nosniff", hdrs.SERVER: "saring"}
JSON: Final[Headers] = {hdrs.CACHE_CONTROL: "no-store"}
DOCUMENTATION: Final[Headers] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
}
CONSOLE: Final[Headers] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Frame-Options": "DENY",
    # Nothing leaves the console. Under `no-referrer` browsers would also send `Origin: null` with
    # our own forms, and the check of where a form comes from would have nothing to go by.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    # A static file says for itself how long it may be kept.
    "Cache-Control": "no-store",
}


def protect(headers: CIMultiDict[str], kind: Headers) -> None:
    """Add the headers of that kind to an answer's, except those that it already has."""
    for name, value in kind.items():
        headers.setdefault(name, value)
