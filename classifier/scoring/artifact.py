"""Artifact: the model on disk, a JSON manifest and plain arrays, never code.

A model directory holds `manifest.json` and one uncompressed `.npy` for each array,
so that several processes map the same pages. Loading checks format, layout, sizes
and SHA-256 before anything is used, and says in one sentence what to do when a
check fails. Files are never written in place: a process that has mapped a model keeps
it when another one is saved over it.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt

from classifier.scoring.manifest import FORMAT, ArrayDescription, Manifest

MANIFEST: Final = "manifest.json"
AGAIN: Final = "the file is damaged: install the package again, or train the model again"
Array = npt.NDArray[Any]


class ArtifactError(Exception):
    """A model directory that cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A manifest that passed its checks, and its arrays, mapped read-only."""

    manifest: Manifest
    arrays: dict[str, Array]


def shipped_model() -> Path:
    """The directory of the model that comes with the package."""
    return Path(__file__).parents[1] / "model"


def read_manifest(directory: Path) -> Manifest:
    """The manifest alone. Raises ArtifactError if this release cannot read it."""
    path = directory / MANIFEST
    try:
        return checked_manifest(json.loads(path.read_bytes()))
    except FileNotFoundError:
        raise ArtifactError(
            f"{path}: no such file; name a directory made by `classifier train --out`, "
            "or leave --model out to use the shipped model"
        ) from None
    except OSError as error:
        raise ArtifactError(f"{path}: cannot be read: {error.strerror}") from None
    except msgspec.ValidationError as error:
        raise ArtifactError(f"{path}: not a model manifest: {error}; {AGAIN}") from None
    except (ValueError, RecursionError):  # the latter for brackets within brackets
        raise ArtifactError(f"{path}: not JSON; {AGAIN}") from None
    except ArtifactError as error:
        raise ArtifactError(f"{path}: {error}") from None


class FormatNumber(msgspec.Struct):
    """The number of a manifest of any format."""

    format: int


def checked_manifest(found: object) -> Manifest:
    """The manifest if it is of the format that this release reads."""
    number = msgspec.convert(found, FormatNumber).format
    if number != FORMAT:
        remedy = "upgrade Saring" if number > FORMAT else "train the model again with this release"
        raise ArtifactError(f"format {number}, this release reads {FORMAT}; {remedy}")
    return msgspec.convert(found, Manifest)


def load(directory: Path) -> Artifact:
    """Manifest and arrays, every byte checked. Raises ArtifactError."""
    manifest = read_manifest(directory)
    return Artifact(
        manifest,
        {name: load_array(directory, name, array) for name, array in manifest.arrays.items()},
    )


def load_array(directory: Path, name: str, described: ArrayDescription) -> Array:
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
    if digest != described.sha256:
        raise ArtifactError(f"{path}: checksum differs from the manifest's; {AGAIN}")
    if array.shape != described.shape or array.dtype.str != described.dtype:
        raise ArtifactError(f"{path}: not of the shape the manifest names; {AGAIN}")
    return array


def save(directory: Path, manifest: Manifest, arrays: dict[str, Array]) -> Manifest:
    """Write arrays, and the manifest with their checksums and a version made from all the rest.

    The same manifest and arrays always give the same bytes. All files are written anew
    and only then put in place, the manifest last: who has the old ones mapped keeps
    them, and after an error while writing they are still there. Returns the manifest.
    """
    directory.mkdir(parents=True, exist_ok=True)
    names = [*(f"{name}.npy" for name in arrays), MANIFEST]
    try:
        described = {name: save_array(directory, name, array) for name, array in arrays.items()}
        full = versioned(msgspec.structs.replace(manifest, arrays=described))
        unplaced(directory / MANIFEST).write_text(as_json(full) + "\n", encoding="utf-8")
        for name in names:
            unplaced(directory / name).replace(directory / name)
    finally:
        for name in names:
            unplaced(directory / name).unlink(missing_ok=True)
    return full


def as_json(manifest: Manifest) -> str:
    """The manifest as its file has it."""
    builtins = msgspec.to_builtins(manifest)
    return json.dumps(builtins, indent=2, sort_keys=True, ensure_ascii=False)


def versioned(manifest: Manifest) -> Manifest:
    """The manifest with a version that is a hash of all the rest."""
    content = msgspec.to_builtins(manifest)
    del content["version"]
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return msgspec.structs.replace(manifest, version=f"{manifest.release}-{digest[:6]}")


def unplaced(path: Path) -> Path:
    """Where a file is written before it takes its place, in the same directory."""
    return path.with_name(f"new-{path.name}")


def save_array(directory: Path, name: str, array: Array) -> ArrayDescription:
    """Write one array, not yet in its place; what the manifest says of it."""
    path = unplaced(directory / f"{name}.npy")
    np.save(path, array, allow_pickle=False)
    return ArrayDescription(checksum(path), array.shape, array.dtype.str)


def checksum(path: Path) -> str:
    """The SHA-256 of a file, read in blocks that stay in the processor's cache."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
