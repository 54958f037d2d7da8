"""`python -m benchmarks.scoring`: what scoring costs, by size of batch and by length of text.

Each figure is the least CPU time of many short runs, so that other work on the machine counts
as little as can be. Texts of the mixed batches are those of `benchmarks.comments`; every run
takes other ones, for equal texts would flatter whatever remembers words.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from math import log
from time import process_time
from typing import Final

from benchmarks.comments import samples
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

    print("CPU µs a comment\n")
    print("| comments in a batch | mixed, assessed | mixed, scored | 200 characters, scored |")
    print("|---|---|---|---|")
    for size in SIZES:
        works = (assess, mixed), (scorer.score, mixed), (scorer.score, alike)
        found = [f"{cost(work, texts, size):.1f}" for work, texts in works]
        print(f"| {size} | {' | '.join(found)} |")
    print("\nCPU µs of one text alone, assessed\n\n| characters | µs |\n|---|---|")
    costs = [cost(assess, of_length(mixed, length), 1) for length in LENGTHS]
    for length, found_cost in zip(LENGTHS, costs, strict=True):
        print(f"| {length:,} | {found_cost:,.0f} |")
    print(f"\nfrom {LENGTHS[-4]:,} characters on it grows with the length to the power of", end=" ")
    print(f"{exponent(LENGTHS[-4:], costs[-4:]):.2f}")


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


def exponent(lengths: Sequence[int], costs: Sequence[float]) -> float:
    """The power of the length that fits these costs best."""
    logs = [(log(length), log(each)) for length, each in zip(lengths, costs, strict=True)]
    mean = [sum(column) / len(logs) for column in zip(*logs, strict=True)]
    spread = sum((one - mean[0]) ** 2 for one, _ in logs)
    together = sum((one - mean[0]) * (other - mean[1]) for one, other in logs)
    return float(together / spread)


if __name__ == "__main__":
    main()
