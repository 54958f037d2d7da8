"""What an operator and their machines look at: liveness, readiness, metrics."""

from aiohttp import web

from moderation.store.server.promises import Promise
from moderation.web.http.context import CONTEXT
from moderation.web.http.json_response import json_response
from moderation.web.serializers import Health, Readiness


async def healthz(_: web.Request) -> web.Response:
    """GET /healthz: this process answers."""
    return json_response(Health())


async def readyz(request: web.Request) -> web.Response:
    """GET /readyz: 200 when submissions would be taken; each part and promise by name."""
    context = request.app[CONTEXT]
    broken = {breach.promise: breach.reason for breach in await context.store.health.breaches()}
    promises = {str(promise): broken.get(promise, "kept") for promise in Promise}
    told = Readiness(status="ready", store="ok", scorer="ok", promises=promises)
    if broken:
        told.store = told.status = "unavailable"
    if context.draining:
        told.status = "draining"
    # Without the classifier submissions are still taken, and held.
    if context.intake.scoring is None:
        told.scorer = "unavailable"
    return json_response(told, status=200 if told.status == "ready" else 503)


async def metrics(request: web.Request) -> web.Response:
    """GET /metrics."""
    context = request.app[CONTEXT]
    return web.Response(
        body=context.metrics.exposition(),
        headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"},
    )
