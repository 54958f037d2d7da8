"""WordPress's own Akismet plugin, sent to Saring by ours: every state, and while Saring is away."""

import asyncio
import time
from typing import Any

import pytest
from aiohttp import ClientSession

from moderation import administration
from moderation.administration import NewSite
from tests.builders import JUDOL, POLITE
from tests.clients.conftest import Serve, Service
from tests.clients.wordpress import PAUSE, WordPress

RECHECK = "delete_transient('saring_away'); Akismet::cron_recheck();"


@pytest.fixture
async def service(serve: Serve, wordpress: WordPress) -> Service:
    """Run the service, and have WordPress ask it."""
    service = await serve()
    site = await administration.add_site(service.context.store, "kabar")
    point(wordpress, service.address, site)
    return service


def point(wordpress: WordPress, address: str, site: NewSite, **more: int) -> None:
    wordpress.define(SARING_URL=address, SARING_KEY=site.akismet_key, SARING_PAUSE=PAUSE, **more)


async def comment(wordpress: WordPress, text: str, *, name: str = "Rina") -> int:
    """Send the form as a reader does; the status of the answer."""
    form = {
        "author": name,
        "email": f"{name.lower()}@example.com",
        "url": "",
        "comment": text,
        "comment_post_ID": "1",
        "comment_parent": "0",
    }
    async with ClientSession() as reader:
        answer = await reader.post(wordpress.post_address, data=form, allow_redirects=False)
        return answer.status


async def states(wordpress: WordPress) -> dict[str, str]:
    found = await asyncio.to_thread(wordpress.comments)
    return {text: state for text, (state, _) in found.items()}


async def php(wordpress: WordPress, code: str) -> Any:
    return await asyncio.to_thread(wordpress.php, code)


async def test_the_key_is_valid(service: Service, wordpress: WordPress) -> None:
    code = "echo json_encode(Akismet::verify_key(Akismet::get_api_key()));"
    assert await php(wordpress, code) == "valid"


async def test_comments_are_judged_as_they_come(service: Service, wordpress: WordPress) -> None:
    assert await comment(wordpress, POLITE) == 302
    assert await comment(wordpress, JUDOL, name="Slot") == 302
    found = await states(wordpress)
    assert found[POLITE] == "1"
    assert found[JUDOL] in {"spam", "0"}


async def test_the_name_that_is_always_spam(service: Service, wordpress: WordPress) -> None:
    assert await comment(wordpress, POLITE, name="akismet-guaranteed-spam") == 302
    assert await states(wordpress) == {POLITE: "spam"}


async def test_what_an_editor_decides_is_a_decision_here(
    service: Service, wordpress: WordPress
) -> None:
    await comment(wordpress, POLITE)
    # As the button in the list of comments does.
    mark = "$_POST['spam'] = 1; wp_spam_comment(get_comments()[0]->comment_ID);"
    await php(wordpress, f"wp_set_current_user(1); {mark}")
    keys = [key async for key in service.context.store.client.scan_iter("mod:{kabar}:comment:*")]
    ids = [key.rpartition(":")[2] for key in keys]
    (kept,) = await service.context.store.comments.find_all("kabar", ids)
    assert kept.events[-1].decision.action == "reject"


async def test_while_saring_is_away_comments_wait_and_are_asked_about_again(
    serve: Serve, wordpress: WordPress, unused_tcp_port: int
) -> None:
    service = await serve()
    site = await administration.add_site(service.context.store, "kabar")
    point(wordpress, f"http://127.0.0.1:{unused_tcp_port}", site)
    started = time.monotonic()
    assert await comment(wordpress, POLITE) == 302
    assert time.monotonic() - started < 15  # the Akismet plugin's own limit, of one of three tries
    assert await states(wordpress) == {POLITE: "0"}
    await php(wordpress, RECHECK)
    assert await states(wordpress) == {POLITE: "0"}
    await serve(unused_tcp_port)
    await php(wordpress, RECHECK)
    assert await states(wordpress) == {POLITE: "1"}


async def test_other_requests_are_left_alone(service: Service, wordpress: WordPress) -> None:
    asked = f"wp_remote_retrieve_response_code(wp_remote_get('{service.address}/healthz'))"
    assert await php(wordpress, f"echo json_encode({asked});") == 200
