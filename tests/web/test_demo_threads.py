"""The demo's comments in memory: threads of one level, bounded, and times as readers say them."""

import asyncio
from datetime import UTC, datetime

import pytest

from moderation.demo import threads as threads_module
from moderation.demo.saring_client import ArticleNamed, AuthorNamed, Entry
from moderation.demo.threads import Threads
from moderation.demo.times import date_said, time_said
from moderation.messages import Language

EVENING = datetime(2026, 11, 23, 16, 5, tzinfo=UTC)  # 23.05 in WIB
MIDNIGHT = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)  # the next day in WIB


def entry(comment_id: str, parent: str = "", *, minute: int = 0, article: str = "a") -> Entry:
    """Make an approved entry that says its own id."""
    return Entry(
        type="approved",
        comment_id=comment_id,
        article=ArticleNamed(article),
        parent_id=parent or None,
        author=AuthorNamed(f"Nama {comment_id}"),
        text=comment_id,
        created_at=f"2026-11-23T04:{minute:02d}:00Z",
    )


def shape(threads: Threads) -> dict[str, list[str]]:
    """Tell the article's threads as ids."""
    return {
        thread.comment.id: [reply.id for reply in thread.replies] for thread in threads.under("a")
    }


def filled(*entries: Entry) -> Threads:
    """Apply the entries in order."""
    threads = Threads()
    for each in entries:
        threads.apply(each)
    return threads


def test_the_oldest_stands_first_whenever_it_was_approved() -> None:
    threads = filled(entry("z", minute=2), entry("y", minute=1), entry("x", minute=3))
    assert list(shape(threads)) == ["y", "z", "x"]


def test_a_reply_to_a_reply_stands_one_level_below_and_names_whom_it_answers() -> None:
    threads = filled(entry("x"), entry("y", "x", minute=1), entry("z", "y", minute=2))
    assert shape(threads) == {"x": ["y", "z"]}
    (thread,) = threads.under("a")
    answered = [thread.answered_by(reply) for reply in thread.replies]
    assert [each.name if each else "" for each in answered] == ["", "Nama y"]


def test_a_reply_whose_parent_is_not_published_stands_by_itself() -> None:
    assert shape(filled(entry("y", "x"))) == {"y": []}


def test_replies_come_back_under_a_parent_that_comes_back() -> None:
    threads = filled(entry("y", "x", minute=1), entry("x"))
    assert shape(threads) == {"x": ["y"]}


def test_comments_that_answer_each_other_are_shown_all_the_same() -> None:
    threads = filled(entry("x", "y"), entry("y", "x"))
    shown = [thread.comment.id for thread in threads.under("a")]
    shown += [reply.id for thread in threads.under("a") for reply in thread.replies]
    assert sorted(shown) == ["x", "y"]


def test_a_comment_may_move_to_another_article() -> None:
    threads = filled(entry("x"), entry("x", article="b"))
    assert (threads.count("a"), threads.count("b")) == (0, 1)


def test_an_article_keeps_its_newest_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads_module, "PER_ARTICLE", 2)
    threads = filled(entry("x", minute=1), entry("y", minute=3), entry("z", minute=2))
    assert list(shape(threads)) == ["z", "y"]


def test_only_so_many_articles_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads_module, "ARTICLES", 2)
    threads = filled(*(entry(name, article=name) for name in "abc"))
    assert [threads.count(name) for name in "abc"] == [0, 1, 1]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//a.example", " http:"]
)
def test_an_address_that_is_no_web_address_is_not_linked(url: str) -> None:
    hostile = Entry(
        type="approved",
        comment_id="x",
        article=ArticleNamed("a"),
        author=AuthorNamed("Rina", url),
        text="x",
        created_at="2026-11-23T04:00:00Z",
    )
    (thread,) = filled(hostile).under("a")
    assert thread.comment.url == ""


@pytest.mark.parametrize("created_at", [None, "", "kemarin", "2026-11-23T04:00:00"])
def test_a_time_that_cannot_be_read_does_not_lose_the_comment(created_at: str | None) -> None:
    odd = Entry(
        type="approved",
        comment_id="x",
        article=ArticleNamed("a"),
        author=AuthorNamed("Rina"),
        created_at=created_at,
    )
    assert filled(odd).count("a") == 1


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("satu", [["satu"]]),
        ("satu\ndua", [["satu", "dua"]]),
        ("satu\r\n\r\ndua", [["satu"], ["dua"]]),
        ("satu\n\n\n\ndua\n", [["satu"], ["dua"]]),
        ("\n\n", []),
    ],
)
def test_a_text_falls_into_paragraphs_and_lines(text: str, paragraphs: list[list[str]]) -> None:
    said = Entry(
        type="approved",
        comment_id="x",
        article=ArticleNamed("a"),
        author=AuthorNamed("Rina"),
        text=text,
    )
    (thread,) = filled(said).under("a")
    assert thread.comment.paragraphs == paragraphs


async def test_waiting_for_a_comment_ends_when_it_appears() -> None:
    threads = Threads()
    waiting = asyncio.create_task(threads.appeared("a", "y", 20))
    await asyncio.sleep(0)
    threads.apply(entry("x"))
    threads.apply(entry("y"))
    assert await waiting


async def test_waiting_for_a_comment_that_does_not_come_ends_too() -> None:
    assert not await Threads().appeared("a", "x", 0)


@pytest.mark.parametrize(
    ("at", "language", "said"),
    [
        (EVENING, Language.ID, "23 November 2026, 23.05 WIB"),
        (EVENING, Language.EN, "23 November 2026, 23:05 WIB"),
        (MIDNIGHT, Language.ID, "24 November 2026, 00.30 WIB"),
    ],
)
def test_times_are_said_in_wib(at: datetime, language: Language, said: str) -> None:
    assert time_said(at, language) == said


@pytest.mark.parametrize(
    ("at", "language", "said"),
    [
        (EVENING, Language.ID, "Senin, 23 November 2026"),
        (MIDNIGHT, Language.ID, "Selasa, 24 November 2026"),
        (EVENING, Language.EN, "Monday, 23 November 2026"),
    ],
)
def test_days_are_said_in_the_readers_language(at: datetime, language: Language, said: str) -> None:
    assert date_said(at, language) == said
