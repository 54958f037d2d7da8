"""Repeats, rates, links, names and lists at work: what each knows, and what it cannot know."""

import asyncio
import json
import re
from typing import Any

import pytest

from moderation import administration
from moderation.administration import NewSite
from moderation.domain import ListAction, ListEntry, ListKind
from moderation.errors import Invalid
from moderation.store.sites import Rate
from moderation.web.http.context import Context
from tests.builders import POLITE
from tests.web.conftest import Browser
from tests.web.keyspace import strings
from tests.web.test_policy_at_work import submit

WISHES = (
    "Semoga lekas sembuh kak, sehat selalu",
    "Innalillahi wa inna ilaihi roji'un, turut berduka cita",
    "Selamat Idulfitri, mohon maaf lahir dan batin",
    "إنا لله وإنا إليه راجعون",
    "Setuju sekali dengan Bapak",
)


def a_reader(number: int, **changes: str) -> dict[str, str]:
    return {"name": f"Warga {number}", "email": f"warga{number}@example.com"} | changes


def codes(body: dict[str, Any]) -> set[str]:
    return {reason["code"] for reason in body["decision"]["reasons"]}


@pytest.mark.parametrize("text", WISHES)
async def test_what_many_readers_say_alike_is_no_campaign(
    client: Browser, bearer: dict[str, str], text: str
) -> None:
    for number in range(4):
        article = {"id": f"berita-{number % 2}"}
        body = await submit(client, bearer, author=a_reader(number), text=text, article=article)
        assert "repeats" not in codes(body)
        assert body["status"] == "approved"


async def test_what_one_reader_says_under_two_articles_is_no_repetition(
    client: Browser, bearer: dict[str, str]
) -> None:
    for article in ("berita-1", "berita-2"):
        body = await submit(client, bearer, text=WISHES[0], article={"id": article})
        assert body["status"] == "approved"


@pytest.mark.parametrize(
    "ending", ["cek kioskita.bond ya", "hubungi 0812-3456-7890", "main di nagasakti88 aja"]
)
async def test_the_same_text_with_something_to_advertise_is_a_campaign(
    client: Browser, bearer: dict[str, str], ending: str
) -> None:
    text = f"Teman-teman semua jangan lupa {ending}"
    await submit(client, bearer, author=a_reader(1), text=text)
    second = await submit(
        client, bearer, author=a_reader(2), text=text.upper(), article={"id": "berita-lain"}
    )
    assert "repeats" in codes(second)
    assert second["status"] != "approved"


async def test_the_same_text_with_the_same_website_is_a_campaign(
    client: Browser, bearer: dict[str, str]
) -> None:
    for number, url in enumerate(("https://kios.example.com", "https://rina.example.com")):
        body = await submit(client, bearer, author=a_reader(number, url=url), text=WISHES[0])
        assert "repeats" not in codes(body)
    author = a_reader(3, url="https://kios.example.com")
    assert "repeats" in codes(await submit(client, bearer, author=author, text=WISHES[0]))


async def test_of_an_authors_text_and_its_correction_the_first_stands(
    client: Browser, bearer: dict[str, str]
) -> None:
    first = await submit(client, bearer, text=POLITE)
    second = await submit(client, bearer, text=POLITE.replace(" dan", ", dan"))
    assert (first["status"], second["status"]) == ("approved", "held")
    assert second["decision"]["reasons"][0]["detail"].endswith("pernah dikirim 1 kali sebelumnya.")


async def test_a_double_click_makes_one_comment(
    client: Browser, context: Context, bearer: dict[str, str]
) -> None:
    both = await asyncio.gather(*(submit(client, bearer) for _ in range(2)))
    assert both[0] == both[1]
    found = await client.get("/v1/approved", headers=bearer)
    assert len((await found.json())["entries"]) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"author": a_reader(9)},
        {"article": {"id": "berita-lain"}},
        {"text": f"{POLITE} Salam."},
    ],
    ids=["author", "article", "text"],
)
async def test_what_differs_is_no_double_click(
    client: Browser, bearer: dict[str, str], change: dict[str, Any]
) -> None:
    first = await submit(client, bearer)
    second = await submit(client, bearer, **change)
    assert first["id"] != second["id"]


async def test_history_may_say_the_same_twice(client: Browser, bearer: dict[str, str]) -> None:
    times = ("2019-03-01T07:00:00Z", "2019-03-09T07:00:00Z")
    told = [await submit(client, bearer, text="Mantap", submitted_at=at) for at in times]
    assert told[0]["id"] != told[1]["id"]


async def test_a_reader_who_is_held_for_a_rate_is_told_when_to_come_again(
    client: Browser, context: Context, site: NewSite
) -> None:
    await administration.change_site(context.store, site.site, rates={"email": Rate(1, 3_600_000)})
    bearer = {"Authorization": f"Bearer {site.api_key}"}
    await submit(client, bearer, text="Pendapat pertama saya.")
    body = await submit(client, bearer, text="Pendapat kedua saya.")
    assert body["status"] == "held"
    assert re.search(
        r"bisa dikirim dalam 3[56]\d\d detik", body["decision"]["reasons"][0]["detail"]
    )


async def test_a_site_without_a_limit_holds_nobody_for_a_rate(
    client: Browser, context: Context, site: NewSite
) -> None:
    none = {"email": Rate(1, 0), "client": Rate(1, 0)}
    await administration.change_site(context.store, site.site, rates=none)
    bearer = {"Authorization": f"Bearer {site.api_key}"}
    for number in range(12):
        text = f"Kabar dari lapangan nomor {number}."
        body = await submit(client, bearer, text=text, client={"ip": "203.0.113.7"})
        assert body["status"] == "approved"


@pytest.mark.parametrize("form", ["203.0.113.{}", "64:ff9b::203.0.113.{}"])
async def test_readers_of_one_carrier_do_not_hold_one_another(
    client: Browser, bearer: dict[str, str], form: str
) -> None:
    for number in range(26):
        body = await submit(
            client,
            bearer,
            author=a_reader(number),
            text=f"Pendapat pembaca nomor {number}.",
            client={"ip": form.format(number)},
        )
        assert body["status"] == "approved"


@pytest.mark.parametrize(
    ("author", "field"),
    [
        ({"name": "MAXWIN88 slot gacor t.me/maxwin88"}, "name"),
        ({"name": "Rina", "url": "https://maxwin88.example.com/daftar"}, "url"),
    ],
)
async def test_what_is_wrong_with_name_or_website_says_so(
    client: Browser, bearer: dict[str, str], author: dict[str, str], field: str
) -> None:
    author = {"email": "rina@example.com"} | author
    text = "Jalan di desa saya juga sama rusaknya pak"
    body = await submit(client, bearer, author=author, text=text)
    reasons = [each for each in body["decision"]["reasons"] if "field" in each]
    assert body["status"] == "held"
    assert {each["field"] for each in reasons} == {field}
    assert all(author[field][start:end] for each in reasons for start, end in each["spans"])
    words = {"name": "Nama penulis: ", "url": "Situs web penulis: "}[field]
    assert all(each["detail"].startswith(words) for each in reasons)


@pytest.mark.parametrize(
    ("kind", "pattern", "changes"),
    [
        (ListKind.WORD, "nagasakt*", {"text": "cuma di nagasakti"}),
        (ListKind.WORD, "kasar", {"author": a_reader(1, name="Si K a s a r")}),
        (
            ListKind.DOMAIN,
            "kios.example.com",
            {"author": a_reader(1, url="https://kios.example.com")},
        ),
        (ListKind.NAME, "si pembual", {"author": a_reader(1, name="Si Pembual")}),
        (ListKind.EMAIL, "Usil@Example.com", {"author": a_reader(1, email="usil@example.com")}),
        (ListKind.NETWORK, "10.20.30.0/24", {"client": {"ip": "10.20.30.9"}}),
    ],
)
async def test_each_kind_of_entry_is_obeyed(
    client: Browser,
    context: Context,
    site: NewSite,
    kind: ListKind,
    pattern: str,
    changes: dict[str, Any],
) -> None:
    entry = ListEntry(kind=kind, pattern=pattern, action=ListAction.REJECT)
    await administration.list_entries(context.store, site.site, add=[entry], remove=[])
    body = await submit(client, {"Authorization": f"Bearer {site.api_key}"}, **changes)
    assert body["status"] == "rejected"
    assert "listed_reject" in codes(body)
    private = ("usil@", "Usil@", "10.20.30")
    assert [each for each in private if each in json.dumps(body)] == []


async def test_an_e_mail_entry_is_kept_as_a_digest_and_removed_by_its_address(
    context: Context, site: NewSite, redis_url: str
) -> None:
    entry = ListEntry(kind=ListKind.EMAIL, pattern="usil@example.com", action=ListAction.HOLD)
    store = context.store
    await administration.list_entries(store, site.site, add=[entry], remove=[])
    kept = [each.pattern async for page in store.lists.pages(site.site) for each in page]
    assert [each.partition(" ")[2] for each in kept] == ["u•••@e•••.com"]
    assert "usil" not in strings(redis_url)
    await administration.list_entries(store, site.site, add=[], remove=["Usil@example.com"])
    assert await store.lists.size(site.site) == 0


async def test_a_sites_own_domains_are_its_choice(
    client: Browser, context: Context, site: NewSite
) -> None:
    await administration.change_site(context.store, site.site, domains=("kabar.example.com",))
    bearer = {"Authorization": f"Bearer {site.api_key}"}
    text = "Sudah dibahas di https://kabar.example.com/1 dan https://m.kabar.example.com/2"
    assert "links" not in codes(await submit(client, bearer, text=text))
    with pytest.raises(Invalid, match="no_web_domain"):
        await administration.change_site(context.store, site.site, domains=("https://x.id/",))


@pytest.mark.parametrize("rate", [Rate(0, 1), Rate(1, -1), Rate(10**9, 1), Rate(1, 10**9)])
async def test_a_rate_that_cannot_be_is_refused(
    context: Context, site: NewSite, rate: Rate
) -> None:
    with pytest.raises(Invalid, match="rate_out_of_range"):
        await administration.change_site(context.store, site.site, rates={"client": rate})
