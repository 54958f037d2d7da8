"""The model on disk: a JSON manifest and plain arrays, never code.

A model directory holds `manifest.json` and one uncompressed `.npy` for each array,
so that several processes map the same pages. Loading checks format, layout, sizes
and SHA-256 before anything is used, and says in one sentence what to do when a
check fails. Files are never written in place: a process that has mapped a model keeps
it when another one is saved over it.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

FORMAT: Final = 3
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
    return Path(__file__).parents[1] / "model"


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
    except (ValueError, RecursionError):  # the latter for brackets within brackets
        raise ArtifactError(f"{path}: not JSON; {AGAIN}") from None
    return checked_manifest(path, manifest)


AGAIN: Final = "the file is damaged: install the package again, or train the model again"


REQUIRED: Final = {
    "version",
    "layout",
    "labels",
    "heads",
    "network",
    "reader",
    "shares",
    "thresholds",
    "arrays",
}


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
    missing = REQUIRED - manifest.keys()
    if missing:
        raise ArtifactError(f"{path}: lacks {', '.join(sorted(missing))}; {AGAIN}")
    odd = [part for part, right in RIGHT.items() if part in manifest and not right(manifest[part])]
    if odd:
        raise ArtifactError(f"{path}: {', '.join(odd)}: not what a model has there; {AGAIN}")
    return manifest


def are_labels(found: object) -> bool:
    """Whether these are names of labels, at least one."""
    return isinstance(found, list) and found != [] and all(isinstance(each, str) for each in found)


def are_thresholds(found: object) -> bool:
    """Whether these are the probabilities that `Thresholds` names, and no others."""
    return (
        isinstance(found, dict)
        and found.keys() == {"hold", "reject"}
        and all(is_share(value) for value in found.values())
    )


def is_training(found: object) -> bool:
    """Whether this describes training: what it says of sources and of spam is in order."""
    return (
        isinstance(found, dict)
        and are_sources(found.get("sources", {}))
        and is_share(found.get("spam_share", 0))
    )


def are_sources(found: object) -> bool:
    """Whether these are numbers of rows by the name of their source."""
    return isinstance(found, dict) and all(type(rows) is int for rows in found.values())


def is_share(found: object) -> bool:
    """Whether this is a number in [0, 1]."""
    return isinstance(found, int | float) and not isinstance(found, bool) and 0 <= found <= 1


RIGHT: Final[dict[str, Callable[[object], bool]]] = {
    "version": lambda found: isinstance(found, str),
    "labels": are_labels,
    "thresholds": are_thresholds,
    "training": is_training,
}
"""What parts that people and other modules read must be; `training` may be left out."""


def load(directory: Path) -> Artifact:
    """Manifest and arrays, every byte checked. Raises ArtifactError."""
    manifest = read_manifest(directory)
    try:
        return Artifact(
            manifest,
            {
                name: load_array(directory, name, array)
                for name, array in manifest["arrays"].items()
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
    """Write arrays, and the manifest completed with format, checksums and version.

    The same manifest and arrays always give the same bytes. All files are written anew
    and only then put in place, the manifest last: who has the old ones mapped keeps
    them, and after an error while writing they are still there. Returns the manifest.
    """
    directory.mkdir(parents=True, exist_ok=True)
    names = [*(f"{name}.npy" for name in arrays), MANIFEST]
    try:
        described = {name: save_array(directory, name, array) for name, array in arrays.items()}
        full = completed(manifest, described)
        text = json.dumps(full, indent=2, sort_keys=True, ensure_ascii=False)
        unplaced(directory / MANIFEST).write_text(text + "\n", encoding="utf-8")
        for name in names:
            unplaced(directory / name).replace(directory / name)
    finally:
        for name in names:
            unplaced(directory / name).unlink(missing_ok=True)
    return full


def completed(manifest: dict[str, Any], described: dict[str, Any]) -> dict[str, Any]:
    """The manifest with its format, its arrays, and a version made from all the rest."""
    content = {"format": FORMAT, **manifest, "arrays": described}
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return {**content, "version": f"{manifest['release']}-{digest[:6]}"}


def unplaced(path: Path) -> Path:
    """Where a file is written before it takes its place, in the same directory."""
    return path.with_name(f"new-{path.name}")


def save_array(directory: Path, name: str, array: Array) -> dict[str, Any]:
    """Write one array, not yet in its place; what the manifest says of it."""
    path = unplaced(directory / f"{name}.npy")
    np.save(path, array, allow_pickle=False)
    return {"sha256": checksum(path), "shape": list(array.shape), "dtype": array.dtype.str}


def checksum(path: Path) -> str:
    """The SHA-256 of a file, read in blocks that stay in the processor's cache."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
