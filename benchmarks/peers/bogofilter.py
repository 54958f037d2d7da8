"""bogofilter in bulk: one process that classifies a list of files, trained beforehand.

No HTTP, no store, no decision; the messages lie in files already and are in the page cache.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from benchmarks.comments import samples
from benchmarks.measuring import MICRO, Figures, ReconciliationError
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
        for spam, option in ((True, "-s"), (False, "-n")):
            chosen = [each for each in training if each.spam is spam]
            files = _files(folder / f"training{option}", [as_message(s, 0) for s in chosen])
            self._run(option, files)
        self._files = _files(
            folder / "asked", [as_message(each, n) for n, each in enumerate(samples(comments))]
        )

    def measure(self) -> Figures:
        """Classify every file once. Raises ReconciliationError when it says less than was asked."""
        before, began = os.times(), time.perf_counter()
        said = self._run("-T", self._files)
        seconds, after = time.perf_counter() - began, os.times()
        spent = sum(after[2:4]) - sum(before[2:4])
        verdicts = len(said.splitlines())
        if verdicts != len(self._files):
            raise ReconciliationError(f"bogofilter: {verdicts} verdicts on {len(self._files)}")
        nothing = float("nan")
        return Figures(
            comments_per_second=verdicts / seconds,
            p50_ms=nothing,
            p99_ms=nothing,
            server_cpu_us=spent / verdicts * MICRO,
            store_cpu_us=0.0,
            load_cpu_us=0.0,
            resident_mb=nothing,
            answer_bytes=len(said) / verdicts,
            accepted=verdicts,
            statuses={},
            stored=None,
            states={},
            signalled=0,
        )

    def _run(self, option: str, files: list[str]) -> bytes:
        with on_core(self._core):
            done = subprocess.run(
                ["bogofilter", "-d", str(self._folder), option, "-b"],
                input="\n".join([*files, ""]).encode(sys.getfilesystemencoding()),
                stdout=subprocess.PIPE,
                check=False,
            )
        # 0 to 2 are its verdicts.
        if done.returncode > 2:
            raise RuntimeError(f"bogofilter {option} ended with {done.returncode}")
        return done.stdout


def _files(folder: Path, messages: list[bytes]) -> list[str]:
    folder.mkdir()
    found = []
    for number, message in enumerate(messages):
        file = folder / f"{number}.eml"
        file.write_bytes(message)
        found.append(str(file))
    return found
