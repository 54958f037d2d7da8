"""The newsroom edits: what was sent is kept, the new text is judged and published as updated."""

import asyncio
import re

import pytest

from moderation import administration
from moderation.domain import (
    Action,
    Comment,
    CommentState,
    EntryType,
    EventType,
    ListAction,
    ListEntry,
    ListKind,
    Moderator,
    Role,
)
from moderation.errors import Conflict
from moderation.review.topics import machine_decision
from moderation.store.moderators import moderator_id
from moderation.upkeep import check as checking
from moderation.web.http.context import Context
from tests.builders import JUDOL, POLITE
from tests.web.conftest import Browser
from tests.web.desk import SITE, Desk, case_path, hire, hold

HISTORY = f"/console/sites/{SITE}/history"


async def now(context: Context, comment: Comment) -> Comment:
    return await context.store.comments.find(SITE, comment.id)


async def budi(context: Context) -> Moderator:
    return await context.store.moderators.find(moderator_id("budi@kabar.example"))


async def edit(desk: Desk, comment: Comment, text: str, revision: int = 1) -> int:
    """Send the form of the page; the status of what follows."""
    await desk.get(f"{case_path(comment)}/edit")
    answer = await desk.post(f"{case_path(comment)}/edit", text=text, revision=revision)
    return answer.status


async def told(context: Context) -> list[tuple[EntryType, str]]:
    """The entries of the approved stream; what is edited is marked so."""
    page = await context.store.approved.read(SITE, after="0-0", limit=50)
    return [(entry.type, f"{'*' if entry.edited else ''}{entry.text}") for entry in page]


async def test_a_held_comment_is_edited_judged_anew_and_waits_on(
    desk: Desk, context: Context
) -> None:
    comment = await hold(context, JUDOL)
    await desk.get(case_path(comment))
    assert f'href="{case_path(comment)}/edit"' in desk.text
    assert await edit(desk, comment, f"{POLITE}\r\nTerima kasih.") == 200
    after = await now(context, comment)
    assert after.submission.text == f"{POLITE}\nTerima kasih."
    assert (after.original, after.state) == (JUDOL, CommentState.HELD)
    judged = machine_decision(after)
    assert (judged.action, judged.by, judged.moderator) == (
        *(Action.APPROVE, "policy"),
        moderator_id("budi@kabar.example"),
    )
    assert (await context.store.sites.policy(SITE, judged.policy_version)).spam_hold > 0
    await desk.get(case_path(comment))
    assert "Disunting redaksi" in desk.text
    assert "menyunting teksnya" in desk.text
    assert await told(context) == []
    await desk.post(f"{case_path(comment)}/decide", action="approve", revision=2)
    assert await told(context) == [(EntryType.APPROVED, f"*{after.submission.text}")]


async def test_what_is_published_is_updated_and_back_again(desk: Desk, context: Context) -> None:
    comment = await hold(context, POLITE)
    moderator = await budi(context)
    await context.review.decide(moderator, SITE, comment.id, Action.APPROVE, revision=1)
    assert await edit(desk, comment, "Sudah rapi.", revision=2) == 200
    await desk.get(HISTORY)
    assert "Disunting:" in desk.text
    await desk.post(f"{case_path(comment)}/undo", revision=3)
    after = await now(context, comment)
    assert (after.submission.text, after.original) == (POLITE, "")
    assert after.state is CommentState.APPROVED
    assert await told(context) == [
        *((EntryType.APPROVED, POLITE), (EntryType.UPDATED, "*Sudah rapi.")),
        (EntryType.UPDATED, POLITE),
    ]
    await desk.get(case_path(comment))
    assert "mengurungkan suntingan" in desk.text


async def test_a_store_with_edits_passes_its_check(desk: Desk, context: Context) -> None:
    moderator = await budi(context)
    made = [await hold(context, f"komentar {n}") for n in range(4)]
    for comment in made[:2]:
        await context.review.decide(moderator, SITE, comment.id, Action.APPROVE, revision=1)
    for comment, revision in ((made[0], 2), (made[1], 2), (made[2], 1), (made[3], 1)):
        assert await edit(desk, comment, f"baru {comment.id}", revision) == 200
    await context.review.undo(moderator, SITE, made[1].id, revision=3)
    await context.review.undo(moderator, SITE, made[3].id, revision=2)
    await context.review.decide(moderator, SITE, made[2].id, Action.REJECT, revision=2)
    await context.review.decide(moderator, SITE, made[0].id, Action.REJECT, revision=3)
    assert (await checking.check(context.store)).first == []


async def test_spans_of_reasons_are_of_the_text_in_force(desk: Desk, context: Context) -> None:
    word = ListEntry(kind=ListKind.WORD, pattern="kasar", action=ListAction.HOLD)
    await administration.list_entries(context.store, SITE, add=[word], remove=[])
    comment = await hold(context, "Halo semua.")
    assert await edit(desk, comment, "Halo, ini kasar sekali.") == 200
    found = [r for r in machine_decision(await now(context, comment)).reasons if r.spans]
    assert [(r.code, r.spans) for r in found if r.code == "listed_hold"] == [
        ("listed_hold", ((10, 15),))
    ]
    await desk.get(case_path(comment))
    assert re.search(r"<mark[^>]*>.*kasar", desk.text)


@pytest.mark.parametrize("text", ["", "   ", "x" * 65_526, "a\x00b", "Halo semua."])
async def test_a_text_that_could_not_be_sent_or_is_the_same_changes_nothing(
    desk: Desk, context: Context, text: str
) -> None:
    comment = await hold(context, "Halo semua.")
    assert await edit(desk, comment, text) == 422
    assert (await now(context, comment)).revision == 1


async def test_a_long_text_in_any_letters_is_taken(desk: Desk, context: Context) -> None:
    comment = await hold(context)
    assert await edit(desk, comment, "𝐝" * 65_000) == 200
    assert len((await now(context, comment)).submission.text) == 65_000


async def test_of_two_edits_at_once_one_is_recorded_and_the_other_shown_again(
    desk: Desk, context: Context
) -> None:
    comment = await hold(context)
    moderator = await budi(context)
    asked = [
        context.editing.edit(moderator, SITE, comment.id, text, revision=1)
        for text in ("satu", "dua")
    ]
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(each, Conflict) for each in outcomes) == 1
    assert await edit(desk, comment, "tiga <b>", revision=1) == 409
    assert "tiga &lt;b&gt;</textarea>" in desk.text
    assert (await now(context, comment)).revision == 2


async def test_the_same_edit_sent_again_is_done(desk: Desk, context: Context) -> None:
    comment = await hold(context)
    for _ in range(2):
        assert await edit(desk, comment, "satu") == 200
    assert (await now(context, comment)).revision == 2


async def test_a_case_that_somebody_else_reviews_is_not_edited(
    client: Browser, desk: Desk, context: Context
) -> None:
    comment = await hold(context)
    sari = Desk(client)
    await sari.enter(context, await hire(context.store, "sari@kabar.example"))
    await sari.post(f"{case_path(comment)}/claim")
    assert await edit(desk, comment, "baru") == 409
    assert (await now(context, comment)).revision == 1
    await sari.session.close()


async def test_viewers_and_strangers_edit_nothing(
    client: Browser, desk: Desk, context: Context
) -> None:
    comment = await hold(context)
    assert desk.base
    viewer, stranger = Desk(client), Desk(client)
    await viewer.enter(context, await hire(context.store, "lihat@kabar.example", Role.VIEWER))
    assert (await viewer.get(f"{case_path(comment)}/edit")).status == 403
    await viewer.enter(context, "lihat@kabar.example")
    assert (await viewer.post(f"{case_path(comment)}/edit", text="x", revision=1)).status == 403
    path = f"{case_path(comment)}/edit"
    big = await stranger.post(path, text="x" * 20_000, revision=1)
    assert big.status == 413
    assert (await stranger.post(path, text="x", revision=1, follow=False)).status == 303
    assert (await now(context, comment)).revision == 1
    for each in (viewer, stranger):
        await each.session.close()


async def test_the_site_reads_what_was_sent_and_what_is_in_force(
    desk: Desk, context: Context, client: Browser
) -> None:
    bearer = {"Authorization": f"Bearer {await administration.add_key(context.store, SITE)}"}
    comment = await hold(context, "Kata asli.")
    assert await edit(desk, comment, "Kata baru.") == 200
    answer = await client.get(f"/v1/comments/{comment.id}", headers=bearer)
    found = await answer.json()
    assert (found["text"], found["original_text"]) == ("Kata baru.", "Kata asli.")
    assert [each["type"] for each in found["history"]] == [EventType.SUBMITTED, EventType.EDITED]
    assert [each.get("text") for each in found["history"]] == [None, "Kata baru."]
    assert found["status"] == "held"
    await desk.post(f"{case_path(comment)}/decide", action="approve", revision=2)
    page = await (await client.get("/v1/approved", headers=bearer)).json()
    assert [(each["text"], each["edited"]) for each in page["entries"]] == [("Kata baru.", True)]


async def test_an_edited_text_is_found_by_its_new_words(desk: Desk, context: Context) -> None:
    comment = await hold(context, "lama sekali")
    await context.search.catch_up(SITE, seconds=5)
    assert await edit(desk, comment, "segar begini") == 200
    await desk.get(f"/console/sites/{SITE}/search?q=segar")
    assert re.findall(r'data-id="(\w+)"', desk.text) == [comment.id]
    await desk.get(f"/console/sites/{SITE}/search?q=lama")
    assert re.findall(r'data-id="(\w+)"', desk.text) == []
