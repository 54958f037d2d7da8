"""Deciding by forms: what follows, what is refused, and how two moderators meet."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientResponse

from moderation import administration
from moderation.domain import CaseState, Comment, CommentState, EntryType, Role
from moderation.store.approved import START
from moderation.store.keys import SiteKeys
from moderation.web.console.table.surroundings import PAGE
from moderation.web.http.context import Context
from tests.web.conftest import Browser
from tests.web.desk import PASSWORD, SESSION, SITE, Desk, case_path, hire, hold

QUEUE = f"/console/sites/{SITE}"


@pytest.fixture
async def budi(desk: Desk) -> Desk:
    """Sit at the desk of a moderator."""
    return desk


@pytest.fixture
async def sari(client: Browser, context: Context, budi: Desk) -> AsyncIterator[Desk]:
    """Sit at the desk of a second moderator."""
    desk = Desk(client)
    await desk.enter(context, await hire(context.store, "sari@kabar.example"))
    yield desk
    await desk.session.close()


async def now(context: Context, comment: Comment) -> Comment:
    """Read the comment as it stands."""
    return await context.store.comments.find(SITE, comment.id)


async def holder(context: Context, comment: Comment) -> str:
    """Read who holds the comment's case."""
    case = await context.store.queue.case(SITE, comment.case_id)
    assert case is not None
    return case.claimed_by if case.state is CaseState.CLAIMED else ""


async def decide(desk: Desk, comment: Comment, action: str, revision: int = 1) -> ClientResponse:
    """Press a button of the case page."""
    await desk.get(case_path(comment))
    return await desk.post(f"{case_path(comment)}/decide", action=action, revision=revision)


@pytest.mark.parametrize(
    ("action", "state", "said"),
    [
        ("approve", CommentState.APPROVED, "Disetujui:"),
        ("reject", CommentState.REJECTED, "Ditolak:"),
    ],
)
async def test_a_decision_is_kept_and_leads_to_the_next_case(
    budi: Desk, context: Context, action: str, state: CommentState, said: str
) -> None:
    first, second = await hold(context), await hold(context, "yang berikutnya")
    answer = await decide(budi, first, action)
    assert (await now(context, first)).state is state
    assert answer.url.path == case_path(second)
    assert said in budi.text
    assert "Urungkan" in budi.text


async def test_a_decision_answers_with_a_redirect_so_that_reloading_repeats_nothing(
    budi: Desk, context: Context
) -> None:
    comment = await hold(context)
    await budi.get(case_path(comment))
    answer = await budi.post(
        f"{case_path(comment)}/decide", follow=False, action="reject", revision=1
    )
    assert answer.status == 303


async def test_the_next_case_is_taken_for_the_moderator(budi: Desk, context: Context) -> None:
    first, second = await hold(context), await hold(context)
    await decide(budi, first, "approve")
    assert await holder(context, second)
    assert "Anda sedang meninjau (s.d. " in budi.text


async def test_after_the_last_case_comes_the_queue_with_the_way_back(
    budi: Desk, context: Context
) -> None:
    comment = await hold(context)
    answer = await decide(budi, comment, "reject")
    assert answer.url.path == QUEUE
    assert "Tidak ada yang menunggu" in budi.text
    assert "Ditolak:" in budi.text
    await budi.post(f"{case_path(comment)}/undo", revision=2)
    assert (await now(context, comment)).state is CommentState.HELD


async def test_the_next_case_is_one_that_nobody_else_holds(
    budi: Desk, sari: Desk, context: Context
) -> None:
    first, second, third = [await hold(context) for _ in range(3)]
    await sari.post(f"{case_path(second)}/claim")
    answer = await decide(budi, first, "approve")
    assert answer.url.path == case_path(third)


async def test_what_waits_behind_a_page_of_the_queue_is_found(budi: Desk, context: Context) -> None:
    held = [await hold(context) for _ in range(PAGE + 2)]
    answer = await decide(budi, held[PAGE - 1], "approve")
    assert answer.url.path == case_path(held[PAGE])
    answer = await decide(budi, held[PAGE], "approve")
    assert answer.url.path == case_path(held[PAGE + 1])


async def test_behind_the_last_case_the_oldest_follows(budi: Desk, context: Context) -> None:
    first, second = await hold(context), await hold(context)
    answer = await decide(budi, second, "approve")
    assert answer.url.path == case_path(first)


async def test_an_approved_comment_goes_out_and_comes_back_when_undone(
    budi: Desk, context: Context
) -> None:
    comment = await hold(context)
    await decide(budi, comment, "approve")
    await budi.post(f"{case_path(comment)}/undo", revision=2)
    entries = await context.store.approved.read(SITE, after=START, limit=10)
    assert [entry.type for entry in entries] == [EntryType.APPROVED, EntryType.WITHDRAWN]
    assert (await now(context, comment)).state is CommentState.HELD


async def test_undoing_takes_the_case_again_and_leaves_the_one_in_between(
    budi: Desk, context: Context
) -> None:
    first, second = await hold(context), await hold(context)
    await decide(budi, first, "reject")
    leave = re.search(r'name="leave" value="(\w+)"', budi.text)
    assert leave is not None
    answer = await budi.post(f"{case_path(first)}/undo", revision=2, leave=leave[1])
    assert answer.url.path == case_path(first)
    assert await holder(context, first)
    assert not await holder(context, second)
    assert "mengurungkan keputusan; kembali ditahan" in budi.text


async def test_the_history_says_who_did_what_and_when(budi: Desk, context: Context) -> None:
    comment = await hold(context)
    await decide(budi, comment, "reject")
    await budi.get(case_path(comment))
    assert "budi@kabar.example menolak" in budi.text
    assert re.search(r"\d+ \w+ 20\d\d, \d\d\.\d\d WIB", budi.text)
    budi.headers["Accept-Language"] = "en"
    await budi.get(case_path(comment))
    assert "budi@kabar.example rejected it" in budi.text


async def test_a_case_is_taken_and_given_back_by_forms(budi: Desk, context: Context) -> None:
    comment = await hold(context)
    await budi.get(case_path(comment))
    answer = await budi.post(f"{case_path(comment)}/claim")
    assert answer.url.path == case_path(comment)
    assert await holder(context, comment)
    answer = await budi.post(f"{case_path(comment)}/release")
    assert answer.url.path == QUEUE
    assert not await holder(context, comment)


async def test_moving_on_gives_one_case_back_and_takes_the_next(
    budi: Desk, context: Context
) -> None:
    first, second = await hold(context), await hold(context)
    await budi.post(f"{case_path(first)}/claim")
    await budi.get(case_path(first))
    assert f'value="{second.id}" data-key="j"' in budi.text
    answer = await budi.post(f"{case_path(first)}/release", to=second.id)
    assert answer.url.path == case_path(second)
    assert not await holder(context, first)
    assert await holder(context, second)
    assert f'value="{first.id}" data-key="k"' in budi.text


async def test_who_leaves_a_case_that_another_holds_goes_on(
    budi: Desk, sari: Desk, context: Context
) -> None:
    first, second = await hold(context), await hold(context)
    await sari.post(f"{case_path(first)}/claim")
    answer = await budi.post(f"{case_path(first)}/release", to=second.id)
    assert answer.url.path == case_path(second)
    assert await holder(context, first) != await holder(context, second) != ""


@pytest.mark.parametrize("there", ["../../login", "//jahat.example", "none", "\r\nX: 1"])
async def test_moving_on_never_leads_out_of_the_site(
    budi: Desk, context: Context, there: str
) -> None:
    comment = await hold(context)
    answer = await budi.post(f"{case_path(comment)}/release", follow=False, to=there)
    assert answer.headers["Location"].startswith(f"{QUEUE}/comments/")
    assert "//" not in answer.headers["Location"]
    assert "X" not in answer.headers


async def test_a_case_that_another_holds_is_not_taken_and_the_page_says_who(
    budi: Desk, sari: Desk, context: Context
) -> None:
    comment = await hold(context)
    await sari.post(f"{case_path(comment)}/claim")
    answer = await budi.post(f"{case_path(comment)}/claim")
    assert answer.status == 409
    counted = await (await budi.client.get("/metrics")).text()
    assert 'saring_problems_total{type="conflict"} 1' in counted
    assert "Kasus ini tidak dapat diambil" in budi.text
    assert "sari@kabar.example sedang meninjau kasus ini (s.d. " in budi.text


async def test_a_decision_on_a_case_that_another_holds_is_explained(
    budi: Desk, sari: Desk, context: Context
) -> None:
    comment = await hold(context)
    await sari.post(f"{case_path(comment)}/claim")
    answer = await decide(budi, comment, "reject")
    assert answer.status == 409
    assert "Keputusan Anda tidak disimpan" in budi.text
    assert "sari@kabar.example sedang meninjau kasus ini" in budi.text
    assert 'data-key="r"' not in budi.text
    assert (await now(context, comment)).state is CommentState.HELD


async def test_a_decision_on_what_the_moderator_did_not_see_is_explained(
    budi: Desk, sari: Desk, context: Context
) -> None:
    comment = await hold(context)
    await budi.get(case_path(comment))
    await decide(sari, comment, "approve")
    answer = await budi.post(f"{case_path(comment)}/decide", action="reject", revision=1)
    assert answer.status == 409
    assert "Komentar ini sudah disetujui oleh sari@kabar.example, " in budi.text
    assert (await now(context, comment)).state is CommentState.APPROVED


async def test_after_a_lost_race_no_other_case_stays_taken(
    budi: Desk, sari: Desk, context: Context
) -> None:
    comment, following = await hold(context), await hold(context, "yang berikutnya")
    await budi.get(case_path(comment))
    await decide(sari, comment, "approve")
    await sari.post(f"{case_path(following)}/release")
    assert (
        await budi.post(f"{case_path(comment)}/decide", action="reject", revision=1)
    ).status == 409
    assert not await holder(context, following)


async def test_of_two_decisions_at_once_one_is_kept_and_one_is_told(
    budi: Desk, sari: Desk, context: Context
) -> None:
    for _ in range(5):
        comment = await hold(context)
        answers = await asyncio.gather(
            budi.post(f"{case_path(comment)}/decide", follow=False, action="approve", revision=1),
            sari.post(f"{case_path(comment)}/decide", follow=False, action="reject", revision=1),
        )
        assert sorted(answer.status for answer in answers) == [303, 409]
        assert (await now(context, comment)).revision == 2


async def test_the_same_decision_sent_twice_counts_once(budi: Desk, context: Context) -> None:
    comment = await hold(context)
    await decide(budi, comment, "reject")
    answer = await budi.post(f"{case_path(comment)}/decide", action="reject", revision=1)
    assert answer.status == 200
    assert "Ditolak:" in budi.text
    assert (await now(context, comment)).revision == 2


async def test_the_language_is_switched_on_the_page_of_a_lost_race_and_its_message_stays(
    budi: Desk, sari: Desk, context: Context
) -> None:
    comment = await hold(context)
    await decide(sari, comment, "approve")
    await decide(budi, comment, "reject")
    assert "baru saja" in budi.text
    found = re.search(
        r'action="/console/language">.*?name="next" value="([^"]+)"', budi.text, re.DOTALL
    )
    assert found is not None
    await budi.post("/console/language", language="en", next=found[1])
    assert "Your decision was not saved" in budi.text
    await budi.get(f"{case_path(comment)}?refused=lain")
    assert 'role="alert" hidden' in budi.text
    assert "Your decision was not saved" not in budi.text


async def test_a_decision_that_another_made_too_is_still_a_conflict(
    budi: Desk, sari: Desk, context: Context
) -> None:
    comment = await hold(context)
    await decide(sari, comment, "reject")
    answer = await budi.post(f"{case_path(comment)}/decide", action="reject", revision=1)
    assert answer.status == 409


async def test_a_decision_after_the_sessions_end_is_kept_and_offered_again(
    budi: Desk, context: Context
) -> None:
    comment = await hold(context)
    await budi.get(case_path(comment))
    await context.store.moderators.close_session(budi.cookie(SESSION))
    await budi.post(f"{case_path(comment)}/decide", action="reject", revision=1)
    there = re.findall(r'name="next" value="([^"]+)"', budi.text)[-1]
    answer = await budi.post(
        "/console/login", email="budi@kabar.example", password=PASSWORD, next=there
    )
    assert answer.url.path == case_path(comment)
    assert "Keputusan Anda belum tersimpan" in budi.text
    assert 'value="reject">Tolak sekarang' in budi.text
    assert (await now(context, comment)).revision == 1


@pytest.mark.parametrize("kept", ["erase.1", "reject.x", "reject.1<b>", "reject." + "1" * 12])
async def test_only_a_decision_is_kept(budi: Desk, context: Context, kept: str) -> None:
    comment = await hold(context)
    await budi.get(f"{case_path(comment)}?kept={kept}")
    assert "Keputusan Anda belum tersimpan" not in budi.text


async def test_an_undo_that_comes_too_late_is_explained(
    budi: Desk, sari: Desk, context: Context
) -> None:
    comment = await hold(context)
    await decide(budi, comment, "reject")
    await decide(sari, comment, "approve", revision=2)
    answer = await budi.post(f"{case_path(comment)}/undo", revision=2)
    assert answer.status == 409
    assert "Keputusan ini tidak dapat diurungkan" in budi.text


async def test_one_moderator_cannot_undo_anothers_decision(
    budi: Desk, sari: Desk, context: Context
) -> None:
    comment = await hold(context)
    await decide(budi, comment, "reject")
    await sari.get(case_path(comment))
    assert "/undo" not in sari.text
    answer = await sari.post(f"{case_path(comment)}/undo", revision=2)
    assert answer.status == 403
    assert (await now(context, comment)).state is CommentState.REJECTED


async def test_a_forged_address_cannot_pass_anothers_decision_off_as_ones_own(
    budi: Desk, sari: Desk, context: Context
) -> None:
    theirs, other = await hold(context), await hold(context)
    await decide(sari, theirs, "reject")
    await budi.get(f"{case_path(other)}?decided={theirs.id}")
    assert "Ditolak:" not in budi.text
    assert (await budi.get(f"{case_path(other)}?decided=none")).status == 200


@pytest.mark.parametrize(
    ("fields", "says", "where"),
    [
        ({"action": "hapus", "revision": 1}, "Pilih salah satu: approve, reject.", "/action"),
        ({"action": "reject", "revision": "x"}, "Jenis nilai salah", "/revision"),
    ],
)
async def test_what_cannot_be_used_is_listed_on_the_page(
    budi: Desk, context: Context, fields: dict[str, Any], says: str, where: str
) -> None:
    comment = await hold(context)
    await budi.get(case_path(comment))
    answer = await budi.post(f"{case_path(comment)}/decide", **fields)
    assert answer.status == 422
    assert says in budi.text
    assert where in budi.text
    assert "errors" not in budi.text


async def test_a_page_for_a_defect_of_ours_shows_the_id_that_it_asks_for(
    budi: Desk, context: Context
) -> None:
    await context.store.client.hset(SiteKeys.of(SITE).site, "record", "{")
    budi.headers["X-Request-ID"] = "permintaan-17"
    assert (await budi.get(QUEUE)).status == 500
    assert "permintaan-17" in budi.text


@pytest.mark.parametrize("act", ["claim", "decide", "undo"])
async def test_a_viewer_who_forges_the_form_is_refused(
    client: Browser, budi: Desk, context: Context, act: str
) -> None:
    viewer = Desk(client)
    await viewer.enter(context, await hire(context.store, "lihat@kabar.example", Role.VIEWER))
    comment = await hold(context)
    await viewer.get(case_path(comment))
    answer = await viewer.post(f"{case_path(comment)}/{act}", action="reject", revision=1)
    assert answer.status == 403
    assert "Peran Anda tidak mengizinkan tindakan ini." in viewer.text
    assert "sudah lama terbuka" not in viewer.text
    assert (await now(context, comment)).revision == 1
    await viewer.session.close()


@pytest.mark.parametrize("act", ["claim", "release", "decide", "undo"])
async def test_another_sites_moderator_can_do_nothing(
    client: Browser, budi: Desk, context: Context, act: str
) -> None:
    await administration.add_site(context.store, "pesisir")
    comment = await hold(context)
    stranger = Desk(client)
    await stranger.enter(
        context, await hire(context.store, "jauh@pesisir.example", Role.ADMIN, ("pesisir",))
    )
    answer = await stranger.post(f"{case_path(comment)}/{act}", action="reject", revision=1)
    assert answer.status == 404
    assert (await now(context, comment)).revision == 1
    await stranger.session.close()


@pytest.mark.parametrize(
    ("action", "revision"),
    [
        ("erase", "1"),
        ("hold", "1"),
        ("", "1"),
        ("reject", ""),
        ("reject", "-1"),
        ("reject", "١"),
        ("reject", "1" * 5_000),
        ("reject", "1.0"),
    ],
)
async def test_a_form_with_strange_values_is_refused(
    budi: Desk, context: Context, action: str, revision: str
) -> None:
    comment = await hold(context)
    answer = await budi.post(f"{case_path(comment)}/decide", action=action, revision=revision)
    assert answer.status == 422
    assert (await now(context, comment)).revision == 1


async def test_a_published_comment_can_be_confirmed_and_leaves_the_queue(
    budi: Desk, context: Context
) -> None:
    comment = await hold(context, state=CommentState.APPROVED)
    await decide(budi, comment, "approve")
    assert (await now(context, comment)).state is CommentState.APPROVED
    assert await context.store.queue.size(SITE) == 0


async def test_an_old_comment_judged_anew_stays_in_view(budi: Desk, context: Context) -> None:
    comment, _other = await hold(context, state=CommentState.REJECTED), await hold(context)
    answer = await decide(budi, comment, "approve")
    assert answer.url.path == case_path(comment)
    assert "Disetujui:" in budi.text


async def test_an_administrator_takes_a_case_over_and_no_moderator_can(
    client: Browser, budi: Desk, sari: Desk, context: Context
) -> None:
    comment = await hold(context)
    await sari.post(f"{case_path(comment)}/claim")
    answer = await budi.post(f"{case_path(comment)}/claim", takeover=1)
    assert answer.status == 403
    before = await holder(context, comment)
    admin = Desk(client)
    await admin.enter(context, await hire(context.store, "admin@kabar.example", Role.ADMIN))
    await admin.get(case_path(comment))
    assert 'name="takeover"' in admin.text
    await admin.post(f"{case_path(comment)}/claim", takeover=1)
    assert await holder(context, comment) not in {before, ""}
    assert (await decide(sari, comment, "reject")).status == 409
    await admin.session.close()
