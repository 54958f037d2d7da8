"""The documentation under test: what exists is written down, and what is written down exists."""

import re
from collections.abc import Iterable, Iterator
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
from moderation.store.moderators import LOGIN_LIMITS
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


def test_every_setting_is_documented_with_its_default() -> None:
    defaults = {field.name: field.default for field in msgspec.structs.fields(Settings)}
    assert [name for name, value in defaults.items() if f"`{value}`" not in setting_row(name)] == []


def test_every_number_is_documented_with_its_bounds() -> None:
    wanted = {name: f"| {least} to {most} |" for name, least, most in bounds()}
    assert {name: said for name, said in wanted.items() if said not in setting_row(name)} == {}


def missing(rows: Iterable[str], name: str) -> list[str]:
    """Find the rows that a page's tables lack."""
    text = page(name)
    return [row for row in rows if row not in text]


def test_every_limit_on_attempts_to_log_in_is_documented() -> None:
    subjects = {
        "pair": "e-mail address and network",
        "network": "network",
        "email": "e-mail address",
    }
    limits = LOGIN_LIMITS._asdict()
    assert limits.keys() == subjects.keys()
    rows = (
        f"| {subjects[name]} | {limit.burst} | {limit.interval_ms // 1000} seconds |"
        for name, limit in limits.items()
    )
    assert missing(rows, "threat-model.md") == []


def test_every_problem_type_is_documented() -> None:
    assert missing((f"| `{kind.slug}` | {kind.status} |" for kind in ALL), "problems.md") == []


def test_every_fault_is_documented_with_its_sentence() -> None:
    faults = {
        key.removeprefix("fault."): sentence
        for key, sentence in catalogue(Language.EN).items()
        if key.startswith("fault.")
    }
    rows = (f"| `{code}` | {sentence} |" for code, sentence in faults.items())
    assert missing(rows, "problems.md") == []


def test_every_signal_is_documented_with_its_weight() -> None:
    rows = (f"| `{code}` | {weight} |" for code, weight in DEFAULT_WEIGHTS.items())
    assert missing(rows, "signals.md") == []


def test_every_local_signal_has_a_weight() -> None:
    assert {
        observe.__name__
        for observe in (*signals.SENDERS, *signals.BEYOND_ASCII, *signals.PUBLISHED)
    } <= DEFAULT_WEIGHTS.keys()


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


def test_every_route_is_documented() -> None:
    rows = (f"`{method.upper()} {path}`" for method, path in routes())
    assert missing(rows, "api.md") == []


def test_every_script_says_what_it_takes_and_answers(subtests: pytest.Subtests) -> None:
    for script in LUA:
        with subtests.test(script=script.name):
            text = script.read_text("utf-8")
            assert text.startswith(f"-- {script.stem}: ")
            assert all(f"-- {part} " in text for part in ("KEYS", "ARGV", "Reply", "Refusals "))
            assert f"`{script.stem}`" in page("operations.md")


def test_every_script_uses_the_keys_of_its_header(subtests: pytest.Subtests) -> None:
    for script in LUA:
        with subtests.test(script=script.name):
            text = script.read_text("utf-8")
            code = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
            used = {int(number) for number in re.findall(r"KEYS\[(\d+)\]", code)}
            said = re.search(r"-- KEYS((?:  .*\n(?:--    .*\n)*))", text)
            assert said is not None
            named = {int(number) for number in re.findall(r"(?<![\w.])(\d+) (?=[a-z])", said[1])}
            assert used <= named, used - named
            unpacked = re.search(r"local ([\w, ]+) = unpack\(KEYS\)", code)
            assert unpacked is None or len(unpacked[1].split(",")) == len(named)


def test_no_script_makes_up_a_key() -> None:
    assert [script.name for script in LUA if "mod:" in script.read_text("utf-8")] == []
    assert {len(Script.load(script.stem).digest) for script in LUA} == {40}


def test_every_key_is_documented() -> None:
    names = re.findall(r"^\| (mod:\S+) ", keys.__doc__ or "", re.MULTILINE)
    assert missing((f"`{name}`" for name in names), "operations.md") == []


def test_decisions_are_dated_and_linked() -> None:
    records = {path.name: path.read_text("utf-8") for path in DECISIONS}
    index = records.pop("README.md")
    date = re.compile(r"^Date: \d{4}-\d\d-\d\d$", re.MULTILINE)
    assert [name for name, text in records.items() if not date.search(text)] == []
    assert [name for name in records if name not in index] == []


def test_links_between_the_documents_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")]
    link = re.compile(r"\]\((?!https?://|#|mailto:)([^)#]+)")
    targets = [(path, target) for path in pages for target in link.findall(path.read_text("utf-8"))]
    assert [
        (path.name, target) for path, target in targets if not (path.parent / target).exists()
    ] == []


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) < 150
