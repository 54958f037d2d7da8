"""A moderator's shift: grounds of rejections, cases for later, notes, bans, and the history."""

import re

import pytest

from moderation import administration, clock
from moderation.domain import Action, Author, Comment, CommentState, ListKind, Role
from moderation.domain.labels import Label
from moderation.messages import Language, say
from moderation.review import label_of
from moderation.review.shift import NOTE_LIMIT
from moderation.store.keys import DAY_MS
from moderation.store.moderators import moderator_id
from moderation.store.worktable.desks import ASKED_LIMIT, Note
from moderation.web.http.context import Context
from tests.web.conftest import Browser
from tests.web.desk import SITE, Desk, case_path, hire, hold

QUEUE = f"/console/sites/{SITE}"
HISTORY = f"{QUEUE}/history"


def listed(desk: Desk) -> list[str]:
    return re.findall(r'data-id="(\w+)"', desk.text)


async def now(context: Context, comment: Comment) -> Comment:
    return await context.store.comments.find(SITE, comment.id)


@pytest.mark.parametrize("label", Label)
async def test_a_rejection_keeps_its_ground(desk: Desk, context: Context, label: Label) -> None:
    comment = await hold(context)
    await desk.get(case_path(comment))
    assert f'name="label" value="{label}"' in desk.text
    path = f"{case_path(comment)}/decide"
    await desk.post(path, action="reject", revision=1, label=label)
    decided = (await now(context, comment)).events[-1].decision
    assert label_of(decided) is label
    sentence = say(f"reason.moderator.{label}", Language.ID)
    assert sentence.startswith("Ditolak sebagai")
    await desk.get(HISTORY)
    assert say(f"console.label.{label}", Language.ID) in desk.text


async def test_an_unknown_ground_decides_nothing(desk: Desk, context: Context) -> None:
    comment = await hold(context)
    await desk.get(case_path(comment))
    path = f"{case_path(comment)}/decide"
    answer = await desk.post(path, action="reject", revision=1, label="<b>")
    assert answer.status == 422
    assert (await now(context, comment)).revision == 1


async def test_an_approval_has_no_ground(desk: Desk, context: Context) -> None:
    comment = await hold(context)
    path = f"{case_path(comment)}/decide"
    await desk.post(path, action="approve", revision=1, label="insult")
    assert label_of((await now(context, comment)).events[-1].decision) is None


async def test_what_is_put_aside_comes_last_for_this_moderator_alone(
    client: Browser, desk: Desk, context: Context
) -> None:
    first, second, third = [await hold(context, f"komentar {n}") for n in range(3)]
    await desk.post(f"{case_path(first)}/claim")
    answer = await desk.post(f"{case_path(first)}/later")
    assert answer.url.path == case_path(second)
    await desk.get(QUEUE)
    assert listed(desk) == [second.id, third.id, first.id]
    sari = Desk(client)
    await sari.enter(context, await hire(context.store, "sari@kabar.example"))
    await sari.get(QUEUE)
    assert listed(sari)[0] == first.id
    await sari.session.close()
    for comment in (second, third):
        answer = await desk.post(f"{case_path(comment)}/decide", action="reject", revision=1)
    assert answer.url.path == case_path(first)


async def test_a_note_is_kept_for_the_others_and_is_inert(desk: Desk, context: Context) -> None:
    comment = await hold(context)
    await desk.get(case_path(comment))
    await desk.post(f"{case_path(comment)}/note", text="Sama dengan <b>kemarin</b>\u202e?")
    await desk.get(case_path(comment))
    assert "Sama dengan &lt;b&gt;kemarin&lt;/b&gt;" in desk.text
    assert "\u202e" not in desk.text
    assert "budi@kabar.example" in desk.text


@pytest.mark.parametrize("text", ["", "   ", "x" * (NOTE_LIMIT + 1)])
async def test_a_note_has_bounds(desk: Desk, context: Context, text: str) -> None:
    comment = await hold(context)
    await desk.get(case_path(comment))
    assert (await desk.post(f"{case_path(comment)}/note", text=text)).status == 422
    assert await context.store.desks.notes(SITE, comment.id) == []


async def test_of_many_notes_the_newest_are_kept(desk: Desk, context: Context) -> None:
    comment = await hold(context)
    await desk.get(case_path(comment))
    for n in range(23):
        await desk.post(f"{case_path(comment)}/note", text=f"catatan {n}")
    found = await context.store.desks.notes(SITE, comment.id)
    assert [note.text for note in found] == [f"catatan {n}" for n in range(3, 23)]


@pytest.mark.parametrize(
    ("ban", "kind"),
    [("name", "name"), ("email", "email"), ("network", "network"), ("domain", "domain")],
)
async def test_a_ban_rejects_fills_the_list_and_offers_what_came_with_the_same(
    desk: Desk, context: Context, ban: str, kind: str
) -> None:
    author = Author(name="Toko Dewa", email="toko@jual.example", url="https://jual.example.com/a")
    comment, same = [await hold(context, f"beli {n}", author=author) for n in range(2)]
    other = await hold(context, "lain", author=Author(name="Rina", email="rina@example.com"))
    await desk.get(case_path(comment))
    assert f'name="ban" value="{ban}"' in desk.text
    await desk.post(f"{case_path(comment)}/ban", ban=ban, revision=1)
    assert (await now(context, comment)).state is CommentState.REJECTED
    entries = [entry async for page in context.store.lists.pages(SITE) for entry in page]
    assert [entry.kind for entry in entries] == [ListKind(kind)]
    assert "toko@jual.example" not in str(entries)
    matching = 2 if ban == "network" else 1  # all of the desk's comments come from one network
    assert f"Tolak {matching} komentar?" in desk.text
    assert same.id in listed(desk)
    assert (other.id in listed(desk)) is (ban == "network")


async def test_a_ban_lasts_as_long_as_was_chosen_and_says_why(desk: Desk, context: Context) -> None:
    comment = await hold(context)
    await desk.get(case_path(comment))
    await desk.post(f"{case_path(comment)}/ban", ban="name", revision=1, days=7, why=" <b>iklan ")
    entries = [entry async for page in context.store.lists.pages(SITE) for entry in page]
    (entry,) = await context.store.lists.described(SITE, entries)
    assert 0 < entry.until - clock.now_ms() - 6 * DAY_MS <= DAY_MS
    assert (entry.why, entry.by) == ("<b>iklan", moderator_id("budi@kabar.example"))


@pytest.mark.parametrize("field", [{"days": "8"}, {"days": "-1"}, {"why": "x" * 201}], ids=str)
async def test_a_ban_with_another_term_or_too_long_a_reason_changes_nothing(
    desk: Desk, context: Context, field: dict[str, str]
) -> None:
    comment = await hold(context)
    await desk.get(case_path(comment))
    fields: dict[str, object] = {"ban": "name", "revision": 1, **field}
    assert (await desk.post(f"{case_path(comment)}/ban", **fields)).status == 422  # type: ignore[arg-type]
    assert (await now(context, comment)).state is CommentState.HELD
    assert await context.store.lists.size(SITE) == 0


async def test_a_ban_of_what_there_is_not_changes_no_list(desk: Desk, context: Context) -> None:
    comment = await hold(context)
    await desk.get(case_path(comment))
    for ban in ("domain", "all", ""):
        await desk.get(case_path(comment))
        answer = await desk.post(f"{case_path(comment)}/ban", ban=ban, revision=1)
        assert answer.status == 422
    assert (await now(context, comment)).state is CommentState.HELD
    assert await context.store.lists.size(SITE) == 0


async def test_a_second_opinion_leaves_the_walk_of_who_asks_and_waits_for_others(
    client: Browser, desk: Desk, context: Context
) -> None:
    asked, other = await hold(context, "ragu <b>sekali"), await hold(context, "lain")
    sari = Desk(client)
    await sari.enter(context, await hire(context.store, "sari@kabar.example"))
    await desk.get(case_path(asked))
    await desk.post(f"{case_path(asked)}/ask", text="Ini <b>SARA</b> bukan?")
    assert desk.base
    assert case_path(other) in desk.text  # the next case is taken
    await desk.get(QUEUE)
    assert listed(desk) == [other.id]
    assert "Pendapat kedua" in desk.text
    await desk.get(f"{QUEUE}?asked=1")
    assert listed(desk) == [asked.id]
    await sari.get(QUEUE)
    assert set(listed(sari)) == {asked.id, other.id}
    assert "budi minta pendapat" in sari.text
    await sari.get(case_path(asked))
    assert "budi@kabar.example meminta pendapat kedua" in sari.text
    assert "Ini &lt;b&gt;SARA&lt;/b&gt; bukan?" in sari.text
    await sari.post(f"{case_path(asked)}/decide", action="approve", revision=1)
    assert await context.store.desks.asked(SITE) == {}
    await desk.get(QUEUE)
    assert "Pendapat kedua" not in desk.text
    await desk.get(case_path(asked))
    assert "meminta pendapat kedua" in desk.text  # kept among the notes
    await sari.session.close()


async def test_a_question_that_was_not_put_or_comes_too_late_asks_nothing(
    desk: Desk, context: Context
) -> None:
    comment, decided = await hold(context), await hold(context)
    await desk.get(case_path(decided))
    await desk.post(f"{case_path(decided)}/decide", action="reject", revision=1)
    assert (await desk.post(f"{case_path(decided)}/ask", text="Telat?")).status == 409
    for text in ("", "  ", "x" * (NOTE_LIMIT + 1)):
        await desk.get(case_path(comment))
        assert (await desk.post(f"{case_path(comment)}/ask", text=text)).status == 422
    assert await context.store.desks.asked(SITE) == {}


async def test_so_many_questions_wait_at_once_and_no_more(desk: Desk, context: Context) -> None:
    comment, again = await hold(context), await hold(context)
    for n in range(ASKED_LIMIT - 1):
        await context.store.desks.ask(SITE, f"{n:028x}", Note(1, "m", "lama"))
    await desk.get(case_path(comment))
    assert (await desk.post(f"{case_path(comment)}/ask", text="satu")).status == 200
    await desk.get(case_path(again))
    assert (await desk.post(f"{case_path(again)}/ask", text="dua")).status == 422


async def test_a_question_ends_with_a_decision_of_a_job_as_well(
    desk: Desk, context: Context
) -> None:
    comment = await hold(context)
    budi = await context.store.moderators.find(moderator_id("budi@kabar.example"))
    await context.shift.ask(budi, SITE, comment.id, "siapa tahu?")
    assert desk.base
    plan = await context.bulk.propose(budi, SITE, Action.REJECT, [(comment.id, 1)])
    await context.bulk.start(budi, SITE, plan.id)
    await context.bulk.finished(plan.id)
    assert await context.store.desks.asked(SITE) == {}


@pytest.mark.parametrize("act", ["later", "note", "ask", "ban"])
async def test_a_viewer_can_do_none_of_it(
    client: Browser, desk: Desk, context: Context, act: str
) -> None:
    comment = await hold(context)
    assert desk.base
    viewer = Desk(client)
    await viewer.enter(context, await hire(context.store, "lihat@kabar.example", Role.VIEWER))
    fields = {"text": "halo", "ban": "name", "revision": "1"}
    answer = await viewer.post(f"{case_path(comment)}/{act}", **fields)  # type: ignore[arg-type]
    assert answer.status == 403
    await viewer.session.close()


async def test_the_history_tells_who_decided_what_and_takes_single_ones_back(
    client: Browser, desk: Desk, context: Context
) -> None:
    mine, theirs = await hold(context, "punya budi"), await hold(context, "punya sari")
    sari = Desk(client)
    await sari.enter(context, await hire(context.store, "sari@kabar.example"))
    await desk.post(f"{case_path(mine)}/decide", action="reject", revision=1)
    await desk.post(f"{case_path(theirs)}/release")
    await sari.post(f"{case_path(theirs)}/decide", action="approve", revision=1)
    await desk.get(HISTORY)
    assert listed(desk) == [theirs.id, mine.id]
    assert "sari@kabar.example" in desk.text
    assert f"{case_path(theirs)}/undo" not in desk.text
    await desk.get(f"{HISTORY}?who=me")
    assert listed(desk) == [mine.id]
    await desk.post(f"{case_path(mine)}/undo", revision=2)
    assert (await now(context, mine)).state is CommentState.HELD
    await desk.get(HISTORY)
    assert "sudah berubah lagi" in desk.text
    await sari.session.close()


async def test_a_job_is_one_line_of_history_and_of_the_tray(desk: Desk, context: Context) -> None:
    for n in range(4):
        await hold(context, f"komentar {n}")
    await desk.get(QUEUE)
    await desk.post(f"{QUEUE}/jobs", do="view.reject")
    job = re.search(r'action="([^"]*/jobs/\w+)/start"', desk.text)
    assert job is not None
    await desk.post(f"{job[1]}/start")
    await context.bulk.finished(job[1].rpartition("/")[2])
    await desk.get(HISTORY)
    assert len(listed(desk)) == 1
    assert "4 komentar" in desk.text
    await desk.get(QUEUE)
    assert "Urungkan 4" in desk.text
    await desk.post(f"{job[1]}/undo")
    await context.bulk.finished(job[1].rpartition("/")[2])
    assert await context.store.queue.size(SITE) == 4
    await desk.get(QUEUE)
    assert "Urungkan 4" not in desk.text


@pytest.mark.parametrize("query", ["start=x", "start=-1", "start=9999999999", "who=%3Cb%3E"])
async def test_a_strange_place_in_the_history_is_its_beginning(desk: Desk, query: str) -> None:
    assert (await desk.get(f"{HISTORY}?{query}")).status == 200


async def test_what_others_have_in_common_is_shown_with_what_was_decided(
    client: Browser, desk: Desk, context: Context
) -> None:
    assert desk.base
    bearer = {"Authorization": f"Bearer {await administration.add_key(context.store, SITE)}"}
    ids = []
    for n in range(3):
        body = {
            "article": {"id": "a"},
            "author": {"name": f"Pembaca {n}", "email": f"p{n}@example.com"},
            "text": f"Cek situsnya di toko-murah-meriah.xyz dan toko-lain.xyz, nomor {n}",
        }
        answer = await client.post("/v1/comments", json=body, headers=bearer)
        ids.append((await answer.json())["id"])
    await desk.get(f"{QUEUE}/comments/{ids[0]}")
    assert "ada juga di 2 komentar lain" in desk.text
    assert f"/comments/{ids[2]}" in desk.text
