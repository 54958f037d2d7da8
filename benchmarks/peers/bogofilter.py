"""bogofilter in bulk: one process that classifies a list of files, trained beforehand.

No HTTP, no store, no decision; the messages lie in files already and are in the page cache.
"""

import os
import time
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.comments import samples
from benchmarks.filters import bogofilter
from benchmarks.measuring import MICRO, Figures
from benchmarks.peers.messages import as_message
from benchmarks.processes import on_core

TRAINING_SAMPLES: Final = 2_000
TRAINING_SEED: Final = 97


class Bogofilter:
    """A trained word list, and `comments` files to classify."""

    name = "bogofilter"

    def __init__(self, core: int | None, folder: Path, comments: int) -> None:
        folder.mkdir()
        self._core = core
        self._folder = folder
        training = samples(TRAINING_SAMPLES, seed=TRAINING_SEED)
        spam = np.array([each.spam for each in training], np.bool_)
        bogofilter.learn(folder, [each.text for each in training], spam)
        self._files = [folder / f"{number}.eml" for number in range(comments)]
        for number, (file, sample) in enumerate(zip(self._files, samples(comments), strict=True)):
            file.write_bytes(as_message(sample, number))

    def measure(self) -> Figures:
        """Classify every file once. Raises ProgramError when it says less than was asked."""
        before, began = os.times(), time.perf_counter()
        with on_core(self._core):
            said = bogofilter.classify(self._folder, self._files)
        seconds, after = time.perf_counter() - began, os.times()
        spent = sum(after[2:4]) - sum(before[2:4])
        verdicts = len(said)
        nothing = float("nan")
        return Figures(
            comments_per_second=verdicts / seconds,
            p50_ms=nothing,
            p99_ms=nothing,
            server_cpu_us=spent / verdicts * MICRO,
            store_cpu_us=0.0,
            load_cpu_us=0.0,
            resident_mb=nothing,
            answer_bytes=sum(map(len, said)) / verdicts,
            accepted=verdicts,
            statuses={},
            stored=None,
            states={},
            signalled=0,
        )
