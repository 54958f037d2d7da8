"""List entries in a real server: their order, one for a pattern, read and changed by pages."""

import msgspec
import pytest

from moderation import administration
from moderation.domain import ListAction, ListEntry, ListKind
from moderation.errors import Damaged, Invalid, NotFound
from moderation.signals.scoring import Thresholds
from moderation.sites.directory import Directory
from moderation.store import Store
from moderation.store.keys import SiteKeys
from moderation.store.lists import CHANGED_AT_ONCE, READ_AT_ONCE
from moderation.store.sites import Site

SITE = Site(name="kabar", created_at=1, secret="ab" * 16)
LISTS = SiteKeys.of("kabar").lists


def entry(pattern: str, action: ListAction = ListAction.HOLD) -> ListEntry:
    return ListEntry(kind=ListKind.WORD, pattern=pattern, action=action)


async def entries(store: Store) -> list[ListEntry]:
    return [entry async for page in store.lists.pages("kabar") for entry in page]


@pytest.fixture
async def listed(store: Store) -> Store:
    """Make a site with two entries."""
    await store.sites.add(SITE)
    await store.lists.change("kabar", add=[entry("satu"), entry("dua kata")])
    return store


async def test_entries_come_in_the_order_of_adding(listed: Store) -> None:
    await listed.lists.change("kabar", add=[entry("a")])
    assert [each.pattern for each in await entries(listed)] == ["satu", "dua kata", "a"]


async def test_an_entry_of_the_same_pattern_takes_the_place_of_the_other(listed: Store) -> None:
    domain = msgspec.structs.replace(entry("satu", ListAction.ALLOW), kind=ListKind.DOMAIN)
    await listed.lists.change("kabar", add=[domain])
    assert await entries(listed) == [entry("dua kata"), domain]


async def test_entries_are_removed_by_their_pattern(listed: Store) -> None:
    await listed.lists.change("kabar", remove=["satu", "tidak ada"])
    assert await entries(listed) == [entry("dua kata")]
    assert await listed.lists.present("kabar", ["satu", "dua kata"]) == {"dua kata"}


async def test_a_change_sent_again_after_a_lost_reply_changes_nothing_more(listed: Store) -> None:
    before = await entries(listed)
    for _ in range(2):
        await listed.lists.change("kabar", add=[entry("tiga")])
    assert await entries(listed) == [*before, entry("tiga")]


async def test_the_last_entry_counts_of_those_that_fold_to_the_same(listed: Store) -> None:
    await listed.lists.change("kabar", add=[entry("kasar"), entry("KASAR", ListAction.ALLOW)])
    await listed.lists.change("kabar", add=[entry("Satu", ListAction.REJECT)])
    known = await Directory(listed, Thresholds(0.5, 0.9)).site("kabar")
    assert known.lists.words["kasar"] is ListAction.ALLOW
    assert known.lists.words["satu"] is ListAction.REJECT


def ending(pattern: str, until: int, why: str = "") -> ListEntry:
    return msgspec.structs.replace(entry(pattern), until=until, why=why)


async def test_an_entry_ends_by_itself_and_goes_with_the_next_change(listed: Store) -> None:
    now = 1_000
    directory = Directory(listed, Thresholds(0.5, 0.9), now_ms=lambda: now)
    added = [ending("tiga", 2_000), ending("empat", 3_000), ending("lima", 900)]
    await listed.lists.change("kabar", add=added)
    known = await directory.site("kabar")
    assert set(known.lists.words) == {"satu", "dua kata", "tiga", "empat"}
    assert known.lists_until == 2_000
    now = 2_000
    known = await directory._make_ready("kabar", known)
    assert set(known.lists.words) == {"satu", "dua kata", "empat"}
    assert known.lists_until == 3_000
    await administration.list_entries(listed, "kabar", add=[entry("enam")], remove=[])
    assert await entries(listed) == [entry("satu"), entry("dua kata"), entry("enam")]


async def test_lists_that_have_not_ended_are_not_compiled_again(listed: Store) -> None:
    await listed.lists.change("kabar", add=[ending("tiga", 2_000)])
    directory = Directory(listed, Thresholds(0.5, 0.9), now_ms=lambda: 1_000)
    known = await directory.site("kabar")
    assert await directory._make_ready("kabar", known) is known


async def test_why_an_entry_was_added_stands_beside_it_until_it_goes(listed: Store) -> None:
    told = msgspec.structs.replace(ending("tiga", 5_000, "banjir iklan"), by="m" + "0" * 15)
    await listed.lists.change("kabar", add=[told])
    assert await listed.lists.those_of("kabar", [entry("tiga"), entry("lain")]) == [told]
    assert await listed.lists.described("kabar", await entries(listed)) == [
        *(entry("satu"), entry("dua kata"), told)
    ]
    await listed.lists.change("kabar", add=[entry("tiga", ListAction.REJECT)])
    assert await listed.lists.those_of("kabar", [entry("tiga")]) == []
    assert await listed.lists.described("kabar", [entry("tiga")]) == [entry("tiga")]


async def test_too_long_a_reason_is_refused(listed: Store) -> None:
    long = ending("tiga", 0, "x" * (administration.WHY_LIMIT + 1))
    with pytest.raises(Invalid, match="too_long"):
        await administration.list_entries(listed, "kabar", add=[long], remove=[])


async def test_long_lists_are_changed_and_read_page_by_page(listed: Store) -> None:
    added = [entry(f"kata {number}") for number in range(READ_AT_ONCE + CHANGED_AT_ONCE + 1)]
    await listed.lists.change("kabar", add=added)
    assert (await entries(listed))[2:] == added
    pages = [len(page) async for page in listed.lists.pages("kabar")]
    assert pages == [READ_AT_ONCE, 2 + len(added) - READ_AT_ONCE]
    patterns = [each.pattern for each in added]
    assert await listed.lists.present("kabar", patterns) == set(patterns)
    await listed.lists.change("kabar", remove=patterns)
    assert await listed.lists.size("kabar") == 2


async def test_lists_over_their_limit_are_refused_and_left_as_they_were(
    listed: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moderation.administration.LIST_LIMIT", 3)
    before = await entries(listed)
    with pytest.raises(Invalid, match="too_many"):
        await administration.list_entries(listed, "kabar", add=[entry("a"), entry("b")], remove=[])
    assert await entries(listed) == before
    replaced = [entry("satu", ListAction.ALLOW), entry("b")]
    await administration.list_entries(listed, "kabar", add=replaced, remove=[])
    assert await entries(listed) == [entry("dua kata"), *replaced]


async def test_a_site_that_there_is_not_gets_no_lists(store: Store) -> None:
    with pytest.raises(NotFound):
        await administration.list_entries(store, "kabar", add=[entry("satu")], remove=[])
    assert await store.client.dbsize() == 0


@pytest.mark.parametrize("text", ["word hold", "phrase hold satu", "word ban satu"])
async def test_lists_that_cannot_be_read_are_named(text: str, listed: Store) -> None:
    await listed.client.zadd(LISTS, {text: 0})
    with pytest.raises(Damaged, match="kabar"):
        await entries(listed)


async def test_lists_work_on_a_cluster(cluster_store: Store) -> None:
    await cluster_store.sites.add(SITE)
    await cluster_store.lists.change("kabar", add=[ending("satu", 5_000, "x"), entry("dua")])
    await cluster_store.lists.change("kabar", remove=["satu"])
    assert await entries(cluster_store) == [entry("dua")]
    assert await cluster_store.lists.present("kabar", ["satu", "dua"]) == {"dua"}
