"""`python -m tests.fuzz.guided TARGET SECONDS`: a fuzzer that watches which code it reaches.

Not among the tests' packages, as it is only wanted where the corpus is made anew: `pip install
atheris` beside them first. What it finds that reaches something new is kept in `inputs/`; what
makes a target fail is printed with the way to see it again.
"""

import subprocess
import sys
import tempfile
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Final

from tests.fuzz.corpus import read_corpus, write_corpus

SEEDS: Final = 200
LENGTH: Final = 6_000
KEPT: Final = 65_536  # bytes of inputs, the short ones first
OPTIONS: Final = (f"-max_len={LENGTH}", "-rss_limit_mb=2048", "-timeout=20", "-verbosity=0")


def main() -> None:
    """Fuzz a target and keep what is worth it; or, with libFuzzer's options, be its process."""
    kind, *options = sys.argv[1:]
    if options[0].isdigit():
        _fuzz(kind, options[0])
    else:
        _work(kind, options)


def _fuzz(kind: str, seconds: str) -> None:
    from tests.fuzz.made_up import made_up  # noqa: PLC0415 - as below

    chance = Random(int(seconds))  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory(prefix="saring-fuzz-") as name:
        found, least = Path(name, "found"), Path(name, "least")
        found.mkdir()
        least.mkdir()
        for number, content in enumerate(read_corpus(kind)):
            (found / f"kept-{number}").write_bytes(content)
        for number in range(SEEDS):
            (found / f"seed-{number}").write_bytes(made_up(kind, chance))
        ours = [sys.executable, "-m", "tests.fuzz.guided", kind]
        done = subprocess.run([*ours, *OPTIONS, f"-max_total_time={seconds}", found], check=False)
        if done.returncode:
            sys.exit(f"{kind} failed; the input is in the file that is named above")
        subprocess.run([*ours, *OPTIONS, "-merge=1", least, found], check=True)
        kept = sorted((path.read_bytes() for path in least.iterdir()), key=len)
        sizes = accumulate(map(len, kept))
        short = [each for each, size in zip(kept, sizes, strict=True) if size <= KEPT]
        write_corpus(kind, short)
        print(f"{kind}: {len(kept)} inputs reach all that was reached, {len(short)} are kept")


def _work(kind: str, options: list[str]) -> None:
    import atheris  # noqa: PLC0415 - see above

    with atheris.instrument_imports(include=["moderation"], enable_loader_override=False):
        from tests.fuzz.made_up import made_up  # noqa: PLC0415
        from tests.fuzz.targets import TARGETS  # noqa: PLC0415

    def mutated(content: bytes, most: int, seed: int) -> bytes:
        chance = Random(seed)  # noqa: S311 - no secret
        made = made_up(kind, chance) if chance.random() < 0.5 else atheris.Mutate(content, most)
        return bytes(made[:most])

    target = TARGETS[kind]

    def tried(content: bytes) -> None:
        target(content)

    # libFuzzer starts itself again for a merge, by the first word and a shell.
    ours = f"{sys.executable} -m tests.fuzz.guided {kind}"
    atheris.Setup([ours, *options], tried, custom_mutator=mutated)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
