"""What leaves for publishing, and when."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.domain import CommentState, EntryType
from moderation.domain.publication import SITE_PEOPLE, entry_after, is_news, publishable
from tests.builders import a_comment


@pytest.mark.parametrize(
    ("before", "now", "entry"),
    [
        (None, CommentState.APPROVED, EntryType.APPROVED),
        (None, CommentState.HELD, None),
        (None, CommentState.REJECTED, None),
        (CommentState.HELD, CommentState.APPROVED, EntryType.APPROVED),
        (CommentState.HELD, CommentState.REJECTED, None),
        (CommentState.APPROVED, CommentState.APPROVED, None),
        (CommentState.APPROVED, CommentState.REJECTED, EntryType.WITHDRAWN),
        (CommentState.APPROVED, CommentState.HELD, EntryType.WITHDRAWN),
        (CommentState.REJECTED, CommentState.APPROVED, EntryType.APPROVED),
    ],
)
def test_a_site_is_told_of_what_it_must_do(
    before: CommentState | None, now: CommentState, entry: EntryType | None
) -> None:
    told = entry_after(a_comment(now), before, 5)
    assert (told.type if told else None) is entry


def test_what_came_through_a_door_is_answered_there_and_told_of_later() -> None:
    through = a_comment(CommentState.APPROVED, via="akismet")
    assert entry_after(through, None, 5) is None
    assert entry_after(through, CommentState.HELD, 5) is not None


def test_a_withdrawal_carries_no_text() -> None:
    told = entry_after(a_comment(CommentState.REJECTED), CommentState.APPROVED, 5)
    assert told is not None
    assert (told.text, told.author_name, told.article) == ("", "", None)


@pytest.mark.parametrize(
    ("sent", "published"),
    [
        ("satu\r\ndua\rtiga", "satu\ndua\ntiga"),
        ("aman \u202eradnab\u202c", "aman radnab"),
        ("a\u2066b\u2069c", "abc"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("tab\there", "tab\there"),
    ],
)
def test_published_text_cannot_disturb_the_page(sent: str, published: str) -> None:
    assert publishable(sent) == published


@given(text=st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert publishable(publishable(text)) == publishable(text)


@pytest.mark.parametrize(
    ("state", "moderator", "news"),
    [
        (CommentState.APPROVED, "budi@kabar.example", True),
        (CommentState.REJECTED, "budi@kabar.example", True),
        (CommentState.HELD, "budi@kabar.example", False),
        (CommentState.REJECTED, f"{SITE_PEOPLE}akismet", False),
    ],
)
def test_a_site_that_waits_hears_of_what_others_decided(
    state: CommentState, moderator: str, news: bool
) -> None:
    comment = a_comment(state)
    decided = msgspec.structs.replace(comment.events[-1].decision, moderator=moderator)
    event = msgspec.structs.replace(comment.events[-1], decision=decided)
    assert is_news(msgspec.structs.replace(comment, events=(event,))) is news
