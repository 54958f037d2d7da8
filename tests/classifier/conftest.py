"""A tiny synthetic corpus, a model trained on it once, and the shipped model."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

import pytest

from classifier.scoring.scorer import Scorer, shipped_model
from classifier.synthetic.generators.brands import brand
from classifier.synthetic.generators.campaigns import campaigns
from classifier.synthetic.generators.readers import readers
from classifier.training import corpus
from classifier.training.train import train

SEED = 7


def synthetic_rows(count: int) -> list[dict[str, str]]:
    """Rows as a site would export them."""
    rng = Random(SEED)  # noqa: S311 - repeatable, not secret
    spam = [{"text": row.text, "label": "spam"} for row in campaigns(rng, count, ["kabar"])]
    ham = [{"text": row.text, "label": "ham"} for row in readers(rng, count)]
    return [row for pair in zip(spam, ham, strict=True) for row in pair]


def write_rows(path: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="session", autouse=True)
def few_synthetic_texts() -> Iterator[None]:
    """Training makes thousands of texts by default; a test needs few."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("SYNTHETIC_SPAM", "SYNTHETIC_HAM", "HARD_NEGATIVES_COUNT", "SLANG_COUNT"):
            patch.setattr(corpus, name, 40)
        yield


@pytest.fixture(scope="session")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small labelled export of a site."""
    return write_rows(tmp_path_factory.mktemp("export") / "site.jsonl", synthetic_rows(60))


@pytest.fixture(scope="session")
def small_model(export: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model trained on that export."""
    out = tmp_path_factory.mktemp("model")
    train(export, out, SEED)
    return out


@pytest.fixture(scope="session")
def scorer() -> Scorer:
    """The model that ships."""
    return Scorer.load(shipped_model())


@pytest.fixture(scope="session")
def comments() -> list[str]:
    """Two hundred synthetic comments of every sort."""
    rng = Random(SEED)  # noqa: S311 - repeatable, not secret
    rows = [*campaigns(rng, 100, ["kabar"]), *readers(rng, 90)]
    return [*(row.text for row in rows), *(brand(rng) for _ in range(10))]
