"""Attacks change words as they claim to, every time alike."""

from random import Random

import numpy as np
import pytest

from classifier.data.datasets import LabelledText
from classifier.evaluation.attacks import cost
from classifier.evaluation.attacks.cost import AttackCost
from classifier.evaluation.attacks.suite import ATTACKS, LOSSLESS
from classifier.synthetic.generators.disguises import DISGUISES
from classifier.text.normalise import fold

WORDS = ("KANCIL77", "merak", "Squidgy", "slot88", "hoki", "a")
ROW = LabelledText("Mantap main di 𝐊𝐀𝐍𝐂𝐈𝐋𝟕𝟕 tiap malam", "spam", brand="kancil77")


def seeded(seed: object) -> Random:
    return Random(repr(seed))  # noqa: S311 - repeatable, not secret


def test_the_suite_has_twelve_attacks_at_least() -> None:
    assert len(ATTACKS) >= 12


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_changes_the_text_and_always_alike(name: str) -> None:
    for word in WORDS[:5]:
        first, second = (ATTACKS[name](word, seeded(word)) for _ in range(2))
        assert first == second != word


@pytest.mark.parametrize("name", sorted(LOSSLESS))
def test_folding_undoes_what_claims_to_be_lossless(name: str) -> None:
    for word in WORDS:
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
    found = cost.on_brand(ROW, ATTACKS["separated"], seeded(1))
    assert found is not None
    assert found.startswith("Mantap main di K")
    assert found.endswith("7 tiap malam")
    assert "𝐊" not in found


@pytest.mark.parametrize("brand", ["", "merak88"], ids=["unknown", "not in the text"])
def test_without_a_brand_to_find_nothing_is_rewritten(brand: str) -> None:
    row = LabelledText(ROW.text, "spam", brand=brand)
    assert cost.on_brand(row, ATTACKS["leet"], seeded(1)) is None


def test_every_word_is_rewritten_disguised_ones_too() -> None:
    found = cost.on_words(ROW, ATTACKS["stacked_marks"], seeded(1))
    assert found is not None
    assert fold(found).text == "mantap main di kancil77 tiap malam"
    assert "𝐊" not in found


def test_recall_is_the_mean_over_sets() -> None:
    owners = np.array([0, 0, 1])
    assert cost.recalls(np.array([0.9, 0.1, 0.1]), owners, {"hold": 0.5}) == {"hold": 0.25}
    assert cost.recalls(np.array([]), np.array([], np.int64), {"hold": 0.5}) == {"hold": None}


def test_points_lost_are_hundredths_of_recall() -> None:
    assert cost.points_lost(1.0, 0.25) == 75
    assert cost.points_lost(None, None) is None


def test_attacks_that_cost_a_point_at_most_are_counted() -> None:
    costs = [AttackCost(str(lost), "brand", 9, {}, {}, {"hold": lost}) for lost in (-3.0, 1.0, 1.1)]
    brand, words = cost.withstood(costs)
    assert (brand.attacks, brand.within_a_point) == (3, {"hold": 2})
    assert words.attacks == 0
