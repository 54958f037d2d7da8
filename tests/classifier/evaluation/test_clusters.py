"""What belongs to one campaign or thread, and what does not."""

import pytest

from classifier.data.datasets import LabelledText
from classifier.evaluation.clusters import near_copies, spam_campaigns, threads

PRAISE = "Terima kasih sudah menghibur, main di sini selalu menang besar setiap malam"


def spam(text: str, brand: str = "") -> LabelledText:
    return LabelledText(text, "spam", brand=brand)


def test_one_brand_is_one_campaign_whatever_it_says() -> None:
    rows = [spam("mantap", "kancil77"), spam("gas terus", "kancil77"), spam("mantap", "merak88")]
    assert spam_campaigns(rows).tolist() == [0, 0, 1]


@pytest.mark.parametrize(
    "copy",
    [PRAISE + "!!! 🔥", PRAISE.upper(), PRAISE.replace("malam", "malam 2024"), PRAISE + " bos"],
    ids=["signs", "capitals", "digits", "one word more"],
)
def test_near_copies_without_a_brand_are_one_campaign(copy: str) -> None:
    rows = [spam(PRAISE), spam("Jual akun murah, minat japri saja kak"), spam(copy)]
    assert spam_campaigns(rows).tolist() == [0, 1, 0]


def test_copies_of_copies_meet_in_one_campaign() -> None:
    words = [f"kata{chr(97 + place) * 3}" for place in range(26)]
    chain = [" ".join(words[place : place + 24]) for place in range(3)]
    assert len(set(near_copies(chain).tolist())) == 1


def test_short_texts_are_alike_only_if_equal() -> None:
    assert near_copies(["gas", "gas", "ayo", "", "\ud800"]).tolist() == [0, 0, 1, 2, 3]


def test_rows_keep_together_by_group_within_their_source() -> None:
    rows = [
        LabelledText("a", "ham", source="one", group="x"),
        LabelledText("b", "ham", source="one", group="x"),
        LabelledText("c", "ham", source="two", group="x"),
        LabelledText("d", "ham", source="two"),
        LabelledText("e", "ham", source="two"),
    ]
    assert threads(rows).tolist() == [0, 0, 1, 2, 3]


def test_nothing_has_no_clusters() -> None:
    assert spam_campaigns([]).tolist() == threads([]).tolist() == []
