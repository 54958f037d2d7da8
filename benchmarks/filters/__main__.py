"""`python -m benchmarks.filters --data DATA`: Saring's classifier beside filters of others.

DATA is the directory of the development sets. Every filter learns from the same rows and is
measured on the same comments, which takes about a quarter of an hour on one core. Programs
(bogofilter, SpamAssassin, fastText) take part if they are installed.
"""

import argparse
import os
import sys
from pathlib import Path

from benchmarks.filters import trial
from classifier.data.datasets import DatasetError
from classifier.evaluation.report import write_json
from classifier.evaluation.report.table import show


def main() -> None:
    """Measure what the command line asks for."""
    chosen = _arguments()
    try:
        found = trial.compared(chosen.data, chosen.seed, _announce)
    except DatasetError as error:
        sys.exit(f"benchmarks.filters: {error}")
    show([trial.table(found)])
    if chosen.json:
        write_json(found, Path(chosen.json))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.filters", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory of labelled sets")
    parser.add_argument("--seed", type=int, default=1, help="of the training set")
    parser.add_argument("--json", default=os.environ.get("BENCH_JSON", ""))
    return parser.parse_args()


def _announce(step: str) -> None:
    print(f"… {step}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
