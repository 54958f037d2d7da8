"""The demo's first comments: a newsroom's morning, sent as readers send, each once."""

from pathlib import Path

from aiohttp import ClientSession

from moderation.demo.saring_client import SaringClient
from moderation.demo.seeding import first_comments, seed
from moderation.domain import CommentState, Mode
from moderation.process import demo_site
from moderation.review.worktable import View
from moderation.store.keys import SiteKeys
from moderation.store.moderators import moderator_id
from tests.waiting import until
from tests.web.demo_site import SITE, Demo, running_demo
from tests.web.desk import hire


async def recorded(demo: Demo) -> int:
    return int(await demo.context.store.client.xlen(SiteKeys.of(SITE).events))


async def test_a_fresh_demo_shows_the_worktable_alive(redis_url: str, tmp_path: Path) -> None:
    async with running_demo(redis_url, tmp_path, mode=Mode.DOUBTFUL) as demo:
        async with ClientSession() as session:
            client = SaringClient(session, lambda: demo.reader.base, demo.api_key)
            await seed(client)
            count = await recorded(demo)
            assert count == len(first_comments()) >= 40
            await seed(client)
            assert await recorded(demo) == count
        store = demo.context.store
        moderator = await store.moderators.find(moderator_id(await hire(store)))
        table = await demo.context.worktable.look(moderator, SITE, View())
        assert len(table.order) >= 15
        assert len(table.groups()[0].cases) >= 10
        for state in (CommentState.APPROVED, CommentState.REJECTED):
            assert await store.listings.ids(SITE, state, start=0, count=5)


async def test_who_mounts_a_fresh_demo_has_it_filled(redis_url: str, tmp_path: Path) -> None:
    async with running_demo(redis_url, tmp_path, mode=Mode.DOUBTFUL, fresh=True) as demo:
        wanted = len(first_comments())

        async def filled() -> bool:
            return await recorded(demo) == wanted

        await until(filled, "every first comment is recorded")


async def test_the_demo_has_an_administrator_and_a_moderator(
    redis_url: str, tmp_path: Path
) -> None:
    async with running_demo(redis_url, tmp_path) as demo:
        store = demo.context.store
        made = await demo_site.ensure(store, tmp_path)
        assert made.fresh
        roles = [
            (await store.moderators.find(moderator_id(email))).role
            for email in (made.email, made.admin_email)
        ]
        assert roles == ["moderator", "admin"]
        again = await demo_site.ensure(store, tmp_path)
        assert not again.fresh
        assert (again.password, again.admin_password) == (made.password, made.admin_password)
