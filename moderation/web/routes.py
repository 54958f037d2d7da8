"""Routes: one table of all but the console's and the demo's; a test compares it with OpenAPI."""

from typing import Final

from aiohttp import web

from moderation.web import docs, ops
from moderation.web.api import batch, comments
from moderation.web.console import add_console
from moderation.web.doors import akismet, coral, perspective, wordpress
from moderation.web.http.body import expect

# What is told of a comment to whom a door calls back, by door.
CALLBACK_BODIES: Final = {akismet.DOOR: akismet.callback_body}


def add_routes(app: web.Application) -> None:
    """Give the application all of its routes."""
    app.add_routes(
        [
            web.post("/v1/comments", comments.submit, expect_handler=expect),
            web.post("/v1/comments/batch", batch.submit_batch, expect_handler=expect),
            web.get("/v1/comments/{id:[0-9a-f]{1,64}}", comments.read_comment),
            web.get("/v1/approved", comments.read_approved),
            web.get("/v1/form-token", comments.issue_form_token),
            *akismet.ROUTES,
            *coral.ROUTES,
            *perspective.ROUTES,
            *wordpress.ROUTES,
            web.get("/openapi.json", docs.openapi),
            web.get("/docs", docs.page),
            web.get("/docs/style.css", docs.style),
            web.get("/problems/{slug:[a-z-]{1,40}}", docs.problem),
            web.get("/healthz", ops.healthz),
            web.get("/readyz", ops.readyz),
            web.get("/metrics", ops.metrics),
        ]
    )
    add_console(app)
