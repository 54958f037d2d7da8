"""Model directories: what cannot be used is refused with a remedy."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from classifier.artifact import ArtifactError, load, shipped_model
from classifier.scorer import Scorer


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


def test_an_older_format_asks_for_training(model: Path) -> None:
    edit(model, format=0)
    assert "train the model again" in refusal(model)


def test_another_feature_layout_asks_for_training(model: Path) -> None:
    edit(model, layout="1999-a")
    assert "train the model again" in refusal(model)


def test_a_missing_array_is_named(model: Path) -> None:
    (model / "ngrams.npy").unlink()
    assert "ngrams.npy" in refusal(model)


@pytest.mark.parametrize("keep", [0, 5, 100, 10_000])
def test_an_array_cut_short_is_refused(model: Path, keep: int) -> None:
    path = model / "ngrams.npy"
    path.write_bytes(path.read_bytes()[:keep])
    assert "ngrams.npy" in refusal(model)


def test_a_changed_byte_fails_the_checksum(model: Path) -> None:
    path = model / "ngrams.npy"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert "checksum" in refusal(model)


@pytest.mark.parametrize("missing", ["heads", "thresholds", "labels", "arrays"])
def test_a_manifest_without_a_part_is_refused(model: Path, missing: str) -> None:
    path = model / "manifest.json"
    manifest = json.loads(path.read_bytes())
    del manifest[missing]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert missing in refusal(model)


@pytest.mark.parametrize("arrays", [{}, {"ngrams": 3}, []], ids=str)
def test_arrays_that_are_not_described_are_refused(model: Path, arrays: object) -> None:
    edit(model, arrays=arrays)
    assert refusal(model)


def test_arrays_are_mapped_and_read_only() -> None:
    table = load(shipped_model()).arrays["ngrams"]
    assert not table.flags.writeable
