"""The model on disk: a JSON manifest and plain arrays, never code.

A model directory holds `manifest.json` and one uncompressed `.npy` for each array,
so that several processes map the same pages. Loading checks format, layout, sizes
and SHA-256 before anything is used, and says in one sentence what to do when a
check fails.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
Array = npt.NDArray[Any]


class ArtifactError(Exception):
    """A model directory that cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Probabilities of `spam` from which a comment is held, and rejected."""

    hold: float
    reject: float


@dataclass(frozen=True, slots=True)
class Artifact:
    """A manifest that passed its checks, and its arrays, mapped read-only."""

    manifest: dict[str, Any]
    arrays: dict[str, Array]

    @property
    def version(self) -> str:
        return str(self.manifest["version"])

    @property
    def thresholds(self) -> Thresholds:
        chosen = self.manifest["thresholds"]
        return Thresholds(hold=chosen["hold"], reject=chosen["reject"])


def shipped_model() -> Path:
    """The directory of the model that comes with the package."""
    return Path(__file__).parent / "model"


def read_manifest(directory: Path) -> dict[str, Any]:
    """The manifest alone, with its format and required parts checked."""
    path = directory / MANIFEST
    try:
        manifest = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise ArtifactError(
            f"{path}: no such file; name a directory made by `classifier train --out`, "
            "or leave --model out to use the shipped model"
        ) from None
    except OSError as error:
        raise ArtifactError(f"{path}: cannot be read: {error.strerror}") from None
    except ValueError:
        raise ArtifactError(f"{path}: not JSON; {AGAIN}") from None
    return checked_manifest(path, manifest)


AGAIN: Final = "the file is damaged: install the package again, or train the model again"


def checked_manifest(path: Path, manifest: object) -> dict[str, Any]:
    """The manifest if it is one that this release reads."""
    if not isinstance(manifest, dict) or not isinstance(manifest.get("format"), int):
        raise ArtifactError(f"{path}: not a model manifest; {AGAIN}")
    if manifest["format"] != FORMAT:
        newer = manifest["format"] > FORMAT
        remedy = "upgrade Saring" if newer else "train the model again with this release"
        raise ArtifactError(
            f"{path}: format {manifest['format']}, this release reads {FORMAT}; {remedy}"
        )
    missing = {"version", "layout", "labels", "heads", "thresholds", "arrays"} - manifest.keys()
    if missing:
        raise ArtifactError(f"{path}: lacks {', '.join(sorted(missing))}; {AGAIN}")
    return manifest


def load(directory: Path) -> Artifact:
    """Manifest and arrays, every byte checked. Raises ArtifactError."""
    manifest = read_manifest(directory)
    try:
        return Artifact(
            manifest,
            {
                name: load_array(directory, name, facts)
                for name, facts in manifest["arrays"].items()
            },
        )
    except (KeyError, TypeError, AttributeError):
        raise ArtifactError(f"{directory / MANIFEST}: arrays are not described; {AGAIN}") from None


def load_array(directory: Path, name: str, described: dict[str, Any]) -> Array:
    """One array, mapped, once its checksum and shape agree with the manifest."""
    path = directory / f"{name}.npy"
    try:
        digest = checksum(path)
        array: Array = np.load(path, mmap_mode="r", allow_pickle=False)
    except FileNotFoundError:
        raise ArtifactError(
            f"{path}: no such file, though the manifest names it; {AGAIN}"
        ) from None
    except (OSError, ValueError, EOFError) as error:
        raise ArtifactError(f"{path}: cut short or no array ({error}); {AGAIN}") from None
    if digest != described["sha256"]:
        raise ArtifactError(f"{path}: checksum differs from the manifest's; {AGAIN}")
    if list(array.shape) != described["shape"] or array.dtype.str != described["dtype"]:
        raise ArtifactError(f"{path}: not of the shape the manifest names; {AGAIN}")
    return array


def save(directory: Path, manifest: dict[str, Any], arrays: dict[str, Array]) -> dict[str, Any]:
    """Write arrays, then the manifest completed with format, checksums and version.

    The same manifest and arrays always give the same bytes. Returns the manifest.
    """
    directory.mkdir(parents=True, exist_ok=True)
    described = {name: save_array(directory, name, array) for name, array in arrays.items()}
    content = {"format": FORMAT, **manifest, "arrays": described}
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    full = {**content, "version": f"{manifest['release']}-{digest[:6]}"}
    text = json.dumps(full, indent=2, sort_keys=True, ensure_ascii=False)
    (directory / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return full


def save_array(directory: Path, name: str, array: Array) -> dict[str, Any]:
    """Write one array; what the manifest says of it."""
    path = directory / f"{name}.npy"
    np.save(path, array, allow_pickle=False)
    return {"sha256": checksum(path), "shape": list(array.shape), "dtype": array.dtype.str}


def checksum(path: Path) -> str:
    """The SHA-256 of a file, read in blocks that stay in the processor's cache."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
