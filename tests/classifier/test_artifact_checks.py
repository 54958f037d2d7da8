"""A model that never was one of this layout is refused with a sentence, whatever is wrong."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from classifier.scoring.artifact import load
from classifier.scoring.artifact_checks import faults
from classifier.scoring.scorer import ArtifactError, Scorer, shipped_model

ARRAYS = ["spam", "kinds", "facts"]


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A copy of the shipped model, to be changed."""
    return Path(shutil.copytree(shipped_model(), tmp_path / "model"))


def manifest(model: Path) -> dict[str, Any]:
    return dict(json.loads((model / "manifest.json").read_bytes()))


def store(model: Path, content: dict[str, Any]) -> None:
    (model / "manifest.json").write_text(json.dumps(content), encoding="utf-8")


def replace_array(model: Path, name: str, array: np.ndarray) -> None:
    """Another array under a checksum that is right."""
    path = model / f"{name}.npy"
    np.save(path, array)
    content = manifest(model)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    content["arrays"][name] = {
        "sha256": digest,
        "shape": list(array.shape),
        "dtype": array.dtype.str,
    }
    store(model, content)


def test_the_shipped_model_is_sound() -> None:
    assert faults(load(shipped_model())) == []


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("heads", []),
        ("heads", 3),
        ("labels", ["spam"]),
        ("labels", 5),
        ("handicap", None),
        ("handicap", {}),
        ("handicap", float("nan")),
        ("handicap", 10**400),
        ("shares", {}),
        ("shares", {"gambling": 0.5, "prmo": 0.1}),
        ("shares", None),
        ("shares", {"gambling": 7, "promo": 0}),
        ("thresholds", {"hold": "x", "reject": 0.9}),
        ("thresholds", {"hold": 0.9, "reject": 0.5}),
        ("thresholds", {"hold": float("inf"), "reject": float("inf")}),
        ("thresholds", 3),
        ("layout", "another"),
    ],
)
def test_a_manifest_with_a_wrong_part_is_refused(model: Path, part: str, value: object) -> None:
    store(model, manifest(model) | {part: value})
    with pytest.raises(ArtifactError, match="train the model again"):
        Scorer.load(model)


@pytest.mark.parametrize("name", ["step", "fact_step", "bias", "slope", "shift"])
@pytest.mark.parametrize("value", [None, "x", float("nan"), float("inf")], ids=str)
def test_a_head_with_a_wrong_number_is_refused(model: Path, name: str, value: object) -> None:
    content = manifest(model)
    content["heads"][0][name] = value
    store(model, content)
    with pytest.raises(ArtifactError, match=rf"heads\[0\]\.{name}"):
        Scorer.load(model)


def test_heads_in_another_order_are_refused(model: Path) -> None:
    content = manifest(model)
    content["heads"].reverse()
    store(model, content)
    with pytest.raises(ArtifactError, match="labels"):
        Scorer.load(model)


@pytest.mark.parametrize("name", ARRAYS)
def test_an_array_of_another_type_is_refused(model: Path, name: str) -> None:
    replace_array(model, name, np.load(model / f"{name}.npy").astype(np.float32))
    with pytest.raises(ArtifactError, match=name):
        Scorer.load(model)


@pytest.mark.parametrize("name", ["spam", "kinds"])
def test_a_weight_of_what_says_nothing_is_refused(model: Path, name: str) -> None:
    table = np.load(model / f"{name}.npy")
    table[0, -1] = 1
    replace_array(model, name, table)
    with pytest.raises(ArtifactError, match=f"{name} weighs what says nothing"):
        Scorer.load(model)
