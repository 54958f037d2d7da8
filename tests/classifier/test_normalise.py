"""Folding: idempotent, linear, with offsets back to the original."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.scoring.features import extract, tokenise
from classifier.synthetic.generators.disguises import DISGUISES, Disguise
from classifier.tables import confusables
from classifier.text import alphabet as ab
from classifier.text import rejoining
from classifier.text.codes import decode, encode, reread, shorten
from classifier.text.markup import named
from classifier.text.normalise import fold, fold_buffer, folded_texts
from classifier.text.spelling import apart, in_words, squeeze, word_edges
from classifier.text.words import BRANDLIKE

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
TRICKY = st.lists(
    st.sampled_from(
        ["a", "\u0301", "\u200b", "𝗯", "🅒", "\ud800", "\0", "4️⃣", "🇮", "е", " ", "ﬁ", "½", "🆗"]
    )
).map("".join)
ENTITIES = st.lists(
    st.sampled_from(
        [
            *("&", "amp", ";", "#", "38", "x", "26", "＆", "lt", "&amp;", "&#59;", "&shy;", "ﬀ"),
            *("lig", "&#109;", "a", "p", "semi", "&ampﬁlig;", "\u200b", "&#x1F1A9;", " "),
        ]
    )
).map("".join)
CUT_LINKS = st.lists(
    st.sampled_from(
        [
            *("a", "situs", " ", ".", "dot", "titik", "com", "[", "]", "(", ")", "d o t", "c o m"),
            *("id", "www", "h", "tt", "xx", "**", "p", "s", ":", "/", "//", "xyz", "．", "&#46;"),
            *("ﬁ", " dot "),
        ]
    )
).map("".join)
MARKUP = st.lists(
    st.sampled_from(
        [
            *("<br", "<", "b", "r", "p", "/", " ", ">", "<br>", "<br />", "</p>", "&lt;", "&gt;"),
            *("*", "**", "_", "~", "@", "#", "=", "&ast;", "h**p"),
            *("&#98;", "\n", "\r", "＜", "ｂ", "\u200b", "a", "situs", " dot ", "com"),
        ]
    )
).map("".join)
LISTED = confusables.load()
TEXTS = st.one_of(ANY_TEXT, TRICKY, ENTITIES, CUT_LINKS, MARKUP)


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
        ("ӎаҫан қоѳа ҏѣҭ", "macah koѳa pbt"),
        ("ϻμѕіқ ж", "musik ж"),
        ("sʉara Ұаҳҳі", "suara yaxxi"),
        ("ᴍᴀᴄᴀɴ", "macan"),
        ("m\u0336a\u0336c\u0336a\u0336n\u0336", "macan"),
        ("ma\u200bc\u2060an", "macan"),
        ("\u202emacan\u202c", "macan"),
        ("mácàñ", "macan"),
        ("m\U000e0061acan", "macan"),
        ("ᗰᗩᑕᗩᑎ", "macan"),
        ("𝚳𝚨ϹᎪ𝚴", "macan"),
        ("ｍａｃａｎ．ｃｏｍ：／＠", "macan.com:/@"),
        ("ﬁlm eﬃsien", "film effisien"),
        ("Ⅷ ⅻ Ⅳ", "viii xii iv"),
        ("⑩ ⒑ ⒇ ⓴ ❿ 🔟 ㊿", "10 10 20 20 10 10 50"),
        ("㏄ ㎏ № 🆗 🆓 🅍 ½", "cc kg no ok free ss 1/2"),
        ("macan·com macan•com macan。com", "macan.com macan.com macan.com"),
        ("æon ĳ ﬅ ꜳ", "aeon ij st aa"),
        ("ɯɐɔɐu", "wacau"),
        ("x² H₂O", "x2 h2o"),
        ("&#109;&#x61;can &amp; &LT;b&gt; &eacute; m&shy;acan", "macan & <b> e macan"),
        ("&amp;amp;lt; &a&#109;p; ＆amp;", "< & &"),
        ("AT&T; a&b &copy=2 &x;", "at&t; a&b &copy=2 &x;"),
        ("ya<br>ya<BR/>ya<br />ya", "ya\nya\nya\nya"),
        ("@_ya_ t.me/_ya ya_@ya.id #_ya", "@_ya  t.me/_ya ya_@ya.id #_ya"),
        ("*ya* **ya** ~5 f**k a*b _x_y_", " ya   ya   5 f**k a*b  x_y "),
        ("<p>ya</p>&lt;br&gt; <b>ya</b> <3 <p", "\nya\n\n <b>ya</b> <3 <p"),
    ],
    ids=str,
)
def test_a_disguise_folds_to_plain_letters(disguised: str, plain: str) -> None:
    assert fold(disguised).text == plain


@pytest.mark.parametrize("text", ["Selamat pagi", "한국어", "中文", "العربية", "orang²"], ids=str)
def test_plain_writing_keeps_its_letters(text: str) -> None:
    assert fold(text).text == text.lower().replace("²", "2")


def test_every_confusable_on_the_list_reads_as_latin() -> None:
    assert all(fold(char).text.isalnum() and fold(char).text.isascii() for char in LISTED)


@pytest.mark.parametrize(
    ("char", "read", "folds"),
    [("ᗅ", "a", True), ("Ꜳ", "aa", True), ("𝗆", "rn", False), ("ه", "o", False), ("x", "x", False)],
)
def test_confusables_are_chosen_by_script(char: str, read: str, *, folds: bool) -> None:
    assert confusables.folds(char, read) is folds


@given(TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(TEXTS)
def test_offsets_rise_and_stay_inside_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert all(0 <= offset < len(text) for offset in folded.offsets)


@given(TEXTS, st.data())
def test_a_span_of_the_folded_text_lies_in_the_original(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.span(start, end)
    assert 0 <= first <= last <= len(text)


@pytest.mark.parametrize("part", ["f", "i", "fi"])
def test_a_span_within_an_expanded_character_is_all_of_it(part: str) -> None:
    folded = fold("a ﬁ b")
    start = folded.text.index(part)
    assert folded.span(start, start + len(part)) == (2, 3)


@pytest.mark.parametrize(
    ("cut_up", "whole"),
    [
        ("situs dot com ya", "situs.com ya"),
        ("situs titik com", "situs.com"),
        ("situs[.]com", "situs.com"),
        ("situs [dot] net", "situs.net"),
        ("situs(dot)id", "situs.id"),
        ("wa(.)me/123", "wa.me/123"),
        ("situs . com", "situs.com"),
        ("situs .xyz", "situs.xyz"),
        ("situs. com", "situs.com"),
        ("situs d o t c o m", "situs.com"),
        ("situs . c o m", "situs.com"),
        ("situs．ｃｏｍ", "situs.com"),
        ("hxxps://situs.com", "https://situs.com"),
        ("http : // situs.com", "http://situs.com"),
        ("www . situs . com", "www.situs.com"),
        ("situs [&#46;] com", "situs.com"),
        ("situs . c o m [.] com dot com", "situs.com.com.com"),
    ],
)
def test_a_link_that_was_cut_up_is_rejoined(cut_up: str, whole: str) -> None:
    assert fold(cut_up).text == whole


def test_a_span_of_a_rejoined_link_covers_all_its_pieces() -> None:
    text = "buka situs [dot] com ya"
    folded = fold(text)
    start = folded.text.index("situs")
    assert text[slice(*folded.span(start, start + len("situs.com")))] == "situs [dot] com"


@pytest.mark.parametrize(
    "text",
    [
        "selesai . lalu pulang",
        "selesai . info lengkap menyusul",
        "bola. net terlalu tinggi",
        "titik komando",
        "anak dot susu",
        "[gambar] (dokumentasi)",
        "https://situs.com/a?b=1&c=2;d=3",
    ],
)
def test_honest_writing_that_resembles_a_cut_link_stays(text: str) -> None:
    assert fold(text).text == text


@pytest.mark.parametrize(
    ("disguised", "plain", "attribute"),
    [
        ("ﬁ", "fi", ab.STYLED),
        ("⑩", "10", ab.ENCLOSED),
        ("🆗", "ok", ab.ENCLOSED),
        ("ᗩᑎ", "an", ab.LOOKALIKE),
        ("&#109;a", "ma", ab.STYLED),
        ("m&shy;a", "ma", ab.HIDDEN),
        ("m&#769;a", "ma", ab.MARK),
        ("situs dot com", "situs.com", ab.SPACED),
    ],
)
def test_a_disguise_that_was_undone_leaves_an_attribute(
    disguised: str, plain: str, attribute: int
) -> None:
    folded = fold_buffer(encode([disguised]))
    (start,), (end,) = folded.buffer.starts, folded.buffer.ends
    assert decode(folded.buffer.codes[start:end]) == plain
    assert any(folded.attributes[start:end] & attribute)


@given(TEXTS)
def test_what_one_character_became_looks_alike(text: str) -> None:
    folded = fold_buffer(encode([text]))
    if folded.offsets is not None:
        pairs = zip(folded.offsets.tolist(), folded.attributes.tolist(), strict=True)
        assert len(set(pairs)) == len(set(folded.offsets.tolist()))


def test_one_code_point_is_looked_up_like_a_buffer_of_them() -> None:
    codes = np.array(
        [*range(ab.LIMIT + 2), 0xE0000, 0xE0041, 0xE0FFF, 0xE1000, 0x10FFFF], np.uint32
    )
    folded, attributes = ab.fold_codes(codes + np.uint32(1))
    pairs = zip(folded.tolist(), attributes.tolist(), strict=True)
    assert [ab.fold_code(code) for code in codes.tolist()] == list(pairs)


def test_no_entity_is_shorter_than_what_it_folds_to() -> None:
    assert all(len(into) <= len(name) for name, (into, _) in named().items())
    assert all(len(fold(chr(code)).text) <= len(f"&#{code};") for code in range(0x20000))


def test_a_span_covers_the_marks_of_its_last_letter() -> None:
    text = "di m\u0336a\u0336c\u0336 ya"
    folded = fold(text)
    start = folded.text.index("mac")
    assert text[slice(*folded.span(start, start + 3))] == "m\u0336a\u0336c\u0336"


@given(st.one_of(st.text(st.characters(max_codepoint=127), max_size=80), CUT_LINKS))
def test_plain_text_folds_as_it_does_beside_other_writing(text: str) -> None:
    alone, beside = fold(text), fold(text + " 한")
    assert beside.text == alone.text + " 한"
    assert list(beside.offsets) == [*alone.offsets, len(text), len(text) + 1]


@given(text=TEXTS, wide=st.booleans())
def test_a_batch_folds_as_single_texts_do(text: str, *, wide: bool) -> None:
    texts = ["", text, "x dot com", *(["한"] if wide else [])]
    raw = encode(texts)
    for single, one in zip(map(fold, texts), folded_texts(raw, fold_buffer(raw)), strict=True):
        assert (one.text, list(one.offsets)) == (single.text, list(single.offsets))
        assert one.original_length == single.original_length


@given(TEXTS, TEXTS)
def test_attributes_do_not_depend_on_the_texts_beside(text: str, other: str) -> None:
    alone, among = fold_buffer(encode([text])), fold_buffer(encode([other, text, other]))
    start, end = among.buffer.starts[1], among.buffer.ends[1]
    (first,), (last,) = alone.buffer.starts, alone.buffer.ends
    assert among.attributes[start:end].tolist() == alone.attributes[first:last].tolist()


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(IndexError):
        fold("abc").span(1, 4)


@pytest.mark.parametrize(
    "text",
    [
        "e" + "\u0301\u0327" * 5_000,
        "\0" * 65_525,
        "\ufdfa" * 65_525,
        "\U000e0020" * 65_525,
        "&amp;" * 13_105,
        "&" + "amp;" * 16_381,
        "&" * 32_000 + "amp;" * 8_000,
        ";&" * 32_762,
        "a dot com " * 6_552,
        "a" + " [.] com" * 8_190,
        "http : // " * 6_552,
        "a@b" * 21_841,
        "a@1" * 21_841,
        "@$!a1" * 13_105,
        "a@1 b$2 $1x " * 5_460,
        "abc3456789" * 6_552,
        "ab12cd" * 10_920,
    ],
    ids=range(17),
)
def test_a_hostile_text_folds_and_is_read(text: str) -> None:
    assert len(fold(text).text) <= len(text)
    words = tokenise([text]).words
    assert (words.starts < words.ends).all()


SHOWS_ELSEWHERE = {"split", "starred", "chopped", "slipped", "threaded"}
"""What stays plain letters shows in the n-grams alone; what is hidden says nothing."""


@pytest.mark.parametrize(
    ("name", "way"), [(name, way) for name, way in DISGUISES.items() if name not in SHOWS_ELSEWHERE]
)
def test_a_word_in_disguise_shows_in_the_handcrafted_features(name: str, way: Disguise) -> None:
    rng = Random(3)  # noqa: S311 - repeatable, not secret
    plain, disguised = (
        extract([f"main di {brand} saja"]).handcrafted.tolist()
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


def spelled(text: str) -> list[str]:
    """The words of a text as they are read."""
    words = tokenise([text]).words
    codes = words.squeezed.buffer.codes
    return [decode(codes[a:b]) for a, b in zip(words.starts, words.ends, strict=True)]


@given(st.lists(st.sampled_from(["a", "7", " ", ".", "ab", "\u0301", "🔥", "\n"])).map("".join))
def test_the_quick_look_misses_no_letters_written_apart(text: str) -> None:
    folded = fold_buffer(encode([text]))
    edges = word_edges(in_words(folded.attributes))
    assert apart(edges) or squeeze(folded, edges) is folded


@pytest.mark.parametrize(
    "joint",
    [
        *(" ", ".", "-", "_", "*", "~", "/", "🔥", "❤️", "👍🏻", "👩‍💻", "⭐ ⭐"),
        "  ",
        " . ",
        " * ",
        " - ",
        "\n",
    ],
)
def test_letters_written_apart_become_one_word(joint: str) -> None:
    assert spelled(f"main di {joint.join('macan')} saja") == ["main", "di", "macan", "saja"]


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("g4c0r", "gacor"),
        ("64c0r 5l0t88", "gacor slot88"),
        ("m4xw1n m4c4n777", "maxwin macan777"),
        ("m@!n $!7u5", "main situ5"),
        ("4l3x!$17", "alexis17"),
        ("g@c0r", "gacor"),
        ("sl@t", "slat"),
        ("$lot ga©or", "slot gacor"),
        ("w!n h!tam", "win hitam"),
        ("gaaacorrr", "gacor"),
        ("bangeeeet", "banget"),
        ("peemuutiihh kuuliitt", "pemutih kulit"),
        ("maaf macan777 100", "maf macan777 100"),
        ("ga®uda", "garuda"),
        ("AˑGˑUˑSˑ1ˑ7", "agus17"),
        ("ꀘꍏꈤꉓꀤ꒒ \u13b4\u13a7\u13d2\u13d7", "kancil dora"),
        ("g🔥a🔥c🔥o🔥r", "gacor"),
    ],
)
def test_words_are_read_as_they_are_meant(disguised: str, plain: str) -> None:
    assert spelled(disguised) == plain.split()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tulis ke budi@contoh.com", ["tulis", "ke", "budi", "contoh", "com"]),
        ("halo @budi", ["halo", "budi"]),
        ("cuma $100", ["cuma", "100"]),
        ("keren!bagus", ["keren", "bagus"]),
        ("4d 777 1000", ["4d", "777", "1000"]),
        ("anak2nya mudah2an", ["anak2nya", "mudah2an"]),
        ("g30s 17an 50rb u17", ["g30s", "17an", "50rb", "u17"]),
        ("wow!5 juta, jam 10!mantap", ["wow", "5", "juta", "jam", "10", "mantap"]),
        ("@17agus budi77@contoh.com", ["17agus", "budi77", "contoh", "com"]),
        ("poin a, b, c", ["poin", "a", "b", "c"]),
        ("skor 2 - 1", ["skor", "2", "1"]),
        ("benar ya. mas", ["benar", "ya", "mas"]),
        ("🍀m@!n🍀", ["main"]),
    ],
)
def test_plain_writing_is_read_as_it_stands(text: str, words: list[str]) -> None:
    assert spelled(text) == words


@given(
    st.lists(st.sampled_from(["a", "b", "@", "!", "$", ".", " ", "7", "2", "aaa", "ﬁ", "🔥", "🍀"]))
)
def test_reading_words_depends_on_no_neighbour(parts: list[str]) -> None:
    text = "".join(parts)
    alone, among = tokenise([text]).words, tokenise(["a@b", text, "c c c"]).words
    first, last = among.firsts[1:3]
    assert among.hashes[first:last].tolist() == alone.hashes.tolist()
    assert among.attributes[first:last].tolist() == alone.attributes.tolist()


@pytest.mark.parametrize(
    ("text", "is_needed"),
    [
        ("baca https://kabar.id/a dan http://kabar.id/b", False),
        ("baca https://kabar.id/a lalu hxxps://kabar.id", True),
        ("https:// kabar.id", True),
        ("http : //kabar.id", True),
        ("kabar//lain", True),
        ("kabar dot com", True),
        ("selesai. lanjut", False),
    ],
)
def test_a_whole_link_needs_no_rejoining(text: str, is_needed: bool) -> None:
    assert rejoining.needed(text) is is_needed


LINK_SCRAPS = (
    *("http", "hxxp", "h**p", "s", ":", " : ", "//", "// ", "/", "www", " . ", ". ", "x", "com"),
    *("&amp;", "&#47;", "\u0168", "／", "：", "\u200b", " "),
)


@given(st.lists(st.sampled_from(LINK_SCRAPS), max_size=9).map("".join))
def test_pieces_of_links_fold_alike_alone_and_in_a_batch(text: str) -> None:
    buffer = fold_buffer(encode([text, "http://kabar.id"])).buffer
    within = decode(buffer.codes[buffer.starts[0] : buffer.ends[0]])
    assert within == fold(text).text == fold(within).text


@pytest.mark.parametrize(
    ("word", "branded"),
    [
        ("macan77", True),
        ("macan4d", True),
        ("macan77emang", True),
        ("diMACAN777langsung", True),
        ("50rb", False),
        ("anak2nya", False),
        ("17agustus", False),
        ("u17", False),
    ],
)
def test_letters_and_then_digits_have_the_shape_of_a_brand(word: str, *, branded: bool) -> None:
    assert (BRANDLIKE in tokenise([word]).words.kinds) is branded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("main di \ud40c\ud400\ud402\ud400\ud40d saja", "main di macan saja"),
        ("\ud55c\uad6d\uc5b4 \ud558\ud574\ud55c", "\ud55c\uad6d\uc5b4 \ud558\ud574\ud55c"),
        ("\ud558\ud558", "\ud558\ud558"),
    ],
    ids=["letters cut to 16 bits", "Korean", "two of them"],
)
def test_letters_that_old_programs_cut_are_read(text: str, folded: str) -> None:
    assert fold(text).text == folded
    words = tokenise([text, "halo"]).folded.buffer
    assert decode(words.codes[words.starts[0] : words.ends[0]]) == folded


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("â€œbagusâ€\x9d", "“bagus”"),
        ("â€œbagusâ€ pak", "“bagus” pak"),
        ("jumâ€™at", "jum’at"),
        ("kafÃ©", "kafé"),
        ("Â© warga", "© warga"),
        ("amin ðŸ™\x8f", "amin 🙏"),
        ("amin ð\x9f\x99\x8f", "amin 🙏"),
        ("â\x9d¤ï¸\x8f", "❤️"),
        ("â\x9d¤ï¸", "❤️"),
        ("â¤", "\ufffd"),
        (r"\u201cbagus\u201d", "“bagus”"),
        (r"amin \ud83d\ude4f", "amin 🙏"),
        (r"\u0073\u006c\u006ft", "slot"),
        ("naïve", "naïve"),
        ("goréng…", "goréng…"),
        (r"C:\users\ufo", r"C:\users\ufo"),
    ],
)
def test_what_another_encoding_made_of_a_text_is_undone(text: str, meant: str) -> None:
    folded = fold(text)
    assert folded.text == fold(meant).text
    assert np.array_equal(extract([text]).slots, extract([meant]).slots)


@given(st.text(st.sampled_from("âÃÂðïŸ€œ™\x9d©\\u0dabcDEF83 x\u00ad"), max_size=40))
def test_rereading_keeps_every_place(text: str) -> None:
    assert len(reread(text)) == len(text)
    folded = fold(text)
    assert fold(folded.text).text == folded.text


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u202e", "\ufe0f", "\U000e0061"], ids=ascii)
def test_a_hidden_character_changes_nothing_that_is_hashed(sign: str) -> None:
    plain, hidden = "Gas ke Macan77, bos", f"G{sign}as ke Mac{sign}{sign}an77, b{sign}os"
    assert np.array_equal(extract([plain]).slots, extract([hidden]).slots)
