"""Sites: whether a record has changed can be told without reading it."""

import msgspec
import pytest

from moderation.directory import Directory
from moderation.domain import ListAction, ListEntry, ListKind, Mode
from moderation.errors import NotFound
from moderation.scoring import Thresholds
from moderation.store import Store
from moderation.store.keys import SiteKeys
from moderation.store.sites import Site

SITE = Site(name="kabar", created_at=1, secret="ab" * 16)


async def test_the_revision_changes_with_the_record_and_only_then(store: Store) -> None:
    await store.sites.add(SITE)
    first = await store.sites.revision("kabar")
    await store.sites.save(SITE)
    assert await store.sites.revision("kabar") == first
    await store.sites.save(msgspec.structs.replace(SITE, mode=Mode.ALL_HELD))
    assert await store.sites.revision("kabar") != first


async def test_a_record_without_a_revision_has_one_all_the_same(store: Store) -> None:
    await store.sites.add(SITE)
    first = await store.sites.revision("kabar")
    await store.client.hdel(SiteKeys.of("kabar").site, "revision")
    assert await store.sites.revision("kabar") == first


async def test_an_unknown_site_has_no_revision(store: Store) -> None:
    with pytest.raises(NotFound):
        await store.sites.revision("kabar")


async def test_a_list_is_made_ready_again_only_when_it_changed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moderation.directory.REFRESH_SECONDS", 0)
    directory = Directory(store, Thresholds(0.5, 0.9))
    await store.sites.add(SITE)
    first = await directory.site("kabar")
    assert (await directory.site("kabar")).lists is first.lists
    entry = ListEntry(kind=ListKind.WORD, pattern="kasar", action=ListAction.HOLD)
    await store.sites.save(msgspec.structs.replace(SITE, entries=(entry,)))
    assert (await directory.site("kabar")).lists.words == {"kasar": ListAction.HOLD}
