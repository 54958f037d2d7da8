"""Folding: idempotent, linear, with offsets back to the original."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.codes import encode, shorten
from classifier.disguises import DISGUISES, Disguise
from classifier.features import extract, read_texts
from classifier.normalise import decode, fold, fold_buffer
from classifier.words import apart, squeeze, word_edges

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
TRICKY = st.lists(
    st.sampled_from(["a", "\u0301", "\u200b", "𝗯", "🅒", "\ud800", "\0", "4️⃣", "🇮", "е", " ", "ﬁ"])
).map("".join)


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("𝑴𝒂𝒄𝒂𝒏𝟕𝟕", "macan77"),
        ("ＭＡＣＡＮ７７", "macan77"),
        ("🅜🅐🅒🅐🅝➐⑦", "macan77"),
        ("🄼🄰🄲🄰🄽7️⃣7️⃣", "macan77"),
        ("🇲\u200b🇦\u200b🇨\u200b🇦\u200b🇳", "macan"),
        ("мас\u0430п", "macan"),
        ("ΜΑϹΑΝ", "macan"),
        ("ᴍᴀᴄᴀɴ", "macan"),
        ("m\u0336a\u0336c\u0336a\u0336n\u0336", "macan"),
        ("ma\u200bc\u2060an", "macan"),
        ("\u202emacan\u202c", "macan"),
        ("mácàñ", "macan"),
        ("m\U000e0061acan", "macan"),
    ],
    ids=str,
)
def test_a_disguise_folds_to_plain_letters(disguised: str, plain: str) -> None:
    assert fold(disguised).text == plain


@pytest.mark.parametrize("text", ["Selamat pagi", "한국어", "中文", "العربية", "orang²"], ids=str)
def test_plain_writing_keeps_its_letters(text: str) -> None:
    assert fold(text).text == text.lower().replace("²", "2")


@given(st.one_of(ANY_TEXT, TRICKY))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(st.one_of(ANY_TEXT, TRICKY))
def test_offsets_rise_and_stay_inside_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(set(folded.offsets))
    assert all(0 <= offset < len(text) for offset in folded.offsets)


@given(st.one_of(ANY_TEXT, TRICKY), st.data())
def test_a_span_of_the_folded_text_lies_in_the_original(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.span(start, end)
    assert 0 <= first <= last <= len(text)


def test_a_span_covers_the_marks_of_its_last_letter() -> None:
    text = "di m\u0336a\u0336c\u0336 ya"
    folded = fold(text)
    start = folded.text.index("mac")
    assert text[slice(*folded.span(start, start + 3))] == "m\u0336a\u0336c\u0336"


@given(st.text(st.characters(max_codepoint=127), max_size=80))
def test_plain_text_folds_as_it_does_beside_other_writing(text: str) -> None:
    alone, beside = fold(text), fold(text + "한")
    assert beside.text == alone.text + "한"
    assert list(beside.offsets) == [*alone.offsets, len(text)]


@given(st.one_of(ANY_TEXT, TRICKY))
def test_a_batch_folds_as_single_texts_do(text: str) -> None:
    folded = fold_buffer(encode(["", text, "x"])).buffer
    codes = folded.codes[folded.starts[1] : folded.ends[1]]
    assert decode(codes) == fold(text).text


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(IndexError):
        fold("abc").span(1, 4)


@pytest.mark.parametrize(
    "text", ["e" + "\u0301\u0327" * 5_000, "\0" * 65_525, "\ufdfa" * 65_525, "\U000e0020" * 65_525]
)
def test_a_hostile_text_folds(text: str) -> None:
    assert len(fold(text).text) <= len(text)


CUT = {"split", "starred", "chopped"}


@pytest.mark.parametrize(
    ("name", "way"), [(name, way) for name, way in DISGUISES.items() if name not in CUT]
)
def test_a_word_in_disguise_shows_in_the_facts(name: str, way: Disguise) -> None:
    rng = Random(3)  # noqa: S311 - repeatable, not secret
    plain, disguised = (
        extract([f"main di {brand} saja"]).facts.tolist()
        for brand in ("macanbet", way("macanbet", rng))
    )
    assert disguised != plain, name


REPETITIVE = st.lists(st.sampled_from(["a", "b", "ab", "\0", "\u0301"])).map("".join)


def cut(text: str) -> str:
    """`shorten` said plainly: no character, and no pair of them, more than three times."""
    wanted = [
        not (text[place - 3 : place + 1] == text[place] * 4 if place >= 3 else False)
        and not (place >= 6 and text[place - 6 : place - 1] == text[place - 4 : place + 1])
        for place in range(len(text))
    ]
    return "".join(char for char, keep in zip(text, wanted, strict=True) if keep)


@given(st.lists(REPETITIVE, min_size=1, max_size=3))
def test_repetitions_are_cut_within_each_text(texts: list[str]) -> None:
    short, kept = shorten(encode(texts))
    rows = zip(short.starts, short.ends, strict=True)
    assert [decode(short.codes[start:end]) for start, end in rows] == [cut(text) for text in texts]
    assert kept is None or len(kept) == len(short.codes)
    assert not short.codes[: short.starts[0]].any()


@given(st.lists(st.sampled_from(["a", "7", " ", ".", "ab", "\u0301"])).map("".join))
def test_the_quick_look_misses_no_letters_written_apart(text: str) -> None:
    folded = fold_buffer(encode([text]))
    assert apart(word_edges(folded.looks)) or squeeze(folded) is folded


@pytest.mark.parametrize("joint", [" ", ".", "-", "_"])
def test_letters_written_apart_become_one_word(joint: str) -> None:
    apart = read_texts([f"main di {joint.join('macan')} saja"]).words
    whole = read_texts(["main di macan saja"]).words
    assert apart.hashes.tolist() == whole.hashes.tolist()


def test_digits_between_letters_are_read_as_letters() -> None:
    leet, plain = (read_texts([text]).words for text in ("g4c0r", "gacor"))
    assert leet.hashes.tolist() == plain.hashes.tolist()
