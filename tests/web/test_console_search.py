"""Search: every comment by what its words stand for, private data by digests, nothing logged."""

import re

import pytest

from moderation.domain import Author, CommentState, Role
from moderation.review.search import QUERY_LIMIT, Search
from moderation.store.keys import SiteKeys
from moderation.web.console.table.surroundings import PAGE
from moderation.web.http.context import Context
from tests.web.conftest import Browser
from tests.web.desk import SITE, Desk, hire, hold
from tests.web.keyspace import strings

STATES = (CommentState.HELD, CommentState.APPROVED, CommentState.REJECTED)
SEARCH = f"/console/sites/{SITE}/search"


async def found(desk: Desk, query: str) -> list[str]:
    """Search and read the ids of the rows."""
    answer = await desk.session.get(
        desk.base + SEARCH, params={"q": query}, headers={"Accept-Language": "id"}
    )
    desk.text = await answer.text()
    assert answer.status == 200, desk.text
    return re.findall(r'data-id="(\w+)"', desk.text)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Main di 𝐝𝐨𝐫𝐚𝟕𝟕 yuk", "dora77"),
        ("Gabung d̶o̶r̶a̶77 sekarang", "DORA77"),
        ("Cek www.dora77.example/daftar", "dora77.example"),
        ("kabar dora77 dan lain", "lain dora77"),
        ("main di d̶o̶r̶a̶77 yuk", "dora"),
        ("d3po di g4c0r99 yuk", "gacor depo"),
    ],
)
async def test_a_disguised_word_is_found_by_what_it_stands_for(
    desk: Desk, context: Context, text: str, query: str
) -> None:
    await hold(context, "sesuatu yang lain")
    wanted = await hold(context, text)
    assert await found(desk, query) == [wanted.id]


async def test_name_and_website_are_searched_too(desk: Desk, context: Context) -> None:
    author = Author(name="𝓜𝓪𝔀𝓪𝓻 Melati", email="m@example.com", url="https://toko-mawar.example/")
    wanted = await hold(context, "halo", author=author)
    for query in ("mawar", "melati mawar", "toko"):
        assert await found(desk, query) == [wanted.id]
    assert await found(desk, "mawar anggrek") == []


async def test_every_state_is_found_newest_first_and_told(desk: Desk, context: Context) -> None:
    made = [await hold(context, f"kata kunci {state}", state=state) for state in STATES]
    assert await found(desk, "kunci") == [each.id for each in reversed(made)]
    for said in ("Ditahan", "Disetujui", "Ditolak"):
        assert f">{said}</span>" in desk.text
    for comment in made:
        await desk.get(f"{SEARCH}?q=kunci&state={comment.state}")
        assert re.findall(r'data-id="(\w+)"', desk.text) == [comment.id]


async def test_what_is_found_has_pages_without_gap(desk: Desk, context: Context) -> None:
    made = [await hold(context, f"sama {n}") for n in range(PAGE + 7)]
    first = await found(desk, "sama")
    more = re.search(r'href="([^"]*start=[^"]*)"', desk.text)
    assert more is not None
    await desk.get(more[1].replace("&amp;", "&"))
    second = re.findall(r'data-id="(\w+)"', desk.text)
    assert first + second == [each.id for each in reversed(made)]


@pytest.mark.parametrize("query", ["rina@example.com", "203.0.113.7"])
async def test_private_data_is_found_exactly_and_only_by_administrators(
    client: Browser, desk: Desk, context: Context, query: str
) -> None:
    other = Author(name="Rina", email="rina2@example.com")
    wanted = await hold(context, "satu")
    await hold(context, "dua", author=other)
    admin = Desk(client)
    await admin.enter(context, await hire(context.store, "admin@kabar.example", Role.ADMIN))
    rows = await found(admin, query)
    assert wanted.id in rows
    assert len(rows) == (1 if "@" in query else 2)
    assert await found(admin, query.replace("3", "4").replace("rina", "rini")) == []
    assert await found(desk, query) == []
    await admin.session.close()


async def test_the_index_holds_no_word_and_no_address(
    desk: Desk, context: Context, redis_url: str
) -> None:
    await hold(context, "rahasiasekali", author=Author(name="Rina", email="surel@rumah.example"))
    assert len(await found(desk, "rahasiasekali")) == 1
    kept = strings(redis_url, SiteKeys.of(SITE).find("*"))
    assert kept
    for private in ("rahasiasekali", "surel", "rumah", "203.0.113"):
        assert private not in kept


async def test_what_was_typed_is_not_logged(
    desk: Desk, context: Context, capfd: pytest.CaptureFixture[str]
) -> None:
    await hold(context, "sesuatu")
    await found(desk, "katarahasiaku")
    assert "katarahasiaku" not in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    "query", ["", "   ", "!!!", "<b>x</b>", "\u202e", "a" * 5_000, "x " * 500, "@", "::", "😀", "0"]
)
async def test_a_strange_query_is_answered_and_inert(
    desk: Desk, context: Context, query: str
) -> None:
    await hold(context, "sesuatu")
    assert await found(desk, query) == []
    assert "<b>x" not in desk.text
    assert f'value="{"a" * (QUERY_LIMIT + 1)}' not in desk.text


async def test_another_site_is_not_searched(client: Browser, desk: Desk, context: Context) -> None:
    await hold(context, "hanya kabar")
    assert desk.base
    stranger = Desk(client)
    email = await hire(context.store, "jauh@lain.example", Role.ADMIN, ("lain",))
    await stranger.enter(context, email)
    assert (await stranger.get(f"{SEARCH}?q=kabar")).status == 404
    await stranger.session.close()


async def test_two_processes_index_each_comment_once(desk: Desk, context: Context) -> None:
    made = [await hold(context, f"kata {n}") for n in range(5)]
    assert desk.base
    other = Search(store=context.store, review=context.review)
    assert await context.store.words.lease(SITE, "a third")
    assert not await other.catch_up(SITE, seconds=5)
    await context.store.words.release(SITE)
    for search in (other, context.search):
        assert await search.catch_up(SITE, seconds=5)
    assert int(await context.store.client.get(SiteKeys.of(SITE).find("count"))) == len(made)


async def test_an_index_is_built_anew_from_every_comment(desk: Desk, context: Context) -> None:
    made = [await hold(context, f"lama {n}") for n in range(3)]
    await context.store.client.delete(SiteKeys.of(SITE).events)
    assert await found(desk, "lama") == []
    assert await context.search.rebuild(SITE) == 3
    assert await found(desk, "lama") == [each.id for each in reversed(made)]
    later = await hold(context, "lama dan baru")
    assert (await found(desk, "lama"))[0] == later.id


async def test_the_index_is_small(desk: Desk, context: Context) -> None:
    words = " ".join(f"kata{n}" for n in range(20))
    for n in range(300):
        await hold(context, f"{words} nomor{n}")
    assert len(await found(desk, "kata7")) == PAGE
    names = [name async for name in context.store.client.scan_iter(SiteKeys.of(SITE).find("*"))]
    values = [await context.store.client.get(name) for name in names]
    letters = sum(len(value) for value in values if value)
    assert letters / 300 < 250
