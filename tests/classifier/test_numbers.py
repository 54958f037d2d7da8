"""Words with digits that name nothing say nothing; a brand's shape is what is left."""

import numpy as np
import pytest

from classifier.scoring.features import SILENT, extract, tokenise
from classifier.text import numbers
from classifier.text.codes import said_once
from classifier.text.numbers import Reading, reading
from classifier.text.words import BRANDLIKE, KINDS, NUMBER, PLAIN

NUMBERS = (
    "b1234xyz ad12c 10rb 4g mp4 1080p 2jt rp50 km120 rt07 sman3 smkn112 cbr150r redmi9 "
    "iphone13 galaxys21 uu45 covid19 kode98765 joko77 bejo1987 jokobejo77 wargart07 "
    "3f2504e0 0305e82c3301 4f89 abe3b12f 1440p60 4k60 9e107d9d372bb6826bd81d3542a419d6"
)
BRANDS = "dora77 mona4d rtp88 macan77emang kucing123 joko777 rina4d megabola88"
OTHERS = "anak2 orang2nya 4d kata3 h1n1 m41n 51n1 p45t1 c4b3 g3l4p"


@pytest.mark.parametrize(
    ("words", "expected"),
    [(NUMBERS, Reading.NUMBER), (BRANDS, Reading.BRAND), (OTHERS, Reading.OTHER)],
)
def test_a_word_of_letters_and_digits_is_read(words: str, expected: Reading) -> None:
    read = {word: reading(word.encode(), capitals=False) for word in words.split()}
    assert read == dict.fromkeys(words.split(), expected)


def test_three_capitals_and_digits_are_an_abbreviation() -> None:
    assert reading(b"cbr150", capitals=True) is Reading.NUMBER
    assert reading(b"win777", capitals=True) is Reading.BRAND
    assert reading(b"ket588", capitals=True) is Reading.NUMBER


def test_the_longest_of_words_is_read_at_once() -> None:
    """A look at each place of it where one name could end would take minutes."""
    assert reading(b"joko" * 250_000 + b"77", capitals=False) is Reading.BRAND
    assert reading(b"a" + b"0" * 1_000_000, capitals=False) is Reading.NUMBER
    assert reading(b"1a" * 500_000 + b"z", capitals=False) is Reading.OTHER


def kinds_of(text: str) -> list[int]:
    found: list[int] = tokenise([text]).words.kinds.tolist()
    return found


def test_a_disguised_word_is_never_only_a_number() -> None:
    assert NUMBER not in kinds_of("𝐁𝟏𝟐𝟑𝟒 𝟕𝟕")
    assert BRANDLIKE not in kinds_of("sman3 b1234xyz")


def test_only_short_words_are_remembered() -> None:
    before = numbers._remembered.cache_info().misses
    reading(b"x" * 40 + b"77", capitals=False)
    assert numbers._remembered.cache_info().misses == before
    reading(b"kanvas7712", capitals=False)
    reading(b"kanvas7712", capitals=False)
    assert numbers._remembered.cache_info().misses <= before + 1


def test_a_telephone_speaks_and_an_account_does_not() -> None:
    words = tokenise(["@warga1795 081234567890 hubungi 628123456789 atau 5551234"]).words
    assert words.silent.tolist() == [0, 5]


def test_a_word_is_silent_once_for_whatever_reasons() -> None:
    words = tokenise(["@warga_12 @desa 5 kami lihat"]).words
    assert words.silent.tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("text", ["jam 19.30 WITA", "Surat 92 ayat 7", "KA 306", "Mazmur 23:1-6"])
def test_what_goes_with_a_number_says_as_little_as_it(text: str) -> None:
    assert set(kinds_of(text)) == {NUMBER}


def test_a_word_that_goes_with_numbers_speaks_where_there_is_none() -> None:
    assert NUMBER not in kinds_of("jam berapa mulai")


def test_a_number_that_begins_a_text_takes_the_blank_behind_it_along() -> None:
    assert features_said("1945 💗") == features_said("💗")
    assert features_said("pkl 07.30 💗") == features_said("💗")


def test_a_brand_behind_an_at_sign_is_still_one() -> None:
    assert kinds_of("@dora777 @papajp68") == [BRANDLIKE, BRANDLIKE]


@pytest.mark.parametrize(
    "account", ["@rina88", "@riaricis1795", "@warga_depok88", "@rt.sukamaju07"]
)
def test_a_readers_account_says_nothing_whatever_its_number(account: str) -> None:
    assert set(kinds_of(account)) == {NUMBER}


def test_the_host_of_an_address_speaks() -> None:
    assert kinds_of("budi@contoh.co.id") == [PLAIN, NUMBER, PLAIN, PLAIN]


def test_only_digits_apart_are_no_word_spaced_out() -> None:
    assert KINDS[tokenise(["5 + 3 = 8"]).words.attributes].tolist() == [NUMBER]


@pytest.mark.parametrize("number", ["7", "1945", "b1234xyz", "50rb", "sman12", "9876543210"])
def test_whatever_number_stands_there_the_features_are_the_same(number: str) -> None:
    """Beside the words around them, numbers are one and the same."""
    assert features_said(f"warga desa {number} menunggu") == features_said("warga desa 3 menunggu")


def test_a_number_that_begins_a_text_joins_it_to_no_other() -> None:
    alone = extract(["bulan april 2016"]).groups[-1]
    beside = extract(["bulan april 2016", "7 warga desa"]).groups[-1]
    assert (alone.slots[:, :3] == beside.slots[:, :3]).all()


def features_said(text: str) -> set[tuple[int, int]]:
    """The slots of each group that say anything."""
    groups = extract([text]).groups
    return {
        (place, slot)
        for place, group in enumerate(groups)
        for slot in np.unique(group.slots[:, group.starts[0] : group.ends[0]]).tolist()
        if slot != SILENT
    }


@pytest.mark.parametrize(
    "text",
    [
        "Maju terus timnas! Maju terus timnas! Maju terus timnas!",
        "Maju terus timnas!\nMaju terus timnas!\n",
    ],
)
def test_what_is_said_again_and_again_is_read_once(text: str) -> None:
    assert said_once(text) == "Maju terus timnas!"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hidup",
        "hahahahahahahahahahahahaha",
        "Maju terus timnas! Maju terus, timnas!",
        "Maju terus timnas! Maju terus timnas! Daftar di sana",
    ],
)
def test_what_says_anything_more_is_read_whole(text: str) -> None:
    assert said_once(text) == text


@pytest.mark.parametrize("chant", ["#save raja ampat ", "Gerceppp "])
def test_a_chant_says_no_more_than_its_first_time(chant: str) -> None:
    """Sums of n-grams would grow with each time, whichever way they lean."""
    once, often = (features_said(f"dukung terus {chant * times}") for times in (1, 9))
    assert often <= once


def test_a_chant_is_one_whatever_stands_beside_it() -> None:
    texts = ["hidup timnas hidup", "timnas hidup timnas hidup", "mari mari mari", ""]
    assert len(tokenise(texts).words.silent) == 0
    words = tokenise(["raja ampat", f"mari {'satu dua tiga ' * 4}", "satu dua tiga"]).words
    assert words.silent.tolist() == [6, 7, 8, 9, 10, 11, 12, 13, 14]
