"""Decisions on many comments: shown first, each by the one script, gone on with, undone as one."""

import re
from typing import Any

import pytest

from moderation import administration, clock
from moderation.domain import (
    Action,
    Author,
    Comment,
    CommentState,
    ListAction,
    ListEntry,
    ListKind,
    Moderator,
    Reason,
    Role,
)
from moderation.domain.labels import Label
from moderation.errors import Conflict, Forbidden, Invalid, NotFound
from moderation.process.app import propose_by_lists
from moderation.review import label_of
from moderation.review.bulk import AT_ONCE, Bulk
from moderation.store.keys import JOBS, SiteKeys
from moderation.store.moderators import moderator_id
from moderation.store.worktable.jobs import TARGETS_LIMIT
from moderation.web.console.pages.job import EXAMPLES
from moderation.web.http.context import Context
from tests.web.conftest import Browser
from tests.web.desk import SITE, Desk, case_path, hire, hold

QUEUE = f"/console/sites/{SITE}"
MANY = 2 * AT_ONCE + 3
LIA = "Yang minat kerja sampingan dari rumah hubungi admin Mba Lia WA 0813-7700-{n}, gaji 150 ribu"


async def campaign(context: Context, count: int) -> list[Comment]:
    """Hold near-equal comments of as many authors."""
    return [
        await hold(context, LIA.format(n=1000 + n), author=Author(name=f"P{n}", email=f"p{n}@e.id"))
        for n in range(count)
    ]


async def states(context: Context, comments: list[Comment]) -> list[CommentState]:
    found = await context.store.comments.find_all(SITE, [each.id for each in comments])
    return [each.state for each in found]


async def budi(context: Context) -> Moderator:
    return await context.store.moderators.find(moderator_id("budi@kabar.example"))


def job_of(desk: Desk) -> str:
    """Read the address of the job of the page last seen."""
    found = re.search(r'action="([^"]*/jobs/\w+)/(?:start|undo)"', desk.text)
    assert found is not None
    return found[1]


async def settled(context: Context, path: str) -> None:
    """Wait until the job of an address is done."""
    await context.bulk.finished(path.rpartition("/")[2])


async def test_a_campaign_is_one_card_and_two_acts(desk: Desk, context: Context) -> None:
    sent, other = await campaign(context, 40), await hold(context, "Terima kasih, beritanya jelas.")
    await desk.get(QUEUE)
    assert "40 komentar hampir sama, 40 penulis, 1 artikel" in desk.text
    of = re.search(r'name="of" value="([^"]+)"', desk.text)
    assert of is not None
    await desk.post(f"{QUEUE}/jobs", do="group.reject", of=of[1])
    assert "Tolak 40 komentar?" in desk.text
    assert desk.text.count('class="row"') == EXAMPLES
    assert set(await states(context, sent)) == {CommentState.HELD}
    job = job_of(desk)
    await desk.post(f"{job}/start")
    await settled(context, job)
    assert set(await states(context, sent)) == {CommentState.REJECTED}
    assert await states(context, [other]) == [CommentState.HELD]
    await desk.get(job)
    assert "Selesai menolak 40 komentar" in desk.text
    assert "40 diputus." in desk.text


async def test_what_differs_most_is_shown_first(desk: Desk, context: Context) -> None:
    await campaign(context, 12)
    other = await hold(context, "Sama sekali lain: kapan pasar malam buka lagi di alun-alun?")
    await desk.get(QUEUE)
    await desk.post(f"{QUEUE}/jobs", do="view.reject")
    assert "Tolak 13 komentar?" in desk.text
    rows = re.findall(r'data-id="(\w+)"', desk.text)
    assert rows[0] == other.id


async def test_the_selected_are_rejected_and_no_others(desk: Desk, context: Context) -> None:
    one, two, three = [await hold(context, f"komentar {n}") for n in range(3)]
    await desk.get(QUEUE)
    assert f'name="c.{one.id}" value="1"' in desk.text
    ticked: dict[str, Any] = {f"c.{one.id}": 1, f"c.{three.id}": 1}
    await desk.post(f"{QUEUE}/jobs", do="selected.reject", label="promotion", **ticked)
    assert "Sebab: Promosi" in desk.text
    job = job_of(desk)
    await desk.post(f"{job}/start")
    await settled(context, job)
    found = await states(context, [one, two, three])
    assert found == [CommentState.REJECTED, CommentState.HELD, CommentState.REJECTED]
    decided = await context.store.comments.find(SITE, one.id)
    assert label_of(decided.events[-1].decision) is Label.PROMOTION


async def test_all_of_a_filter_is_approved(desk: Desk, context: Context) -> None:
    links = Reason(code="links", weight=1.5)
    inside = [await hold(context, f"tautan {n}", reasons=[links], spam=0.1) for n in range(50)]
    outside = await hold(context, "bukan tautan", spam=0.1)
    await desk.get(f"{QUEUE}?topic=link")
    await desk.post(f"{QUEUE}/jobs", do="view.approve", view="topic=link")
    job = job_of(desk)
    await desk.post(f"{job}/start")
    await settled(context, job)
    assert set(await states(context, inside)) == {CommentState.APPROVED}
    assert await states(context, [outside]) == [CommentState.HELD]


async def test_a_job_is_undone_as_one(desk: Desk, context: Context) -> None:
    sent = await campaign(context, MANY)
    await desk.get(QUEUE)
    await desk.post(f"{QUEUE}/jobs", do="view.reject")
    job = job_of(desk)
    await desk.post(f"{job}/start")
    await settled(context, job)
    moved = await context.store.comments.find(SITE, sent[3].id)
    await desk.post(f"{case_path(moved)}/decide", action="approve", revision=moved.revision)
    await desk.get(job)
    await desk.post(f"{job}/undo")
    await settled(context, job)
    found = await states(context, sent)
    assert found.pop(3) is CommentState.APPROVED
    assert set(found) == {CommentState.HELD}
    assert await context.store.queue.size(SITE) == MANY - 1
    await desk.get(job)
    assert f"{MANY - 1} dikembalikan. 1 dilewati" in desk.text


async def test_what_another_reviews_or_has_decided_is_left_alone(
    desk: Desk, context: Context
) -> None:
    claimed, moved, free = [await hold(context, f"komentar {n}") for n in range(3)]
    await desk.get(QUEUE)
    await desk.post(f"{QUEUE}/jobs", do="view.reject")
    job = job_of(desk)
    await context.store.queue.claim(
        SITE, claimed.case_id, moderator="m2", at=clock.now_ms(), life_ms=60_000
    )
    await context.review.decide(await budi(context), SITE, moved.id, Action.APPROVE, revision=1)
    await desk.post(f"{job}/start")
    await settled(context, job)
    found = await states(context, [claimed, moved, free])
    assert found == [CommentState.HELD, CommentState.APPROVED, CommentState.REJECTED]
    await desk.get(job)
    assert "1 diputus. 2 dilewati" in desk.text


@pytest.fixture
def other_process(context: Context) -> Bulk:
    """Stand in another process of the service."""
    return Bulk(store=context.store, review=context.review)


async def test_a_job_whose_process_died_is_gone_on_with(
    desk: Desk, context: Context, other_process: Bulk
) -> None:
    sent = await campaign(context, MANY)
    moderator = await budi(context)
    targets = [(each.id, 1) for each in sent]
    plan = await context.bulk.propose(moderator, SITE, Action.REJECT, targets)
    # As a process leaves it that dies within its second batch.
    await context.store.jobs.begin(plan, "started", 1)
    for each in sent[: AT_ONCE + 7]:
        await context.review.decide(
            moderator, SITE, each.id, Action.REJECT, revision=1, listed=False
        )
    await context.store.jobs.record(plan, done=AT_ONCE, changed=AT_ONCE)
    assert desk.base
    assert await context.store.jobs.unfinished() == [(SITE, plan.id)]
    other_process._work_on(SITE, plan.id)
    await other_process.finished(plan.id)
    assert set(await states(context, sent)) == {CommentState.REJECTED}
    job = await context.store.jobs.find(SITE, plan.id)
    assert (job.progress.done, job.progress.changed) == (MANY, MANY)
    assert await context.store.jobs.unfinished() == []
    found = await context.store.comments.find_all(SITE, [each.id for each in sent])
    assert {each.revision for each in found} == {2}


async def test_two_processes_do_not_work_on_one_job(
    desk: Desk, context: Context, other_process: Bulk
) -> None:
    sent = await campaign(context, 5)
    targets = [(each.id, 1) for each in sent]
    plan = await context.bulk.propose(await budi(context), SITE, Action.REJECT, targets)
    await context.store.jobs.begin(plan, "started", 1)
    assert desk.base
    assert await context.store.jobs.lease(plan, "a third")
    other_process._work_on(SITE, plan.id)
    await other_process.finished(plan.id)
    assert set(await states(context, sent)) == {CommentState.HELD}
    await context.store.jobs.release(plan)
    other_process._work_on(SITE, plan.id)
    await other_process.finished(plan.id)
    assert set(await states(context, sent)) == {CommentState.REJECTED}


async def test_starting_twice_counts_once(desk: Desk, context: Context) -> None:
    await campaign(context, 5)
    await desk.get(QUEUE)
    await desk.post(f"{QUEUE}/jobs", do="view.reject")
    job = job_of(desk)
    for _ in range(2):
        await desk.post(f"{job}/start")
    await settled(context, job)
    lines = await context.store.listings.decided(SITE, count=10)
    assert [(line.job, line.count) for line in lines] == [(job.rpartition("/")[2], 5)]


async def test_a_job_is_bounded_and_needs_something_to_do(desk: Desk, context: Context) -> None:
    moderator = await budi(context)
    assert desk.base
    for targets in ([], [(f"{n:028x}", 1) for n in range(TARGETS_LIMIT + 1)]):
        with pytest.raises(Invalid):
            await context.bulk.propose(moderator, SITE, Action.REJECT, targets)
    await hold(context)
    await desk.get(QUEUE)
    answer = await desk.post(f"{QUEUE}/jobs", do="selected.reject")
    assert answer.status == 422
    assert "Belum ada komentar yang dipilih." in desk.text


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "all.reject"},
        {"do": "view.erase"},
        {"do": "view.reject", "label": "<b>"},
        {"do": ""},
        {"do": "selected.reject", "c." + "0" * 28: "x"},
    ],
)
async def test_strange_proposals_are_refused(
    desk: Desk, context: Context, fields: dict[str, Any]
) -> None:
    await hold(context)
    await desk.get(QUEUE)
    assert (await desk.post(f"{QUEUE}/jobs", **fields)).status == 422


async def test_a_job_belongs_to_who_made_it_and_to_administrators(
    client: Browser, desk: Desk, context: Context
) -> None:
    sent = await campaign(context, 4)
    plan = await context.bulk.propose(
        await budi(context), SITE, Action.REJECT, [(each.id, 1) for each in sent]
    )
    path = f"{QUEUE}/jobs/{plan.id}"
    for role, status in ((Role.VIEWER, 403), (Role.MODERATOR, 403), (Role.ADMIN, 200)):
        other = Desk(client)
        await other.enter(context, await hire(context.store, f"{role}@kabar.example", role))
        assert (await other.get(path)).status == 200
        assert (f"{path}/start" in other.text) is (role is Role.ADMIN)
        await desk.get(path)
        assert (await other.post(f"{path}/start")).status == status
        await settled(context, path)
        await other.session.close()


async def test_an_undo_waits_until_the_job_is_done(desk: Desk, context: Context) -> None:
    moderator = await budi(context)
    sent = await campaign(context, 4)
    assert desk.base
    plan = await context.bulk.propose(moderator, SITE, Action.REJECT, [(sent[0].id, 1)])
    with pytest.raises(Conflict):
        await context.bulk.undo(moderator, SITE, plan.id)
    email = await hire(context.store, "lihat@kabar.example", Role.VIEWER)
    viewer = await context.store.moderators.find(moderator_id(email))
    with pytest.raises(Forbidden):
        await context.bulk.propose(viewer, SITE, Action.REJECT, [(sent[0].id, 1)])


async def test_what_was_only_proposed_is_forgotten_within_the_hour(
    desk: Desk, context: Context
) -> None:
    comment = await hold(context)
    assert desk.base
    plan = await context.bulk.propose(await budi(context), SITE, Action.REJECT, [(comment.id, 1)])
    left = await context.store.client.pttl(SiteKeys.of(SITE).job(plan.id))
    assert 0 < left <= 3_600_000
    assert await context.store.client.scard(JOBS) == 0


async def test_what_waits_and_the_lists_reject_by_now_is_proposed_and_not_decided(
    desk: Desk, context: Context
) -> None:
    by_word = await hold(context, "Beli 𝗣𝗨𝗣𝗨𝗞 murah di sini")
    by_email = await hold(context, "halo", author=Author(name="Usil", email="usil@example.com"))
    others = [await hold(context, "pupukan"), await hold(context, "pupuk organik bagus")]
    held = ListEntry(kind=ListKind.WORD, pattern="bagus", action=ListAction.HOLD)
    shield = ListEntry(kind=ListKind.WORD, pattern="pupuk organik", action=ListAction.ALLOW)
    rejected = [
        ListEntry(kind=ListKind.WORD, pattern="pupuk", action=ListAction.REJECT),
        ListEntry(kind=ListKind.EMAIL, pattern="Usil@example.com", action=ListAction.REJECT),
    ]
    await administration.list_entries(context.store, SITE, add=[held, shield, *rejected], remove=[])
    plan = await propose_by_lists(context.store, SITE, "budi@kabar.example")
    assert dict(plan.targets) == {by_word.id: 1, by_email.id: 1}
    assert set(await states(context, [by_word, by_email, *others])) == {CommentState.HELD}
    await desk.get(f"{QUEUE}/jobs/{plan.id}")
    assert "Tolak 2 komentar?" in desk.text
    await desk.post(f"{QUEUE}/jobs/{plan.id}/start")
    await settled(context, f"/{plan.id}")
    assert set(await states(context, [by_word, by_email])) == {CommentState.REJECTED}
    with pytest.raises(Invalid, match="nothing_selected"):
        await propose_by_lists(context.store, SITE, "budi@kabar.example")


async def test_lists_are_applied_for_nobody_who_may_not_decide(
    desk: Desk, context: Context
) -> None:
    assert desk.base
    email = await hire(context.store, "lihat@kabar.example", Role.VIEWER)
    entry = ListEntry(kind=ListKind.WORD, pattern="pupuk", action=ListAction.REJECT)
    await administration.list_entries(context.store, SITE, add=[entry], remove=[])
    await hold(context, "pupuk")
    with pytest.raises(Forbidden):
        await propose_by_lists(context.store, SITE, email)
    with pytest.raises(NotFound):
        await propose_by_lists(context.store, SITE, "tak@ada.example")
