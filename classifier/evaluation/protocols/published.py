"""Published protocols: two public English collections, split as their authors split them.

YouTube Spam Collection (Alberto, Lochter and Almeida, "TubeSpam", 2015): five videos;
of each the authors' train part learns and their test part measures. SMS Spam
Collection (Almeida, Gomez Hidalgo and Yamakami, 2011): the first 30% of rows in file
order learn, the others measure, repeats included, as published. Penalty and the
weight of other data are chosen inside the train part; the cut is even odds after Platt's
calibration on decisions held out inside the train part, and plain even odds beside it.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from msgspec import UNSET, UnsetType
from msgspec.structs import asdict

from classifier.data.datasets import LabelledText, data_files, open_lines, read_rows, source_name
from classifier.evaluation.protocols.learners import Hashed, Ranker, shipped_data
from classifier.evaluation.protocols.small_sets import Chosen, SmallSetFigures, figures, learn
from classifier.evaluation.scored_sets import Progress, spam_of
from classifier.training.folds import TrainingSet

YOUTUBE: Final = "youtube_spam_en"
SMS: Final = "sms_spam_en"
SMS_TRAIN_SHARE: Final = 0.3
PUBLISHED: Final = {
    YOUTUBE: {"accuracy": 0.960, "mcc": 0.922},
    SMS: {"accuracy": 0.9764, "mcc": 0.893},
}
TARGETS: Final = {
    YOUTUBE: {"accuracy": 0.975, "mcc": 0.95},
    SMS: {"accuracy": 0.988, "mcc": 0.95},
}
OWN: Final = "own train part alone"
HELPED: Final = "own train part, and the shipped data's score as one feature"
POOLED: Final = "train parts of all five videos"
POOLED_HELPED: Final = "train parts of all five videos, and the shipped data's score"
LEFT_OUT: Final = "the four other videos, whole"
LEFT_OUT_HELPED: Final = "the four other videos, whole, and the shipped data's score"


class PublishedFigures(SmallSetFigures, frozen=True, kw_only=True):
    """Figures on a test part, also with the plain cut, and how they came about.

    What a mean over videos does not have is left out.
    """

    set: str
    trained_on: str
    part: str
    plain_accuracy: float
    plain_mcc: float
    train: int | UnsetType = UNSET
    test: int | UnsetType = UNSET
    chosen_inside_train: Chosen | UnsetType = UNSET


class Published(msgspec.Struct, frozen=True):
    """Our figures, and beside them the published ones and our targets, by set."""

    lines: list[PublishedFigures]
    published: dict[str, dict[str, float]]
    targets: dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class TrainTestSplit:
    """Rows to learn from, and rows to measure on."""

    name: str
    train: list[LabelledText]
    test: list[LabelledText]


def set_path(data: Path, name: str) -> Path | None:
    """The file of a set in a directory of data; None where it is not there."""
    return next((path for path in data_files(data) if source_name(path) == name), None)


def one_video(path: Path) -> list[TrainTestSplit]:
    """The authors' split (`split`) of each video (`group`), by name of the video."""
    with open_lines(path) as lines:
        splits = [json.loads(line).get("split", "") for line in lines if line.strip()]
    rows = list(zip(read_rows(path), splits, strict=True))
    return [
        TrainTestSplit(video, *(chosen(rows, video, name) for name in ("train", "test")))
        for video in sorted({row.group for row, _ in rows})
    ]


def chosen(rows: list[tuple[LabelledText, str]], video: str, split: str) -> list[LabelledText]:
    """The rows of one part of one video."""
    return [row for row, own in rows if row.group == video and own == split]


def all_videos(parts: list[TrainTestSplit]) -> list[TrainTestSplit]:
    """The train parts of all videos together, and each test part."""
    together = [row for part in parts for row in part.train]
    return [replace(part, train=together) for part in parts]


def other_videos(parts: list[TrainTestSplit]) -> list[TrainTestSplit]:
    """One video left out: all rows of the others, and all rows of it."""
    whole = {part.name: [*part.train, *part.test] for part in parts}
    return [
        TrainTestSplit(
            left_out, [row for name, rows in whole.items() if name != left_out for row in rows], own
        )
        for left_out, own in whole.items()
    ]


def sms_part(path: Path) -> TrainTestSplit:
    """The first 30% of rows train, the others test."""
    rows = list(read_rows(path))
    first = int(SMS_TRAIN_SHARE * len(rows))
    return TrainTestSplit("30/70", rows[:first], rows[first:])


def figures_of(
    name: str,
    variant: str,
    parts: list[TrainTestSplit],
    prior: Ranker | None,
    *,
    by_video: bool = False,
) -> list[PublishedFigures]:
    """A variant's figures on each part; parts that share their train rows share what is learned."""
    trains = {id(part.train): part.train for part in parts}
    learned = {
        key: learn(
            [row.text for row in rows],
            spam_of(rows),
            prior,
            [row.group for row in rows] if by_video else [],
        )
        for key, rows in trains.items()
    }
    found = []
    for part in parts:
        rank, choice = learned[id(part.train)]
        values, spam = rank([row.text for row in part.test]), spam_of(part.test)
        plain = figures((values - choice.shift) / choice.slope, spam)
        found.append(
            PublishedFigures(
                set=name,
                trained_on=variant,
                part=part.name,
                plain_accuracy=plain.accuracy,
                plain_mcc=plain.mcc,
                train=len(part.train),
                test=len(part.test),
                chosen_inside_train=choice,
                **asdict(figures(values, spam)),
            )
        )
    return found


def mean_of(found: list[PublishedFigures]) -> PublishedFigures:
    """The unweighted mean over videos; None of a figure that one of them does not have."""
    means: dict[str, Any] = {}
    for name in (*SmallSetFigures.__struct_fields__, "plain_accuracy", "plain_mcc"):
        values = [getattr(one, name) for one in found]
        means[name] = None if None in values else float(np.mean(values))
    first = found[0]
    return PublishedFigures(set=first.set, trained_on=first.trained_on, part="mean", **means)


def youtube(path: Path, prior: Ranker, progress: Progress) -> list[PublishedFigures]:
    """Every variant on each video, and each variant's mean."""
    own = one_video(path)
    everything, others = all_videos(own), other_videos(own)
    lines: list[PublishedFigures] = []
    for parts, helper, variant in (
        (own, None, OWN),
        (own, prior, HELPED),
        (everything, None, POOLED),
        (everything, prior, POOLED_HELPED),
        (others, None, LEFT_OUT),
        (others, prior, LEFT_OUT_HELPED),
    ):
        progress(f"YouTube: {variant}")
        found = figures_of(YOUTUBE, variant, parts, helper, by_video=parts is others)
        lines += [*found, mean_of(found)]
    return lines


def sms(path: Path, prior: Ranker, progress: Progress) -> list[PublishedFigures]:
    """Both variants of the 30/70 protocol."""
    part = sms_part(path)
    lines: list[PublishedFigures] = []
    for variant, helper in ((OWN, None), (HELPED, prior)):
        progress(f"SMS, {part.name}: {variant}")
        lines += figures_of(SMS, variant, [part], helper)
    return lines


def prior_without(training_set: TrainingSet, name: str) -> Hashed:
    """The shipped training data's opinion without a set and everything made of it."""
    kept = np.array([sample.row.source != name for sample in training_set.samples], np.bool_)
    return shipped_data(training_set, kept)


def measured(data: Path, training_set: TrainingSet, progress: Progress) -> Published:
    """Both collections, where the data are there.

    `training_set` is what the shipped model learns from; the prior never saw the set that
    is measured, so one prior without the SMS Spam Collection serves for both.
    """
    paths = {name: set_path(data, name) for name in (YOUTUBE, SMS)}
    lines: list[PublishedFigures] = []
    if any(paths.values()):
        progress("fitting the shipped data without the SMS Spam Collection")
        prior = prior_without(training_set, SMS)
        lines += youtube(paths[YOUTUBE], prior, progress) if paths[YOUTUBE] else []
        lines += sms(paths[SMS], prior, progress) if paths[SMS] else []
    return Published(lines, PUBLISHED, TARGETS)
