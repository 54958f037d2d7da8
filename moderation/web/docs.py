"""The API explained to people and programs: the OpenAPI document, a page of it, problem pages."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from aiohttp import web

from moderation.errors import NotFound
from moderation.messages import say
from moderation.web.http import problems, security_headers
from moderation.web.http.guard import language_of
from moderation.web.pages import rendered
from moderation.web.serializers import ANSWERS


async def openapi(_: web.Request) -> web.Response:
    """GET /openapi.json."""
    return web.Response(body=_document(), content_type="application/json")


async def page(_: web.Request) -> web.Response:
    """GET /docs."""
    return _html(_page())


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
    text = rendered(
        "problem.html",
        language=language,
        kind=kind,
        title=problems.title(kind, language),
        explanation=say(f"problem.{slug}.about", language),
    )
    return _html(text)


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document: paths and requests as written, answers from their structs."""
    written: dict[str, Any] = json.loads(_file("openapi.json"))
    template = "#/components/schemas/{name}"
    _, schemas = msgspec.json.schema_components(ANSWERS, ref_template=template)
    written["components"]["schemas"] |= schemas
    slug = written["paths"]["/problems/{slug}"]["get"]["parameters"][0]
    slug["schema"]["enum"] = [kind.slug for kind in problems.ALL]
    return written


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    """A part of the document; a reference becomes what it refers to, under its own members."""
    found, members = document(), dict(part)
    reference = members.pop("$ref", "")
    if not reference:
        return part
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found | members


@cache
def _file(name: str) -> bytes:
    return files("moderation.web").joinpath(name).read_bytes()


# Anybody may ask for these, and each takes milliseconds.
@cache
def _document() -> bytes:
    return msgspec.json.encode(document())


@cache
def _page() -> str:
    return rendered("docs.html", document=document(), resolved=resolved)


def _html(text: str) -> web.Response:
    headers = security_headers.DOCUMENTATION
    return web.Response(text=text, content_type="text/html", headers=headers)
