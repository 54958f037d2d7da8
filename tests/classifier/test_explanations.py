"""Attributions: the same alone and in any batch, true to the log-odds, with their places."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.scoring.explanations import CODES, VISIBLE, Attribution
from classifier.scoring.scorer import Scorer

EVERYTHING = 0.0
ALL = 100
SCRAPS = (
    "gacor", "𝗠𝗔𝗖𝗔𝗡𝟳𝟳", "M A C A N", "wkwkwkwkwk", "wa.me/62812", "www.kabar.id/a",
    "0812 3456 7890", "@admin", "g4c0r", "e\u0301\u0327", "\u200b", "\ud800", "4️⃣", "🎰",
    "!!!!!!!", "di", "한국",
)  # fmt: skip
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
TEXTS = st.one_of(ANY_TEXT, st.lists(st.sampled_from(SCRAPS), max_size=12).map(" ".join))
HOSTILE = {
    "nothing": "",
    "marks": "e" + "\u0301\u0327" * 20_000,
    "one name": "𝟴" * 65_525,
    "hyphens": "a-" * 32_000,
    "dots": "a." * 32_000,
    "links": "a.com " * 10_000,
    "digits and blanks": ("1234567" + " " * 900 + "x") * 70,
    "letters apart": "a b c d e " * 6_000,
    "words of gambling": "slot gacor " * 6_000,
    "longer than is read": "gacor " + "x y " * 50_000 + "gacor",
}


def marked(
    text: str, attributions: tuple[Attribution, ...] | list[Attribution], code: str
) -> Iterator[str]:
    return (text[start:end] for one in attributions if one.code == code for start, end in one.spans)


@given(texts=st.lists(TEXTS, min_size=1, max_size=8), data=st.data())
def test_attributions_do_not_depend_on_the_batch(
    scorer: Scorer, texts: list[str], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(texts))))
    batch = [texts[place] for place in order]
    together = scorer.assess(batch, explain_from=EVERYTHING, limit=ALL)
    alone = [scorer.explain(text, limit=ALL) for text in batch]
    assert [list(each.attributions) for each in together] == alone


@given(texts=st.lists(TEXTS, max_size=8), explain_from=st.floats(0, 1))
def test_those_from_the_threshold_on_are_explained(
    scorer: Scorer, texts: list[str], explain_from: float
) -> None:
    for text, assessed in zip(texts, scorer.assess(texts, explain_from=explain_from), strict=True):
        reached = assessed.scores["spam"] >= explain_from
        assert list(assessed.attributions) == (scorer.explain(text) if reached else [])


def test_a_real_sized_batch_is_explained_as_single_texts(
    scorer: Scorer, comments: list[str]
) -> None:
    mixed = [*comments, *HOSTILE.values()]
    alone = [scorer.explain(text, "gambling", ALL) for text in mixed]
    together = scorer.assess(mixed, explain_from=EVERYTHING, label="gambling", limit=ALL)
    assert [list(each.attributions) for each in together] == alone


def test_assessed_scores_are_the_scores(scorer: Scorer, comments: list[str]) -> None:
    assessed = scorer.assess(comments, explain_from=0.2)
    assert [each.scores for each in assessed] == scorer.score(comments)


def test_no_texts_give_no_assessments(scorer: Scorer) -> None:
    assert scorer.assess([], explain_from=EVERYTHING) == []


def test_no_more_attributions_than_asked_for(scorer: Scorer, comments: list[str]) -> None:
    few, many = (
        scorer.assess(comments, explain_from=EVERYTHING, limit=limit) for limit in (2, ALL)
    )
    assert [each.attributions for each in few] == [each.attributions[:2] for each in many]


@given(text=TEXTS)
def test_attributions_add_up_to_the_log_odds(scorer: Scorer, text: str) -> None:
    for label in scorer.labels:
        (logit,) = scorer.logits([text], label)
        found = scorer.explain(text, label, limit=ALL)
        assert sum(attribution.weight for attribution in found) == pytest.approx(logit, abs=1e-9)


@given(text=TEXTS)
def test_attributions_point_into_the_text(scorer: Scorer, text: str) -> None:
    for attribution in scorer.explain(text, "gambling", limit=ALL):
        assert attribution.code in CODES
        assert all(0 <= start < end <= len(text) for start, end in attribution.spans)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_explained(scorer: Scorer, text: str) -> None:
    found = scorer.explain(text, limit=ALL)
    assert {attribution.code for attribution in found} <= set(CODES)
    assert all(0 <= start < end <= len(text) for one in found for start, end in one.spans)


@pytest.mark.parametrize(
    ("code", "part", "text"),
    [
        ("disguised_brand", "𝗠𝗔𝗖𝗔𝗡𝟳𝟳", "Mantap videonya, semangat terus 𝗠𝗔𝗖𝗔𝗡𝟳𝟳 bang"),
        ("disguised_brand", "𝗠𝗔𝗖𝗔𝗡𝟳𝟳", "x" * 140_000 + " main di 𝗠𝗔𝗖𝗔𝗡𝟳𝟳"),
        ("disguised_brand", "𝗠𝗔𝗖𝗔𝗡𝟳𝟳", "wkwkwkwkwkwk gas main di 𝗠𝗔𝗖𝗔𝗡𝟳𝟳"),
        ("disguised_brand", "m\u0336a\u0336c\u0336a\u0336n", "di m\u0336a\u0336c\u0336a\u0336n wd"),
        ("gambling_words", "g4c0r", "main di 𝗠𝗔𝗖𝗔𝗡𝟳𝟳 pasti g4c0r parah"),
        ("gambling_words", "gacor", "main di 𝗠𝗔𝗖𝗔𝗡𝟳𝟳 pasti gacor parah"),
        ("contact", "081234567890", "jasa followers murah wa 081234567890"),
        ("link", "https://macan77.xyz/daftar", "daftar di https://macan77.xyz/daftar gacor"),
        ("link", "macan77.XYZ/daftar", "daftar di macan77.XYZ/daftar gacor maxwin"),
    ],
)
def test_a_reason_is_named_with_its_place(scorer: Scorer, code: str, part: str, text: str) -> None:
    assert any(part in found for found in marked(text, scorer.explain(text, limit=ALL), code))


@pytest.mark.parametrize("text", ["main di 𝗠𝗔𝗖𝗔𝗡𝟳𝟳 pasti g4c0r parah, depo 10rb wd jutaan ya bang"])
def test_no_word_is_marked_that_carries_less_than_a_visible_share(
    scorer: Scorer, text: str
) -> None:
    found = [one for one in scorer.explain(text, limit=ALL) if one.weight > 0]
    least = VISIBLE * sum(one.weight for one in found)
    marks = sum(len(one.spans) for one in found)
    assert found
    assert marks
    assert all(one.weight >= least for one in found if one.spans)


def test_an_unknown_label_is_refused(scorer: Scorer) -> None:
    with pytest.raises(KeyError):
        scorer.explain("halo", "kindness")
    with pytest.raises(KeyError):
        scorer.assess([], explain_from=1.0, label="kindness")
