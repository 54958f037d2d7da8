"""A comment's text on the page: inert whatever it holds, complete, with its highlights marked."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.web.console.marks import (
    Highlight,
    Run,
    anchors,
    excerpt,
    hidden_characters,
    marked,
    runs,
)

TAG = re.compile(r"<[^>]*>")
GLYPH = re.compile(r'<span class="glyph" role="img" title="U\+([0-9A-F]{4,6})[^"]*">.</span>')
ALLOWED_TAG = re.compile(
    r'<mark title="[^"<>]*" data-numbers="[\d·]+">|</mark>'
    r'|<span class="glyph" role="img" title="[^"<>]*">|</span>'
)
# Text as attackers compose it, beside anything that hypothesis thinks of.
HOSTILE = (
    st.lists(
        st.sampled_from(
            [
                *(
                    "<script>alert(1)</script>",
                    '"><img src=x onerror=alert(1)>',
                    "&lt;b&gt;",
                    "</mark>",
                ),
                *("\u202e", "\u2066", "\u200b", "\x00", "\r", "\r\n", "\n", "\u2028", "\U000e0041"),
                *(
                    "'",
                    '"',
                    "&",
                    "slot",
                    " ",
                    "𝗚𝗔𝗖𝗢𝗥",
                    "é",
                    "e\u0301",
                    "\ud800",
                    "👨\u200d👩\u200d👧",
                ),
            ]
        )
    ).map("".join)
    | st.text()
)
SPANS = st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=6).map(tuple)
GROUNDS = st.lists(SPANS, max_size=4).map(
    lambda found: [
        Highlight(n, f'alasan "{n}" <b>', spans) for n, spans in enumerate(found, start=1)
    ]
)


def as_sent(page: str) -> str:
    """Take the marks away again and put the named characters back."""
    named = GLYPH.sub(lambda glyph: f"&#{int(glyph[1], 16)};", page)
    # Not html.unescape: it corrects references to controls and surrogates, as browsers do.
    plain = re.sub(
        r"&#(\d+);", lambda ref: chr(int(ref[1])), TAG.sub("", named).replace("&#34;", '"')
    )
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&#39;", "'"), ("&amp;", "&")):
        plain = plain.replace(entity, character)
    return plain


@given(HOSTILE, GROUNDS)
def test_no_mark_loses_or_adds_a_character(text: str, highlights: list[Highlight]) -> None:
    assert as_sent(str(marked(text, highlights))) == text


@given(HOSTILE, GROUNDS)
def test_nothing_of_a_text_becomes_markup(text: str, highlights: list[Highlight]) -> None:
    page = str(marked(text, highlights))
    rest = ALLOWED_TAG.sub("", page)
    assert "<" not in rest
    assert ">" not in rest
    assert '"' not in rest


@given(HOSTILE, GROUNDS)
def test_no_direction_is_turned_and_nothing_is_invisible(
    text: str, highlights: list[Highlight]
) -> None:
    assert not re.search(
        "[\u202a-\u202e\u2066-\u2069\u200b\x00\ud800-\udfff]", marked(text, highlights)
    )


@given(st.integers(0, 50), GROUNDS)
def test_runs_cover_the_text_once_and_in_order(length: int, highlights: list[Highlight]) -> None:
    found = runs(length, highlights)
    assert [place for run in found for place in range(run.start, run.end)] == list(range(length))


@given(st.integers(1, 50), GROUNDS, st.data())
def test_a_run_names_exactly_the_grounds_that_cover_it(
    length: int, highlights: list[Highlight], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, length - 1))
    run = next(run for run in runs(length, highlights) if run.start <= place < run.end)
    covering = [each.number for each in highlights if any(a <= place < b for a, b in each.spans)]
    assert list(run.numbers) == covering


def test_where_two_reasons_overlap_the_mark_tells_both() -> None:
    highlights = [Highlight(1, "satu", ((0, 4),)), Highlight(2, "dua", ((2, 6),))]
    assert runs(8, highlights) == [
        Run(0, 2, (1,)),
        Run(2, 4, (1, 2)),
        Run(4, 6, (2,)),
        Run(6, 8, ()),
    ]
    assert '<mark title="1. satu · 2. dua" data-numbers="1·2">cd</mark>' in marked(
        "abcdefgh", highlights
    )


def test_touching_places_of_one_reason_are_one_mark() -> None:
    assert runs(6, [Highlight(1, "satu", ((0, 3), (3, 6)))]) == [Run(0, 6, (1,))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("\u202eterbalik", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("s\u200blot", "U+200B ZERO WIDTH SPACE"),
        ("s\u200dlot", "U+200D ZERO WIDTH JOINER"),
        ("\x07", "U+0007"),
        ("\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("\U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A"),
    ],
)
def test_what_cannot_be_seen_is_shown_by_name(text: str, name: str) -> None:
    assert hidden_characters(text) == {name: 1}
    assert f'title="{name}"' in marked(text)


@pytest.mark.parametrize(
    "text",
    [
        "keluarga 👨\u200d👩\u200d👧 kami",
        "hati ❤\ufe0f",
        "dua\r\nbaris",
        "kolom\tdua",
        "क\u094d\u200dष",
    ],
)
def test_what_emoji_scripts_and_lines_need_is_left_alone(text: str) -> None:
    assert marked(text) == html.escape(text)


def test_an_excerpt_begins_shortly_before_the_first_marked_word() -> None:
    text = "biasa " * 100 + "gacor di sini"
    shown = excerpt(text, [Highlight(1, "judi", ((600, 605),))], 100)
    assert str(shown).startswith("…")
    assert ">gacor</mark>" in shown


@given(HOSTILE, GROUNDS)
def test_an_excerpt_of_a_short_text_is_all_of_it(text: str, highlights: list[Highlight]) -> None:
    assert excerpt(text, highlights, len(text)) == marked(text, highlights)


@given(HOSTILE, GROUNDS)
def test_an_excerpt_is_as_inert_as_the_whole(text: str, highlights: list[Highlight]) -> None:
    assert "<" not in ALLOWED_TAG.sub("", str(excerpt(text, highlights, 20)))


def test_every_mark_has_a_name_of_its_own_and_the_first_of_a_reason_bears_its_number() -> None:
    highlights = [
        Highlight(1, "satu", ((0, 4), (10, 14), (20, 24))),
        Highlight(2, "dua", ((2, 6), (22, 26))),
        Highlight(3, "tiga", ((20, 24),)),
    ]
    found = anchors("x" * 30, highlights)
    assert [(each.name, each.numbers) for each in found] == [
        ("mark-1", (1,)),
        ("mark-2", (1, 2)),
        ("mark-2-2", (2,)),
        ("mark-1-2", (1,)),
        ("mark-3", (1, 3)),
        ("mark-1-3", (1, 2, 3)),
        ("mark-2-3", (2,)),
    ]


@given(HOSTILE, GROUNDS)
def test_the_named_marks_are_those_of_the_text(text: str, highlights: list[Highlight]) -> None:
    page = str(marked(text, highlights, anchored=True))
    names = [anchor.name for anchor in anchors(text, highlights)]
    assert re.findall(r'<mark [^>]* id="([\w-]+)"', page) == names
    assert len(set(names)) == len(names)
