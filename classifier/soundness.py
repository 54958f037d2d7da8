"""Whether a model's parts fit this release: shapes, types, and numbers within their bounds.

A checksum tells a damaged file, not one that never was a model of this layout. What
passes here cannot make scoring fail.
"""

from collections.abc import Mapping
from math import isfinite
from typing import Any, Final

import numpy as np

from classifier.artifact import Array, Artifact
from classifier.features import FACTS, LAYOUT, SLOTS
from classifier.stacking import INPUTS, UNITS
from classifier.weights import LARGEST

NUMBERS: Final = ("step", "fact_step", "bias", "slope", "shift")


def faults(model: Artifact) -> list[str]:
    """What does not fit, each in a few words; empty where all is well."""
    manifest = model.manifest
    if manifest["layout"] != LAYOUT:
        return [f"made for feature layout {manifest['layout']}, this release has {LAYOUT}"]
    return [*array_faults(model.arrays, len(manifest["labels"])), *manifest_faults(manifest)]


def array_faults(arrays: Mapping[str, Array], labels: int) -> list[str]:
    """Arrays that are missing, of another shape or type, or out of bounds."""
    expected = {
        "spam": ((SLOTS, 1), "<i2"),
        "kinds": ((SLOTS, labels - 1), "<i2"),
        "facts": ((len(FACTS), labels), "<i2"),
        "scaling": ((2, INPUTS), "<f8"),
        "hidden": ((INPUTS + 1, UNITS), "<i4"),
        "output": ((UNITS,), "<i4"),
    }
    found = {name: (array.shape, array.dtype.str) for name, array in arrays.items()}
    wrong = sorted(
        name for name in expected.keys() | found if expected.get(name) != found.get(name)
    )
    if wrong:
        return [f"{name} is not the array of this layout" for name in wrong]
    tables = [name for name in ("spam", "kinds", "facts") if not within(arrays[name])]
    scaling = np.asarray(arrays["scaling"])
    sound = bool(np.isfinite(scaling).all() and (scaling[1] > 0).all())
    return [f"{name} has weights out of bounds" for name in tables] + (
        [] if sound else ["scaling is not of finite means and deviations above zero"]
    )


def within(weights: Array) -> bool:
    """Whether sums of these weights fit where they are summed."""
    return int(weights.min()) >= -LARGEST and int(weights.max()) <= LARGEST


def manifest_faults(manifest: Mapping[str, Any]) -> list[str]:
    """Numbers of the manifest that are none, or out of bounds."""
    labels, heads = manifest["labels"], manifest["heads"]
    hold, reject = manifest["thresholds"]["hold"], manifest["thresholds"]["reject"]
    checks = {
        "heads are not those of the labels": [head["label"] for head in heads] == labels,
        "a head's number is none": all(number(head[name]) for head in heads for name in NUMBERS),
        "the network's bias is no number": number(manifest["network"]["bias"]),
        "shares are not between 0 and 1": all(
            number(manifest["shares"][label], 0, 1) for label in labels[1:]
        ),
        "thresholds are not 0 < hold <= reject <= 1": (
            number(hold, 0, 1) and number(reject, 0, 1) and 0 < hold <= reject
        ),
    }
    return [fault for fault, well in checks.items() if not well]


def number(value: object, low: float = -1e9, high: float = 1e9) -> bool:
    """Whether this is a finite number within these bounds."""
    return isinstance(value, int | float) and isfinite(value) and low <= value <= high
