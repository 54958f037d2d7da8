"""Private parts of libraries that the service uses: all named here, and there in what is installed.

A library may change them in any release, so its versions are bounded from above as well.
"""

import ast
import importlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from aiohttp import http_writer
from aiohttp.web import Application, BaseRequest, Request, StreamResponse
from aiohttp.web_protocol import RequestHandler
from redis.asyncio import Connection

ROOT = Path(__file__).parents[2]
OURS = "moderation"
# What the language and the standard library promise although it begins with an underscore.
PROMISED = {"_exit", "_replace"}
# (library, class or module, part) -> why
PARTS: dict[tuple[str, type | ModuleType, str], str] = {
    ("redis", Connection, "_writer"): "the transport that a script connection takes over",
    ("aiohttp", RequestHandler, "_loop"): "for the clock that a request's head runs against",
    ("aiohttp", RequestHandler, "_request_count"): "which head the clock runs for",
    ("aiohttp", RequestHandler, "_reading_paused"): "whether there is anything to go on with",
    ("aiohttp", RequestHandler, "_buffer_paused"): "and likewise for requests that wait",
    ("aiohttp", BaseRequest, "_version"): "to answer another HTTP in the one that we speak",
    ("aiohttp", Application, "_handle"): "what the server calls, for what is not found at once",
    ("aiohttp", Request, "_match_info"): "set as the router does, for what is found at once",
    ("aiohttp", http_writer, "_serialize_headers"): "the head of what is sent in one piece",
    ("aiohttp", StreamResponse, "_eof_sent"): "what was sent in one piece is sent",
    ("aiohttp", StreamResponse, "_keep_alive"): "and its connection goes on",
}


def private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in PROMISED


def sources() -> Iterator[tuple[ModuleType, ast.Module]]:
    for path in sorted((ROOT / OURS).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[-1] != "__main__":
            yield importlib.import_module(".".join(parts)), ast.parse(path.read_text("utf-8"))


def of_others(tree: ast.Module) -> set[str]:
    """Find private names that are asked of anything but the class itself, or imported."""
    asked = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    taken = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {
        n.attr for n in asked if private(n.attr) and ast.unparse(n.value) not in {"self", "cls"}
    } | {name.name for node in taken for name in node.names if private(name.name)}


def inherited(module: ModuleType, tree: ast.Module) -> set[str]:
    """Find private names of the classes that ours are derived from."""
    found: set[str] = set()
    for node in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        made: Any = getattr(module, node.name, None)
        theirs = [base for base in made.__mro__ if base.__module__.split(".")[0] != OURS]
        known = {name for base in theirs for name in vars(base)}
        found |= {
            inner.attr
            for inner in ast.walk(node)
            if isinstance(inner, ast.Attribute) and private(inner.attr) and inner.attr in known
        }
    return found


def test_no_other_private_part_of_a_library_is_used() -> None:
    used: set[str] = set()
    for module, tree in sources():
        used |= of_others(tree) | inherited(module, tree)
    assert used == {part for _, _, part in PARTS}


@pytest.mark.parametrize(("library", "owner", "part"), PARTS, ids=[part for _, _, part in PARTS])
def test_the_part_is_there_and_its_library_is_bounded(library: str, owner: Any, part: str) -> None:
    # A request cannot be made here; it names what it has in ATTRS.
    assert hasattr(owner, part) or part in getattr(owner, "ATTRS", ()) or hasattr(owner(), part)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (needed,) = (text for text in project["dependencies"] if re.match(rf"{library}\b", text))
    assert re.search(r">=[\d.]+,<[\d.]+$", needed), needed
