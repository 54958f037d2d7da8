"""Sites: whether anything has changed can be told without reading it."""

import msgspec
import pytest

from moderation import administration
from moderation.domain import ListAction, ListEntry, ListKind, Mode
from moderation.errors import Damaged, Invalid, NotFound, OtherFormat, Unauthenticated
from moderation.signals.scoring import Thresholds
from moderation.sites.directory import Directory
from moderation.store import Store, keys
from moderation.store.formats import FORMAT
from moderation.store.keys import SiteKeys
from moderation.store.sites import Site

SITE = Site(name="kabar", created_at=1, secret="ab" * 16)
ENTRY = ListEntry(kind=ListKind.WORD, pattern="kasar", action=ListAction.HOLD)


@pytest.fixture
def directory(store: Store, monkeypatch: pytest.MonkeyPatch) -> Directory:
    """Give a directory that asks for the mark of the last change each time."""
    monkeypatch.setattr("moderation.sites.directory.REFRESH_SECONDS", 0)
    return Directory(store, Thresholds(0.5, 0.9))


async def test_the_revision_of_the_lists_changes_with_them_and_only_then(store: Store) -> None:
    await store.sites.add(SITE)
    await store.lists.change("kabar", add=[ENTRY])
    first = await store.sites.stored("kabar")
    await store.sites.save(msgspec.structs.replace(SITE, mode=Mode.ALL_HELD))
    assert (await store.sites.stored("kabar")).lists == first.lists
    await store.lists.change("kabar", remove=[ENTRY.pattern])
    assert (await store.sites.stored("kabar")).lists != first.lists


async def test_an_unknown_site_is_not_found(store: Store, directory: Directory) -> None:
    for find in (store.sites.find, directory.find, directory.site):
        with pytest.raises(NotFound):
            await find("kabar")


@pytest.mark.parametrize("record", ['{"name":"rusak"}', '{"weights":{"links":null}}', "{", ""])
async def test_a_record_that_cannot_be_read_is_named_and_harms_no_other_site(
    store: Store, record: str
) -> None:
    directory = Directory(store, Thresholds(0.5, 0.9))
    for name in ("rusak", "kabar"):
        await store.sites.add(msgspec.structs.replace(SITE, name=name))
    await store.client.hset(SiteKeys.of("rusak").site, "record", record)
    with pytest.raises(Damaged, match="rusak"):
        await directory.site("rusak")
    assert (await directory.site("kabar")).name == "kabar"


async def test_lists_are_made_ready_again_only_when_they_changed(
    store: Store, directory: Directory
) -> None:
    await store.sites.add(SITE)
    first = await directory.site("kabar")
    await store.sites.save(msgspec.structs.replace(SITE, mode=Mode.ALL_HELD))
    second = await directory.site("kabar")
    assert second.policy.mode is Mode.ALL_HELD
    assert second.lists is first.lists
    await store.lists.change("kabar", add=[ENTRY])
    assert (await directory.site("kabar")).lists.words == {"kasar": ListAction.HOLD}


async def test_who_asks_for_a_site_alone_has_no_list_read(
    store: Store, directory: Directory
) -> None:
    await store.sites.add(SITE)
    await store.lists.change("kabar", add=[ENTRY])
    await store.client.config_resetstat()
    assert await directory.find("kabar") == SITE
    assert "cmdstat_zrange" not in await store.client.info("commandstats")


async def test_nothing_is_looked_up_again_while_no_change_is_marked(
    store: Store, directory: Directory
) -> None:
    await store.sites.add(SITE)
    await store.sites.add_key("kunci", "kabar", 0)
    first = await directory.site_of_key("kunci")
    await store.client.config_resetstat()
    assert await directory.site_of_key("kunci") is first
    asked = await store.client.info("commandstats")
    assert {"cmdstat_hget", "cmdstat_hgetall"}.isdisjoint(asked)
    assert asked["cmdstat_mget"]["calls"] == 1


@pytest.mark.parametrize("carried", [f"{FORMAT}>{FORMAT + 1}", f"{FORMAT + 1}"])
async def test_a_store_that_is_moved_on_meanwhile_is_not_worked_with(
    carried: str, store: Store, directory: Directory
) -> None:
    await store.formats.require()
    await store.sites.add(SITE)
    await directory.site("kabar")
    await store.client.set(keys.FORMAT, carried)
    with pytest.raises(OtherFormat, match=carried):
        await directory.site("kabar")


async def test_a_revoked_key_opens_nothing_once_the_change_is_seen(
    store: Store, directory: Directory
) -> None:
    await store.sites.add(SITE)
    key_id = await store.sites.add_key("kunci", "kabar", 0)
    await directory.site_of_key("kunci")
    await store.sites.revoke_key("kabar", key_id)
    with pytest.raises(Unauthenticated):
        await directory.site_of_key("kunci")


async def test_a_change_without_a_mark_is_noticed_in_the_end(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moderation.sites.directory.UNMARKED_SECONDS", 0)
    directory = Directory(store, Thresholds(0.5, 0.9))
    await store.sites.add(SITE)
    await directory.site("kabar")
    mark = await store.sites.latest_change()
    await store.sites.save(msgspec.structs.replace(SITE, mode=Mode.ALL_HELD))
    await store.client.set(keys.LATEST_CHANGE, mark)
    assert (await directory.site("kabar")).site.mode is Mode.ALL_HELD


async def test_a_server_that_lost_its_data_is_not_mistaken_for_an_unchanged_one(
    store: Store, directory: Directory
) -> None:
    await store.sites.add(SITE)
    await directory.site("kabar")
    await store.client.flushdb()
    await store.sites.add(msgspec.structs.replace(SITE, mode=Mode.ALL_HELD))
    assert (await directory.site("kabar")).site.mode is Mode.ALL_HELD


async def test_thresholds_of_an_older_release_stand_in_the_way_of_no_other_choice(
    store: Store,
) -> None:
    await store.sites.add(msgspec.structs.replace(SITE, spam_hold=0.9, spam_reject=0.5))
    changed = await administration.change_site(store, "kabar", mode=Mode.ALL_HELD)
    assert (changed.mode, changed.spam_hold) == (Mode.ALL_HELD, 0.9)
    with pytest.raises(Invalid):
        await administration.change_site(store, "kabar", spam_hold=0.8)
