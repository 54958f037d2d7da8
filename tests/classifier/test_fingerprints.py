"""Fingerprints: comments of one campaign share them, whatever each of them names or hides."""

import pytest

from classifier.scoring.features import tokenise
from classifier.scoring.scorer import sketch_of
from classifier.text import lexicon
from classifier.text.fingerprints import (
    EACH_AT_MOST,
    Fingerprint,
    Kind,
    fingerprints,
    sketches,
)
from classifier.text.normalise import fold


def taken(text: str) -> list[Fingerprint]:
    return fingerprints(fold(text), text, sketch_of(text))


def of(text: str, kind: Kind) -> set[str]:
    return {value for own, value in taken(text) if own is kind}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Main di MONA4D tiap hari", {"mona4d"}),
        ("Main di 𝐌𝐎𝐍𝐀𝟒𝐃 tiap hari", {"mona4d"}),
        ("main di mona4d tiap hari", {"mona4d"}),
        ("M O N A 4 D mantap pokoknya", {"mona4d"}),
        ("m.o.n.a.4.d mantap pokoknya", {"mona4d"}),
        ("Main di MONA 88 tiap hari", {"mona88"}),
        ("Btw KUDAMAS lagi bagi-bagi nih", {"kudamas"}),
        ("Btw 𝗞𝗨𝗗𝗔𝗠𝗔𝗦 lagi bagi-bagi nih", {"kudamas"}),
        ("Daftar di 88zonhoki saja", {"88zonhoki"}),
        ("Jalan di RT 05 rusak sejak tahun 2024", set()),
        ("BERITA ini tidak benar sama sekali", set()),
        ("Terima kasih infonya, sangat membantu", set()),
        ("", set()),
    ],
)
def test_names_that_promise_to_be_brands(text: str, names: set[str]) -> None:
    assert of(text, Kind.NAME) == names


@pytest.mark.parametrize(
    ("text", "hosts", "contacts"),
    [
        ("cek https://www.Mona4d.xyz/daftar ya", {"mona4d.xyz"}, set()),
        ("cek mona4d.xyz ya", {"mona4d.xyz"}, set()),
        ("hubungi wa.me/6281234567890", {"wa.me"}, {"6281234567890"}),
        ("hubungi 0812-3456-7890 ya", set(), {"6281234567890"}),
        ("hubungi +62 812 3456 7890 ya", set(), {"6281234567890"}),
        ("chat @hoki_official aja", set(), {"hoki_official"}),
        ("kirim ke budi@contoh.id", set(), set()),
        ("jam 08.30-16.00 WIB", set(), set()),
    ],
)
def test_hosts_and_contacts_are_normalised(text: str, hosts: set[str], contacts: set[str]) -> None:
    assert (of(text, Kind.HOST), of(text, Kind.CONTACT)) == (hosts, contacts)


ADVERT = "Baru daftar kemarin di {} langsung dapat cuan, rezeki anak soleh memang tidak ke mana"


@pytest.mark.parametrize("brand", ["MONA4D", "𝗔𝗟𝗘𝗫𝗜𝗦𝟭𝟳", "kuda77", "S L O T 8 8"])
def test_adverts_that_differ_in_the_brand_have_one_template(brand: str) -> None:
    bands = of(ADVERT.format("PLUTO88"), Kind.TEMPLATE)
    assert bands
    assert of(ADVERT.format(brand), Kind.TEMPLATE) == bands


def test_another_word_mostly_leaves_a_band_in_common() -> None:
    advert = ADVERT.format("PLUTO88")
    bands = of(advert, Kind.TEMPLATE)
    words = advert.split()
    others = [[*words[:place], "lain", *words[place + 1 :]] for place in range(len(words))]
    shared = [bool(bands & of(" ".join(other), Kind.TEMPLATE)) for other in others]
    assert sum(shared) > 0.6 * len(words)


def test_another_comment_has_no_band_in_common() -> None:
    bands = of(ADVERT.format("PLUTO88"), Kind.TEMPLATE)
    other = "Semoga pemerintah segera memperbaiki jalan di desa kami yang rusak parah itu"
    assert not bands & of(other, Kind.TEMPLATE)


def test_too_few_words_make_no_template() -> None:
    assert of("Mantap sekali pak", Kind.TEMPLATE) == set()


def test_what_is_kept_of_a_text_is_bounded() -> None:
    text = " ".join(f"mona{number}d" for number in range(10, 99))
    assert len(of(text, Kind.NAME)) == EACH_AT_MOST
    assert len(taken(text * 100)) <= 3 * EACH_AT_MOST + 2


def test_a_sketch_does_not_depend_on_the_texts_beside_it() -> None:
    texts = ["", ADVERT.format("MONA4D"), "Mantap", "M O N A 4 D", ADVERT.format("88zon"), "🔥🔥"]
    words = tokenise(texts).words
    assert sketches(words, lexicon.known(words.hashes)) == [sketch_of(text) for text in texts]
