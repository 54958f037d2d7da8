"""Data as an answer in JSON."""

from typing import Any

import msgspec
from aiohttp import web

from moderation.web.http import security_headers


def json_response(value: Any, status: int = 200) -> web.Response:
    """`value` as JSON that no cache keeps."""
    return web.Response(
        status=status,
        body=msgspec.json.encode(value),
        content_type="application/json",
        headers=security_headers.JSON,
    )
