"""Records: every version ever written is read, and what cannot be read says so."""

import json
from pathlib import Path
from typing import Any

import pytest

from moderation.domain import Action, CaseState, CommentState, EntryType
from moderation.store import records
from moderation.store.records import RecordError, read_case, read_comment, read_entry

SAMPLES = sorted((Path(__file__).parent / "records").glob("v*.json"))


def sample(path: Path) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(path.read_text("utf-8"))
    return found


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_every_version_of_a_comment_is_read(path: Path) -> None:
    comment = read_comment("kabar", "01a2", sample(path)["comment"])
    assert (comment.state, comment.revision) == (CommentState.APPROVED, 2)
    assert comment.submission.author.email == "rina@example.com"
    assert comment.events[0].decision.signals[0].parts[0].spans == ((0, 6),)
    assert comment.events[1].decision.action is Action.APPROVE


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_every_version_of_a_case_and_an_entry_is_read(path: Path) -> None:
    assert read_case("01a2-1", sample(path)["case"]).state is CaseState.CLAIMED
    assert read_entry("5-0", sample(path)["entry"]).type is EntryType.APPROVED


def test_the_newest_version_has_a_sample() -> None:
    assert f"v{records.VERSION}" in [path.stem for path in SAMPLES]


@pytest.mark.parametrize(
    "change",
    [{"v": "2"}, {"state": "lost"}, {"rev": "3"}, {"public": "{"}, {"e1": "{}"}, {"at": "x"}],
    ids=["newer", "state", "missing event", "cut", "event", "time"],
)
def test_what_cannot_be_read_says_so(change: dict[str, Any]) -> None:
    fields = sample(SAMPLES[-1])["comment"] | change
    with pytest.raises(RecordError, match=r"01a2|version"):
        read_comment("kabar", "01a2", fields)
