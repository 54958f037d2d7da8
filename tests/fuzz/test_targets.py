"""Every parser under inputs that a machine makes up: it reads or refuses them, and nothing else.

    INPUTS=200000 .venv/bin/python -m pytest -m slow tests/fuzz

goes on for some ten minutes with each import, and tries ten times as many bodies. The corpus holds
what a coverage-guided fuzzer found (see `guided.py`): inputs that each reach something that the
others do not.
"""

import os
from random import Random

import pytest

from tests.fuzz.corpus import read_corpus
from tests.fuzz.made_up import made_up, torn
from tests.fuzz.targets import TARGETS

# Of exports; bodies are read so much faster that there are ten times as many.
INPUTS = int(os.environ.get("INPUTS", "1500"))
EXPORTS = {"wxr", "csv", "disqus", "coral"}


@pytest.mark.parametrize("kind", TARGETS)
def test_the_corpus_is_read_or_refused(kind: str) -> None:
    corpus = read_corpus(kind)
    assert corpus
    assert any(TARGETS[kind](content) for content in corpus)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", TARGETS)
def test_what_is_made_up_is_read_or_refused(kind: str) -> None:
    chance = Random(7)  # noqa: S311 - repeatable, not secret
    corpus, inputs = read_corpus(kind), INPUTS if kind in EXPORTS else 10 * INPUTS
    read = sum(TARGETS[kind](made_up(kind, chance)) > 0 for _ in range(inputs))
    for _ in range(inputs // 4):
        TARGETS[kind](torn(chance, chance.choice(corpus)))
    # Most of them reach the mapping behind the parser.
    assert read > inputs / 2
