"""Every command line that the documentation shows is one that the commands take."""

import re
import shlex
from pathlib import Path
from typing import Final

import click
import pytest

from classifier.cli import main as classifier
from moderation.cli import main as moderation
from moderation.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "docker-compose.yml", *sorted((ROOT / "docs").rglob("*.md"))]
# The files that lines of the documentation read.
READ: Final = (
    *("comments.jsonl", "wordpress.xml", "wp_comments.csv", "disqus.xml", "comments.json"),
)
PROGRAMS: Final[dict[str, click.Group]] = {"moderation": moderation, "classifier": classifier}

_LINE = re.compile(
    r"^(?:    |\$ |#   docker compose exec saring )((?:MODERATION_\w+=\S+ )*)"
    r"(?:\.venv/bin/)?((?:moderation|classifier) .+)$",
    re.MULTILINE,
)
_MENTION = re.compile(r"[`“]((?:moderation|classifier) [a-z][^`”]*)[`”]")


def lines(path: Path) -> list[tuple[str, str]]:
    """Find the lines that a page says to type, each with the settings before it."""
    return _LINE.findall(path.read_text("utf-8"))


def mentions() -> set[str]:
    """Find the commands that sentences name, with or without what they take."""
    found = (_MENTION.findall(path.read_text("utf-8")) for path in PAGES)
    return {" ".join(mention.split()) for page in found for mention in page}


def command_of(line: str) -> tuple[click.Command, list[str]]:
    """Tell which command a line calls, and with which arguments."""
    program, *words = shlex.split(line, comments=True)
    command: click.Command = PROGRAMS[program]
    while isinstance(command, click.Group) and words:
        found = command.get_command(click.Context(command), words.pop(0))
        assert found is not None, line
        command = found
    return command, words


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that holds what the lines read."""
    monkeypatch.chdir(tmp_path)
    for name in READ:
        (tmp_path / name).touch()
    return tmp_path


def refusal(settings: str, line: str) -> str:
    """Say why a line cannot be typed as it stands; nothing if it can."""
    command, words = command_of(line)
    if isinstance(command, click.Group):
        return f"{line}: no command"
    names = [each.partition("=")[0].removeprefix(PREFIX).lower() for each in settings.split()]
    if unknown := set(names) - set(Settings.__struct_fields__):
        return f"{line}: no such setting {unknown}"
    try:
        command.make_context(line, words).close()
    except click.ClickException as error:
        return f"{line}: {error.message}"
    return ""


def unknown_options(mention: str) -> list[str]:
    """Find the options of a command in a sentence that the command does not have."""
    command, words = command_of(mention)
    options = {name for each in command.params for name in each.opts}
    return [word for word in words if word.startswith("--") and word not in options]


@pytest.mark.usefixtures("folder")
def test_each_line_to_be_typed_is_taken_as_it_stands() -> None:
    shown = {line for path in PAGES for line in lines(path)}
    assert [why for why in (refusal(*line) for line in shown) if why] == []


def test_each_command_that_a_sentence_names_exists_with_its_options() -> None:
    assert [mention for mention in mentions() if unknown_options(mention)] == []
