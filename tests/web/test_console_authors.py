"""Authors: who writes, their records by digest, the lists that hold them, no address too many."""

import re

import pytest

from moderation import administration
from moderation.domain import Author, CommentState, ListAction, ListEntry, ListKind, Role
from moderation.store.comments import HISTORY_READ
from moderation.store.moderators import moderator_id
from moderation.web.http.context import Context
from tests.web.conftest import Browser
from tests.web.desk import SITE, Desk, case_path, hire, hold

AUTHORS = f"/console/sites/{SITE}/authors"
SPAMMER = Author(name="Toko <b>Dewa", email="toko@jual.example", url="https://jual.example.com/a")
READER = Author(name="Rina", email="rina@example.com")


def records(desk: Desk) -> list[str]:
    """The addresses of the records on the page last seen."""
    return re.findall(rf'href="({AUTHORS}/[0-9a-f]{{24}})"', desk.text)


async def made(context: Context) -> list[str]:
    """Comments of two authors in every state; the spammer's ids, newest first."""
    states = (CommentState.REJECTED, CommentState.HELD, CommentState.APPROVED)
    await hold(context, "halo", author=READER)
    found = [
        await hold(context, f"beli {state}", author=SPAMMER, state=state, queued=state == "held")
        for state in states
    ]
    await hold(context, "lagi", author=READER, state=CommentState.APPROVED, queued=False)
    return [each.id for each in reversed(found)]


async def test_authors_are_listed_with_most_rejected_first(desk: Desk, context: Context) -> None:
    await made(context)
    await desk.get(AUTHORS)
    assert len(records(desk)) == 2
    first = desk.text.index("Toko &lt;b&gt;Dewa")
    assert first < desk.text.index("Rina")
    for said in ("1 ditolak", "1 ditahan", "1 disetujui"):
        assert said in desk.text
    assert "@jual.example" not in desk.text


async def test_a_record_tells_states_and_last_comments(desk: Desk, context: Context) -> None:
    ids = await made(context)
    await desk.get(case_path(await context.store.comments.find(SITE, ids[0])))
    (path,) = set(records(desk))
    await desk.get(path)
    assert re.findall(r'data-id="(\w+)"', desk.text) == ids
    assert "1 ditolak · 1 ditahan · 1 disetujui" in desk.text
    assert "toko@jual.example" not in desk.text


async def test_a_record_tells_which_entries_hold_the_author(desk: Desk, context: Context) -> None:
    ids = await made(context)
    budi = moderator_id("budi@kabar.example")
    email = ListEntry(
        kind=ListKind.EMAIL,
        pattern="toko@jual.example",
        action=ListAction.REJECT,
        until=4_000_000_000_000,
        why="banjir <iklan>",
        by=budi,
    )
    ended = ListEntry(kind=ListKind.DOMAIN, pattern="example.com", action=ListAction.HOLD, until=1)
    await context.store.lists.change(SITE, add=[ended])
    await administration.list_entries(context.store, SITE, add=[email], remove=[])
    await desk.get(AUTHORS)
    await desk.get(records(desk)[0])
    assert "banjir &lt;iklan&gt;" in desk.text
    assert "budi@kabar.example" in desk.text
    assert "sampai" in desk.text
    assert "example.com" not in desk.text.partition("Di daftar situs ini")[2].partition("<ol")[0]
    assert ids[0] in desk.text


async def test_an_address_is_shown_to_those_who_may_see_it_and_that_is_logged(
    client: Browser, desk: Desk, context: Context, capfd: pytest.CaptureFixture[str]
) -> None:
    await made(context)
    admin = Desk(client)
    await admin.enter(context, await hire(context.store, "admin@kabar.example", Role.ADMIN))
    await desk.get(AUTHORS)
    path = records(desk)[0]
    await desk.get(path)
    assert "private_data_viewed" not in "".join(capfd.readouterr())
    await admin.get(path)
    assert "toko@jual.example" in admin.text
    logged = "".join(capfd.readouterr())
    assert "private_data_viewed" in logged
    assert "toko@jual.example" not in logged
    await admin.session.close()


@pytest.mark.parametrize("digest", ["0" * 24, "x", "..", "A" * 24, "0" * 500])
async def test_an_author_that_nobody_knows_is_not_found(
    desk: Desk, context: Context, digest: str
) -> None:
    await made(context)
    assert (await desk.get(f"{AUTHORS}/{digest}")).status == 404


async def test_a_site_without_comments_has_no_authors(desk: Desk) -> None:
    assert (await desk.get(AUTHORS)).status == 200
    assert "Belum ada komentar" in desk.text


async def test_another_site_s_authors_are_not_shown(
    client: Browser, desk: Desk, context: Context
) -> None:
    await made(context)
    await desk.get(AUTHORS)
    path = records(desk)[0]
    stranger = Desk(client)
    email = await hire(context.store, "jauh@lain.example", Role.ADMIN, ("lain",))
    await stranger.enter(context, email)
    for each in (AUTHORS, path):
        assert (await stranger.get(each)).status == 404
    await stranger.session.close()


async def test_a_case_says_beside_the_name_how_its_author_stands_here(
    desk: Desk, context: Context
) -> None:
    await made(context)
    held = await hold(context, "beli terus", author=SPAMMER)
    await desk.get(case_path(held))
    found = re.search(r'<span class="record"><a href="([^"]+)">([^<]+)</a>', desk.text)
    assert found is not None
    assert found[1] in records(desk)
    assert found[2] == "1 disetujui, 1 ditahan, 1 ditolak"
    first = await hold(context, "halo semua", author=Author(name="Ayu", email="ayu@example.com"))
    await desk.get(case_path(first))
    assert '<span class="record">penulis baru</span>' in desk.text
    await desk.get(f"/console/sites/{SITE}")
    assert "Ayu</bdi> · penulis baru · <bdi>" in desk.text
    assert desk.text.count("penulis baru") == 1


async def test_of_a_busy_author_the_record_says_how_far_it_reaches(
    desk: Desk, context: Context
) -> None:
    held = [await hold(context, f"nomor {n}", author=READER) for n in range(HISTORY_READ)]
    await desk.get(case_path(held[-1]))
    assert f">{HISTORY_READ - 1} ditahan dari {HISTORY_READ} terakhir</a>" in desk.text
