"""Records: what is written is read as it was, and what cannot be read says so."""

import json
from pathlib import Path

import msgspec
import pytest

from moderation.domain import (
    Action,
    Article,
    Author,
    CaseState,
    Client,
    Comment,
    CommentState,
    Decision,
    EntryType,
    Event,
    EventType,
    Part,
    Reason,
    Signal,
)
from moderation.domain.publication import entry_after
from moderation.store import records
from moderation.store.records import RecordError, read_case, read_comment, read_entry
from tests.builders import a_comment, a_submission

SAMPLE: dict[str, dict[str, str]] = json.loads(
    (Path(__file__).parent / "records" / f"v{records.VERSION}.json").read_text("utf-8")
)


def sampled() -> Comment:
    kept = SAMPLE["comment"]
    return read_comment("kabar", "01a2", kept["record"], kept["private"])


def test_a_sample_of_a_comment_is_read() -> None:
    comment = sampled()
    assert (comment.state, comment.revision) == (CommentState.APPROVED, 2)
    assert comment.submission.author.email == "rina@example.com"
    assert comment.events[0].decision.signals[0].parts[0].spans == ((0, 6),)
    assert comment.events[1].decision.action is Action.APPROVE


def test_a_sample_of_a_case_and_of_an_entry_is_read() -> None:
    assert read_case("01a2-1", SAMPLE["case"]).state is CaseState.CLAIMED
    assert read_entry("5-0", SAMPLE["entry"]).type is EntryType.APPROVED


def test_what_is_written_is_the_sample() -> None:
    comment = sampled()
    assert records.record(comment).decode() == SAMPLE["comment"]["record"]
    assert records.private_part(comment.submission).decode() == SAMPLE["comment"]["private"]


# A comment of which no field is left to its default.
FULL = a_comment(
    CommentState.APPROVED,
    case_id="01a2-1",
    via="akismet",
    submission=a_submission(
        article=Article(id="a", url="https://a.example", title="Judul\n\u2028 \N{PILE OF POO}"),
        author=Author(name="Rina\n[", email="r@example.com", url="https://r.example", id="7"),
        text='Baris satu\nbaris dua "kutip" \x7f\N{THUMBS UP SIGN}',
        parent_id="f" * 28,
        client=Client(ip="203.0.113.7", user_agent="Peramban\n1", referrer="https://c.example"),
        submitted_at=999,
    ),
    events=(
        Event(
            type=EventType.SUBMITTED,
            at=1_000,
            state=CommentState.APPROVED,
            decision=Decision(
                action=Action.APPROVE,
                by="policy",
                reasons=(
                    Reason(code="a", weight=0.1 + 0.2),
                    Reason(code="b", weight=-1.0, facts={"count": 2, "word": "x\n", "share": 0.5}),
                    Reason(code="c", weight=0.0, spans=((0, 1), (5, 9))),
                ),
                scores=dict.fromkeys(("spam", "gambling", "promo", "scam", "link"), 0.25),
                signals=(
                    Signal(code="late", score=None),
                    Signal(code="b", score=0.5, facts={"count": 2}),
                    Signal(code="c", score=1.0, spans=((0, 1),)),
                    Signal(code="d", score=1.0, parts=(Part("p", 0.5, ((2, 3),)),)),
                ),
                policy_version="p-1",
                model_version="2026.11",
            ),
        ),
        Event(
            type=EventType.DECIDED,
            at=2_000,
            state=CommentState.APPROVED,
            decision=Decision(action=Action.APPROVE, by="moderator", moderator="m1"),
        ),
    ),
)


@pytest.mark.parametrize(
    "scores",
    [
        FULL.events[0].decision.scores,
        dict.fromkeys(("spam", "gambling", "promo"), 0.25),
        {},
        {"spam": 0.5},
        {"promo": 0.1, "spam": 0.9},
    ],
    ids=["the classes of once", "the usual classes", "none", "one", "other order"],
)
def test_nothing_of_a_comment_is_lost(scores: dict[str, float]) -> None:
    first, second = FULL.events
    decision = msgspec.structs.replace(first.decision, scores=scores)
    events = (msgspec.structs.replace(first, decision=decision), second)
    comment = msgspec.structs.replace(FULL, events=events)
    kept = records.record(comment).decode(), records.private_part(comment.submission).decode()
    read = read_comment("kabar", comment.id, *kept)
    assert read == comment
    assert list(read.events[0].decision.scores) == list(scores)


def test_nothing_private_is_in_a_record() -> None:
    kept = records.record(FULL).decode()
    private = (FULL.submission.author.email, *msgspec.structs.astuple(FULL.submission.client))
    assert [each for each in private if str(each) in kept] == []


def test_without_its_private_part_a_comment_is_read_with_that_empty() -> None:
    submission = read_comment("kabar", "01a2", records.record(FULL).decode(), None).submission
    assert (submission.author.email, submission.client) == ("", Client())
    assert submission.text == FULL.submission.text


def test_an_entry_comes_back_with_the_cursor_of_its_message() -> None:
    entry = entry_after(FULL, CommentState.HELD, 5)
    assert entry is not None
    read = read_entry("7-0", {"v": "1", "entry": records.entry_line(entry).decode()})
    assert read == msgspec.structs.replace(entry, cursor="7-0")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2\n", "3\n"),
        ('"held"', '"lost"'),
        ("[{", "{"),
        ('["submitted"', '"submitted"'),
        ("\n", ""),
    ],
    ids=["newer", "state", "cut", "event", "lines"],
)
def test_a_record_that_cannot_be_read_says_so(old: str, new: str) -> None:
    kept = SAMPLE["comment"]
    with pytest.raises(RecordError, match=r"01a2|version"):
        read_comment("kabar", "01a2", kept["record"].replace(old, new), kept["private"])


@pytest.mark.parametrize("kept", ["", "2", "2\n[]"])
def test_a_record_cut_short_says_so(kept: str) -> None:
    with pytest.raises(RecordError):
        read_comment("kabar", "01a2", kept, None)
