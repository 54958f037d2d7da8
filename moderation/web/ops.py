"""What an operator and their machines look at: liveness, readiness, metrics."""

from aiohttp import web

from moderation.errors import StoreUnavailable
from moderation.web.http.context import CONTEXT
from moderation.web.http.json_response import json_response
from moderation.web.serializers import Health, Readiness


async def healthz(_: web.Request) -> web.Response:
    """GET /healthz: this process answers."""
    return json_response(Health())


async def readyz(request: web.Request) -> web.Response:
    """GET /readyz: 200 when submissions would be taken; each part by name."""
    context = request.app[CONTEXT]
    told = Readiness(status="ready", store="ok", scorer="ok")
    try:
        await context.store.ping()
    except StoreUnavailable:
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
