"""Sorting spam by disguise, and errors by cause."""

from dataclasses import replace

import numpy as np
import pytest

from classifier.data.datasets import LabelledText
from classifier.evaluation.breakdown import DISGUISES, KindRecall, by_kind, disguises
from classifier.evaluation.causes import MISSED, WRONGED, counted, errors, traits
from classifier.evaluation.gambling_talk import names_gambling
from classifier.evaluation.scored_sets import ScoredSet, assigned

WORN = {
    "plain": "gas main di kancil77, seri 4d juga",
    "mathematical": "gas main di 𝐊𝐀𝐍𝐂𝐈𝐋𝟕𝟕",
    "styled": "gas main di ＫＡＮＣＩＬ",
    "enclosed": "gas main di 🅚🅐🅝🅒🅘🅛",
    "lookalike": "gas main di КАNCIL",
    "marked": "gas main di k\u0336a\u0336n\u0336c\u0336i\u0336l",
    "hidden": "gas main di kan\u200bcil",
    "spaced": "gas main di K A N C I L",
    "leet": "gas main di k4nc1l",
    "mixed": "gas main di 𝐊𝐀𝐍𝐂𝐈𝐋 atau 🅜🅔🅡🅐🅚",
}
GAS = "gas main di sini setiap hari bos"
PERMIT = "berita hari ini kurang lengkap menurut saya"


def test_every_disguise_has_an_example() -> None:
    assert set(WORN) == set(DISGUISES)


@pytest.mark.parametrize(("name", "text"), WORN.items())
def test_a_disguise_is_read_off_the_text(name: str, text: str) -> None:
    assert disguises(["halo", text]) == ["plain", name]


def test_recall_is_given_of_each_kind_the_most_frequent_first() -> None:
    rows = [
        LabelledText("a", "spam", kind="scam"),
        LabelledText("b", "spam"),
        LabelledText("c", "spam"),
        LabelledText("d", "ham"),
    ]
    one = ScoredSet("site", rows, np.array([0.9, 0.9, 0.1, 0.9]))
    assert by_kind([one], {"hold": 0.5}) == [
        KindRecall("unknown", 2, {"hold": 0.5}),
        KindRecall("scam", 1, {"hold": 1.0}),
    ]


@pytest.mark.parametrize(
    ("cause", "row"),
    [
        ("suspect_label", LabelledText(GAS, "spam", id="doubtful")),
        ("only_a_link", LabelledText("https://contoh.example/kancil www.contoh.com", "spam")),
        ("under_four_words", LabelledText("kancil77 gas", "spam")),
        ("neither_brand_nor_gambling_word", LabelledText(GAS, "spam")),
        ("brand_without_digits_or_disguise", LabelledText(GAS + " kancil", "spam", brand="kancil")),
        ("brand_in_disguise", LabelledText(GAS + " 𝐊𝐀𝐍𝐂𝐈𝐋", "spam", brand="kancil")),
        ("brand_with_digits", LabelledText(GAS + " kancil77", "spam")),
        ("gambling_word_without_brand", LabelledText(GAS + " gacor", "spam")),
    ],
)
def test_missed_spam_has_its_cause(cause: str, row: LabelledText) -> None:
    assert counted(traits([row], frozenset({"doubtful"})), MISSED)[cause] == 1


@pytest.mark.parametrize(
    ("cause", "text"),
    [
        ("link_or_contact", PERMIT + " hubungi 081234567890"),
        ("fancy_letters", PERMIT + " 𝐜𝐞𝐤𝐥𝐚𝐡"),
        ("brand_shaped_word", PERMIT + " kancil15"),
        ("gambling_word", PERMIT + " soal togel"),
        ("capitals", PERMIT + " TOLONG DIPERBAIKI"),
        ("under_four_words", "setuju pak"),
        ("long", " ".join(map(str, range(100)))),
        ("other", PERMIT),
    ],
)
def test_wronged_ham_has_its_cause(cause: str, text: str) -> None:
    assert counted(traits([LabelledText(text, "ham")], frozenset()), WRONGED)[cause] == 1


def test_errors_count_once_each_at_each_cut() -> None:
    row = LabelledText(GAS, "spam", id="1")
    rows = [row, replace(row, id="2"), LabelledText(PERMIT, "ham"), LabelledText(PERMIT, "ham")]
    sets = assigned([ScoredSet("site", rows, np.array([0.9, 0.1, 0.9, 0.2]))], ())
    found = errors(sets, {"hold": 0.5}, frozenset())
    for (one,) in (found.missed_spam, found.wronged_readers):
        assert (one.at, one.of, one.errors, sum(one.causes.values())) == ("hold", 2, 1, 1)
    assert found.wronged_beside_spam[0].of == 0


@pytest.mark.parametrize("text", ["Judi merusak!", "iklan JUDOL", "main slotnya", "𝐭𝐨𝐠𝐞𝐥 lagi"])
def test_gambling_is_named(text: str) -> None:
    assert names_gambling(text)


@pytest.mark.parametrize("text", ["Judika bernyanyi", "judul berita", "slotted"])
def test_other_words_do_not_name_gambling(text: str) -> None:
    assert not names_gambling(text)
