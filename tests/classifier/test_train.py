"""Training: repeatable to the byte, on a site's own export, with clear refusals."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from classifier import corpus
from classifier.dataset import DatasetError, read_rows
from classifier.features import extract
from classifier.pipeline import build_pipeline
from classifier.scorer import Scorer
from classifier.train import decisions, fit, prepare, train

FEW = 40


@pytest.fixture(autouse=True)
def little_invention(monkeypatch: pytest.MonkeyPatch) -> None:
    """Training invents thousands of texts by default; a test needs few."""
    monkeypatch.setattr(corpus, "INVENTED_SPAM", FEW)
    monkeypatch.setattr(corpus, "INVENTED_HAM", FEW)


def files(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir()}


def test_the_same_seed_gives_the_same_bytes(export: Path, tmp_path: Path) -> None:
    for name in ("first", "second"):
        train(export, tmp_path / name, seed=3)
    assert files(tmp_path / "first") == files(tmp_path / "second")


def test_another_seed_gives_another_version(export: Path, tmp_path: Path) -> None:
    first, second = (train(export, tmp_path / str(seed), seed) for seed in (1, 2))
    assert first["version"] != second["version"]


def test_a_model_of_a_sites_own_tells_its_spam_from_its_comments(small_model: Path) -> None:
    spam, ham = Scorer.load(small_model).score(
        ["gas main di 𝐑𝐀𝐉𝐀𝐖𝐀𝐋𝐈𝟖𝟖 pasti maxwin", "turut berduka cita, semoga husnul khotimah"]
    )
    assert spam["spam"] > ham["spam"]


def test_the_scorer_differs_from_the_fitted_model_by_rounding_alone(
    export: Path, tmp_path: Path
) -> None:
    """Each weight moves by at most half a step, so a decision by no more than these together."""
    train(export, tmp_path, seed=3)
    scorer = Scorer.load(tmp_path)
    prepared = prepare(export, seed=3)
    texts = [sample.row.text for sample in prepared.samples]
    features = extract(texts)
    found = scorer.decide(features)[:, 0]
    exact = decisions(fit(prepared, "spam"), prepared.matrix)
    head = scorer.heads[0]
    allowed = np.sqrt(features.sizes) * head.step + features.facts.sum(axis=1) * head.fact_step
    assert (np.abs(found - exact) <= allowed / 2 + 1e-9).all()


def test_the_scikit_learn_pipeline_learns_by_itself() -> None:
    texts = ["gas main di 𝐌𝐀𝐂𝐀𝐍𝟕𝟕", "turut berduka cita"] * 3
    pipeline = build_pipeline().fit(texts, [True, False] * 3)
    assert pipeline.predict(texts[:2]).tolist() == [True, False]


def test_the_manifest_says_what_it_was_trained_on(small_model: Path) -> None:
    manifest = json.loads((small_model / "manifest.json").read_bytes())
    assert manifest["training"]["sources"] == {"site": 120}
    assert manifest["training"]["seed"] == 7


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b"{", "not a JSON object"),
        (b"[1]", "not a JSON object"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"label": "ham"}', "`text`"),
        (b'{"text": 3, "label": "ham"}', "`text`"),
        (b'{"text": "halo"}', "`label`"),
        (b'{"text": "halo", "label": "spam", "kind": "odd"}', "`kind`"),
    ],
)
def test_a_bad_row_is_named_with_file_and_line(tmp_path: Path, line: bytes, fault: str) -> None:
    path = tmp_path / "export.jsonl"
    path.write_bytes(b'{"text": "halo", "label": "ham"}\n\n' + line + b"\n")
    with pytest.raises(DatasetError, match="line 3") as caught:
        list(read_rows(path))
    assert fault in str(caught.value)
    assert "export.jsonl" in str(caught.value)


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


def test_sets_for_evaluation_never_train(export: Path, tmp_path: Path) -> None:
    rows = export.read_bytes()
    (tmp_path / "site.jsonl").write_bytes(rows)
    (tmp_path / "judol_findit_id.jsonl").write_bytes(rows)
    manifest = train(tmp_path, tmp_path / "out", seed=1)
    assert list(manifest["training"]["sources"]) == ["site"]
