"""Whether a model's parts fit this release: shapes, types, and numbers within their bounds.

A checksum tells a damaged file, not one that never was a model of this layout. What
passes here cannot make scoring fail.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from classifier.scoring.artifact import Array, Artifact
from classifier.scoring.char_cnn import MEMBERS, WEIGHTS, CharCnn
from classifier.scoring.char_cnn import NUMBERS as SCALED
from classifier.scoring.features import HANDCRAFTED, LAYOUT, SLOTS
from classifier.scoring.stacking import INPUTS, UNITS
from classifier.scoring.weights import LARGEST

NUMBERS: Final = ("step", "fact_step", "bias", "slope", "shift")
SMALLEST_SLOPE: Final = 1e-6
LARGEST_SCALE: Final = 1e9


def faults(model: Artifact) -> list[str]:
    """What does not fit, each in a few words; empty where all is well."""
    manifest = model.manifest
    if manifest["layout"] != LAYOUT:
        return [f"made for feature layout {manifest['layout']}, this release has {LAYOUT}"]
    found = [*array_faults(model.arrays, len(manifest["labels"])), *manifest_faults(manifest)]
    return found or CharCnn.loaded(model.arrays).faults()


def array_faults(arrays: Mapping[str, Array], labels: int) -> list[str]:
    """Arrays that are missing, of another shape or type, or out of bounds."""
    expected = {
        "spam": ((SLOTS, 1), "<i2"),
        "kinds": ((SLOTS, labels - 1), "<i2"),
        "facts": ((len(HANDCRAFTED), labels), "<i2"),
        "scaling": ((2, INPUTS), "<f8"),
        "hidden": ((INPUTS + 1, UNITS), "<i4"),
        "output": ((UNITS,), "<i4"),
        "reader": ((MEMBERS, WEIGHTS), "<i4"),
        "reader_scales": ((MEMBERS, SCALED), "<f8"),
    }
    found = {name: (array.shape, array.dtype.str) for name, array in arrays.items()}
    wrong = sorted(
        name for name in expected.keys() | found if expected.get(name) != found.get(name)
    )
    if wrong:
        return [f"{name} is not the array of this layout" for name in wrong]
    tables = [name for name in ("spam", "kinds", "facts") if not within(arrays[name])]
    scaling = np.asarray(arrays["scaling"])
    checks = {
        "scaling is not of finite means and deviations above zero": bool(
            np.isfinite(scaling).all() and (scaling[1] > 0).all()
        ),
        "reader_scales has numbers out of bounds": bool(
            (np.abs(arrays["reader_scales"]) <= LARGEST_SCALE).all()
        ),
    }
    return [f"{name} has weights out of bounds" for name in tables] + [
        fault for fault, well in checks.items() if not well
    ]


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
        "a number of the reader is none, or out of bounds": (
            number(manifest["reader"]["share"], 0, 1)
            and number(manifest["reader"]["slope"], SMALLEST_SLOPE)
            and number(manifest["reader"]["shift"])
        ),
        "shares are not between 0 and 1": all(
            number(manifest["shares"][label], 0, 1) for label in labels[1:]
        ),
        "thresholds are not 0 < hold <= reject <= 1": (
            number(hold, 0, 1) and number(reject, 0, 1) and 0 < hold <= reject
        ),
    }
    return [fault for fault, well in checks.items() if not well]


def number(value: object, low: float = -1e9, high: float = 1e9) -> bool:
    """Whether this is a number within these bounds, which NaN never is."""
    return isinstance(value, int | float) and low <= value <= high
