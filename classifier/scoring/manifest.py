"""Manifest: what a model directory says of itself, with types and bounds checked.

The names of keys in the file belong to the artifact's format; a field whose key is an
older word for the same thing names that key.
"""

from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

FORMAT: Final = 4
Share = Annotated[float, Meta(ge=0, le=1)]
Number = Annotated[float, Meta(ge=-1e9, le=1e9)]
"""Any number that scoring can work with; NaN and infinity are outside."""


class Head(Struct, frozen=True):
    """One label's linear model: sizes of its integer steps, its bias, and Platt's numbers."""

    label: str
    step: Number
    handcrafted_step: Number = msgspec.field(name="fact_step")
    bias: Number
    slope: Number
    shift: Number


class Thresholds(Struct, frozen=True, forbid_unknown_fields=True):
    """Probabilities of `spam` from which a comment is held, and rejected."""

    hold: Share
    reject: Share


class ArrayDescription(Struct, frozen=True):
    """What an array's file must hold."""

    sha256: str
    shape: tuple[int, ...]
    dtype: str


class Training(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the model was trained on: rows by source, and figures out of fold."""

    seed: int | None = None
    sources: dict[str, int] = {}
    samples: int | None = None
    spam_share: Share | None = None
    scikit_learn: str | None = None
    out_of_fold_recall: dict[str, Share] = {}


class Manifest(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The whole of it.

    `version` is made from all the rest; `shares` are those of kinds in spam; `handicap` is in
    log-odds for each doubling of the number of a comment's parts.
    """

    format: int
    release: str
    version: str
    layout: str
    labels: Annotated[tuple[str, ...], Meta(min_length=1)]
    heads: tuple[Head, ...]
    handicap: Number
    shares: dict[str, Share]
    thresholds: Thresholds
    arrays: dict[str, ArrayDescription]
    training: Training = Training()
