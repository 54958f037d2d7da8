"""A sample store at work: what `sample_store` put there, today's service finds and acts on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from moderation.domain import Action, Author, Client, ListAction, Mode, Moderator, OtherLanguages
from moderation.errors import Unauthenticated
from moderation.process.app import build_context, open_store
from moderation.review.replay import replay
from moderation.settings import Settings
from moderation.store.moderators import moderator_id
from moderation.web.http.context import Context
from tests.builders import POLITE, a_submission


async def require_at_work(url: str, secrets: dict[str, str]) -> None:
    """Fail where something is not as the sample's writer left it."""
    async with opened(url) as context:
        await context.store.formats.require()
        await _require_sites(context, secrets)
        await _require_lists(context, secrets)
        admin = await _require_moderator(context, secrets)
        await _require_comments(context, secrets)
        await _require_review(context, admin)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Context]:
    """The use cases over a server, as a service has them."""
    settings = Settings(durability="server")
    store = open_store(settings, url)
    try:
        yield build_context(settings, store)
    finally:
        await store.close()


async def _require_sites(context: Context, secrets: dict[str, str]) -> None:
    site = (await context.directory.site_of_key(secrets["api_key"])).site
    assert (site.name, site.spam_reject, site.weights) == ("kabar", 0.97, {"links": 0.5})
    with pytest.raises(Unauthenticated, match="revoked"):
        await context.directory.site_of_key(secrets["revoked_key"])
    other = (await context.directory.site_of_key(secrets["other_key"])).site
    assert (other.mode, other.other_languages) == (Mode.ALL_HELD, OtherLanguages.HOLD)
    sites = context.store.sites
    keys = [await sites.keys_of(name) for name in await sites.names()]
    assert [len([key for key in each if not key.door]) for each in keys] == [2, 1]


async def _require_lists(context: Context, secrets: dict[str, str]) -> None:
    lists = (await context.directory.site_of_key(secrets["api_key"])).lists
    assert lists.words == {"nama merek": ListAction.REJECT, "kasar": ListAction.HOLD}
    assert lists.domains == {"contoh.com": ListAction.HOLD}
    assert not (await context.directory.site_of_key(secrets["other_key"])).lists.words


async def _require_moderator(context: Context, secrets: dict[str, str]) -> Moderator:
    session = await context.store.moderators.session(secrets["session"], 60_000)
    assert session is not None
    assert session.moderator_id == moderator_id("rina@example.com")
    people = context.store.moderators
    narrow = await people.find(moderator_id("tono@example.com"))
    assert (narrow.sites, narrow.all_sites) == (("kabar",), False)
    return await people.find(session.moderator_id)


async def _require_comments(context: Context, secrets: dict[str, str]) -> None:
    known = await context.directory.site_of_key(secrets["api_key"])
    entries = await context.store.approved.read("kabar", after="0-0", limit=10)
    assert entries[0].text == POLITE
    assert (await replay(context.store, "kabar", entries[0].comment_id)).same
    reply = a_submission(
        parent_id=entries[0].comment_id,
        author=Author(name="Tono", email="tono@example.com"),
        client=Client(),
        text="Sama-sama.",
    )
    added = await context.intake.submit(known, reply)
    assert (await context.store.comments.find("kabar", added.id)).submission == reply


async def _require_review(context: Context, admin: Moderator) -> None:
    review = context.review
    assert await review.sites(admin) == {"kabar": 3, "lain.example": 1}
    for waiting in await review.queue(admin, "kabar"):
        view = await review.case_view(admin, "kabar", waiting.comment.id)
        assert len(view.history) == 7
        revision = waiting.comment.revision
        await review.decide(admin, "kabar", waiting.comment.id, Action.APPROVE, revision=revision)
    assert await review.sites(admin) == {"kabar": 0, "lain.example": 1}
