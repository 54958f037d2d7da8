"""bogofilter: the one place that drives it, in a directory that holds its words."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.filters.mailbox import write_asked, write_learned
from benchmarks.filters.programs import Program, ProgramError, run
from classifier.evaluation.measures import Flags, Values

COMMAND: Final = ("bogofilter", "-C", "-d", ".")
VERDICTS: Final = (0, 1, 2)
"""Its exit status tells the class of the last mail."""
PLACES: Final = ",".join(["%.15f"] * 3)
"""Six places, its default, would tie the surest."""
SPAMICITY: Final = re.compile(r"^X-Bogosity: .*spamicity=([0-9.]+)", re.MULTILINE)


def learn(directory: Path, texts: Sequence[str], spam: Flags) -> None:
    """Register the texts as spam or ham."""
    write_learned(directory, texts, spam)
    for flag, name in (("-s", "spam"), ("-n", "ham")):
        run([*COMMAND, "-M", flag, "-I", f"{name}.mbox"], directory)


def score(directory: Path, texts: Sequence[str]) -> Values:
    """The spamicity of each text."""
    options = ("-v", f"--spamicity-formats={PLACES}", "-M", "-I", write_asked(directory, texts))
    output = run([*COMMAND, *options], directory, successes=VERDICTS)
    return read_spamicities(output, len(texts))


def classify(directory: Path, files: Sequence[Path]) -> list[str]:
    """Its terse verdict on each file, one mail each. Raises ProgramError."""
    names = "".join(f"{file}\n" for file in files)
    verdicts = run([*COMMAND, "-T", "-b"], directory, said=names, successes=VERDICTS).splitlines()
    if len(verdicts) != len(files):
        raise ProgramError(f"bogofilter: {len(verdicts)} verdicts on {len(files)} files")
    return verdicts


def read_spamicities(output: str, count: int) -> Values:
    """Scores from header lines, one a mail in order. Raises ProgramError."""
    found = np.array([float(value) for value in SPAMICITY.findall(output)])
    if len(found) != count:
        raise ProgramError(f"bogofilter: {len(found)} answers to {count} mails")
    return found


BOGOFILTER: Final = Program("bogofilter", ("bogofilter",), "bogofilter", learn, score)
