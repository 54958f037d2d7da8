"""The compiled kernels against numpy, bit by bit, and against arrays that do not fit.

The quick tests hold the scorer as it was installed to numpy, wherever it was; the slow ones need a
C compiler, as others need a browser.
"""

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier import compiled
from classifier.evaluation.attacks.suite import ATTACKS
from classifier.scoring import features, handcrafted
from classifier.scoring.features import tokenise
from classifier.scoring.parts import judged
from classifier.scoring.scorer import Assessment, Scorer
from classifier.text import alphabet, hashing, words
from tests.classifier.test_shortcuts import TEXTS

ROOT = Path(__file__).parents[2]
COMPILER = shutil.which("cc") or shutil.which("gcc")
HEADERS = Path(sysconfig.get_path("include"), "Python.h").exists()
INSTALLED = compiled.USED
SOURCES = sorted((ROOT / "classifier/compiled").glob("*.c"))


def test_the_kernels_are_there_wherever_they_could_be_compiled() -> None:
    assert compiled.USED or not (COMPILER and HEADERS), "make venv again: a compiler is there now"


@pytest.mark.slow
def test_both_know_the_same_numbers() -> None:
    for module in (alphabet, hashing, features, handcrafted):
        for name, value in vars(module).items():
            if name.isupper() and hasattr(compiled.kernels, name):
                assert int(value) == getattr(compiled.kernels, name), name


def both(scorer: Scorer, texts: list[str], **asked: float) -> list[list[Assessment]]:
    """What the scorer as it was installed and what numpy alone make of these texts."""
    found = []
    for used in (INSTALLED, False):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(compiled, "USED", used)
            found.append(
                scorer.assess(texts, explain_from=asked.get("explain_from", 0.0), limit=99)
            )
    return found


def assert_alike(scorer: Scorer, texts: list[str]) -> None:
    one, other = both(scorer, texts)
    for fast, plain in zip(one, other, strict=True):
        assert fast.folded.text == plain.folded.text
        assert [*fast.folded.offsets] == [*plain.folded.offsets]
        assert msgspec.structs.replace(fast, folded=plain.folded) == plain
    arrays = features_of(texts, used=INSTALLED), features_of(texts, used=False)
    for array, expected in zip(*arrays, strict=True):
        assert array.dtype == expected.dtype
        assert np.array_equal(array, expected)


def features_of(texts: list[str], *, used: bool) -> list[npt.NDArray[Any]]:
    """The arrays that a decision is made from."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "USED", used)
        batch = tokenise(texts)
        every = judged(batch)
        known = batch.words
        arrays: list[npt.NDArray[Any]] = [
            known.kinds,
            known.silent,
            known.hashes,
            known.frames,
            known.shapes,
            known.letters,
        ]
        made = every.features
        arrays += [made.slots, made.edges, made.handcrafted, made.scales]
        arrays += [every.owners, batch.properties]
        return arrays


@given(TEXTS)
def test_scraps_are_read_alike(scorer: Scorer, texts: list[str]) -> None:
    assert_alike(scorer, texts)


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_any_text_is_read_alike(scorer: Scorer, texts: list[str]) -> None:
    assert_alike(scorer, texts)


@given(st.integers(0, 2**32))
def test_attacked_comments_are_read_alike(scorer: Scorer, comments: list[str], seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    texts = chance.sample(comments, chance.randint(1, 12))
    for place, text in enumerate(texts):
        attack = chance.choice(list(ATTACKS.values()))
        known = text.split()
        if known:
            which = chance.randrange(len(known))
            known[which] = attack(known[which], chance)
        texts[place] = chance.choice((" ", "  ", "\n", ". ")).join(known)
    assert_alike(scorer, texts)


@pytest.mark.parametrize("times", [1, 40, 2_000])
def test_texts_of_any_length_are_read_alike(
    scorer: Scorer, comments: list[str], times: int
) -> None:
    assert_alike(scorer, [". ".join((comments * 10)[:times]), "a " * times, "hore! 12 " * times])


def test_every_label_is_explained_alike(scorer: Scorer, comments: list[str]) -> None:
    for label in scorer.labels:
        fast = scorer.assess(comments[:60], explain_from=0.02, label=label)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(compiled, "USED", False)
            plain = scorer.assess(comments[:60], explain_from=0.02, label=label)
            logits = scorer.logits(comments[:60], label)
        assert [each.attributions for each in fast] == [each.attributions for each in plain]
        assert scorer.logits(comments[:60], label) == logits


def test_marks_are_the_same_numbers() -> None:
    # The sources have them as enumerations of their own.
    source = (ROOT / "classifier/compiled/words.c").read_text()
    assert f"IS_NUMBER = {words.IS_NUMBER}, IS_BRAND = {words.IS_BRAND}" in source
    assert f"CAPITALS = {words.CAPITALS}, GLUED = {words.IS_GLUED}" in source
    assert f"ACCOUNT = {words.IS_ACCOUNT}, HAS_DIGITS = {words.HAS_DIGITS}" in source


def fuzz(*options: object, **environment: str) -> str:
    """Run the fuzzer of the kernels."""
    command = [sys.executable, "-m", "tests.fuzz.kernels", *map(str, options)]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment or None, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr[-4_000:]
    return ended.stdout


@pytest.mark.slow
def test_arrays_that_do_not_fit_are_refused() -> None:
    said = fuzz(4_000, 11)
    kernels, refused = (int(said.split()[place]) for place in (3, 5))
    assert kernels == 19
    assert refused > 1_000


@pytest.mark.slow
def test_whatever_they_are_given_kernels_stay_within_their_arrays(tmp_path: Path) -> None:
    assert COMPILER is not None
    module = tmp_path / "kernels.abi3.so"
    checks = "-fsanitize=address,undefined -fno-sanitize-recover=undefined"
    flags = f"-O1 -g {checks} -shared -fPIC -ffp-contract=off"
    include = f"-I{sysconfig.get_path('include')}"
    command = [COMPILER, *flags.split(), include, *map(str, SOURCES), "-lm", "-o", str(module)]
    subprocess.run(command, check=True)
    library = subprocess.check_output([COMPILER, "-print-file-name=libasan.so"], text=True).strip()
    fuzz(30_000, 12, module, LD_PRELOAD=library, ASAN_OPTIONS="detect_leaks=0")


@pytest.mark.slow
def test_the_sources_compile_without_a_warning(tmp_path: Path) -> None:
    assert COMPILER is not None
    flags = "-O3 -Wall -Wextra -Wshadow -Wvla -Werror -shared -fPIC"
    include = f"-I{sysconfig.get_path('include')}"
    command = [COMPILER, *flags.split(), include, *map(str, SOURCES), "-lm"]
    subprocess.run([*command, "-o", str(tmp_path / "kernels.so")], check=True)
