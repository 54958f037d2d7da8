"""Attacks change words as they claim to, every time alike."""

from random import Random

import numpy as np
import pytest

from classifier.data.datasets import LabelledText
from classifier.evaluation import robustness
from classifier.evaluation.attacks import ATTACKS, LOSSLESS
from classifier.synthetic.generators.disguises import DISGUISES
from classifier.text.normalise import fold

WORDS = ("KANCIL77", "merak", "Squidgy", "slot88", "hoki", "a")
ROW = LabelledText("Mantap main di 𝐊𝐀𝐍𝐂𝐈𝐋𝟕𝟕 tiap malam", "spam", brand="kancil77")


def seeded(seed: object) -> Random:
    return Random(repr(seed))  # noqa: S311 - repeatable, not secret


def test_the_suite_has_twelve_attacks_at_least() -> None:
    assert len(ATTACKS) >= 12


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.parametrize("word", WORDS[:5])
def test_an_attack_changes_the_text_and_always_alike(name: str, word: str) -> None:
    first, second = (ATTACKS[name](word, seeded(word)) for _ in range(2))
    assert first == second != word


@pytest.mark.parametrize("name", sorted(LOSSLESS))
@pytest.mark.parametrize("word", WORDS)
def test_folding_undoes_what_claims_to_be_lossless(name: str, word: str) -> None:
    for seed in range(10):
        assert fold(ATTACKS[name](word, seeded(seed))).text == word.lower()


@pytest.mark.parametrize("name", ATTACKS)
def test_one_letter_and_foreign_letters_are_survived(name: str) -> None:
    for word in ("a", "7", "-", "猫"):
        assert ATTACKS[name](word, seeded(word))


@pytest.mark.parametrize("name", sorted(ATTACKS.keys() & DISGUISES.keys()))
def test_an_attack_is_not_what_training_practises(name: str) -> None:
    """Where both have a name for it, most code points differ."""
    word = "kancilmerak"
    attack = {char for seed in range(50) for char in ATTACKS[name](word, seeded(seed))}
    practised = {char for seed in range(50) for char in DISGUISES[name](word, seeded(seed))}
    assert len(attack - practised - set(word)) * 2 >= len(attack - set(word))


def test_the_brand_alone_is_rewritten_where_it_stands() -> None:
    found = robustness.on_brand(ROW, ATTACKS["separated"], seeded(1))
    assert found is not None
    assert found.startswith("Mantap main di K")
    assert found.endswith("7 tiap malam")
    assert "𝐊" not in found


@pytest.mark.parametrize("brand", ["", "merak88"], ids=["unknown", "not in the text"])
def test_without_a_brand_to_find_nothing_is_rewritten(brand: str) -> None:
    row = LabelledText(ROW.text, "spam", brand=brand)
    assert robustness.on_brand(row, ATTACKS["leet"], seeded(1)) is None


def test_every_word_is_rewritten_disguised_ones_too() -> None:
    found = robustness.on_words(ROW, ATTACKS["stacked_marks"], seeded(1))
    assert found is not None
    assert fold(found).text == "mantap main di kancil77 tiap malam"
    assert "𝐊" not in found


def test_points_lost_are_the_difference_of_mean_recalls() -> None:
    owners = np.array([0, 0, 1])
    found = robustness.cost(
        np.array([0.9, 0.9, 0.9]), np.array([0.9, 0.1, 0.1]), owners, {"hold": 0.5}
    )
    assert found["before"]["hold"] == 1
    assert found["after"]["hold"] == 0.25
    assert found["lost_points"]["hold"] == 75


def test_attacks_that_cost_a_point_at_most_are_counted() -> None:
    lines = [
        {"mode": "brand", "spam": 9, "lost_points": {"hold": lost}} for lost in (-3.0, 1.0, 1.1)
    ]
    brand, words = robustness.withstood(lines)
    assert (brand["attacks"], brand["within_a_point"]) == (3, {"hold": 2})
    assert words["attacks"] == 0
