"""Training: repeatable to the byte, on a site's own export, with clear refusals."""

import gzip
import json
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from sklearn.pipeline import make_pipeline

from classifier.data.datasets import DatasetError, LabelledText, read_rows
from classifier.data.relabelled import KIND_BY_ID
from classifier.data.sources import training_sets
from classifier.scoring.features import SLOTS, extract
from classifier.scoring.scorer import Scorer
from classifier.training import calibrate, corpus, first_stage
from classifier.training import train as training
from classifier.training.corpus import group_of, relabelled
from classifier.training.first_stage import MEMBERS, Fitted
from classifier.training.folds import TrainingSet, prepare
from classifier.training.pipeline import COLUMNS, HashedFeatures, head_model
from classifier.training.train import decisions, train
from tests.classifier.conftest import SEED


def everything(training_set: TrainingSet) -> np.ndarray:
    return np.ones(len(training_set.samples), np.bool_)


def files(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir()}


@pytest.fixture(scope="module")
def training_set(export: Path) -> TrainingSet:
    """The export, prepared as for the small model."""
    return prepare(export, SEED)


def test_the_same_seed_gives_the_same_bytes(
    small_model: Path, export: Path, tmp_path: Path
) -> None:
    train(export, tmp_path, SEED)
    assert files(tmp_path) == files(small_model)


def test_another_seed_gives_another_version(
    small_model: Path, export: Path, tmp_path: Path
) -> None:
    other = train(export, tmp_path, SEED + 1)
    assert other.version != Scorer.load(small_model).version


def test_a_model_of_a_sites_own_tells_its_spam_from_its_comments(small_model: Path) -> None:
    spam, ham = Scorer.load(small_model).score(
        ["gas main di 𝐑𝐀𝐉𝐀𝐖𝐀𝐋𝐈𝟖𝟖 pasti maxwin", "turut berduka cita, semoga husnul khotimah"]
    )
    assert spam["spam"] > ham["spam"]


def test_the_scorer_differs_from_the_fitted_model_by_rounding_alone(
    small_model: Path, training_set: TrainingSet
) -> None:
    """Each weight moves by at most half a step, so a decision by no more than these together."""
    scorer = Scorer.load(small_model)
    texts = [sample.row.text for sample in training_set.samples]
    features = extract(texts)
    found = scorer.spam.decide(features)[:, 0]
    fitted = first_stage.first_stage(training_set, everything(training_set))
    exact = decisions(fitted, training_set.matrix)
    (head,) = scorer.spam.heads
    allowed = head.step / features.scales + features.handcrafted.sum(axis=1) * head.handcrafted_step
    assert (np.abs(found - exact) <= allowed / 2 + 1e-9).all()


def test_a_pipeline_of_features_and_model_learns_by_itself() -> None:
    texts = ["gas main di 𝐌𝐀𝐂𝐀𝐍𝟕𝟕", "turut berduka cita"] * 3
    pipeline = make_pipeline(HashedFeatures(), head_model()).fit(texts, [True, False] * 3)
    assert pipeline.predict(texts[:2]).tolist() == [True, False]


def test_the_manifest_says_what_it_was_trained_on(small_model: Path) -> None:
    manifest = json.loads((small_model / "manifest.json").read_bytes())
    assert manifest["training"]["sources"] == {"site": 120}
    assert manifest["training"]["seed"] == 7


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b"{", "not a JSON object"),
        (b"[1]", "Expected `object`"),
        (b"[" * 100_000, "not a JSON object"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"label": "ham"}', "`text`"),
        (b'{"text": 3, "label": "ham"}', "`$.text`"),
        (b'{"text": "halo", "label": "ham", "group": [1]}', "`$.group`"),
        (b'{"text": "halo"}', "`label`"),
        (b'{"text": "halo", "label": "spam", "kind": 3}', "`$.kind`"),
        (b'{"text": "halo", "label": "spam", "near": "odd"}', "`$.near`"),
    ],
)
def test_a_bad_row_is_named_with_file_and_line(tmp_path: Path, line: bytes, fault: str) -> None:
    path = tmp_path / "export.jsonl"
    path.write_bytes(b'{"text": "halo", "label": "ham"}\n\n' + line + b"\n")
    with pytest.raises(DatasetError, match="line 3") as caught:
        list(read_rows(path))
    assert fault in str(caught.value)
    assert "export.jsonl" in str(caught.value)


def test_names_may_be_numbers_or_null(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    path.write_text('{"text": "halo", "label": "ham", "id": 17, "group": null, "kind": null}\n')
    (row,) = read_rows(path)
    assert (row.id, row.group, row.kind) == ("17", "", "")


def test_a_gzip_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl.gz"
    rows = b'{"text": "halo", "label": "ham"}\n' * 1_000
    path.write_bytes(gzip.compress(rows)[:-20])
    with pytest.raises(DatasetError, match="cannot be read"):
        list(read_rows(path))


@pytest.mark.parametrize("label", ["spam", "ham"])
def test_one_sided_data_are_refused(tmp_path: Path, label: str) -> None:
    path = tmp_path / "export.jsonl"
    path.write_text(json.dumps({"text": "halo", "label": label}) + "\n")
    with pytest.raises(DatasetError, match="labelled spam"):
        train(path, tmp_path / "out", seed=1)


def test_an_empty_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="holds no"):
        train(tmp_path, tmp_path / "out", seed=1)


@pytest.mark.parametrize("measured", ["judol_findit_id", "judol_xenoid_id", "street_id"])
def test_sets_for_evaluation_never_train(measured: str) -> None:
    assert training_sets(["judol_gabriel_id", measured]) == {"judol_gabriel_id"}


def test_a_sites_own_sets_train_whatever_their_names() -> None:
    assert training_sets(["site", "archive"]) == {"site", "archive"}
    assert training_sets(["own-2026", "ham_timnas_id"]) == {"own-2026", "ham_timnas_id"}


def test_an_unnamed_set_beside_named_ones_is_refused(export: Path, tmp_path: Path) -> None:
    for name in ("site", "judol_findit_id"):
        (tmp_path / f"{name}.jsonl").write_bytes(export.read_bytes())
    with pytest.raises(DatasetError, match="site: not named"):
        train(tmp_path, tmp_path / "out", seed=1)


def test_rows_near_a_set_for_evaluation_never_train(tmp_path: Path) -> None:
    path = tmp_path / "judol_llm_id.jsonl"
    near = {"a": ["judol_findit_id"], "b": ["judol_gabriel_id"], "c": None}
    rows = [{"text": text, "label": "ham", "near": names} for text, names in near.items()]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    found = corpus.training_rows(tmp_path, Random(1))  # noqa: S311 - repeatable, not secret
    assert [row.text for row in found] == ["b", "c"]


def test_whatever_is_no_gambling_counts_as_promotion(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    kinds = ("gambling", "obat", "scam", "")
    rows = [{"text": "a", "label": "spam", "kind": kind} for kind in kinds]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert [row.kind for row in read_rows(path)] == ["gambling", "promo", "promo", ""]


def test_no_model_behind_an_out_of_fold_value_saw_its_group(
    training_set: TrainingSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[set[int]] = []
    fit = first_stage.fit

    def recorded(
        corpus: TrainingSet,
        positive: np.ndarray,
        chosen: np.ndarray,
        weights: np.ndarray,
        start: Fitted | None = None,
    ) -> Fitted:
        seen.append(set(corpus.folds[chosen].tolist()))
        return fit(corpus, positive, chosen, weights, start)

    monkeypatch.setattr(first_stage, "fit", recorded)
    training.out_of_fold(training_set, SEED, lambda _: None)
    expected: list[set[int]] = [{1, 2}, {0, 2}, {0, 1}]
    assert seen == [folds for folds in expected for _ in MEMBERS]


def test_the_first_stage_is_the_mean_of_models_that_see_different_strata(
    training_set: TrainingSet,
) -> None:
    assert sum(member.share for member in MEMBERS) == pytest.approx(1)
    strata, weights = training_set.strata, training_set.weights
    fitted: list[Fitted] = []
    for member in MEMBERS:
        talk = np.where(strata >= corpus.HARD_NEGATIVE, member.talk, weights)
        start = fitted[-1] if fitted else Fitted(np.zeros(SLOTS), np.zeros(COLUMNS - SLOTS), 0.0)
        fitted.append(
            first_stage.fit(
                training_set,
                training_set.spam,
                np.isin(strata, member.strata),
                np.ones(len(strata)) if member.even else talk,
                None if member.even else start,
            )
        )
    mean = sum(one.slots * member.share for one, member in zip(fitted, MEMBERS, strict=True))
    found = first_stage.first_stage(training_set, everything(training_set))
    assert found.slots == pytest.approx(mean)
    assert not np.array_equal(fitted[0].slots, fitted[1].slots)


def test_every_stratum_is_learned_from(
    training_set: TrainingSet,
) -> None:
    strata = {stratum for member in MEMBERS for stratum in member.strata}
    assert strata == set(training_set.strata.tolist())
    assert (training_set.strata == corpus.REAL).sum() == training_set.rows


def test_ham_of_a_set_that_stays_together_is_one_group() -> None:
    ham, spam = (
        LabelledText("a", "ham", "", "ham_timnas_id"),
        LabelledText("b", "spam", "gambling", "ham_timnas_id"),
    )
    other = replace(ham, source="judol_gabriel_id")
    assert group_of(replace(ham, group="one"), 1) == group_of(replace(ham, group="two"), 2)
    assert len({group_of(row, place) for place, row in enumerate((ham, spam, other, other))}) == 4


def test_rows_read_as_promotion_train_as_spam() -> None:
    wrong = LabelledText("gas main", "ham", "", "judol_gabriel_id", id="judol_gabriel_id-003378")
    marked = LabelledText("result sgp", "ham", "", "abuse_indotoxic_id", promotes_gambling=True)
    assert [(relabelled(row).spam, relabelled(row).kind) for row in (wrong, marked)] == [
        (True, "gambling")
    ] * 2
    advert = LabelledText(
        "open po", "ham", "", "abuse_indotoxic_id", id="abuse_indotoxic_id-002111"
    )
    assert (relabelled(advert).spam, relabelled(advert).kind) == (True, "promo")
    assert set(KIND_BY_ID.values()) == {"gambling", "promo"}
    honest = replace(wrong, id="another")
    assert relabelled(honest) is honest


def test_hold_lies_below_reject_however_few_comments_there_are() -> None:
    few = calibrate.thresholds([np.array([0.1, 0.2, 0.97])])
    assert 0 < few.hold < few.reject <= 0.999
    many = calibrate.thresholds([np.linspace(0, 1, 20_001), np.zeros(3)])
    assert many.hold == pytest.approx(0.995, abs=1e-3)
    assert many.reject == pytest.approx(0.999, abs=1e-3)


def test_calibration_stretches_values_to_probabilities() -> None:
    rng = np.random.default_rng(2)
    values = rng.normal(size=4_000)
    happened = rng.random(4_000) < 1 / (1 + np.exp(-(3 * values - 1)))
    assert calibrate.platt(values, happened) == pytest.approx((3, -1), abs=0.3)


def test_shares_are_those_of_the_real_spam(
    training_set: TrainingSet,
) -> None:
    assert training.shares(training_set) == dict.fromkeys(training.KINDS, 0.0)
    training_set.samples[0] = replace(
        training_set.samples[0], row=LabelledText("x", "spam", "promo", "site")
    )
    assert training.shares(training_set)["promo"] == 1.0
