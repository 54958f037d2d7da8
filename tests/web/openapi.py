"""Every answer that a test of the web receives is one that `/openapi.json` promises."""

import json
import re
from functools import cache
from types import SimpleNamespace
from typing import Any

from aiohttp import ClientSession, TraceConfig, TraceRequestEndParams
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # ships none

from moderation.web.docs import document, resolved
from moderation.web.http.problems import CONTENT_TYPE as PROBLEM

# What has no document of this kind: pages for people.
PAGES = ("/console", "/demo")
# What any address may answer: there is nothing, or not by this method, or we failed.
EVERYWHERE = {404, 405, 500}


def assert_fits(value: object, schema: str) -> None:
    """Hold a value against a schema of the document; a member that it does not name is a fault."""
    faults = [
        f"{list(fault.absolute_path)}: {fault.message}"
        for fault in _validator(schema).iter_errors(value)
    ]
    assert not faults, faults


@cache
def _validator(schema: str) -> Draft202012Validator:
    schemas = {
        name: each | {"additionalProperties": False} if "properties" in each else each
        for name, each in document()["components"]["schemas"].items()
    }
    pointed = {"$ref": f"#/components/schemas/{schema}", "components": {"schemas": schemas}}
    return Draft202012Validator(pointed)


def contract() -> TraceConfig:
    """What a client needs to hold each of its answers against the document."""
    trace = TraceConfig()
    trace.on_request_end.append(_hold)
    return trace


async def _hold(_: ClientSession, __: SimpleNamespace, params: TraceRequestEndParams) -> None:
    answer, path = params.response, params.url.path
    if path.startswith(PAGES):
        return
    promised = _promised(params.method.lower(), path, answer.status)
    told = (params.method, path, answer.status, answer.content_type)
    assert answer.content_type in promised, told
    name = promised[answer.content_type]["schema"].get("$ref", "").rpartition("/")[2]
    if name and params.method != "HEAD":
        assert_fits(json.loads(await answer.read()), name)


def _promised(method: str, path: str, status: int) -> dict[str, Any]:
    """Each content type that the document has for such an answer, with its schema."""
    answers = _operation("get" if method == "head" else method, path).get("responses", {})
    if str(status) in answers:
        content: dict[str, Any] = resolved(answers[str(status)])["content"]
        return content
    assert status in EVERYWHERE, (method, path, status)
    return {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}


def _operation(method: str, path: str) -> dict[str, Any]:
    for template, operations in document()["paths"].items():
        if re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template)), path):
            found: dict[str, Any] = operations.get(method, {})
            return found
    return {}
