"""Model directories: what cannot be used is refused with a remedy."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from classifier.scoring.artifact import (
    Array,
    ArtifactError,
    load,
    read_manifest,
    save,
    shipped_model,
)
from classifier.scoring.manifest import (
    FORMAT,
    Manifest,
    Thresholds,
)
from classifier.scoring.scorer import Scorer

DESCRIBED = Manifest(
    format=FORMAT,
    release="1999.01",
    version="",
    layout="1999-a",
    labels=("spam",),
    heads=(),
    handicap=0.0,
    shares={},
    thresholds=Thresholds(0.25, 0.75),
    arrays={},
)
ARRAYS = ("spam", "kinds", "facts")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A copy of the shipped model, to be damaged."""
    return Path(shutil.copytree(shipped_model(), tmp_path / "model"))


def edit(model: Path, **changes: Any) -> None:
    path = model / "manifest.json"
    manifest = json.loads(path.read_bytes()) | changes
    path.write_text(json.dumps(manifest), encoding="utf-8")


def refusal(model: Path) -> str:
    with pytest.raises(ArtifactError) as caught:
        Scorer.load(model)
    return str(caught.value)


def test_a_missing_directory_names_the_command_that_makes_one(tmp_path: Path) -> None:
    assert "classifier train" in refusal(tmp_path / "nowhere")


def test_a_manifest_that_is_not_json_is_damaged(model: Path) -> None:
    (model / "manifest.json").write_bytes(b"\x80{")
    assert "not JSON" in refusal(model)


@pytest.mark.parametrize("content", ["[]", "{}", '{"format": "1"}'])
def test_json_that_is_no_manifest_is_refused(model: Path, content: str) -> None:
    (model / "manifest.json").write_text(content)
    assert "not a model manifest" in refusal(model)


def test_a_newer_format_asks_for_an_upgrade(model: Path) -> None:
    edit(model, format=99)
    assert "upgrade Saring" in refusal(model)


@pytest.mark.parametrize("older", [0, 1])
def test_an_older_format_asks_for_training(model: Path, older: int) -> None:
    edit(model, format=older)
    assert "train the model again with this release" in refusal(model)


def test_a_model_of_the_first_format_is_old_and_not_damaged(tmp_path: Path) -> None:
    first = {"format": 1, "version": "2026.11-abcdef", "labels": ["spam"], "arrays": {}}
    (tmp_path / "manifest.json").write_text(json.dumps(first), encoding="utf-8")
    message = refusal(tmp_path)
    assert "train the model again with this release" in message
    assert "damaged" not in message


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"a":' * 100_000], ids=["lists", "objects"])
def test_a_manifest_nested_without_end_is_refused(tmp_path: Path, deep: str) -> None:
    (tmp_path / "manifest.json").write_text(deep, encoding="utf-8")
    assert "not JSON" in refusal(tmp_path)


def test_another_feature_layout_asks_for_training(model: Path) -> None:
    edit(model, layout="1999-a")
    assert "train the model again" in refusal(model)


@pytest.mark.parametrize("array", ARRAYS)
def test_a_missing_array_is_named(model: Path, array: str) -> None:
    (model / f"{array}.npy").unlink()
    assert f"{array}.npy" in refusal(model)


@pytest.mark.parametrize("keep", [0, 5, 100, -1])
@pytest.mark.parametrize("array", ARRAYS)
def test_an_array_cut_short_is_refused(model: Path, array: str, keep: int) -> None:
    path = model / f"{array}.npy"
    path.write_bytes(path.read_bytes()[:keep])
    assert f"{array}.npy" in refusal(model)


@pytest.mark.parametrize("array", ARRAYS)
def test_a_changed_byte_fails_the_checksum(model: Path, array: str) -> None:
    path = model / f"{array}.npy"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert "checksum" in refusal(model)


@pytest.mark.parametrize("array", ARRAYS)
def test_an_array_that_the_manifest_leaves_out_is_missed(model: Path, array: str) -> None:
    arrays = json.loads((model / "manifest.json").read_bytes())["arrays"]
    del arrays[array]
    edit(model, arrays=arrays)
    assert refusal(model)


@pytest.mark.parametrize(
    "missing", ["version", "heads", "handicap", "shares", "thresholds", "labels", "arrays"]
)
def test_a_manifest_without_a_part_is_refused(model: Path, missing: str) -> None:
    path = model / "manifest.json"
    manifest = json.loads(path.read_bytes())
    del manifest[missing]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert missing in refusal(model)


@pytest.mark.parametrize("arrays", [{}, {"spam": 3}, []], ids=str)
def test_arrays_that_are_not_described_are_refused(model: Path, arrays: object) -> None:
    edit(model, arrays=arrays)
    assert refusal(model)


@pytest.mark.parametrize(
    "odd",
    [
        {"training": None},
        {"training": {"sources": None}},
        {"training": {"sources": {"site": "many"}}},
        {"training": {"spam_share": "half"}},
        {"training": {"spam_share": 1.5}},
        {"labels": []},
        {"labels": [1, 2]},
        {"labels": "spam"},
        {"thresholds": 0.5},
        {"thresholds": {"hold": 0.5}},
        {"thresholds": {"hold": 0.2, "reject": None}},
        {"thresholds": {"hold": 0.2, "reject": True}},
        {"thresholds": {"hold": 0.2, "reject": float("nan")}},
        {"thresholds": {"hold": 0.2, "reject": 10**400}},
        {"version": 7},
        {"handicap": float("inf")},
    ],
    ids=str,
)
def test_a_part_that_is_odd_is_named(tmp_path: Path, odd: dict[str, Any]) -> None:
    save(tmp_path, DESCRIBED, {})
    edit(tmp_path, **odd)
    with pytest.raises(ArtifactError, match=next(iter(odd))):
        read_manifest(tmp_path)


def test_a_loaded_model_stays_as_it_was_when_another_is_saved_over_it(tmp_path: Path) -> None:
    save(tmp_path, DESCRIBED, table(3))
    loaded = load(tmp_path)
    save(tmp_path, DESCRIBED, table(7))
    assert loaded.arrays["spam"].tolist() == table(3)["spam"].tolist()
    assert load(tmp_path).arrays["spam"].tolist() == table(7)["spam"].tolist()


def test_a_save_leaves_nothing_but_the_model(tmp_path: Path) -> None:
    save(tmp_path, DESCRIBED, table(3))
    assert {path.name for path in tmp_path.iterdir()} == {"manifest.json", "spam.npy"}


def test_a_save_that_fails_leaves_the_old_model(tmp_path: Path) -> None:
    save(tmp_path, DESCRIBED, table(3))
    unwritable = np.array([object()])
    with pytest.raises(ValueError, match="pickle"):
        save(tmp_path, DESCRIBED, {**table(7), "odd": unwritable})
    assert load(tmp_path).arrays["spam"].tolist() == table(3)["spam"].tolist()
    assert {path.name for path in tmp_path.iterdir()} == {"manifest.json", "spam.npy"}


def table(value: int) -> dict[str, Array]:
    """Arrays of more than one page, all of one value."""
    return {"spam": np.full(5_000, value, np.int16)}


def test_arrays_are_mapped_and_read_only() -> None:
    table = load(shipped_model()).arrays["spam"]
    assert not table.flags.writeable
