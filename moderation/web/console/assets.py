"""Static files of the console: read once, and served under addresses that change with them."""

import hashlib
from functools import cache
from importlib.resources import files
from typing import Final

from aiohttp import web

_TYPES: Final = {
    "console.css": "text/css",
    "console.js": "text/javascript",
    "icon.svg": "image/svg+xml",
    "live.js": "text/javascript",
    "swap.js": "text/javascript",
}


async def static_file(request: web.Request) -> web.Response:
    """One of the files, to be kept for good when asked for by its digest."""
    name = request.match_info["name"]
    if name not in _TYPES:
        raise web.HTTPNotFound
    fresh = request.query.get("v") == digest(name)
    keep = "public, max-age=31536000, immutable" if fresh else "no-cache"
    return web.Response(
        body=_content(name),
        content_type=_TYPES[name],
        charset="utf-8",
        headers={"Cache-Control": keep},
    )


def address(name: str) -> str:
    """The address that pages use for the file."""
    return f"/console/static/{name}?v={digest(name)}"


@cache
def digest(name: str) -> str:
    """Digest of the file, for its address."""
    return hashlib.sha256(_content(name)).hexdigest()[:12]


@cache
def edition() -> str:
    """Digest of all files: what a page that was loaded before an upgrade is told by."""
    return hashlib.sha256("".join(map(digest, sorted(_TYPES))).encode()).hexdigest()[:12]


@cache
def _content(name: str) -> bytes:
    return files(__package__).joinpath("static", name).read_bytes()
