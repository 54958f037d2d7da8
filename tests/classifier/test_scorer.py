"""Scores: probabilities, independent of the batch, for any text there is."""

import json
import math
import subprocess
import sys
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.scoring.artifact import load
from classifier.scoring.features import extract
from classifier.scoring.linear import Platt
from classifier.scoring.scorer import KINDS_FROM, Scorer, chunks, shipped_model
from classifier.text.normalise import fold
from classifier.training.pipeline import HANDCRAFTED_SCALE, HashedFeatures

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)
HOSTILE = [
    "",
    "\0",
    "\ud800\udfff\ud83d",
    "\u202e" * 50,
    "e" + "\u0301\u0327" * 5_000,
    "𝟴" * 65_525,
    "a b c " * 10_000,
    "\ufdfa" * 65_525,
    "x" * 200_000,
    "\U0010ffff" * 100,
    "\U000e0041\u200b",
]


def test_the_first_label_is_spam(scorer: Scorer) -> None:
    assert scorer.labels[:2] == ("spam", "gambling")


def test_hold_comes_before_reject(scorer: Scorer) -> None:
    assert 0 < scorer.thresholds.hold < scorer.thresholds.reject < 1


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_gets_probabilities(scorer: Scorer, text: str) -> None:
    (scores,) = scorer.score([text])
    assert set(scores) == set(scorer.labels)
    assert all(0 <= score <= 1 for score in scores.values())


def test_no_texts_give_no_scores(scorer: Scorer) -> None:
    assert scorer.score([]) == []


@pytest.mark.parametrize("text", [*HOSTILE, "wkwkwkwkwkwk 𝐚\u0301 &amp; Hahahaha"])
def test_the_folded_text_travels_with_the_scores(scorer: Scorer, text: str) -> None:
    (assessed,) = scorer.assess([text], explain_from=1.0)
    folded, alone = assessed.folded, fold(text)
    assert (folded.text, list(folded.offsets)) == (alone.text, list(alone.offsets))
    assert folded.original_length == len(text)


@given(texts=st.lists(ANY_TEXT, min_size=1, max_size=8), data=st.data())
def test_a_score_does_not_depend_on_the_batch(
    scorer: Scorer, texts: list[str], data: st.DataObject
) -> None:
    alone = [scorer.logits([text])[0] for text in texts]
    order = data.draw(st.permutations(range(len(texts))))
    together = scorer.logits([texts[place] for place in order])
    assert together == [alone[place] for place in order]


def test_real_sized_batches_score_as_single_texts(scorer: Scorer, comments: list[str]) -> None:
    hostile = [*comments, *HOSTILE]
    Random(5).shuffle(hostile)  # noqa: S311 - repeatable, not secret
    assert scorer.score(hostile) == [scorer.score([text])[0] for text in hostile]


def test_chunks_keep_every_text_in_order() -> None:
    texts = ["a" * 9_000, "b", "c" * 40_000, "", "d"]
    assert [text for chunk in chunks(texts) for text in chunk] == texts


def test_the_scorer_agrees_with_the_sparse_matrix_of_training(
    scorer: Scorer, comments: list[str]
) -> None:
    """Same integer weights through scikit-learn's matrix: equal but for float rounding."""
    matrix = HashedFeatures().transform(comments)
    model = load(shipped_model())
    features = extract(comments)
    for part, first in ((scorer.spam, 0), (scorer.kinds, 1)):
        found = part.decide(features)
        for column, head in enumerate(part.heads):
            handcrafted = (
                model.arrays["facts"][:, first + column] * head.handcrafted_step / HANDCRAFTED_SCALE
            )
            weights = np.concatenate([part.table[:, column] * head.step, handcrafted])
            expected = matrix @ weights + head.bias
            np.testing.assert_allclose(found[:, column], expected, rtol=0, atol=1e-9)


def test_kinds_share_what_there_is_of_spam(scorer: Scorer, comments: list[str]) -> None:
    for text, scores in zip(comments, scorer.score(comments), strict=True):
        assert all(0 <= scores[kind] <= scores["spam"] for kind in scorer.labels[1:])
        if scores["spam"] >= KINDS_FROM:
            (logit,) = scorer.logits([text], "gambling")
            share = 1 / (1 + np.exp(-logit))
            assert scores["gambling"] == pytest.approx(scores["spam"] * share, abs=1e-6)


@pytest.mark.parametrize(
    ("spam", "ham"),
    [
        ("gas main di 𝐑𝐀𝐉𝐀𝐖𝐀𝐋𝐈𝟖𝟖 auto maxwin", "gas main bola sore ini"),
        ("Editannya rapi banget 🅐🅝🅖🅢🅐🅢🅛🅞🅣", "Editannya rapi banget, salut"),
        ("depo 20rb wd 5jt cuma di MELATI77", "harga beras naik 20rb, tolong pak menteri"),
        ("ketik di google ELANGTOTO pasti bayar", "saya sudah cari di google beritanya"),
        ("M A C A N B E T 9 9 gacor parah", "01 menang satu putaran, Indonesia maju"),
        ("jasa followers murah wa 081234567890", "turut berduka cita untuk keluarga korban"),
    ],
)
def test_an_advertisement_scores_above_a_comment(scorer: Scorer, spam: str, ham: str) -> None:
    high, low = scorer.score([spam, ham])
    assert high["spam"] > low["spam"]


def test_hard_negatives_score_below_promotion(scorer: Scorer) -> None:
    hard_negatives, promotion = scorer.score(
        [
            "Judi online merusak keluarga, bandarnya kapan ditangkap?",
            "Main di 𝗕𝗔𝗗𝗔𝗜𝟴𝟴 wd lancar, bandar terpercaya",
        ]
    )
    assert hard_negatives["spam"] < promotion["spam"]
    assert hard_negatives["gambling"] < promotion["gambling"]


@given(st.floats(-40, 40))
def test_a_probability_is_rounded_as_python_rounds(logit: float) -> None:
    tail = math.exp(-abs(logit))
    exact = (1.0 if logit > 0 else tail) / (1.0 + tail)
    assert Platt().probability(logit) == round(exact, 6)


def test_scoring_leaves_scikit_learn_and_scipy_unimported() -> None:
    program = (
        "import sys, json; from classifier.scoring.scorer import Scorer, shipped_model\n"
        "scorer = Scorer.load(shipped_model())\n"
        "scorer.score(['halo']), scorer.explain('halo')\n"
        "names = {name.split('.')[0] for name in sys.modules}\n"
        "print(json.dumps(sorted(names & {'sklearn', 'scipy', 'joblib', 'rich', 'click'})))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert json.loads(done.stdout) == []


def test_the_shipped_model_is_small() -> None:
    size = sum(path.stat().st_size for path in Path(shipped_model()).iterdir())
    assert size <= 8 * 2**20


def test_whatever_the_shipped_thresholds_hold_has_its_kinds_told_apart(scorer: Scorer) -> None:
    assert scorer.thresholds.hold > KINDS_FROM
