"""`classifier score` in bulk: one process that scores a file of texts, as bogofilter does.

No HTTP, no store, no decision; what it takes to start and to load the model is part of it.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from benchmarks.comments import samples
from benchmarks.measuring import MICRO, Figures, ReconciliationError
from benchmarks.processes import on_core

PROGRAM: Final = Path(sys.executable).with_name("classifier")


class Classifier:
    """A file of `comments` texts to score."""

    name = "classifier"

    def __init__(self, core: int | None, folder: Path, comments: int) -> None:
        folder.mkdir()
        self._core = core
        self._comments = comments
        self._file = folder / "texts.jsonl"
        rows = (json.dumps({"text": each.text}) for each in samples(comments))
        self._file.write_text("\n".join(rows), "utf-8")

    def measure(self) -> Figures:
        """Score every text once. Raises ReconciliationError when it says less than was asked."""
        before, began = os.times(), time.perf_counter()
        with on_core(self._core):
            done = subprocess.run(
                [PROGRAM, "score", "--input", self._file], stdout=subprocess.PIPE, check=True
            )
        seconds, after = time.perf_counter() - began, os.times()
        spent = sum(after[2:4]) - sum(before[2:4])
        scored = len(done.stdout.splitlines())
        if scored != self._comments:
            raise ReconciliationError(f"classifier: {scored} scores of {self._comments} texts")
        return Figures(
            comments_per_second=scored / seconds,
            server_cpu_us=spent / scored * MICRO,
            answer_bytes=len(done.stdout) / scored,
            accepted=scored,
        )
