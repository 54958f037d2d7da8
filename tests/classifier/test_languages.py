"""Which texts the model can read: Indonesian and English ones, in any disguise, and no others."""

import json
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.scoring.features import tokenise
from classifier.scoring.scorer import Scorer
from classifier.synthetic.generators.disguises import DISGUISES
from classifier.synthetic.generators.readers import readers
from classifier.tables import build_lexicon
from classifier.text import lexicon
from classifier.text.languages import understood
from tests.classifier.conftest import write_rows

SENTENCES: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("other_languages.json").read_text(encoding="utf-8")
)


def clear(texts: Sequence[str]) -> list[bool]:
    """Whether each text is understood."""
    words = tokenise(texts).words
    answers: list[bool] = understood(words, lexicon.known(words.hashes)).tolist()
    return answers


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_of_another_language_is_mostly_recognised(language: str) -> None:
    sentences = SENTENCES[language]
    assert sum(clear(sentences)) <= len(sentences) // 4


def test_of_all_other_languages_one_sentence_in_twenty_may_slip_through() -> None:
    every = [sentence for sentences in SENTENCES.values() for sentence in sentences]
    assert np.mean(clear(every)) <= 0.05


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Terima kasih, beritanya jelas dan lengkap.", id="Indonesian"),
        pytest.param("gk tau knp bsa gitu yg penting sehat2 aja ya gaes", id="slang"),
        pytest.param("Thank you for this article, it explains a lot.", id="English"),
        pytest.param("mantap bang, keep up the good work ya", id="both at once"),
        pytest.param("Kerajaan patut ambil tindakan segera terhadap mereka", id="Malay"),
        pytest.param("wkwkwkwkwk wkwkwk wkwk hahaha wkwkwkwk", id="laughter"),
        pytest.param("maaantaaaap baaaangeeet paaaaak terusskaaaan", id="drawn out"),
        pytest.param("🔥🔥🔥 👍👍 🇮🇩🇮🇩 ❤️❤️ 😂😂", id="emoji"),
        pytest.param("12 34 56 78 2024 0812 90", id="numbers"),
        pytest.param("Szczęsny Lewandowski Błaszczykowski", id="three names"),
        pytest.param("gracias señor", id="short"),
        pytest.param("السلام عليكم ورحمة الله وبركاته", id="a greeting in Arabic letters"),
        pytest.param("", id="nothing"),
        pytest.param(" \n\u200b", id="blanks"),
    ],
)
def test_what_readers_here_write_is_understood(text: str) -> None:
    assert clear([text]) == [True]


def test_nearly_all_synthetic_reader_comments_are_understood() -> None:
    comments = [row.text for row in readers(Random(5), 2_000)]  # noqa: S311 - repeatable
    assert np.mean(clear(comments)) >= 0.995


def test_a_disguised_name_is_no_foreign_language() -> None:
    rng = Random(3)  # noqa: S311 - repeatable
    brands = ("nagasakti88", "rajapetir", "dewamega77")
    names = [disguise(brand, rng) for disguise in DISGUISES.values() for brand in brands]
    texts = [f"{each} lagi gacor parah, kemarin aku menang besar di sini" for each in names]
    said = [*texts, *names]
    assert [text for text, is_clear in zip(said, clear(said), strict=True) if not is_clear] == []


@pytest.mark.parametrize(
    "text",
    [
        "ѕlоt gасоr hаrі іnі pаstі mеnаng",
        "𝒔𝒍𝒐𝒕 𝒈𝒂𝒄𝒐𝒓 𝒉𝒂𝒓𝒊 𝒊𝒏𝒊 𝒑𝒂𝒔𝒕𝒊 𝒎𝒆𝒏𝒂𝒏𝒈",
        "ｍａｉｎ ｄｉ ｓｉｎｉ ｐａｓｔｉ ｍｅｎａｎｇ",
    ],
    ids=["Cyrillic look-alikes", "mathematical", "full width"],
)
def test_indonesian_written_in_other_letters_is_understood(text: str) -> None:
    assert clear([text]) == [True]


@given(st.lists(st.text(max_size=60), max_size=5))
def test_an_answer_never_depends_on_the_batch(texts: list[str]) -> None:
    sentences = [*texts, SENTENCES["Russian"][0], "", SENTENCES["Spanish"][0]]
    assert clear(sentences) == [clear([each])[0] for each in sentences]


@pytest.mark.parametrize(
    ("text", "is_clear"),
    [
        pytest.param("한국어한국 abcde", False, id="half of the letters"),
        pytest.param("한국어한국 abcdef", True, id="one less than half"),
        pytest.param("한국어한", True, id="one letter too few"),
        pytest.param("한국어한국", False, id="just enough letters"),
        pytest.param("gracias por tu", True, id="one word too few"),
        pytest.param("muchas gracias por corazón", False, id="just enough words"),
    ],
)
def test_a_text_on_the_limit_is_judged_alike_at_every_place(text: str, is_clear: bool) -> None:
    others = ["x", "", "한국어한국 abcde"]
    assert clear([text]) == [is_clear]
    for place in range(4):
        assert clear([*others[:place], text, *others[place:]])[place] is is_clear, place


def test_assessments_say_whether_the_text_was_understood(scorer: Scorer) -> None:
    texts = [SENTENCES["Turkish"][0], "Terima kasih, beritanya jelas dan lengkap."]
    assessed = scorer.assess(texts, explain_from=0.5)
    assert [each.understood for each in assessed] == [False, True]
    assert [each.scores for each in assessed] == scorer.score(texts)


def test_the_shipped_lexicon_is_small_and_half_empty() -> None:
    bits = np.unpackbits(lexicon.table().view(np.uint8))
    assert lexicon.table().nbytes == 1 << 16
    assert bits.mean() < 0.2


def test_a_lexicon_knows_all_its_words_and_few_others() -> None:
    rng = np.random.default_rng(2)
    words, others = rng.integers(0, 1 << 32, (2, 20_000), np.uint32)
    blocks = lexicon.packed(words)
    assert lexicon.known(words, blocks).all()
    assert lexicon.known(others, blocks).mean() < 0.03


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A training set and the word lists, of a few words each."""
    common = [{"text": f"lumbung que nagaku {word}", "label": "ham"} for word in "abc"]
    rare = [{"text": "cangkul", "label": "ham"}] * 2
    spam = [{"text": "pikat nagaku", "label": "spam", "brand": "nagaku"}] * 3
    write_rows(tmp_path / "ham_timnas_id.jsonl", [*common, *rare, *spam])
    (tmp_path / "wordlists").mkdir()
    (tmp_path / build_lexicon.SLANG).write_text('{"gmn": "bagaimana"}', encoding="utf-8")
    (tmp_path / build_lexicon.STOP_WORDS).write_text("adalah\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("word", "is_known"),
    [
        pytest.param("lumbung", True, id="in three comments"),
        pytest.param("cangkul", False, id="in two"),
        pytest.param("pikat", False, id="in spam alone"),
        pytest.param("nagaku", False, id="a brand"),
        pytest.param("que", False, id="another language's"),
        pytest.param("gmn", True, id="slang"),
        pytest.param("bagaimana", True, id="what slang stands for"),
        pytest.param("adalah", True, id="a stop word"),
    ],
)
def test_words_are_learned_from_ordinary_comments_and_lists(
    data: Path, word: str, is_known: bool
) -> None:
    known = build_lexicon.known_words(
        build_lexicon.ordinary_rows(data),
        build_lexicon.word_lists(data),
        build_lexicon.brands(data),
    )
    assert (build_lexicon.hashes_of([word])[0] in known) is is_known
