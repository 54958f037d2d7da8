"""The documentation under test: what exists is written down, and what is written down exists."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from aiohttp import web
from msgspec.inspect import FloatType, IntType, Metadata, type_info
from openapi_spec_validator import validate

from moderation import signals
from moderation.domain.policy import DEFAULT_WEIGHTS
from moderation.messages import Language, catalogue
from moderation.settings import PREFIX, Settings
from moderation.store import keys
from moderation.store.moderators import LOGIN_LIMITS, LoginLimit
from moderation.store.scripts import Script
from moderation.web.docs import document
from moderation.web.http.problems import ALL
from moderation.web.routes import add_routes

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
LUA = sorted((ROOT / "moderation" / "store" / "lua").glob("*.lua"))
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def setting_row(name: str) -> str:
    """Find the line of the table that documents a setting."""
    mark = f"`{PREFIX}{name.upper()}`"
    return next((row for row in page("settings.md").splitlines() if mark in row), "")


def bounds() -> Iterator[tuple[str, str, float | None]]:
    """Give the least and the most of each setting that is a number."""
    for field in msgspec.structs.fields(Settings):
        described = type_info(field.type)
        kind = described.type if isinstance(described, Metadata) else described
        if isinstance(kind, IntType | FloatType):
            least = f"{kind.ge}" if kind.gt is None else f"over {kind.gt}"
            yield field.name, least, kind.le


@pytest.mark.parametrize("name", [field.name for field in msgspec.structs.fields(Settings)])
def test_every_setting_is_documented_with_its_default(name: str) -> None:
    default = next(f.default for f in msgspec.structs.fields(Settings) if f.name == name)
    assert f"`{default}`" in setting_row(name)


@pytest.mark.parametrize(("name", "least", "most"), list(bounds()))
def test_every_number_is_documented_with_its_bounds(
    name: str, least: str, most: float | None
) -> None:
    assert f"| {least} to {most} |" in setting_row(name)


@pytest.mark.parametrize(
    ("subject", "limit"),
    [
        ("e-mail address and network", LOGIN_LIMITS.pair),
        ("network", LOGIN_LIMITS.network),
        ("e-mail address", LOGIN_LIMITS.email),
    ],
)
def test_every_limit_on_attempts_to_log_in_is_documented(subject: str, limit: LoginLimit) -> None:
    row = f"| {subject} | {limit.burst} | {limit.interval_ms // 1000} seconds |"
    assert row in page("threat-model.md")


@pytest.mark.parametrize("kind", ALL, ids=[kind.slug for kind in ALL])
def test_every_problem_type_is_documented(kind: object) -> None:
    slug, status = getattr(kind, "slug"), getattr(kind, "status")  # noqa: B009
    assert f"| `{slug}` | {status} |" in page("problems.md")


@pytest.mark.parametrize(
    ("key", "sentence"),
    [item for item in catalogue(Language.EN).items() if item[0].startswith("fault.")],
)
def test_every_fault_is_documented_with_its_sentence(key: str, sentence: str) -> None:
    assert f"| `{key.removeprefix('fault.')}` | {sentence} |" in page("problems.md")


@pytest.mark.parametrize("code", sorted(DEFAULT_WEIGHTS))
def test_every_signal_is_documented_with_its_weight(code: str) -> None:
    assert f"| `{code}` | {DEFAULT_WEIGHTS[code]} |" in page("signals.md")


def test_every_local_signal_has_a_weight() -> None:
    assert {observe.__name__ for observe in signals.LOCAL} <= DEFAULT_WEIGHTS.keys()


def routes() -> set[tuple[str, str]]:
    app = web.Application()
    add_routes(app)
    return {
        (route.method.lower(), re.sub(r"\{(\w+):[^}]+\}+", r"{\1}", _path(route)))
        for route in app.router.routes()
        if route.method != "HEAD" and not _path(route).startswith("/console")
    }


def _path(route: web.AbstractRoute) -> str:
    return route.resource.canonical if route.resource else ""


def test_openapi_and_the_routes_are_the_same() -> None:
    described = {
        (method, path) for path, methods in document()["paths"].items() for method in methods
    }
    assert described == {
        (method, path.replace("{id}", "{id}").replace("{slug}", "{slug}"))
        for method, path in routes()
    }


def test_the_openapi_document_is_valid() -> None:
    validate(document())


@pytest.mark.parametrize(("method", "path"), sorted(routes()))
def test_every_route_is_documented(method: str, path: str) -> None:
    assert f"`{method.upper()} {path}`" in page("api.md")


@pytest.mark.parametrize("script", LUA, ids=[path.stem for path in LUA])
def test_every_script_says_what_it_takes_and_answers(script: Path) -> None:
    header = script.read_text("utf-8").split("\n\n")[0]
    assert header.startswith(f"-- {script.stem}: ")
    assert all(f"-- {part} " in script.read_text("utf-8") for part in ("KEYS", "ARGV", "Reply"))
    assert "-- Refusals  " in script.read_text("utf-8")
    assert f"`{script.stem}`" in page("operations.md")


@pytest.mark.parametrize("script", LUA, ids=[path.stem for path in LUA])
def test_every_script_uses_the_keys_of_its_header(script: Path) -> None:
    text = script.read_text("utf-8")
    code = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    used = {int(number) for number in re.findall(r"KEYS\[(\d+)\]", code)}
    said = re.search(r"-- KEYS((?:  .*\n(?:--    .*\n)*))", text)
    assert said is not None
    named = {int(number) for number in re.findall(r"(?<![\w.])(\d+) (?=[a-z])", said[1])}
    assert used <= named, used - named
    unpacked = re.search(r"local ([\w, ]+) = unpack\(KEYS\)", code)
    assert unpacked is None or len(unpacked[1].split(",")) == len(named)


@pytest.mark.parametrize("script", LUA, ids=[path.stem for path in LUA])
def test_no_script_makes_up_a_key(script: Path) -> None:
    code = script.read_text("utf-8")
    assert "mod:" not in code
    assert len(Script.load(script.stem).digest) == 40


def test_every_key_is_documented() -> None:
    table = keys.__doc__ or ""
    for row in re.findall(r"^\| (mod:\S+) ", table, re.MULTILINE):
        assert f"`{row}`" in page("operations.md")


def test_decisions_are_dated_and_linked() -> None:
    index = page("decisions/README.md")
    for path in DECISIONS:
        if path.name != "README.md":
            assert re.search(r"^Date: \d{4}-\d\d-\d\d$", path.read_text("utf-8"), re.MULTILINE)
            assert path.name in index


def test_links_between_the_documents_lead_somewhere() -> None:
    for path in [ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#]+)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) < 150
