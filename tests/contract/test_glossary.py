"""One word for one thing: the glossary's terms are used, the words it warns of are not."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
# Words with another, ordinary meaning in code (an HTTP request, a job of the CPU) are left out.
REFUSED = {
    *("backlog_item", "blog", "commenter", "dispute", "inbox", "outbox", "payload", "pickle"),
    *("reviewer", "tenantid", "ticket", "toxicity"),
    *("common", "helper", "manager", "misc", "utils"),
    # Mechanisms.
    *("turn", "remembered", "pulse", "lane", "lanes", "door", "patience", "sheet", "entrance"),
    *("watch", "observed", "scene", "told", "grounds", "holding", "neighbours", "dossier"),
    *("demotenant", "demo_tenant"),
}
REFUSED_OF_THE_MODEL = {
    *("facts", "looks", "strip", "strips", "doubt", "straight", "whole_numbers", "prevalence"),
    *("invented", "soundness", "destinations", "finding", "lessons"),
}
VAGUE = re.compile(r"^(get_|handle_|process_|do_|manage_)")
MODULES = sorted([*(ROOT / "moderation").rglob("*.py"), *(ROOT / "classifier").rglob("*.py")])

# Names of aiohttp and click; we only override them.
OVERRIDDEN = {"handle_error", "get_command"}


def public_names(path: Path) -> list[str]:
    """Name a module and its functions and classes, with their methods."""
    tree = ast.parse(path.read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    bodies = [tree.body, *(node.body for node in classes)]
    names = [node.name for body in bodies for node in body if isinstance(node, kinds)]
    return [path.stem, *(name for name in names if not name.startswith("_"))]


def refused(path: Path) -> list[str]:
    """Find a module's names that the glossary warns of, or that say nothing."""
    words = REFUSED | REFUSED_OF_THE_MODEL if "classifier" in path.parts else REFUSED
    names = [name for name in public_names(path) if name not in OVERRIDDEN]
    return [name for name in names if name.lower() in words or VAGUE.match(name)]


def test_public_names_are_the_glossarys() -> None:
    found = {str(path.relative_to(ROOT)): refused(path) for path in MODULES}
    assert {path: names for path, names in found.items() if names} == {}


def test_the_glossary_defines_what_the_domain_declares() -> None:
    tree = ast.parse((ROOT / "moderation" / "domain" / "__init__.py").read_text("utf-8"))
    classes = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    said = GLOSSARY.lower()
    core = {
        "Submission",
        "Comment",
        "Author",
        "Signal",
        "Verdict",
        "Decision",
        "Action",
        "Reason",
        "Case",
        "Moderator",
        "Event",
    }
    assert core <= set(classes)
    assert [name for name in core if f"| {name.lower()} |" not in said] == []
