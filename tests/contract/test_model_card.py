"""Every figure that the pages on the classifier tell names its model and its command."""

import re
from pathlib import Path

import pytest

from classifier.scoring.artifact import read_manifest, shipped_model

DOCS = Path(__file__).parents[2] / "docs"
VERSION = re.compile(r"\b20\d\d\.\d\d-[0-9a-f]{6}\b")
COMMAND = re.compile(r"`(?:classifier|python -m) [^`]+`|^\$ classifier ", re.MULTILINE)
FIGURE = re.compile(r"\d%|\d µs|\d ms")
CARD = (DOCS / "model-card.md").read_text("utf-8")
SECTIONS = {part.splitlines()[0]: part for part in CARD.split("\n## ")[1:]}
RECORDS = ("first-stage", "parts")


def test_the_shipped_models_figures_are_its_own() -> None:
    version = read_manifest(shipped_model()).version
    report = (DOCS / "evaluation" / "report.md").read_text("utf-8")
    assert report.startswith(f"# Evaluation of model {version}\n")
    assert f"Model {version}." in SECTIONS["Figures on sets it never saw"]


@pytest.mark.parametrize("title", [name for name, text in SECTIONS.items() if FIGURE.search(text)])
def test_a_section_with_figures_names_model_and_command(title: str) -> None:
    text = SECTIONS[title]
    assert VERSION.search(text)
    assert COMMAND.search(text) or "by the commands above" in text or "no command" in text


@pytest.mark.parametrize("record", RECORDS)
def test_a_decision_about_the_model_names_it_and_the_command(record: str) -> None:
    text = (DOCS / "decisions" / f"{record}.md").read_text("utf-8")
    assert VERSION.search(text)
    assert COMMAND.search(text)
