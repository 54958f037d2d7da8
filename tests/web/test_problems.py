"""One shape for every error: each route visited with bad input, each kind of problem explained."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import msgspec
import pytest
from aiohttp import web

from moderation import errors
from moderation.messages import Language, say
from moderation.web.docs import document
from moderation.web.http import problems
from moderation.web.http.problems import ProblemType, TooManyAttempts, UnsupportedMediaType
from tests.builders import a_body
from tests.web.conftest import Browser
from tests.web.problem_shape import INSIDE, assert_is_problem, problem_of

DEEP = {"Authorization": "Bearer " + "\u202e" * 10}
# Pages, and doors that speak as what they stand in for.
OTHER_SHAPES = ("/console", "/docs", "/problems", "/v1alpha1", "/1.1", "/1.2", "/coral", "/sites")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
ABORTED = 400
FAILED = 500


def routes(client: Browser) -> Iterator[tuple[str, str]]:
    """Give every method and path of the application, with something in each variable's place."""
    app = client.app
    assert app is not None
    paths = {route.resource.canonical for route in app.router.routes() if route.resource}
    for path in sorted(paths):
        filled = re.sub(r"\{(\w+)[^}]*\}+", "0" * 28, path)
        yield from ((method, filled) for method in METHODS)


async def test_no_route_answers_bad_input_with_a_500_or_with_its_insides(
    client: Browser, capfd: pytest.CaptureFixture[str]
) -> None:
    visited = 0
    for method, path in routes(client):
        for body in (b"", b"\xff\x00{[", b"{" * 5_000):
            answer = await client.request(
                method,
                path,
                data=body,
                headers=DEEP | {"Content-Type": "application/json", "Cookie": "session=\xff; csrf"},
                allow_redirects=False,
            )
            text = await answer.text(errors="replace")
            assert answer.status < FAILED, (method, path, text)
            assert answer.headers["X-Request-ID"]
            if answer.status >= ABORTED:
                visited += 1
                assert not [word for word in ("Traceback", 'File "/') if word in text]
                if answer.content_type == problems.CONTENT_TYPE:
                    assert_is_problem(await answer.json(content_type=None), answer.status)
                else:
                    assert path.startswith(OTHER_SHAPES), (method, path, answer.content_type)
    assert visited > 50
    assert "failed" not in "".join(capfd.readouterr())


OCCURRENCES: dict[str, BaseException] = {
    "malformed": problems.Malformed([errors.Fault("", "empty_body")]),
    "invalid": errors.Invalid([errors.Fault("/text", "required")]),
    "idempotency-mismatch": errors.IdempotencyMismatch(),
    "unauthenticated": errors.Unauthenticated("missing_key"),
    "forbidden": errors.Forbidden(),
    "not-found": errors.NotFound("x"),
    "method-not-allowed": web.HTTPMethodNotAllowed("GET", ["POST"]),
    "too-slow": errors.TooSlow(),
    "conflict": errors.Conflict(state="approved", event="approve"),
    "cursor-expired": errors.CursorExpired("1-1"),
    "too-large": errors.TooLarge(1_024),
    "unsupported-media-type": UnsupportedMediaType("text/plain"),
    "too-many-attempts": TooManyAttempts(30),
    "headers-too-large": type("_", (web.HTTPClientError,), {"status_code": 431})(),
    "internal": RuntimeError("rahasia"),
    "store-unavailable": errors.StoreUnavailable("rahasia"),
    "overloaded": errors.Overloaded("rahasia"),
    "unavailable": errors.Unavailable("rahasia"),
}


def test_every_kind_of_problem_has_an_occurrence_here() -> None:
    assert set(OCCURRENCES) == {kind.slug for kind in problems.ALL}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", problems.ALL, ids=lambda kind: kind.slug)
def test_a_problem_is_told_in_full_and_in_either_language(
    kind: ProblemType, language: Language
) -> None:
    told = msgspec.to_builtins(problems.problem(OCCURRENCES[kind.slug], language, "id-1"))
    assert_is_problem(told, kind.status)
    assert told["type"] == f"/problems/{kind.slug}"
    assert told["instance"] == "id-1"
    assert "rahasia" not in str(told)
    assert "{" not in told["detail"] + told["title"]
    other = Language.EN if language is Language.ID else Language.ID
    assert told["detail"] != problems.problem(OCCURRENCES[kind.slug], other, "id-1").detail


async def test_the_type_of_a_problem_leads_to_its_explanation(
    client: Browser, subtests: pytest.Subtests
) -> None:
    for kind, language in product(problems.ALL, Language):
        with subtests.test(kind=kind.slug, language=language):
            headers = {"Accept-Language": language.value}
            answer = await client.get(f"/problems/{kind.slug}", headers=headers)
            page = await answer.text()
            assert answer.status == 200
            assert answer.content_type == "text/html"
            assert f'lang="{language}"' in page
            about = say(f"problem.{kind.slug}.about", language)
            assert about != f"problem.{kind.slug}.about"
            assert about.split()[0] in page


@pytest.mark.parametrize("kind", [k for k in problems.ALL if k.status == 503], ids=lambda k: k.slug)
def test_what_passes_says_when_to_come_back(kind: ProblemType) -> None:
    response = problems.problem_response(OCCURRENCES[kind.slug], Language.ID)
    assert int(response.headers["Retry-After"]) > 0


async def test_a_failure_of_ours_tells_the_caller_nothing_and_the_log_no_message(
    client: Browser,
    bearer: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def broken(_: object) -> None:
        raise RuntimeError("rina@example.com")

    monkeypatch.setattr("moderation.web.serializers.iso", broken)
    answer = await client.post("/v1/comments", json=a_body(), headers=bearer)
    problem = await problem_of(answer, 500)
    assert problem["type"] == "/problems/internal"
    said = "".join(capfd.readouterr())
    assert problem["instance"] in said
    assert "RuntimeError" in said
    assert "rina@example.com" not in said


@pytest.mark.parametrize(
    ("given", "kept"), [("abc-1.2_3", True), ("a b", False), ("x" * 65, False)]
)
async def test_a_request_id_is_taken_over_when_it_is_harmless(
    given: str,
    kept: bool,
    client: Browser,
) -> None:
    answer = await client.get("/v1/approved", headers={"X-Request-ID": given})
    problem = await problem_of(answer, 401)
    assert (problem["instance"] == given) is kept


VISITS: list[tuple[str, str, dict[str, Any]]] = [
    ("post", "/v1/comments", {"json": a_body()}),
    ("post", "/v1/comments", {"json": a_body(text="")}),
    ("post", "/v1/comments", {"data": b"{"}),
    ("post", "/v1/comments", {"data": b"x", "headers": {"Content-Type": "text/plain"}}),
    ("post", "/v1/comments/batch", {"json": [a_body(), {}]}),
    ("post", "/v1/comments/batch", {"json": []}),
    ("get", "/v1/comments/{id}", {}),
    ("get", "/v1/approved", {}),
    ("get", "/v1/approved", {"params": {"limit": "x"}}),
    ("get", "/v1/form-token", {}),
    ("get", "/healthz", {}),
    ("get", "/readyz", {}),
    ("get", "/metrics", {}),
    ("post", "/sites/{site}/wp-comments-post.php", {}),
    ("get", "/sites/{site}/proof-of-work", {}),
    ("get", "/sites/proof-of-work.js", {}),
    ("get", "/openapi.json", {}),
    ("get", "/docs", {}),
    ("get", "/docs/style.css", {}),
    ("get", "/problems/{slug}", {}),
    ("get", "/$discovery/rest", {"params": {"version": "v2"}}),
    ("post", "/v1alpha1/comments:analyze", {"data": b"x"}),
    ("post", "/v1alpha1/comments:suggestscore", {"data": b"x"}),
    ("post", "/coral/{site}", {"data": b"x"}),
    ("get", "/akismet/explanation/{id}", {}),
    ("post", "/akismet/explanation/{id}", {"data": b"x"}),
    ("get", "/1.1/test", {}),
    ("get", "/1.2/key-sites", {}),
    ("get", "/1.2/usage-limit", {}),
    *(
        ("post", f"/1.{version}/{call}", {"data": b"x"})
        for version, call in (
            (1, "comment-check"),
            (1, "deactivate"),
            (1, "get-stats"),
            (1, "get-subscription"),
            (1, "submit-ham"),
            (1, "submit-spam"),
            (1, "test"),
            (1, "token"),
            (1, "verify-key"),
            (2, "get-key-stats"),
        )
    ),
]


def test_every_operation_of_the_document_is_visited() -> None:
    described = {(method, path) for path, each in document()["paths"].items() for method in each}
    assert described == {(method, path) for method, path, _ in VISITS}


async def test_every_operation_answers_as_its_document_promises(
    client: Browser, bearer: dict[str, str], subtests: pytest.Subtests
) -> None:
    for (method, path, sent), known in product(VISITS, (bearer, {})):
        with subtests.test(method=method, path=path, sent=sent, known=bool(known)):
            headers = {"Content-Type": "application/json"} | known | sent.get("headers", {})
            where = path.format(id="0" * 28, slug="invalid", site="kabar")
            # The client holds every answer against the document.
            answer = await client.request(method, where, **sent | {"headers": headers})
            assert not [word for word in INSIDE[:2] if word in await answer.text()]


async def test_an_answer_that_the_document_does_not_promise_is_noticed(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moderation.web.ops.Health", lambda: {"status": "ok", "more": 1})
    with pytest.raises(AssertionError, match="'more' was unexpected"):
        await client.get("/healthz")
