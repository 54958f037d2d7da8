"""What an operator and their machines look at: liveness, readiness, metrics."""

from aiohttp import web

from moderation.errors import StoreUnavailable
from moderation.web.http.context import CONTEXT
from moderation.web.http.site_keys import json_response


async def healthz(_: web.Request) -> web.Response:
    """GET /healthz: this process answers."""
    return json_response({"status": "ok"})


async def readyz(request: web.Request) -> web.Response:
    """GET /readyz: 200 when submissions would be taken; each part by name."""
    context = request.app[CONTEXT]
    try:
        await context.store.ping()
        store = "ok"
    except StoreUnavailable:
        store = "unavailable"
    # Without the classifier submissions are still taken, and held.
    scorer = "ok" if context.intake.scoring is not None else "unavailable"
    ready = store == "ok" and not context.draining
    body = {
        "status": "ready" if ready else "draining" if context.draining else "unavailable",
        "store": store,
        "scorer": scorer,
    }
    return json_response(body, status=200 if ready else 503)


async def metrics(request: web.Request) -> web.Response:
    """GET /metrics."""
    context = request.app[CONTEXT]
    return web.Response(
        body=context.metrics.exposition(),
        headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"},
    )
