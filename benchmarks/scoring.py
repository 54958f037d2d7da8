"""`python -m benchmarks.scoring`: what scoring costs, by size of batch and by length of text.

Each figure is the least CPU time of many short runs, so that other work on the machine counts
as little as can be. Texts of the mixed batches are those of `benchmarks.comments`; every run
takes other ones, for equal texts would flatter whatever remembers words.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from time import process_time
from typing import Final

from benchmarks import report
from benchmarks.comments import samples
from benchmarks.growth.fitting import exponent
from benchmarks.report import shown
from classifier.scoring.scorer import Scorer, shipped_model

SIZES: Final = (1, 5, 12, 25, 48, 64)
LENGTHS: Final = (20, 60, 200, 600, 2_000, 6_000, 20_000)
TEXTS: Final = 3_000
EXPLAIN_FROM: Final = 0.2
"""The score of `spam` from which the service asks for reasons."""
SECONDS: Final = 0.05
"""CPU time of one run, at least."""
RUNS: Final = 21
MICRO: Final = 1e6
OF_200: Final = (
    "Menurut saya jadwal feri yang baru ini {} kali lebih baik, tetapi tarifnya perlu dijelaskan"
    " lagi kepada warga pulau, terutama pelajar dan pedagang ikan yang menyeberang setiap hari"
    " sejak subuh, setuju?"
)
Work = Callable[[Sequence[str]], object]


def main() -> None:
    """Measure and print both tables."""
    scorer = Scorer.load(shipped_model())
    mixed = [sample.text for sample in samples(TEXTS)]
    alike = [OF_200.format(number) for number in range(100, 100 + TEXTS)]

    def assess(texts: Sequence[str]) -> object:
        return scorer.assess(texts, explain_from=EXPLAIN_FROM)

    works = (assess, mixed), (scorer.score, mixed), (scorer.score, alike)
    print(f"{report.said()}\n\nCPU µs a comment\n")
    head = ("comments in a batch", "mixed, assessed", "mixed, scored", "200 characters, scored")
    rows = [[str(n), *(shown(cost(*work, n), 1) for work in works)] for n in SIZES]
    print(f"{report.table(head, rows)}\n\nCPU µs of one text alone, assessed\n")
    costs = [cost(assess, of_length(mixed, length), 1) for length in LENGTHS]
    lines = [[shown(n), shown(each)] for n, each in zip(LENGTHS, costs, strict=True)]
    print(report.table(("characters", "µs"), lines))
    grows = exponent(LENGTHS[-4:], costs[-4:])
    print(f"\nfrom {LENGTHS[-4]:,} characters on it grows with length to the power of {grows:.2f}")


def cost(work: Work, texts: Sequence[str], size: int) -> float:
    """Microseconds of CPU a text, in batches of this size: the best of several runs."""
    batches = endless(texts, size)
    return min(run(work, batches) for _ in range(RUNS)) * MICRO / size


def run(work: Work, batches: Iterator[Sequence[str]]) -> float:
    """Seconds of CPU a batch."""
    count, started = 0, process_time()
    while (taken := process_time() - started) < SECONDS:
        for batch in islice(batches, 4):
            work(batch)
        count += 4
    return taken / count


def endless(texts: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Batches of the texts in order, over and over."""
    while True:
        for first in range(0, len(texts) - size + 1, size):
            yield texts[first : first + size]


def of_length(texts: Sequence[str], length: int) -> list[str]:
    """Texts of this many characters, cut from the given ones laid end to end."""
    joined = " ".join(texts)
    return [joined[first : first + length] for first in range(0, len(joined) - length, length)]


if __name__ == "__main__":
    main()
