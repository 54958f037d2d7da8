"""`python -m tests.fuzz.kernels ROUNDS SEED [MODULE]`: compiled kernels, given what does not fit.

Arrays of real texts are recorded, then one or two of them are cut, replaced or filled with other
numbers. A kernel may do its work or refuse; whether it stays within its arrays is for who runs
this to see: the tests run it as it is, and compiled with the address sanitizer as well. MODULE is
the file of another build of the kernels.
"""

import importlib.util
import sys
from collections.abc import Iterator
from random import Random
from types import ModuleType
from typing import Any, Final

import numpy as np

from classifier import compiled
from classifier.scoring.scorer import Scorer, shipped_model

TEXTS: Final = (
    "Slot gacor M-A-C-A-N-7-7 d.a.f.t.a.r, m@in di 𝗠𝗔𝗖𝗔𝗡𝟳𝟳 ⑩ ㎡ 🔥🔥 WA.ME/62812, 081234567890!",
    "Jam 19.30 WITA, @warga_12 bilang hahahahaha. Setuju pak! 4l3x!$17 g4c0r redmi9a RT05 www. ya",
    "satu dua tiga empat lima enam tujuh delapan. sembilan sepuluh\nsebelas dua belas tiga belas",
    "semoga lekas sembuh " * 9,
    "e\u0301\u200bx\u00adtra ﬁ 한국 привет",
    "",
)
OUTSIDE: Final = (-(2**62), -9, -1, 0, 1, 2, 3, 7, 8, 9, 255, 4_096, 2**31 - 1, 2**62)
Call = tuple[str, tuple[Any, ...]]


class Recorder:
    """Stands where the kernels are, and keeps what they are called with."""

    def __init__(self, kernels: ModuleType) -> None:
        self.calls: list[Call] = []
        self._kernels = kernels

    def __getattr__(self, name: str) -> Any:
        kernel = getattr(self._kernels, name)

        def recorded(*arguments: Any) -> Any:
            self.calls.append((name, tuple(map(_copied, arguments))))
            return kernel(*arguments)

        return recorded


def recorded(kernels: ModuleType) -> list[Call]:
    """What the kernels are called with when a batch is scored and explained."""
    recorder = Recorder(kernels)
    compiled.kernels = recorder  # type: ignore[assignment] # for this process alone
    Scorer.load(shipped_model()).assess(TEXTS, explain_from=0.0)
    compiled.kernels = kernels
    return recorder.calls


def spoiled(arguments: tuple[Any, ...], chance: Random) -> Iterator[Any]:
    """The arguments with one or two of them changed."""
    which = chance.sample(range(len(arguments)), chance.randint(1, min(2, len(arguments))))
    for place, argument in enumerate(arguments):
        yield _spoiled(argument, chance) if place in which else _copied(argument)


def _spoiled(argument: Any, chance: Random) -> Any:
    if not isinstance(argument, np.ndarray):
        return chance.choice((argument[: len(argument) // 2], argument, 7, None))
    array = argument.ravel().copy()
    ways = (
        array[: chance.randint(0, len(array))].copy(),
        array[:0].copy(),
        array[::-1].copy(),
        np.concatenate((array, array[: chance.randint(0, 9)])),
        array.astype(chance.choice((np.uint8, np.uint16, np.uint32, np.int64))),
        np.full_like(array, _outside(array, chance)),
        *(_with_some_outside(array.copy(), chance) for _ in range(2)),
    )
    return chance.choice(ways)


def _outside(array: Any, chance: Random) -> Any:
    return np.array(chance.choice(OUTSIDE)).astype(array.dtype)


def _with_some_outside(array: Any, chance: Random) -> Any:
    for _ in range(chance.randint(1, 4) if len(array) else 0):
        array[chance.randrange(len(array))] = _outside(array, chance)
    return array


def _copied(argument: Any) -> Any:
    return argument.copy() if isinstance(argument, np.ndarray) else argument


def main() -> None:
    """Spoil and call; say how often the kernels refused."""
    rounds, seed, *module = sys.argv[1:]
    kernels: ModuleType = compiled.kernels
    if module:
        spec = importlib.util.spec_from_file_location("classifier.compiled.kernels", module[0])
        assert spec
        assert spec.loader
        kernels = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(kernels)
    chance = Random(int(seed))  # noqa: S311 - repeatable, not secret
    calls = recorded(kernels)
    refused = 0
    for _ in range(int(rounds)):
        name, arguments = chance.choice(calls)
        try:
            getattr(kernels, name)(*spoiled(arguments, chance))
        except (TypeError, ValueError):
            refused += 1
    print(f"{len(calls)} calls of {len({name for name, _ in calls})} kernels, {refused} refused")


if __name__ == "__main__":
    main()
