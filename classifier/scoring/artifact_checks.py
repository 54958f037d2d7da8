"""Artifact checks: whether a model's arrays and numbers fit this release and one another.

A checksum tells a damaged file, not one that never was a model of this layout. What
passes here cannot make scoring fail.
"""

from collections.abc import Mapping
from typing import Final

from classifier.scoring.artifact import Array, Artifact
from classifier.scoring.features import HANDCRAFTED, LAYOUT, SILENT, SLOTS
from classifier.scoring.manifest import Manifest

# Of n-grams, whose slot SILENT stands also where there is none.
TABLES: Final = ("spam", "kinds")


def faults(model: Artifact) -> list[str]:
    """What does not fit, each in a few words; empty where all is well."""
    manifest = model.manifest
    if manifest.layout != LAYOUT:
        return [f"made for feature layout {manifest.layout}, this release has {LAYOUT}"]
    return [*array_faults(model.arrays, len(manifest.labels)), *manifest_faults(manifest)]


def array_faults(arrays: Mapping[str, Array], labels: int) -> list[str]:
    """Arrays that are missing, or of another shape or type, or that weigh silence."""
    expected = {
        "spam": ((SLOTS, 1), "|i1"),
        "kinds": ((SLOTS, labels - 1), "|i1"),
        "facts": ((len(HANDCRAFTED), labels), "<i2"),
    }
    found = {name: (array.shape, array.dtype.str) for name, array in arrays.items()}
    wrong = sorted(
        name for name in expected.keys() | found if expected.get(name) != found.get(name)
    )
    if wrong:
        return [f"{name} is not the array of this layout" for name in wrong]
    return [f"{name} weighs what says nothing" for name in TABLES if arrays[name][SILENT].any()]


def manifest_faults(manifest: Manifest) -> list[str]:
    """Parts of the manifest that do not fit one another."""
    labels, thresholds = manifest.labels, manifest.thresholds
    checks = {
        "heads are not those of the labels": tuple(head.label for head in manifest.heads) == labels,
        "shares are not those of the kinds": manifest.shares.keys() == {*labels[1:]},
        "thresholds are not 0 < hold <= reject": 0 < thresholds.hold <= thresholds.reject,
    }
    return [fault for fault, well in checks.items() if not well]
