"""One word for one thing: the glossary's terms are used, the words it warns of are not."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
# Words with another, ordinary meaning in code (an HTTP request, a job of the CPU) are left out.
REFUSED = {
    "tenantid",
    "blog",
    "payload",
    "commenter",
    "toxicity",
    "inbox",
    "backlog_item",
    "ticket",
    "reviewer",
    "dispute",
    "outbox",
    "pickle",
    "utils",
    "helper",
    "common",
    "misc",
    "manager",
    "looks",
    "finding",
    "strip",
    "doubt",
    "lessons",
    "soundness",
    "prevalence",
}
VAGUE = re.compile(r"^(get_|handle_|process_|do_|manage_)")
MODULES = sorted([*(ROOT / "moderation").rglob("*.py"), *(ROOT / "classifier").rglob("*.py")])


def public_names(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [n.name for n in ast.walk(tree) if isinstance(n, kinds) and not n.name.startswith("_")]


def test_public_names_are_the_glossarys() -> None:
    named = [(str(path.relative_to(ROOT)), name) for path in MODULES for name in public_names(path)]
    # The name is aiohttp's; we only override it.
    named = [(path, name) for path, name in named if name != "handle_error"]
    assert [each for each in named if each[1].lower() in REFUSED or VAGUE.match(each[1])] == []


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
