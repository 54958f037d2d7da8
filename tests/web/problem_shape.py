"""The shape that every error has."""

import json
from typing import Any

from aiohttp import ClientResponse

from moderation.web.http.problems import CONTENT_TYPE as PROBLEM
from tests.web.openapi import assert_fits

INSIDE = ("Traceback", 'File "', ".py", "Error(", "redis", "moderation.")


def assert_is_problem(problem: dict[str, Any], status: int) -> None:
    """Hold a decoded body against RFC 9457 and our own promises about it."""
    assert_fits(problem, "Problem")
    assert problem["status"] == status, problem
    assert problem["type"].startswith("/problems/")
    assert problem["title"]
    assert problem["detail"]
    assert not problem["detail"].startswith("problem.")
    for fault in problem.get("errors", []):
        assert not fault["detail"].startswith("fault."), fault
        assert fault["pointer"] == "" or fault["pointer"].startswith("/")


async def problem_of(answer: ClientResponse, status: int) -> dict[str, Any]:
    """Read an answer that has to be a problem of that status."""
    text = await answer.text()
    assert answer.status == status, text
    assert answer.content_type == PROBLEM
    assert answer.headers["Content-Language"] in {"id", "en"}
    assert answer.headers["Cache-Control"] == "no-store"
    assert not [word for word in INSIDE if word in text], text
    problem: dict[str, Any] = json.loads(text)
    assert_is_problem(problem, status)
    assert problem["instance"] == answer.headers["X-Request-ID"]
    return problem


def codes(problem: dict[str, Any]) -> dict[str, str]:
    """The faults of a problem, as code by pointer."""
    return {fault["pointer"]: fault["code"] for fault in problem["errors"]}
