"""The floor: aiohttp handlers that parse the same body and answer as many bytes, and do nothing.

`/null` only reads the body; `/form` and `/json` parse it with what aiohttp offers and put the
answer together as JSON. Run as `python -m benchmarks.services.bare ANSWER_BYTES LOOP`.
"""

import asyncio
import socket
import sys
from typing import Final

import uvloop
from aiohttp import web

OVERHEAD: Final = len('{"name": "", "padding": ""}')


def build_app(answer_bytes: int) -> web.Application:
    """The application; every answer's body has `answer_bytes` bytes (unless the name is longer)."""
    fixed = b"x" * answer_bytes

    async def null(request: web.Request) -> web.Response:
        await request.read()
        return web.Response(status=201, body=fixed, content_type="application/json")

    async def form(request: web.Request) -> web.Response:
        fields = await request.post()
        return _answer(str(fields["author"]), answer_bytes)

    async def as_json(request: web.Request) -> web.Response:
        members = await request.json()
        return _answer(members["author"]["name"], answer_bytes)

    app = web.Application()
    app.add_routes(
        [web.post("/null", null), web.post("/form", form), web.post("/json", as_json)],
    )
    return app


def _answer(name: str, size: int) -> web.Response:
    padding = "x" * max(0, size - OVERHEAD - len(name))
    return web.json_response({"name": name, "padding": padding}, status=201)


def serve(app: web.Application, loop: asyncio.AbstractEventLoop) -> None:
    """Serve on a free port, which is printed, until SIGTERM."""
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
        web.run_app(app, sock=listener, access_log=None, print=None, loop=loop)


if __name__ == "__main__":
    serve(
        build_app(int(sys.argv[1])),
        uvloop.new_event_loop() if sys.argv[2] == "uvloop" else asyncio.new_event_loop(),
    )
