"""Search: every comment by what its words stand for, private data by digests, nothing logged."""

import re

import pytest

from moderation.domain import Action, Article, Author, CommentState, Reason, Role
from moderation.review.search import CANDIDATES_READ, QUERY_LIMIT, Search
from moderation.store.keys import SiteKeys
from moderation.store.moderators import moderator_id
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


HOUR = 60
NEAR = {"q": "kunci"}


async def filtered(desk: Desk, **fields: str) -> list[str]:
    """Send the form of filters, and read the ids of the rows."""
    answer = await desk.session.get(desk.base + SEARCH, params=fields)
    desk.text = await answer.text()
    assert answer.status == 200, desk.text
    return re.findall(r'data-id="(\w+)"', desk.text)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "rejected"},
        {"topic": "link"},
        {"least": "90"},
        {"article": "lain"},
        {"author": "sri"},
        {"author": "sri", "article": "lain"},
        {"tongue": "other"},
        {"age": "older"},
    ],
    ids=str,
)
@pytest.mark.parametrize("words", [{}, NEAR], ids=["alone", "with words"])
async def test_each_filter_finds_what_is_so(
    desk: Desk, context: Context, fields: dict[str, str], words: dict[str, str]
) -> None:
    other = [await hold(context, "kata kunci"), await hold(context, "sri punya kunci")]
    wanted = await hold(
        context,
        "kunci yang dicari",
        state=CommentState.REJECTED,
        reasons=[Reason(code="links", weight=1.2), Reason(code="other_language", weight=0.0)],
        spam=0.95,
        article=Article(id="lain"),
        author=Author(name="Sri Lestari", email="sri@example.com"),
        minutes_ago=40 * 24 * HOUR,
    )
    assert (await context.search.rebuild(SITE)).indexed == 3
    assert await filtered(desk, **fields, **words) == [wanted.id]
    assert {each.id for each in other} == set(await filtered(desk, state="held", **words))


@pytest.mark.parametrize(("age", "kept"), [("day", 1), ("week", 2), ("month", 3), ("older", 1)])
async def test_ages_reach_as_far_as_they_say(
    desk: Desk, context: Context, age: str, kept: int
) -> None:
    made = [await hold(context, "usia", minutes_ago=days * 24 * HOUR) for days in (90, 20, 5, 0)]
    assert (await context.search.rebuild(SITE)).indexed == len(made)
    assert len(await filtered(desk, age=age)) == kept


async def test_who_decided_is_asked_for(desk: Desk, context: Context) -> None:
    budi = await context.store.moderators.find(moderator_id("budi@kabar.example"))
    by_policy, by_budi, undone = [await hold(context, f"satu {n}") for n in range(3)]
    for comment in (by_budi, undone):
        await context.review.decide(budi, SITE, comment.id, Action.REJECT, revision=1)
    await context.review.undo(budi, SITE, undone.id, revision=2)
    assert await filtered(desk, by="policy") == [undone.id, by_policy.id]
    assert await filtered(desk, by="people") == [by_budi.id]
    assert await filtered(desk, by=budi.id, q="satu") == [by_budi.id]
    assert await filtered(desk, by="m" + "0" * 15) == []


async def test_an_author_s_address_is_a_filter_of_administrators_alone(
    client: Browser, desk: Desk, context: Context
) -> None:
    wanted = await hold(context, "satu")
    await hold(context, "dua", author=Author(name="Rina", email="rina2@example.com"))
    admin = Desk(client)
    await admin.enter(context, await hire(context.store, "admin@kabar.example", Role.ADMIN))
    assert await filtered(admin, author="rina@example.com") == [wanted.id]
    assert await filtered(desk, author="rina@example.com") == []
    await admin.session.close()


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "erased"},
        {"least": "-1", "most": "1000"},
        {"least": "²"},
        {"topic": "<b>", "tongue": "x", "age": "y", "by": "m'"},
        {"start": "9" * 40},
    ],
    ids=str,
)
async def test_a_filter_that_is_none_asks_nothing(
    desk: Desk, context: Context, fields: dict[str, str]
) -> None:
    await hold(context, "sesuatu")
    assert await filtered(desk, **fields) == []
    assert len(await filtered(desk, **fields, q="sesuatu")) == 1
    assert await filtered(desk, author="<b>x</b>", article="<b>x</b>") == []
    assert "<b>x" not in desk.text


async def test_a_search_reads_so_many_and_offers_to_go_on(desk: Desk, context: Context) -> None:
    wanted = await hold(context, "paling tua", spam=0.99)
    for n in range(CANDIDATES_READ):
        await hold(context, f"lebih muda {n}")
    assert await context.search.catch_up(SITE, seconds=60)
    assert await filtered(desk, least="99") == []
    assert "Belum ada" in desk.text
    more = re.search(r'href="([^"]*start=[^"]*)"', desk.text)
    assert more is not None
    await desk.get(more[1].replace("&amp;", "&"))
    assert re.findall(r'data-id="(\w+)"', desk.text) == [wanted.id]


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
    assert (await context.search.rebuild(SITE)).indexed == 3
    assert await found(desk, "lama") == [each.id for each in reversed(made)]
    later = await hold(context, "lama dan baru")
    assert (await found(desk, "lama"))[0] == later.id


async def test_what_was_recorded_before_there_were_lists_is_listed(
    desk: Desk, context: Context
) -> None:
    old = [await hold(context, f"lama {n}", state=state) for n, state in enumerate(2 * STATES)]
    approved, rejected = (SiteKeys.of(SITE).listed(state) for state in STATES[1:])
    await context.store.client.delete(approved, rejected)
    new = await hold(context, "baru", state=CommentState.APPROVED)
    assert await context.search.rebuild(SITE) == (7, 4)
    await desk.get(f"/console/sites/{SITE}?state=approved")
    found = re.findall(r'data-id="(\w+)"', desk.text)
    assert found == [new.id, old[4].id, old[1].id]
    assert await context.search.rebuild(SITE) == (7, 0)
    assert await context.store.client.llen(rejected) == 2


async def test_the_index_is_small(desk: Desk, context: Context) -> None:
    words = " ".join(f"kata{n}" for n in range(20))
    for n in range(300):
        await hold(context, f"{words} nomor{n}")
    assert len(await found(desk, "kata7")) == PAGE
    names = [name async for name in context.store.client.scan_iter(SiteKeys.of(SITE).find("*"))]
    values = [await context.store.client.get(name) for name in names]
    letters = sum(len(value) for value in values if value)
    assert letters / 300 < 250
