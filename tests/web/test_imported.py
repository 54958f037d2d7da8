"""Imported comments at work: answered to, decided on, and published only from then on."""

import io
from typing import Any

import pytest

from moderation.domain import Action, Moderator
from moderation.intake.importing import Importer
from moderation.intake.importing.wxr import read
from moderation.store.keys import SiteKeys
from moderation.store.moderators import moderator_id
from moderation.web.http.context import Context
from tests.builders import a_body
from tests.intake.importing.files import WXR
from tests.web.conftest import Browser
from tests.web.desk import SITE, hire


async def imported(context: Context) -> None:
    """Import a small export."""
    site = await context.store.sites.find(SITE)
    importer = Importer(
        site=site,
        source="WordPress",
        comments=context.store.comments,
        imports=context.store.imports,
        reader=context.reader,
        refused=lambda _: None,
        on_the_way=lambda _: None,
    )
    await importer.run(read(io.BytesIO(WXR.encode())))


@pytest.fixture
async def ids(bearer: dict[str, str], context: Context) -> dict[str, str]:
    """Import it; give our ids by the site's own."""
    await imported(context)
    keys = [key async for key in context.store.client.scan_iter(f"mod:{{{SITE}}}:comment:*")]
    found = await context.store.comments.find_all(SITE, [key.rpartition(":")[2] for key in keys])
    return {each.submission.external_id: each.id for each in found}


@pytest.fixture
async def moderator(context: Context) -> Moderator:
    return await context.store.moderators.find(moderator_id(await hire(context.store)))


async def entries(client: Browser, bearer: dict[str, str]) -> list[Any]:
    page = await (await client.get("/v1/approved", headers=bearer)).json()
    return [(each["type"], each.get("external_id")) for each in page["entries"]]


async def test_it_says_that_it_was_imported(
    client: Browser, bearer: dict[str, str], ids: dict[str, str]
) -> None:
    answer = await client.get(f"/v1/comments/{ids['16']}", headers=bearer)
    told = await answer.json()
    assert (told["status"], told["decision"]["by"]) == ("approved", "import")
    assert told["decision"]["reasons"][0]["detail"].startswith("Diimpor dari WordPress; di sana")
    assert told["parent_id"] == ids["15"]
    assert told["created_at"] == "2020-05-02T14:00:00.000Z"


async def test_a_later_decision_goes_to_the_stream_with_the_sites_own_id(
    client: Browser,
    bearer: dict[str, str],
    context: Context,
    ids: dict[str, str],
    moderator: Moderator,
) -> None:
    assert await entries(client, bearer) == []
    await context.review.decide(moderator, SITE, ids["15"], Action.REJECT, revision=1)
    await context.review.decide(moderator, SITE, ids["19"], Action.APPROVE, revision=1)
    assert await entries(client, bearer) == [("withdrawn", "15"), ("approved", "19")]
    assert await context.store.queue.size(SITE) == 0


async def test_lists_of_states_take_no_more_than_they_hold(
    bearer: dict[str, str], context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moderation.store.imports.LISTED_LENGTH", 1)
    await imported(context)
    listed = SiteKeys.of(SITE).listed("approved")
    assert await context.store.client.llen(listed) == 1


async def test_readers_answer_it_by_the_sites_own_number(
    client: Browser, bearer: dict[str, str], ids: dict[str, str]
) -> None:
    body = a_body(article={"id": "7"}, parent_id="15")
    told = await (await client.post("/v1/comments", json=body, headers=bearer)).json()
    read_back = await (await client.get(f"/v1/comments/{told['id']}", headers=bearer)).json()
    assert read_back["parent_id"] == ids["15"]
