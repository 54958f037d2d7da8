"""What must be reached, what was got, and the verdict: printed beside every table."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks import report
from benchmarks.report import shown
from benchmarks.summary import Spread


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was wanted and got, in words; `beside` says what else there is to know."""

    what: str
    wanted: str
    got: str
    word: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that must be reached: at least `least`, at most `most`."""

    what: str
    least: float = -math.inf
    most: float = math.inf
    digits: int = 2

    @property
    def wanted(self) -> str:
        if math.isinf(self.most):
            return f">= {shown(self.least, self.digits)}"
        return f"<= {shown(self.most, self.digits)}"

    def verdict(self, got: float | None, beside: str = "") -> Verdict:
        """The verdict on `got`; None or NaN: not measured."""
        if got is None or math.isnan(got):
            return Verdict(self.what, self.wanted, "-", "not measured", beside)
        word = "reached" if self.least <= got <= self.most else "FALLS SHORT"
        return Verdict(self.what, self.wanted, shown(got, self.digits), word, beside)

    def of(self, rounds: Spread | None, beside: str = "") -> Verdict:
        """The verdict on the median of the rounds, with their range; None: not measured."""
        if rounds is None:
            return self.verdict(None)
        span = f"{shown(rounds.least, self.digits)}–{shown(rounds.greatest, self.digits)}"
        return self.verdict(rounds.median, f"{span}{beside}")


def table(verdicts: Sequence[Verdict]) -> str:
    """One line a verdict."""
    head = ("must reach", "wanted", "got", "verdict", "beside")
    return report.table(
        head, [(each.what, each.wanted, each.got, each.word, each.beside) for each in verdicts]
    )
