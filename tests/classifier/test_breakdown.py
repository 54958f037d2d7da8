"""Sorting spam by disguise, and errors by cause."""

from dataclasses import replace

import numpy as np
import pytest

from classifier.data.datasets import LabelledText
from classifier.evaluation.breakdown import DISGUISES, by_kind, disguises, split
from classifier.evaluation.causes import MISSED, WRONGED, counted, errors, faces
from classifier.evaluation.gambling_talk import names_gambling
from classifier.evaluation.measured import Measured

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


def test_a_split_counts_and_measures_each_label() -> None:
    lines = split("kind", ["a", "b", "b"], np.array([0.9, 0.9, 0.1]), {"hold": 0.5})
    assert lines == [
        {"kind": "b", "spam": 2, "recall": {"hold": 0.5}},
        {"kind": "a", "spam": 1, "recall": {"hold": 1.0}},
    ]


def test_spam_of_no_kind_is_unknown() -> None:
    one = Measured(
        "site", [LabelledText("a", "spam"), LabelledText("b", "ham")], np.array([0.9, 0.9])
    )
    assert by_kind([one], {"hold": 0.5})[0]["kind"] == "unknown"


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
    assert counted(faces([row], frozenset({"doubtful"})), MISSED)[cause] == 1


@pytest.mark.parametrize(
    ("cause", "text"),
    [
        ("link_or_contact", PERMIT + " hubungi 081234567890"),
        ("fancy_letters", PERMIT + " 𝐜𝐞𝐤𝐥𝐚𝐡"),
        ("brand_shaped_word", PERMIT + " iphone15"),
        ("gambling_word", PERMIT + " soal togel"),
        ("capitals", PERMIT + " TOLONG DIPERBAIKI"),
        ("under_four_words", "setuju pak"),
        ("long", "kata " * 60),
        ("other", PERMIT),
    ],
)
def test_wronged_ham_has_its_cause(cause: str, text: str) -> None:
    assert counted(faces([LabelledText(text, "ham")], frozenset()), WRONGED)[cause] == 1


def test_errors_count_once_each_at_each_cut() -> None:
    row = LabelledText(GAS, "spam", id="1")
    rows = [row, replace(row, id="2"), LabelledText(PERMIT, "ham"), LabelledText(PERMIT, "ham")]
    one = Measured("site", rows, np.array([0.9, 0.1, 0.9, 0.2]))
    (missed,) = errors([one], {"hold": 0.5}, frozenset(), spam=True)
    (wronged,) = errors([one], {"hold": 0.5}, frozenset(), spam=False)
    assert (missed["of"], missed["errors"], sum(missed["causes"].values())) == (2, 1, 1)
    assert (wronged["of"], wronged["errors"], sum(wronged["causes"].values())) == (2, 1, 1)


@pytest.mark.parametrize("text", ["Judi merusak!", "iklan JUDOL", "main slotnya", "𝐭𝐨𝐠𝐞𝐥 lagi"])
def test_gambling_is_named(text: str) -> None:
    assert names_gambling(text)


@pytest.mark.parametrize("text", ["Judika bernyanyi", "judul berita", "slotted"])
def test_other_words_do_not_name_gambling(text: str) -> None:
    assert not names_gambling(text)
