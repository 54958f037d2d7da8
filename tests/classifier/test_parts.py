"""Parts: a comment is as bad as its worst part, and a part has the features that it has alone."""

from itertools import islice, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.scoring.features import tokenise
from classifier.scoring.handcrafted import PROPERTIES
from classifier.scoring.linear import Platt
from classifier.scoring.parts import LONG, STEP, WINDOW, judged, parts_of
from classifier.scoring.scorer import Scorer
from classifier.scoring.verdicts import PartRule
from classifier.training.calibrate import HOLD_RATE, threshold
from classifier.training.part_calibration import LEAST, LONG_RATE, MOST, Measured, calibrated

HONEST = (
    "Jalan di depan sekolah anak saya rusak sejak tahun lalu.",
    "Semoga pemerintah daerah segera turun tangan.",
    "Saya sudah lapor ke kantor desa tapi belum ada jawaban sama sekali.",
    "Terima kasih liputannya, sangat membantu warga di sini.",
)
SPAM = "Gas main di MACANHOKI88 auto maxwin, depo 10rb wd jutaan"
SCRAPS = (
    *("a", "b ", "slot ", "MACAN77 ", ". ", "! ", "\n", "\r\n", "…", "?", " ", "𝗠𝗔𝗖𝗔𝗡 ", "4️⃣ "),
    *("e\u0301 ", "\u200b", "a b c d ", "&amp; ", "kabar dot com ", "🔥", "ﬁ ", "m@!n "),
)
TEXTS = st.lists(
    st.lists(st.sampled_from(SCRAPS), max_size=40).map("".join), min_size=1, max_size=5
)


def stretches(text: str) -> list[tuple[int, int]]:
    found = parts_of(tokenise([text]).words)
    return list(zip(found.starts.tolist(), found.stops.tolist(), strict=True))


def test_a_short_text_has_no_parts() -> None:
    assert stretches("Beritanya jelas sekali") == []
    assert stretches("") == []


def test_sentences_and_lines_are_parts_unless_they_are_single_words() -> None:
    assert stretches("Wah. Beritanya jelas sekali! Terima kasih\nSalam dari Bantul") == [
        (1, 4),
        (4, 6),
        (6, 9),
    ]


def test_a_word_and_a_number_are_no_sentence() -> None:
    """One word would be judged by itself, which says too little."""
    assert stretches("Beritanya jelas sekali! ref AB98765XY\nTerima kasih") == [(0, 3), (5, 7)]


def test_a_stop_within_a_word_ends_no_sentence() -> None:
    assert stretches("Lihat bps.go.id dan Rp1.500 saja") == []


def different(count: int) -> str:
    """So many words, none twice."""
    return " ".join(
        "kata" + letters for letters in islice(map("".join, product("bcdfg", repeat=3)), count)
    )


def test_windows_overlap_by_half_and_reach_the_end() -> None:
    words = 30
    found = stretches(different(words))
    assert found[0] == (0, WINDOW)
    assert found[-1][1] == words
    assert [start for start, _ in found] == [STEP * place for place in range(len(found))]
    assert stretches(different(LONG)) == []


@given(TEXTS)
def test_parts_are_as_many_as_words_at_most(texts: list[str]) -> None:
    words = tokenise(texts).words
    counts = np.bincount(parts_of(words).owners, minlength=len(texts))
    assert (counts <= np.diff(words.firsts)).all()


@given(TEXTS)
def test_features_of_parts_lie_inside_their_text(texts: list[str]) -> None:
    every = judged(tokenise(texts))
    for group in every.features.groups:
        assert (group.starts <= group.ends).all()
        assert (group.starts >= group.starts[every.owners]).all()
        assert (group.ends <= group.ends[every.owners]).all()
    handcrafted = every.features.handcrafted
    properties = slice(0, len(PROPERTIES))
    assert not (handcrafted[:, properties] & ~handcrafted[every.owners, properties]).any()


def test_a_sentence_has_the_words_that_it_has_alone() -> None:
    together = judged(tokenise([" ".join(HONEST)]))
    for place, sentence in enumerate(HONEST, start=1):
        alone = judged(tokenise([sentence]))
        parts, own = together.features.groups[2], alone.features.groups[2]
        start = parts.starts[place]
        found = parts.slots[[0, 2, 3], start : parts.ends[place]]
        expected = own.slots[[0, 2, 3], own.starts[0] : own.ends[0]]
        assert found.tolist() == expected.tolist()
        assert together.features.handcrafted[place].tolist() == (
            alone.features.handcrafted[0].tolist()
        )


@pytest.mark.parametrize(
    "padded",
    [
        " ".join((*HONEST, SPAM)),
        " ".join((SPAM, *HONEST)),
        "\n".join((*HONEST[:2], SPAM, *HONEST[2:])),
        " ".join(HONEST * 3) + " " + SPAM,
    ],
    ids=["at the end", "at the beginning", "on a line of its own", "after twelve sentences"],
)
def test_honest_words_buy_no_pass(scorer: Scorer, padded: str) -> None:
    (score,) = scorer.score([padded])
    assert score["spam"] >= scorer.thresholds.hold


def test_honest_length_is_no_evidence(scorer: Scorer) -> None:
    (score,) = scorer.score([" ".join(HONEST * 5)])
    assert score["spam"] < scorer.thresholds.hold


def test_the_part_that_decided_explains(scorer: Scorer) -> None:
    text = " ".join((*HONEST, SPAM))
    spans = [span for one in scorer.explain(text, limit=100) for span in one.spans]
    assert spans
    assert all(text.index(SPAM) <= start for start, _ in spans)


def test_the_handicap_grows_with_the_number_of_parts() -> None:
    rule = PartRule(Platt(2.0, -1.0), 0.25)
    logits = rule.logits(np.array([3.0, 3.0, 3.0, 3.0]), np.array([0, 1, 2, 8]))
    assert logits.tolist() == [5.0, 5.0, 4.75, 4.25]


def test_the_worst_part_decides_and_the_whole_if_it_is_no_better() -> None:
    every = judged(tokenise(["satu dua. tiga empat", "lima"]))
    assert every.owners.tolist() == [0, 1, 0, 0]
    rule = PartRule(Platt(), 0.5)
    equal = rule.verdicts(every, np.array([2.0, 0.0, 2.0, 2.0]))
    assert (equal.logits, equal.deciding.tolist()) == ([1.5, 0.0], [0, 1])
    worse = rule.verdicts(every, np.array([1.0, 0.0, 0.0, 3.0]))
    assert (worse.logits, worse.deciding.tolist()) == ([2.5, 0.0], [3, 1])


def test_long_honest_comments_set_the_handicap() -> None:
    calm = np.linspace(-9.0, -1.0, 2_000)
    readers = Measured(calm, calm, np.zeros(2_000, np.int64))
    long = Measured(calm, calm + 2.0, np.full(2_000, 16))
    found = calibrated(readers, long, Platt())
    cut = threshold(readers.logits(Platt(), found), HOLD_RATE)
    assert LEAST < found < MOST
    assert (long.logits(Platt(), found) >= cut).mean() <= LONG_RATE
