"""Near-equal texts: campaigns come together, other texts stay apart, and no chain grows."""

from moderation.review.near_equal import (
    ALIKE,
    LANES,
    NO_SIGNATURE,
    groups,
    likeness,
    signature,
    typical,
)

LIA = "yang minat kerja sampingan dari rumah hubungi admin mba lia wa {n}, gaji {g} ribu per hari"
OTHERS = (
    "wasitnya parah banget, pelanggaran jelas kok didiamkan",
    "tolong redaksi cek lagi datanya, angka penonton di paragraf tiga salah",
    "semoga lampunya juga menyala sampai parkiran, kemarin gelap sekali",
    "anak saya kelas lima, apakah boleh masuk malam hari tanpa orang tua",
)


def test_a_campaign_is_one_group_whatever_its_numbers_are() -> None:
    texts = {f"lia{n}": LIA.format(n=n, g=150 + n) + " buruan" * (n % 3 == 0) for n in range(12)}
    others = {f"lain{n}": text for n, text in enumerate(OTHERS)}
    signed = {name: signature(text) for name, text in (texts | others).items()}
    assert [sorted(group) for group in groups(signed, least=4)] == [sorted(texts)]


def test_equal_texts_agree_in_every_lane_and_digits_do_not_count() -> None:
    one, other = signature("hubungi 0813 sekarang"), signature("hubungi 0899 sekarang")
    assert likeness(one, other) == LANES


def test_texts_without_words_are_like_nothing() -> None:
    assert signature("12345 !!! 💰💰") == NO_SIGNATURE
    assert likeness(NO_SIGNATURE, NO_SIGNATURE) == 0
    assert groups({"a": NO_SIGNATURE, "b": NO_SIGNATURE}, least=2) == []
    assert typical([NO_SIGNATURE]) == NO_SIGNATURE


def test_different_texts_stay_apart() -> None:
    signed = [signature(text) for text in OTHERS]
    assert all(
        likeness(one, other) < ALIKE for one in signed for other in signed if one is not other
    )


def test_groups_come_largest_first_and_small_ones_not_at_all() -> None:
    texts = [("a", OTHERS[0])] * 3 + [("b", OTHERS[1])] * 5 + [("c", OTHERS[2])]
    signed = {f"{name}{n}": signature(text) for n, (name, text) in enumerate(texts)}
    assert [len(group) for group in groups(signed, least=2)] == [5, 3]


def test_what_is_typical_of_texts_is_like_most_of_them() -> None:
    lia = [signature(LIA.format(n=n, g=n)) for n in range(5)]
    common = typical([*lia, signature(OTHERS[0])])
    assert likeness(common, lia[0]) == LANES
    assert likeness(common, signature(OTHERS[0])) < ALIKE


def test_a_text_of_any_length_and_lone_surrogates_are_signed() -> None:
    assert len(signature("kata \ud800kata " * 50_000)) == 4 * LANES
