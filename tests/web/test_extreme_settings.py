"""Whatever the table of settings allows works: every number at its most, and very short lives."""

from typing import Any

import msgspec
import pytest
from msgspec.inspect import FloatType, IntType, Metadata, type_info

from moderation import administration, clock
from moderation.settings import Settings
from tests.builders import JUDOL, a_body
from tests.web.conftest import Serve, context_of
from tests.web.desk import SITE, Desk, hire


def at_most() -> dict[str, Any]:
    """Give every setting that is a number its most."""
    most = {}
    for field in msgspec.structs.fields(Settings):
        described = type_info(field.type)
        if isinstance(described, Metadata) and isinstance(described.type, IntType | FloatType):
            most[field.name] = described.type.le
    return most


@pytest.mark.parametrize(
    "chosen", [at_most(), {"session_life": 1e-9, "claim_life": 1e-9, "seen_window": 1e-9}]
)
async def test_comments_and_moderators_come_in(serve: Serve, chosen: dict[str, Any]) -> None:
    client = await serve(**chosen)
    store = context_of(client).store
    site = await administration.add_site(store, SITE)
    bearer = {"Authorization": f"Bearer {site.api_key}"}
    now = clock.iso(clock.now_ms())
    for text in (a_body()["text"], JUDOL):
        body = a_body(text=text, client={"ip": "203.0.113.7"}, submitted_at=now)
        answer = await client.post("/v1/comments", json=body, headers=bearer)
        assert answer.status == 201, await answer.text()
    assert (await client.get("/v1/approved", headers=bearer)).status == 200
    desk = Desk(client)
    assert (await desk.log_in(await hire(store))).status == 200
    await desk.session.close()
