"""Index of plain addresses: one look instead of the router's search.

For each request aiohttp takes the address apart, asks the resources that it may mean, makes a
match, and wraps the handler once more for each application. Of an address without a variable part
all this is known beforehand.
"""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler


class _Known(NamedTuple):
    match: web.UrlMappingMatchInfo
    handler: Handler


def indexed(app: web.Application) -> Handler:
    """The application as a handler that finds its own plain addresses at once.

    Whatever else comes, and who waits to be told to send a body, goes the usual way.
    """
    known = dict(_known(app))
    usual = app._handle  # noqa: SLF001 - what the server calls

    async def handle(request: web.Request) -> web.StreamResponse:
        found = known.get((request.method, request.raw_path))
        if found is None or hdrs.EXPECT in request.headers:
            return await usual(request)
        request._match_info = found.match  # noqa: SLF001 - as the router leaves it
        return await found.handler(request)

    return handle


def _known(app: web.Application) -> Iterator[tuple[tuple[str, str], _Known]]:
    """What the router would find and make, by method and address."""
    for resource in app.router.resources():
        if isinstance(resource, web.PlainResource):
            for route in resource:
                handler = route.handler
                for middleware in reversed(app.middlewares):
                    handler = partial(middleware, handler=handler)
                match = web.UrlMappingMatchInfo({}, route)
                match.add_app(app)
                match.freeze()
                yield (route.method, resource.canonical), _Known(match, handler)
