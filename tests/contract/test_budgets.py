"""Modules stay short, functions shorter, and every module is named for its subject."""

import ast
import io
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULES = [
    str(file.relative_to(ROOT))
    for package in ("moderation", "classifier")
    for file in sorted((ROOT / package).rglob("*.py"))
]
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
LARGEST_FOLDER = 16
# Beside its rooms, a package keeps only what belongs to none of them.
FLAT = {"moderation": 6, "classifier": 2}
SUBJECTLESS = {
    *("base", "common", "constants", "core", "helper", "helpers", "info", "lib"),
    *("manager", "misc", "shared", "stuff", "support", "tools", "types", "util", "utils"),
}
NO_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}


def _docstring_lines(tree: ast.AST) -> Iterator[int]:
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, kinds) and ast.get_docstring(node) is not None:
            first = node.body[0]
            yield from range(first.lineno, (first.end_lineno or first.lineno) + 1)


def code_lines(source: str) -> int:
    """Count the lines that hold code: no blanks, no comments, no docstrings."""
    held: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in NO_CODE:
            held.update(range(token.start[0], token.end[0] + 1))
    return len(held - set(_docstring_lines(ast.parse(source))))


def function_lengths(source: str) -> dict[str, int]:
    """Map each function to its lines, from `def` to its end."""
    return {
        node.name: (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_counting_leaves_out_what_is_no_code() -> None:
    source = (
        '"""One.\n\nTwo.\n"""\n\n# why\ndef f() -> str:\n    """Say."""\n    return """a\nb"""\n'
    )
    assert code_lines(source) == 3
    assert function_lengths(source) == {"f": 4}


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    lines = {module: code_lines((ROOT / module).read_text()) for module in MODULES}
    assert {module: count for module, count in lines.items() if count > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    lengths = {
        (module, function): length
        for module in MODULES
        for function, length in function_lengths((ROOT / module).read_text()).items()
    }
    assert {each: length for each, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_every_module_and_package_is_named_for_a_subject() -> None:
    named = {module: set(Path(module).with_suffix("").parts) for module in MODULES}
    assert [module for module, words in named.items() if words & SUBJECTLESS] == []


def modules_in(folder: Path) -> int:
    """Count the modules of a folder beside its `__init__`."""
    return sum(file.name != "__init__.py" for file in folder.glob("*.py"))


def test_no_folder_holds_more_modules_than_one_subject_has() -> None:
    counts = {
        folder: modules_in(ROOT / folder) for folder in {Path(each).parent for each in MODULES}
    }
    assert {str(folder): count for folder, count in counts.items() if count > LARGEST_FOLDER} == {}


def test_every_subject_of_a_package_has_a_room() -> None:
    for package, most in FLAT.items():
        flat = {file.name for file in (ROOT / package).iterdir() if file.is_file()}
        assert len(flat - {"__init__.py", "py.typed"}) <= most, flat
