"""The discovery document, which Google's client libraries are built from while they run.

Perspective's own samples fetch it, so their clients move here by its address alone. It has only
what is served, and says that the service is where it was fetched from.
"""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any, Final

from aiohttp import web

from moderation.web.doors.perspective.refusals import invalid
from moderation.web.http.forwarding import forwarded
from moderation.web.http.json_response import json_response

VERSION: Final = "v1alpha1"
_HOST: Final = re.compile(r"[a-z0-9.-]{1,253}(?::[0-9]{1,5})?|\[[0-9a-f:.]{2,45}\](?::[0-9]{1,5})?")


async def discover(request: web.Request) -> web.Response:
    """GET /$discovery/rest."""
    if request.query.get("version", VERSION) != VERSION:
        raise invalid(f"The version here is {VERSION}.")
    root = f"{_scheme(request)}://{_host(request)}/"
    return json_response(_document() | {"rootUrl": root, "baseUrl": root})


def _scheme(request: web.Request) -> str:
    told = forwarded(request, "X-Forwarded-Proto")
    return told if told in {"http", "https"} else request.scheme


def _host(request: web.Request) -> str:
    """The host that the client knows us by. Raises Refused for what is none."""
    told = forwarded(request, "X-Forwarded-Host") or request.headers.get("Host", "").casefold()
    if not _HOST.fullmatch(told):
        raise invalid("The Host header names no host.")
    return told


@cache
def _document() -> dict[str, Any]:
    written = files("moderation.web.doors.perspective").joinpath("discovery.json")
    document: dict[str, Any] = json.loads(written.read_bytes())
    return document
