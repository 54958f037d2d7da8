"""Protocols: what is split and left out, the small-set learner, and the whole on little data."""

import json
from pathlib import Path
from random import Random

import numpy as np
import pytest
from click.testing import CliRunner
from sklearn.linear_model import LogisticRegression

from classifier.cli.measuring import PARTS, protocols
from classifier.evaluation.measures import Flags
from classifier.evaluation.protocols import (
    PROTOCOLS,
    Protocols,
    leaving_out,
    pooling,
    published,
    small_sets,
)
from classifier.synthetic.generators.brands import brand
from classifier.synthetic.generators.readers import readers
from classifier.training.folds import TrainingSet, prepare
from classifier.training.pipeline import HashedFeatures
from tests.classifier.conftest import write_rows

VIDEOS = ("one", "two")
POOLED = (pooling.TOGETHER, pooling.BALANCED, pooling.LIGHTENED)


def selling(count: int, seed: int) -> list[dict[str, str]]:
    """Channel spam and synthetic ordinary comments, by turns."""
    rng = Random(seed)  # noqa: S311 - repeatable, not secret
    honest = readers(rng, count)
    pairs = [
        ({"text": f"check out my channel number {n}, subscribe please", "label": "spam"}, row.text)
        for n, row in enumerate(honest)
    ]
    return [row for spam, text in pairs for row in (spam, {"text": text, "label": "ham"})]


@pytest.fixture
def branded(export: Path) -> list[dict[str, str]]:
    """Rows of a site whose spam names brands, six campaigns of ten rows."""
    rng = Random(5)  # noqa: S311 - repeatable, not secret
    rows = [json.loads(line) for line in export.read_text().splitlines()]
    names = [f"macan{n}{n}" for n in range(6)]
    spam = [
        {"text": f"gas main di {name} {brand(rng)}", "label": "spam", "brand": name}
        for name in names
        for _ in range(10)
    ]
    return [*spam, *(row for row in rows if row["label"] == "ham")]


@pytest.fixture
def sets(branded: list[dict[str, str]], tmp_path: Path) -> Path:
    """Little stand-ins for every set that a protocol reads."""
    data = tmp_path / "data"
    data.mkdir()
    write_rows(data / "own-site.jsonl", branded)
    write_rows(data / "sms_spam_en.jsonl", selling(40, 1))
    write_rows(data / "sms_spam_id.jsonl", selling(15, 2))
    write_rows(data / "instagram_spam_id.jsonl", selling(15, 3))
    videos = [
        {**row, "group": video, "split": "train" if place % 4 else "test"}
        for video in VIDEOS
        for place, row in enumerate(selling(20, len(video)))
    ]
    write_rows(data / "youtube_spam_en.jsonl", videos)
    return data


@pytest.fixture
def training_set(sets: Path) -> TrainingSet:
    return prepare(sets, 1)


def texts_and_labels(rows: list[dict[str, str]]) -> tuple[list[str], Flags]:
    return [row["text"] for row in rows], np.array([row["label"] == "spam" for row in rows])


def test_a_small_set_is_learned_from_its_train_part() -> None:
    texts, spam = texts_and_labels(selling(30, 1))
    rank, chosen = small_sets.learn(texts, spam)
    asked, truth = texts_and_labels(selling(20, 9))
    assert small_sets.figures(rank(asked), truth).roc_auc == 1.0
    assert chosen.prior_scale == 0.0
    assert chosen.strength in small_sets.STRENGTHS


def test_a_prior_is_one_more_feature() -> None:
    texts, spam = texts_and_labels(selling(30, 1))
    rank, chosen = small_sets.learn(texts, spam, lambda asked: np.full(len(asked), 1e9))
    assert chosen.prior_scale in small_sets.PRIOR_SCALES
    assert np.isfinite(rank(["halo", ""])).all()


def test_a_group_left_out_inside_the_train_part_is_whole() -> None:
    spam = np.array([True, False] * 10)
    groups = ["a"] * 10 + ["b"] * 10
    for _, test in small_sets.folds(spam, groups):
        assert len({groups[place] for place in test}) == 1


def test_the_dual_solution_is_that_of_the_features_themselves() -> None:
    """Fitted on inner products or on the matrix, a linear model is the same."""
    random = np.random.default_rng(1)
    matrix = random.normal(size=(20, 50))
    spam = matrix[:, 0] > 0
    ((duals, bias),) = small_sets.solve(matrix @ matrix.T, spam, [1.0])
    model = LogisticRegression(C=1.0, tol=1e-10, max_iter=1_000).fit(matrix, spam)
    asked = random.normal(size=(5, 50))
    found = asked @ matrix.T @ duals + bias
    assert np.allclose(found, model.decision_function(asked), atol=1e-2)


@pytest.mark.parametrize(
    ("flagged", "spam", "expected"),
    [
        ([1, 1, 0, 0], [1, 1, 0, 0], 1.0),
        ([0, 0, 1, 1], [1, 1, 0, 0], -1.0),
        ([1, 0, 1, 0], [1, 1, 0, 0], 0.0),
        ([1, 1, 1, 1], [1, 1, 0, 0], 0.0),
        ([1, 0], [1, 1], 0.0),
    ],
)
def test_matthews_correlation(flagged: list[int], spam: list[int], expected: float) -> None:
    found = small_sets.matthews(np.array(flagged, np.bool_), np.array(spam, np.bool_))
    assert found == pytest.approx(expected)


def test_figures_count_at_even_odds() -> None:
    spam = np.array([True, True, False, False])
    found = small_sets.figures(np.array([1.0, -1.0, 0.0, -2.0]), spam)
    assert (found.accuracy, found.spam_caught, found.blocked_ham) == (0.5, 0.5, 0.5)


def test_the_authors_split_is_read_from_the_rows(sets: Path) -> None:
    parts = published.one_video(sets / "youtube_spam_en.jsonl")
    assert [(part.name, len(part.train), len(part.test)) for part in parts] == [
        ("one", 30, 10),
        ("two", 30, 10),
    ]


def test_no_row_learns_and_measures_at_once(sets: Path) -> None:
    own = published.one_video(sets / "youtube_spam_en.jsonl")
    for parts in (own, published.all_videos(own), published.other_videos(own)):
        assert [part.name for part in parts] == list(VIDEOS)
        assert not any(id(row) in set(map(id, part.train)) for part in parts for row in part.test)


def test_the_first_thirty_percent_of_the_messages_train(sets: Path) -> None:
    path = sets / "sms_spam_en.jsonl"
    part = published.sms_part(path)
    assert (len(part.train), len(part.test)) == (24, 56)
    assert part.train[0].text == json.loads(path.read_text().splitlines()[0])["text"]


def test_the_prior_never_saw_the_set_it_helps_with(training_set: TrainingSet) -> None:
    own = [sample.row.source == "sms_spam_en" for sample in training_set.samples]
    others = np.flatnonzero(~np.array(own))
    prior = published.prior_without(training_set, "sms_spam_en")
    seen = set(training_set.matrix[others].indices.tolist())
    assert set(np.flatnonzero(prior.weights).tolist()) <= seen


def test_brands_left_out_are_measured_by_ours_and_the_baseline(training_set: TrainingSet) -> None:
    lines = leaving_out.brands(training_set, lambda _: None)
    means = [line for line in lines if line.fold == "mean"]
    assert [line.learner for line in means] == list(leaving_out.LEARNERS)
    assert means[0].spam == 60
    assert len(lines) == 4 * len(leaving_out.LEARNERS)


def test_a_source_left_out_takes_its_variants_with_it(training_set: TrainingSet) -> None:
    steps: list[str] = []
    lines = leaving_out.sources(training_set, steps.append)
    assert steps == [f"leaving out {name}" for name in ("own-site", "sms_spam_en", "sms_spam_id")]
    assert {line.rows for line in lines if line.source == "sms_spam_id"} == {30}


def test_a_lone_source_cannot_be_left_out(export: Path) -> None:
    assert leaving_out.sources(prepare(export, 1), lambda _: None) == []


def test_pooling_is_compared_with_training_on_the_set_alone(
    sets: Path, training_set: TrainingSet
) -> None:
    lines = pooling.measured(sets, training_set, lambda _: None)
    assert {line.set for line in lines} == set(pooling.SETS)
    by_way = {line.trained_on: line for line in lines if line.set == pooling.SETS[0]}
    ways = [f"{way}{corrected}" for way in POOLED for corrected in ("", pooling.CORRECTED)]
    assert list(by_way) == [pooling.ALONE, *ways, *(f"{way}: change" for way in ways)]
    change = by_way[f"{pooling.TOGETHER}: change"]
    together, alone = by_way[pooling.TOGETHER], by_way[pooling.ALONE]
    assert change.accuracy == together.accuracy - alone.accuracy


def own_rows() -> tuple[pooling.LabelledMatrix, list[str]]:
    """Forty comments under ten posts, half of them spam."""
    texts = [f"halo {'abcdefghij'[number % 10]}{'klmn'[number // 10]}" for number in range(40)]
    spam = np.array([number % 2 == 1 for number in range(40)])
    groups = [f"post {number // 4}" for number in range(40)]
    return pooling.LabelledMatrix(HashedFeatures().transform(texts), spam), groups


def test_a_post_is_never_split_between_folds(training_set: TrainingSet) -> None:
    own, groups = own_rows()
    shipped = pooling.LabelledMatrix(
        training_set.matrix[: training_set.rows], training_set.real_spam
    )
    every_post_alike = [f"post {number}" for number in range(40)]
    kept, _ = pooling.out_of_fold(own, groups, shipped, pooling.ALONE)
    split, _ = pooling.out_of_fold(own, every_post_alike, shipped, pooling.ALONE)
    assert len(kept) == 40
    assert not np.array_equal(kept, split)


@pytest.mark.parametrize("variant", [pooling.BALANCED, pooling.LIGHTENED])
def test_pooled_values_are_shifted_to_the_share_of_spam_in_the_set(
    training_set: TrainingSet, variant: str
) -> None:
    own, groups = own_rows()
    shipped = pooling.LabelledMatrix(
        training_set.matrix[: training_set.rows], training_set.real_spam
    )
    _, shifts = pooling.out_of_fold(own, groups, shipped, variant)
    share = (0.5 + shipped.spam.mean()) / 2
    assert shifts == pytest.approx(-pooling.log_odds(share))


def test_a_set_alone_is_not_shifted(training_set: TrainingSet) -> None:
    own, groups = own_rows()
    shipped = pooling.LabelledMatrix(
        training_set.matrix[: training_set.rows], training_set.real_spam
    )
    _, shifts = pooling.out_of_fold(own, groups, shipped, pooling.ALONE)
    assert not shifts.any()


def test_the_command_offers_every_protocol() -> None:
    assert tuple(PROTOCOLS) == PARTS == Protocols.__struct_fields__


@pytest.mark.slow
def test_the_command_prints_tables_beside_published_figures(sets: Path, tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    arguments = ["--data", str(sets), "--part", "published", "--json", str(path)]
    result = CliRunner().invoke(protocols, arguments)
    assert result.exit_code == 0, repr(result.exception)
    found = json.loads(path.read_text())
    assert "0.9764" in result.stdout
    assert list(found) == ["published"]
    assert {line["part"] for line in found["published"]["lines"]} == {*VIDEOS, "mean", "30/70"}


def test_sets_that_are_not_there_are_left_out(export: Path, tmp_path: Path) -> None:
    arguments = ["--data", str(export), "--part", "published", "--part", "pooled"]
    result = CliRunner().invoke(protocols, arguments)
    assert result.exit_code == 0, result.output


def test_a_missing_directory_is_a_clear_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(protocols, ["--data", str(tmp_path / "none")])
    assert result.exit_code != 0
    assert "no such directory" in result.stderr
