"""The API explained to people and programs: the OpenAPI document, a page of it, problem pages."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from aiohttp import web

from moderation.errors import NotFound
from moderation.messages import say
from moderation.web.http import problems, security_headers
from moderation.web.http.guard import language_of


async def openapi(_: web.Request) -> web.Response:
    """GET /openapi.json."""
    return web.Response(body=_file("openapi.json"), content_type="application/json")


async def page(_: web.Request) -> web.Response:
    """GET /docs."""
    return _html("docs.html", document=document())


async def style(_: web.Request) -> web.Response:
    """GET /docs/style.css."""
    return web.Response(body=_file("static/docs.css"), content_type="text/css", charset="utf-8")


async def problem(request: web.Request) -> web.Response:
    """GET /problems/{slug}: what the `type` of a problem leads to."""
    slug = request.match_info["slug"]
    kind = next((each for each in problems.ALL if each.slug == slug), None)
    if kind is None:
        raise NotFound(slug)
    language = language_of(request)
    return _html(
        "problem.html",
        language=language,
        kind=kind,
        title=problems.title(kind, language),
        explanation=say(f"problem.{slug}.about", language),
    )


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document."""
    parsed: dict[str, Any] = json.loads(_file("openapi.json"))
    return parsed


@cache
def _file(name: str) -> bytes:
    return files("moderation.web").joinpath(name).read_bytes()


@cache
def _templates() -> Any:
    # Few processes are ever asked for the documentation, so the first that is imports Jinja.
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    return Environment(
        loader=PackageLoader("moderation.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _html(name: str, **values: Any) -> web.Response:
    text: str = _templates().get_template(name).render(**values)
    headers = security_headers.DOCUMENTATION
    return web.Response(text=text, content_type="text/html", headers=headers)
