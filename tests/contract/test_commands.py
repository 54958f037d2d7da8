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
        command = command.commands[words.pop(0)]
    return command, words


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that holds what the lines read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "comments.jsonl").touch()
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("settings", "line"), sorted({line for path in PAGES for line in lines(path)})
)
def test_a_line_to_be_typed_is_taken_as_it_stands(settings: str, line: str) -> None:
    command, words = command_of(line)
    assert not isinstance(command, click.Group), line
    command.make_context(line, words).close()
    for setting in settings.split():
        name = setting.partition("=")[0].removeprefix(PREFIX).lower()
        assert name in Settings.__struct_fields__


@pytest.mark.parametrize("mention", sorted(mentions()))
def test_a_command_that_a_sentence_names_exists_with_its_options(mention: str) -> None:
    command, words = command_of(mention)
    options = {name for each in command.params for name in each.opts}
    assert [word for word in words if word.startswith("--") and word not in options] == []
