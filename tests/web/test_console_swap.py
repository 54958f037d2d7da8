"""What our script is answered: the parts of a page in one round trip, never less than a form is."""

import re
from collections.abc import AsyncIterator

import pytest

from moderation.domain import CaseState, Comment, CommentState, Role
from moderation.store.keys import SiteKeys
from moderation.web.console.assets import edition
from moderation.web.console.rendering import SWAP
from moderation.web.http.context import Context
from tests.web.conftest import Browser
from tests.web.desk import SESSION, SITE, Desk, case_path, hire, hold

QUEUE = f"/console/sites/{SITE}"


@pytest.fixture
async def script(client: Browser, context: Context, desk: Desk) -> AsyncIterator[Desk]:
    """Ask as our script does, as a moderator who has logged in."""
    asking = Desk(client, headers={"Accept-Language": "id", SWAP: edition()})
    await asking.enter(context, await hire(context.store, "sari@kabar.example"))
    yield asking
    await asking.session.close()


async def decide(desk: Desk, comment: Comment, csrf: str | None = None) -> tuple[int, str]:
    """Reject a comment; return the status, and where the answer says that it leads."""
    answer = await desk.post(
        f"{case_path(comment)}/decide", follow=False, csrf=csrf, action="reject", revision=1
    )
    there = answer.headers.get("Content-Location") or answer.headers.get("Location")
    return answer.status, there or ""


async def test_a_decision_is_answered_with_the_next_case_at_once(
    script: Desk, context: Context
) -> None:
    first, second = await hold(context, "satu"), await hold(context, "dua")
    csrf = script.token
    answered = await decide(script, first, csrf=csrf)
    assert answered == (200, f"{case_path(second)}?decided={first.id}")
    assert "Ditolak: <bdi>satu</bdi>" in script.text
    assert f'<li class="row current" data-id="{second.id}">' in script.text
    case = await context.store.queue.case(SITE, second.case_id)
    assert case is not None
    assert case.state is CaseState.CLAIMED
    answered = await decide(script, second, csrf=csrf)
    assert answered == (200, f"{QUEUE}?decided={second.id}")
    assert "<title>(0) Antrean" in script.text


@pytest.mark.parametrize("act", ["claim", "release", "later", "undo"])
async def test_every_turn_of_the_queue_is_one_round_trip(
    script: Desk, context: Context, act: str
) -> None:
    first, second = await hold(context, "satu"), await hold(context, "dua")
    csrf = script.token
    if act == "undo":
        await decide(script, first, csrf=csrf)
    answer = await script.post(
        f"{case_path(first)}/{act}", follow=False, csrf=csrf, to=second.id, revision=2
    )
    expected = {"claim": first, "undo": first, "release": second, "later": second}[act]
    assert (answer.status, answer.headers[SWAP]) == (200, edition())
    assert answer.headers["Content-Location"] == case_path(expected)


async def test_parts_come_without_frame_and_whole_pages_to_everybody_else(
    desk: Desk, script: Desk, context: Context
) -> None:
    comment = await hold(context)
    for path in (QUEUE, case_path(comment), f"{QUEUE}/history", f"{QUEUE}/search?q=perlu"):
        whole, parts = await desk.get(path), await script.get(path)
        assert SWAP not in whole.headers
        assert parts.headers[SWAP] == edition()
        assert not re.search("<html|<head|<script|<link|<header|<dialog", script.text)
        for part in ('<main id="main"', 'id="rail"', 'id="tray"', 'id="told"', "<title>"):
            assert desk.text.count(part) == 1
            assert script.text.count(part) == 1


async def test_a_lost_race_is_told_on_the_case_itself(script: Desk, context: Context) -> None:
    comment = await hold(context)
    await context.store.queue.claim(
        SITE, comment.case_id, moderator="lain", at=comment.created_at, life_ms=600_000
    )
    status, there = await decide(script, comment)
    assert (status, there) == (409, f"{case_path(comment)}?refused=decide")
    assert 'role="alert"' in script.text


async def test_who_has_no_session_is_sent_to_a_whole_page(script: Desk, context: Context) -> None:
    comment, csrf = await hold(context), script.token
    await context.store.moderators.close_session(script.cookie(SESSION))
    status, there = await decide(script, comment, csrf=csrf)
    assert status == 303
    assert "kept%3Dreject.1" in there
    answer = await script.get(there)
    assert SWAP not in answer.headers
    assert "<html" in script.text


async def test_a_problem_comes_as_parts_too(script: Desk, context: Context) -> None:
    comment = await hold(context)
    answer = await script.post(f"{case_path(comment)}/decide", csrf="lain", action="reject")
    assert (answer.status, answer.headers[SWAP]) == (403, edition())
    assert '<main id="main"' in script.text


async def test_what_cannot_be_shown_does_not_undo_what_was_done(
    script: Desk, context: Context
) -> None:
    first, second = await hold(context, "satu"), await hold(context, "dua")
    await script.get(QUEUE)
    await context.store.client.delete(SiteKeys.of(SITE).comment(second.id))
    answered = await decide(script, first, csrf=script.token)
    assert answered == (303, f"{case_path(second)}?decided={first.id}")
    found = await context.store.comments.find(SITE, first.id)
    assert found.state is CommentState.REJECTED


async def test_a_viewer_is_refused_as_ever(client: Browser, desk: Desk, context: Context) -> None:
    comment = await hold(context)
    viewer = Desk(client, headers={SWAP: edition()})
    await viewer.enter(context, await hire(context.store, "lihat@kabar.example", Role.VIEWER))
    status, _ = await decide(viewer, comment)
    assert status == 403
    await viewer.session.close()


async def test_a_page_from_before_an_upgrade_is_loaded_anew(script: Desk, context: Context) -> None:
    first, second = await hold(context, "satu"), await hold(context, "dua")
    csrf, script.headers[SWAP] = script.token, "sebelumnya"
    answered = await decide(script, first, csrf=csrf)
    assert answered == (303, f"{case_path(second)}?decided={first.id}")
    await script.get(QUEUE)
    assert "<html" in script.text
