"""The network in training: what it learns from, never its own fold, and a model with one."""

import json
from pathlib import Path

import numpy as np
import pytest

from classifier.scoring.artifact import load
from classifier.scoring.artifact_checks import faults
from classifier.scoring.blending import HIGHEST, LOWEST
from classifier.scoring.char_cnn import MEMBERS
from classifier.scoring.features import features_of, tokenise
from classifier.scoring.scorer import Scorer
from classifier.training import char_cnn_fitting, char_cnn_stage
from classifier.training.backpropagation import EncodedTexts, Network
from classifier.training.char_cnn_stage import DISMISSED, SHARE
from classifier.training.corpus import HARD_NEGATIVE, REAL
from classifier.training.folds import TrainingSet, prepare
from classifier.training.train import train

ALL = 100


@pytest.fixture(scope="module", autouse=True)
def little_to_learn() -> object:
    """A network even of few texts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(char_cnn_stage, "FEWEST", 20)
        patch.setattr(char_cnn_stage, "DISMISSED", -60.0)
        yield


@pytest.fixture(scope="module")
def training_set(export: Path) -> TrainingSet:
    return prepare(export, seed=3)


@pytest.fixture(scope="module")
def model(export: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with a network, trained on a small export."""
    out = tmp_path_factory.mktemp("with-a-network")
    train(export, out, 3)
    return out


def undecided(training_set: TrainingSet) -> np.ndarray:
    """Decision values near zero that tell spam from ham a little."""
    noise = np.random.default_rng(1).normal(size=len(training_set.samples))
    return np.asarray(np.where(training_set.spam, 0.3, -0.3) + noise)


def test_samples_are_real_rows_one_draw_and_hard_negatives(training_set: TrainingSet) -> None:
    found = char_cnn_stage.select_samples(training_set, undecided(training_set))
    strata = training_set.strata[found.numbers]
    assert set(strata.tolist()) == {REAL, 1, HARD_NEGATIVE}
    assert (
        len(found.texts)
        == len(found.numbers)
        == np.isin(training_set.strata, (REAL, 1, HARD_NEGATIVE)).sum()
    )


def test_what_is_surely_no_spam_is_no_lesson(
    training_set: TrainingSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(char_cnn_stage, "DISMISSED", DISMISSED)
    decisions = undecided(training_set)
    decisions[5] = -1e6
    found = char_cnn_stage.select_samples(training_set, decisions)
    assert 5 not in found.numbers
    assert (
        found.decisions[found.numbers] * found.platt.slope + found.platt.shift > DISMISSED
    ).all()


def test_no_network_behind_a_calibrating_value_saw_its_group(
    training_set: TrainingSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned: list[int] = []
    learn = char_cnn_fitting.learn

    def recorded(
        texts: EncodedTexts, spam: np.ndarray, weights: np.ndarray, seed: tuple[int, int]
    ) -> Network:
        learned.append(len(texts))
        return learn(texts, spam, weights, seed)

    monkeypatch.setattr(char_cnn_fitting, "learn", recorded)
    monkeypatch.setattr(char_cnn_fitting, "EPOCHS", 1)
    selected = char_cnn_stage.select_samples(training_set, undecided(training_set))
    char_cnn_stage.out_of_fold(training_set, selected, 1)
    sizes = [int((selected.folds != fold).sum()) for fold in range(3)]
    assert learned == [size for size in sizes for _ in range(MEMBERS)]


def test_out_of_fold_values_move_only_inside_the_gate(
    training_set: TrainingSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(char_cnn_fitting, "EPOCHS", 1)
    decisions = undecided(training_set) * 4
    selected = char_cnn_stage.select_samples(training_set, decisions)
    values = char_cnn_stage.out_of_fold(training_set, selected, 1)
    before = decisions[: training_set.rows]
    logits = before * selected.platt.slope + selected.platt.shift
    gated = (logits > LOWEST) & (logits < HIGHEST)
    assert gated.any()
    assert (values[~gated] == before[~gated]).all()
    assert (values[gated] != before[gated]).any()


def test_of_too_few_samples_there_is_no_network(
    training_set: TrainingSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(char_cnn_stage, "FEWEST", 10**6)
    selected = char_cnn_stage.select_samples(training_set, undecided(training_set))
    fitted = char_cnn_stage.fit(selected, 1)
    assert fitted.numbers.share == 0
    values = char_cnn_stage.out_of_fold(training_set, selected, 1)
    assert values.tolist() == selected.decisions[: training_set.rows].tolist()


def test_a_model_with_a_network_is_sound_and_repeatable(
    model: Path, export: Path, tmp_path: Path
) -> None:
    assert faults(load(model)) == []
    manifest = json.loads((model / "manifest.json").read_bytes())
    assert manifest["reader"]["share"] == SHARE
    assert train(export, tmp_path, 3).version == manifest["version"]


def test_scores_and_attributions_with_a_network_do_not_depend_on_the_batch(
    model: Path, comments: list[str]
) -> None:
    scorer = Scorer.load(model)
    together = scorer.assess(comments, explain_from=0.0, limit=ALL)
    assert [each.scores for each in together] == [scorer.score([text])[0] for text in comments]
    assert [list(each.attributions) for each in together] == [
        scorer.explain(text, limit=ALL) for text in comments
    ]


def test_attributions_with_a_network_add_up_to_the_log_odds(
    model: Path, comments: list[str]
) -> None:
    scorer = Scorer.load(model)
    read = tokenise(comments)
    judged = scorer.spam.forward(features_of(read), read.folded)
    assert (judged.shares > 0).sum() > 10
    for text in comments:
        found = scorer.explain(text, limit=ALL)
        assert sum(one.weight for one in found) == pytest.approx(scorer.logits([text])[0], abs=1e-9)
        assert all(0 <= start < end <= len(text) for one in found for start, end in one.spans)
