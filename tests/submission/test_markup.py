"""Markup is taken away, and each character that is left knows where it stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.submission.markup import as_text, plain


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("halo", "halo"),
        ("<b>ha</b>lo", "halo"),
        ("satu<br>dua<BR/>tiga", "satu\ndua\ntiga"),
        ("<p>satu</p><p>dua</p>", "\nsatu\n\ndua\n"),
        ('<a href="https://x.example/?a=1">tautan</a>', "tautan"),
        ("a < b dan c > d <3", "a < b dan c > d <3"),
        ("sebelum<!-- catatan -->sesudah", "sebelumsesudah"),
        ("ter<potong", "ter<potong"),
        ("&lt;b&gt; &amp; tetap", "&lt;b&gt; &amp; tetap"),
    ],
)
def test_a_reader_sees(markup: str, text: str) -> None:
    assert plain(markup).text == text


@given(st.lists(st.sampled_from(["<b>", "</b>", "<br/>", "<", "a", "ü", " ", "<!--", "-->"])))
def test_each_character_that_is_left_knows_where_it_stood(parts: list[str]) -> None:
    markup = "".join(parts)
    found = plain(markup)
    places = [found.source(place) for place in range(len(found.text))]
    kept = [(c, at) for c, at in zip(found.text, places, strict=True) if c != "\n"]
    assert all(markup[at] == character for character, at in kept)
    assert [at for _, at in kept] == sorted({at for _, at in kept})


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("tanpa tanda", "tanpa tanda"),
        ("2 < 3 dan 4 > 3", "2 < 3 dan 4 > 3"),
        ("<p>Satu</p><p>Dua<br/>tiga</p>", "Satu\n\nDua\ntiga"),
        ('<a href="https://x.example/">sini</a> &amp; sana', "sini & sana"),
        ("<p>&nbsp;</p>", ""),
        ("<" * 50_000, "<" * 50_000),
    ],
)
def test_markup_becomes_text_to_keep(markup: str, text: str) -> None:
    assert as_text(markup) == text
