"""Published protocols: two public English collections, split as their authors split them.

YouTube Spam Collection (Alberto, Lochter and Almeida, "TubeSpam", 2015): five videos;
of each the authors' train part learns and their test part measures. SMS Spam
Collection (Almeida, Gomez Hidalgo and Yamakami, 2011): the first 30% of rows in file
order learn, the others measure, repeats included, as published. Penalty and the
weight of other data are chosen inside the train part; the cut is even odds after Platt's
calibration on decisions held out inside the train part, and plain even odds beside it.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from classifier.data.datasets import LabelledText, data_files, open_lines, read_rows, source_name
from classifier.evaluation.protocols.learners import Flags, Hashed, Ranker, shipped_data
from classifier.evaluation.protocols.small_sets import Chosen, figures, learn
from classifier.training.folds import TrainingSet

Progress = Callable[[str], None]

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


@dataclass(frozen=True, slots=True)
class TrainTestSplit:
    """Rows, and to which of train and test each belongs."""

    name: str
    train: list[LabelledText]
    test: list[LabelledText]


def set_path(data: Path, name: str) -> Path | None:
    """The file of a set in a directory of data; None where it is not there."""
    return next((path for path in data_files(data) if source_name(path) == name), None)


def youtube_parts(path: Path) -> list[TrainTestSplit]:
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


def sms_part(path: Path) -> TrainTestSplit:
    """The first 30% of rows train, the others test."""
    rows = list(read_rows(path))
    first = int(SMS_TRAIN_SHARE * len(rows))
    return TrainTestSplit("30/70", rows[:first], rows[first:])


def spam_of(rows: list[LabelledText]) -> Flags:
    """Which rows are spam."""
    return np.array([row.spam for row in rows], np.bool_)


@dataclass(frozen=True, slots=True)
class Learned:
    """A ranker, how it was chosen, and on how many rows it was trained."""

    rank: Ranker
    choice: Chosen
    train: int

    def measured(self, rows: list[LabelledText]) -> dict[str, Any]:
        """Its figures on these rows."""
        values, spam = self.rank([row.text for row in rows]), spam_of(rows)
        plain = figures((values - self.choice.shift) / self.choice.slope, spam)
        return {
            **figures(values, spam),
            "plain_accuracy": plain["accuracy"],
            "plain_mcc": plain["mcc"],
            "train": self.train,
            "test": len(rows),
            "chosen_inside_train": asdict(self.choice),
        }


def learned(
    train: list[LabelledText], prior: Ranker | None = None, *, by_video: bool = False
) -> Learned:
    """What was learned from a list of rows alone, and from the prior if there is one."""
    groups = [row.group for row in train] if by_video else []
    rank, choice = learn([row.text for row in train], spam_of(train), prior, groups)
    return Learned(rank, choice, len(train))


def youtube(path: Path, prior: Ranker, progress: Progress) -> list[dict[str, Any]]:
    """Every variant on each video, and each variant's mean."""
    parts = youtube_parts(path)
    lines: list[dict[str, Any]] = []
    for protocol, helper, variant in (
        (one_video, None, OWN),
        (one_video, prior, HELPED),
        (all_videos, None, POOLED),
        (all_videos, prior, POOLED_HELPED),
        (other_videos, None, LEFT_OUT),
        (other_videos, prior, LEFT_OUT_HELPED),
    ):
        progress(f"YouTube: {variant}")
        found = [
            {"set": YOUTUBE, "trained_on": variant, "part": part.name, **line}
            for part, line in zip(parts, protocol(parts, helper), strict=True)
        ]
        lines += [*found, mean_line(found)]
    return lines


def one_video(parts: list[TrainTestSplit], prior: Ranker | None) -> list[dict[str, Any]]:
    """The authors' protocol: each video by itself."""
    return [learned(part.train, prior).measured(part.test) for part in parts]


def all_videos(parts: list[TrainTestSplit], prior: Ranker | None) -> list[dict[str, Any]]:
    """The train parts of all videos together, measured on each test part."""
    together = learned([row for part in parts for row in part.train], prior)
    return [together.measured(part.test) for part in parts]


def other_videos(parts: list[TrainTestSplit], prior: Ranker | None) -> list[dict[str, Any]]:
    """Leave one video out: all rows of the others train, all rows of it measure."""
    found = []
    for part in parts:
        rows = [row for each in parts if each is not part for row in (*each.train, *each.test)]
        found.append(learned(rows, prior, by_video=True).measured([*part.train, *part.test]))
    return found


def mean_line(lines: list[dict[str, Any]]) -> dict[str, Any]:
    """The unweighted mean over videos."""
    names = [name for name, value in lines[0].items() if isinstance(value, float)]
    means = {name: float(np.mean([line[name] for line in lines])) for name in names}
    return {"set": YOUTUBE, "trained_on": lines[0]["trained_on"], "part": "mean", **means}


def sms(path: Path, prior: Ranker, progress: Progress) -> list[dict[str, Any]]:
    """Both variants of the 30/70 protocol."""
    part = sms_part(path)
    found = []
    for variant, helper in ((OWN, None), (HELPED, prior)):
        progress(f"SMS, {part.name}: {variant}")
        line = learned(part.train, helper).measured(part.test)
        found.append({"set": SMS, "trained_on": variant, "part": part.name, **line})
    return found


def prior_without(training_set: TrainingSet, name: str) -> Hashed:
    """The shipped training data's opinion without a set and everything made of it."""
    kept = np.array([sample.row.source != name for sample in training_set.samples], np.bool_)
    return shipped_data(training_set, kept)


def report(data: Path, training_set: TrainingSet, progress: Progress) -> dict[str, Any]:
    """Both collections, where the data are there; figures beside published ones and targets.

    `prepared` is the shipped model's training corpus; the prior never saw the set that
    is measured, so one prior without the SMS Spam Collection serves for both.
    """
    paths = {name: set_path(data, name) for name in (YOUTUBE, SMS)}
    if not any(paths.values()):
        return {"lines": [], "published": PUBLISHED, "targets": TARGETS}
    progress("fitting the shipped data without the SMS Spam Collection")
    prior = prior_without(training_set, SMS)
    lines: list[dict[str, Any]] = []
    if paths[YOUTUBE]:
        lines += youtube(paths[YOUTUBE], prior, progress)
    if paths[SMS]:
        lines += sms(paths[SMS], prior, progress)
    return {"lines": lines, "published": PUBLISHED, "targets": TARGETS}
