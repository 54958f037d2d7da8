"""Every shortcut of scoring against the plain way: what it spares never changes a result."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.scoring.features import extract, only
from classifier.scoring.scorer import Scorer, chunks
from classifier.text import alphabet as ab
from classifier.text import contacts, markup, normalise, rejoining, spelling
from classifier.text.normalise import fold

SCRAPS = (
    *(
        "a",
        "b",
        "slot",
        "4",
        "88",
        " ",
        "  ",
        ".",
        "!",
        "@",
        "$",
        "#",
        "dot",
        "titik",
        "com",
        "xyz",
    ),
    *("[", "]", "(", ")", "c o m", "d o t", "www", "http", "hxxp", "s", ":", "//", "/", "&amp;"),
    *("𝗠𝗔", "🅐", "é", "e\u0301", "\u200b", "🔥", "㎡", "℀", "ŀ", "한국", "wkwkwkwk", "!!!!!", "\n"),
    *("MACAN77", "macan77", "𝗠𝗔𝗖𝗔𝗡𝟳𝟳", "kabar.id/a", "www.", "://", "ſite", "0812 3456 7890"),
    *("WA.ME/", "t.me/", "+62", "@warga"),
    # One letter folds to a full stop; marks behind what expands, within an entity.
    *("<br", "/>", "<p>", ">", "&lt;", "＜", "<br />", "*", "__", "~"),
    *("\U00010782 ", "&\ufb00\u0301lig;", "\u33c7", "\u33a8", "\u20e3", "&#46;", "\u00ad"),
)
TEXT = st.lists(st.sampled_from(SCRAPS), max_size=14).map("".join)
TEXTS = st.lists(TEXT, min_size=1, max_size=6)


@given(TEXTS)
def test_a_text_that_is_not_hinted_at_has_nothing_to_rewrite(texts: list[str]) -> None:
    plain = [*texts, *(fold(text).text for text in texts)]
    ends = [end - 1 for end in accumulate(len(text) + 1 for text in plain)]
    hinted = normalise.hinted("ÿ".join([*plain, ""]), ends)
    for row in set(range(len(plain))) - hinted:
        text = plain[row]
        assert "&" not in text
        assert [*markup.emphasis(text), *markup.line_ends(text)] == []
        assert [*rejoining.edits(text), *rejoining.prefix_edits(text)] == []


@given(TEXT)
def test_links_and_contacts_are_found_by_their_hints(text: str) -> None:
    found = {code: spans for code, _, spans in contacts.signs_in(text)}
    for code, _, pattern in contacts.PATTERNS:
        assert found.get(code, []) == [every.span() for every in pattern.finditer(text)]


def test_signs_are_looked_for_beside_all_that_folds_to_latin_letters() -> None:
    """`spelling.SIGN_CODES` looks for a sign before one of these characters alone."""
    folded = ab.table() & ab.FOLD_MASK
    latin = ab.table() >> ab.FOLD_BITS & ab.LATIN != 0
    rows = folded[latin & (folded >= ab.FIRST_EXPANSION)] - ab.FIRST_EXPANSION
    every = set(folded[latin & (folded < ab.FIRST_EXPANSION)].tolist())
    every |= set(ab.expansions()[rows].ravel().tolist()) - {0}
    assert {chr(code - 1) for code in every} <= set("abcdefghijklmnopqrstuvwxyz0123456789./")
    for _, glance, _, _ in spelling.SIGN_CODES:
        assert glance.pattern.endswith(rb"(?=[a-z0-9./])")


@given(TEXTS, st.data())
def test_texts_cut_out_of_a_batch_have_the_features_they_have_alone(
    texts: list[str], data: st.DataObject
) -> None:
    some = st.lists(st.integers(0, len(texts) - 1), min_size=1, unique=True)
    rows = sorted(data.draw(some))
    part = only(extract(texts), rows).features
    alone = extract([texts[row] for row in rows])
    assert part.handcrafted.tolist() == alone.handcrafted.tolist()
    assert part.scales.tolist() == alone.scales.tolist()
    for found, expected in zip(part.groups, alone.groups, strict=True):
        for place in range(len(rows)):
            own = found.slots[:, found.starts[place] : found.ends[place]]
            same = expected.slots[:, expected.starts[place] : expected.ends[place]]
            assert own.tolist() == same.tolist()


@pytest.mark.parametrize("text", ["", "a"])
def test_any_number_of_short_texts_can_be_scored(scorer: Scorer, text: str) -> None:
    texts = [text] * 70_000
    assert max(map(len, chunks(texts))) < 1 << 16
    assert set(map(tuple, (each.values() for each in scorer.score(texts)))) == {
        tuple(scorer.score([text])[0].values())
    }
