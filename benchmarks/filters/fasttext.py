"""fastText, supervised, on words, pairs of words, and 3 to 5 characters."""

from collections.abc import Sequence
from math import log
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.filters.mailbox import CONTROLS
from benchmarks.filters.programs import Program, ProgramError, run
from classifier.evaluation.measures import Flags, Values

OPTIONS: Final = (
    *("-thread", "1", "-seed", "1", "-epoch", "25", "-lr", "0.5", "-dim", "50"),
    *("-wordNgrams", "2", "-minn", "3", "-maxn", "5", "-bucket", "500000"),
)
TINY: Final = 1e-10


def one_line(text: str) -> str:
    """A text on one line, without anything that reads as a label; never empty."""
    words = CONTROLS.sub(" ", text).replace("__label__", "label").split()
    return " ".join(words) or "-"


def learn(directory: Path, texts: Sequence[str], spam: Flags) -> None:
    """Fit a model to labelled lines."""
    labels = ["__label__spam" if flag else "__label__ham" for flag in spam]
    lines = [f"{label} {one_line(text)}\n" for label, text in zip(labels, texts, strict=True)]
    (directory / "train.txt").write_text("".join(lines), encoding="utf-8")
    files = ("-input", "train.txt", "-output", "model", "-verbose", "0")
    run(["fasttext", "supervised", *files, *OPTIONS], directory)


def score(directory: Path, texts: Sequence[str]) -> Values:
    """Log-odds of spam from the probabilities of both labels."""
    lines = [one_line(text) + "\n" for text in texts]
    (directory / "asked.txt").write_text("".join(lines), encoding="utf-8")
    output = run(["fasttext", "predict-prob", "model.bin", "asked.txt", "2"], directory)
    return read_predictions(output, len(texts))


def read_predictions(output: str, count: int) -> Values:
    """Log-odds from lines of labels and probabilities. Raises ProgramError."""
    scores = []
    for line in output.splitlines():
        cells = line.split()
        chances = dict(zip(cells[::2], map(float, cells[1::2]), strict=True))
        spam, ham = (chances.get(f"__label__{name}", 0.0) for name in ("spam", "ham"))
        scores.append(log(max(spam, TINY)) - log(max(ham, TINY)))
    if len(scores) != count:
        raise ProgramError(f"fasttext: {len(scores)} answers to {count} lines")
    return np.array(scores)


FASTTEXT: Final = Program("fastText", ("fasttext",), "fasttext", learn, score)
