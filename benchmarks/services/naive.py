"""The naive service: the steps that most people would write, behind aiohttp.

It reads the same bodies as Saring. Run as `python -m benchmarks.services.naive REDIS_URL`.
"""

import asyncio
import sys

from aiohttp import web

from benchmarks.services.bare import serve
from benchmarks.services.stepwise import Stepwise, form_fields


class Naive:
    """The handler with what it works on."""

    def __init__(self, redis_url: str) -> None:
        self._steps = Stepwise(redis_url)

    async def submit(self, request: web.Request) -> web.Response:
        """POST /comments: a form or JSON in, 201 with the decision out."""
        status, body = await self._steps.submit(await _fields(request))
        return web.json_response(body, status=status)


async def _fields(request: web.Request) -> dict[str, str]:
    if request.content_type != "application/json":
        return {name: str(value) for name, value in (await request.post()).items()}
    return form_fields(await request.json())


def main() -> None:
    """Serve until SIGTERM."""
    app = web.Application()
    app.add_routes([web.post("/comments", Naive(sys.argv[1]).submit)])
    serve(app, asyncio.new_event_loop())


if __name__ == "__main__":
    main()
