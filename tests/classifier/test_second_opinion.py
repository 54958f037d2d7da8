"""The reader in training: what it learns from, never its own fold, and a model with one."""

import json
from pathlib import Path

import numpy as np
import pytest

from classifier.scoring.artifact import load
from classifier.scoring.artifact_checks import faults
from classifier.scoring.blending import HIGHEST, LOWEST
from classifier.scoring.char_cnn import MEMBERS
from classifier.scoring.features import features_of, read_texts
from classifier.scoring.scorer import Scorer
from classifier.training import corpus, reading, second_opinion
from classifier.training.backpropagation import Lines, Network
from classifier.training.corpus import REAL, TALK
from classifier.training.prepared import Corpus, prepare
from classifier.training.second_opinion import DISMISSED, SHARE
from classifier.training.train import train

FEW = 60
ALL = 100


@pytest.fixture(scope="module", autouse=True)
def little_to_learn() -> object:
    """Few texts, and a reader of them all the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpus, "INVENTED_SPAM", FEW)
        patch.setattr(corpus, "INVENTED_HAM", FEW)
        patch.setattr(corpus, "INVENTED_TALK", FEW)
        patch.setattr(second_opinion, "FEWEST", 20)
        patch.setattr(second_opinion, "DISMISSED", -60.0)
        yield


@pytest.fixture(scope="module")
def prepared(export: Path) -> Corpus:
    return prepare(export, seed=3)


@pytest.fixture(scope="module")
def model(export: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with a reader, trained on a small export."""
    out = tmp_path_factory.mktemp("with-a-reader")
    train(export, out, 3)
    return out


def undecided(prepared: Corpus) -> np.ndarray:
    """Decision values near zero that tell spam from ham a little."""
    noise = np.random.default_rng(1).normal(size=len(prepared.samples))
    return np.asarray(np.where(prepared.spam, 0.3, -0.3) + noise)


def test_lessons_are_real_rows_one_draw_and_talk(prepared: Corpus) -> None:
    found = second_opinion.lessons(prepared, undecided(prepared))
    parts = prepared.parts[found.numbers]
    assert set(parts.tolist()) == {REAL, 1, TALK}
    assert len(found.lines) == len(found.numbers) == np.isin(prepared.parts, (REAL, 1, TALK)).sum()


def test_what_is_surely_no_spam_is_no_lesson(
    prepared: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_opinion, "DISMISSED", DISMISSED)
    decisions = undecided(prepared)
    decisions[5] = -1e6
    found = second_opinion.lessons(prepared, decisions)
    assert 5 not in found.numbers
    assert (
        found.decisions[found.numbers] * found.platt.slope + found.platt.shift > DISMISSED
    ).all()


def test_no_reader_behind_a_calibrating_value_saw_its_group(
    prepared: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned: list[int] = []
    learn = reading.learn

    def recorded(
        lines: Lines, spam: np.ndarray, weights: np.ndarray, seed: tuple[int, int]
    ) -> Network:
        learned.append(len(lines))
        return learn(lines, spam, weights, seed)

    monkeypatch.setattr(reading, "learn", recorded)
    monkeypatch.setattr(reading, "EPOCHS", 1)
    lessons = second_opinion.lessons(prepared, undecided(prepared))
    second_opinion.out_of_fold(prepared, lessons, 1)
    sizes = [int((lessons.folds != fold).sum()) for fold in range(3)]
    assert learned == [size for size in sizes for _ in range(MEMBERS)]


def test_out_of_fold_values_move_only_in_doubt(
    prepared: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "EPOCHS", 1)
    decisions = undecided(prepared) * 4
    lessons = second_opinion.lessons(prepared, decisions)
    values = second_opinion.out_of_fold(prepared, lessons, 1)
    before = decisions[: prepared.rows]
    logits = before * lessons.platt.slope + lessons.platt.shift
    doubted = (logits > LOWEST) & (logits < HIGHEST)
    assert doubted.any()
    assert (values[~doubted] == before[~doubted]).all()
    assert (values[doubted] != before[doubted]).any()


def test_of_too_few_lessons_there_is_no_reader(
    prepared: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_opinion, "FEWEST", 10**6)
    lessons = second_opinion.lessons(prepared, undecided(prepared))
    taught = second_opinion.fit(lessons, 1)
    assert taught.part["share"] == 0
    values = second_opinion.out_of_fold(prepared, lessons, 1)
    assert values.tolist() == lessons.decisions[: prepared.rows].tolist()


def test_a_model_with_a_reader_is_sound_and_repeatable(
    model: Path, export: Path, tmp_path: Path
) -> None:
    assert faults(load(model)) == []
    manifest = json.loads((model / "manifest.json").read_bytes())
    assert manifest["reader"]["share"] == SHARE
    assert train(export, tmp_path, 3)["version"] == manifest["version"]


def test_scores_and_findings_with_a_reader_do_not_depend_on_the_batch(
    model: Path, comments: list[str]
) -> None:
    scorer = Scorer.load(model)
    together = scorer.assess(comments, explain_from=0.0, limit=ALL)
    assert [each.scores for each in together] == [scorer.score([text])[0] for text in comments]
    assert [list(each.findings) for each in together] == [
        scorer.explain(text, limit=ALL) for text in comments
    ]


def test_findings_with_a_reader_add_up_to_the_log_odds(model: Path, comments: list[str]) -> None:
    scorer = Scorer.load(model)
    read = read_texts(comments)
    judged = scorer.spam.judge(features_of(read), read.folded)
    assert (judged.shares > 0).sum() > 10
    for text in comments:
        found = scorer.explain(text, limit=ALL)
        assert sum(one.weight for one in found) == pytest.approx(scorer.logits([text])[0], abs=1e-9)
        assert all(0 <= start < end <= len(text) for one in found for start, end in one.spans)
