"""The demo site's pages: what every reader finds there, and what no page may do."""

import re
from pathlib import Path

import pytest
from aiohttp import web

from moderation.demo.articles import STORIES
from moderation.messages import Language, catalogue
from tests.web import demo_site
from tests.web.demo_site import (
    ARTICLE,
    NOWHERE,
    Reader,
    ScriptedSaring,
    scripted_site,
)

PAGES = (
    "/demo/",
    ARTICLE,
    f"{ARTICLE}?menunggu=1",
    f"{ARTICLE}?ditolak=1",
    f"{ARTICLE}?diterima=1",
    f"{ARTICLE}?terbit=01a206b27962901204d9772c6710",
    "/demo/artikel/tidak-ada",
    "/demo/static/tidak-ada.css",
)


demo, reader = demo_site.demo, demo_site.reader


@pytest.mark.parametrize("path", ["/", "/demo"])
async def test_short_addresses_lead_to_the_front_page(reader: Reader, path: str) -> None:
    assert (await reader.get(path)).location == "/demo/"


async def test_the_front_page_leads_to_every_article(reader: Reader) -> None:
    front = await reader.get("/demo/")
    links = {given.get("href") for tag, given in front.elements if tag == "a"}
    assert {f"/demo/artikel/{article.slug}" for article in STORIES} <= links


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("slug", [article.slug for article in STORIES])
async def test_every_article_is_told_in_both_languages(
    reader: Reader, slug: str, language: Language
) -> None:
    page = await reader.get(f"/demo/artikel/{slug}?lang={language}")
    assert page.status == 200
    assert f'<html lang="{language}">' in page.text
    assert page.headers["Content-Language"] == language
    assert "demo." not in re.sub(r"href=\S+", "", page.text)


async def test_the_form_is_the_one_that_readers_know(reader: Reader) -> None:
    page = await reader.get(ARTICLE)
    names = {"author", "email", "url", "comment", "comment_post_ID", "comment_parent"}
    assert names <= set(page.fields)
    for words in (
        "Tinggalkan Komentar",
        "Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai",
        "Kirim Komentar",
    ):
        assert words in page.text


@pytest.mark.parametrize(
    ("name", "label"),
    [("comment", "Komentar"), ("author", "Nama"), ("email", "Email"), ("url", "Situs Web")],
)
async def test_every_field_has_its_label(reader: Reader, name: str, label: str) -> None:
    page = await reader.get(ARTICLE)
    assert re.search(rf'<label for="{name}">{label}\b', page.text)
    assert ("required" in page.element(name)) is (name != "url")


async def test_the_honeypot_is_out_of_the_way_of_people(reader: Reader) -> None:
    page = await reader.get(ARTICLE)
    (place,) = re.findall(
        r'<div class="aside-field" aria-hidden="true">.*?</div>', page.text, re.DOTALL
    )
    name = re.search(r'name="(\w+)"', place)
    assert name is not None
    trap = page.element(name[1])
    assert (trap["tabindex"], trap["autocomplete"]) == ("-1", "off")
    assert page.fields["saring_token"]


async def test_the_form_works_without_a_token_when_saring_is_away(
    redis_url: str, tmp_path: Path
) -> None:
    async with demo_site.running_demo(redis_url, tmp_path, saring=NOWHERE) as demo:
        page = await demo.reader.get(ARTICLE)
    assert page.status == 200
    assert "saring_token" not in page.fields
    assert "comment" in page.fields


@pytest.mark.parametrize("name", ["Bukan Nama", "comment", '"><script>', "x" * 65, ""])
async def test_a_honeypot_name_that_cannot_be_used_is_not(name: str) -> None:
    saring = ScriptedSaring()
    saring.answers["/v1/form-token"] = lambda _: _json({"token": "t", "honeypot_field": name})
    async with scripted_site(saring) as reader:
        page = await reader.get(ARTICLE)
    assert "saring_token" not in page.fields
    assert "<script" not in page.text


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("id", "id"), ("en-GB,en;q=0.9", "en"), ("fr", "id"), ("", "id"), ("en;q=0.4,id;q=0.9", "id")],
)
async def test_the_browser_says_which_language(
    reader: Reader, accepted: str, language: str
) -> None:
    reader.headers = {"Accept-Language": accepted}
    assert f'<html lang="{language}">' in (await reader.get("/demo/")).text


async def test_a_chosen_language_stays_chosen(reader: Reader) -> None:
    page = await reader.get(f"{ARTICLE}?lang=en")
    own = [
        given["href"]
        for tag, given in page.elements
        if tag == "a" and given["href"].startswith("/demo") and "hreflang" not in given
    ]
    assert own
    assert all("lang=en" in address for address in own)
    (form,) = [given for tag, given in page.elements if tag == "form"]
    assert "lang=en" in form["action"]


async def test_a_language_that_is_not_spoken_is_passed_over(reader: Reader) -> None:
    assert '<html lang="id">' in (await reader.get("/demo/?lang=<script>")).text


@pytest.mark.parametrize("path", PAGES)
async def test_every_answer_is_kept_to_itself(reader: Reader, path: str) -> None:
    page = await reader.get(path)
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["X-Frame-Options"] == "DENY"
    assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize("path", PAGES)
async def test_no_page_holds_a_script_a_style_or_anything_from_elsewhere(
    reader: Reader, path: str
) -> None:
    for tag, given in (await reader.get(path)).elements:
        assert tag not in {"script", "style", "iframe"}
        assert "style" not in given
        assert not any(name.startswith("on") for name in given)
        loaded = given.get("src", "") + (given.get("href", "") if tag == "link" else "")
        assert loaded.startswith("/demo/") or not loaded


@pytest.mark.parametrize("path", PAGES)
async def test_no_id_stands_twice_on_a_page(reader: Reader, path: str) -> None:
    ids = (await reader.get(path)).ids()
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/demo/artikel/tidak-ada", 404),
        ("GET", "/demo/static/..%2f__init__.py", 404),
        ("POST", "/demo/artikel/tidak-ada/komentar", 404),
        ("POST", ARTICLE, 405),
        ("DELETE", f"{ARTICLE}/komentar", 405),
    ],
)
async def test_wrong_addresses_get_a_page_of_the_site(
    reader: Reader, method: str, path: str, status: int
) -> None:
    page = await reader.send(method, path)
    assert page.status == status
    assert page.headers["Content-Type"].startswith("text/html")
    assert "Warta" in page.text


async def test_a_refused_method_names_the_ones_that_are_taken(reader: Reader) -> None:
    assert (await reader.send("POST", ARTICLE)).headers["Allow"] == "GET,HEAD"


async def test_a_reload_of_the_forms_address_goes_back_to_the_article(reader: Reader) -> None:
    page = await reader.get(f"{ARTICLE}/komentar?lang=en")
    assert (page.status, page.location) == (303, f"{ARTICLE}?lang=en")


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        ("menunggu", "Komentar Anda sedang menunggu moderasi."),
        ("ditolak", "Komentar Anda tidak dapat kami terbitkan."),
        ("diterima", "Komentar Anda sudah kami terima."),
    ],
)
async def test_a_notice_speaks_of_nothing_but_ones_own_comment(
    reader: Reader, notice: str, words: str
) -> None:
    await reader.comment("Kalimat orang lain.", author="Orang Lain")
    page = await reader.get(f"{ARTICLE}?{notice}=1")
    assert words in page.text
    assert "Kalimat orang lain." not in page.text
    assert "Orang Lain" not in page.text


async def test_someone_elses_link_cannot_put_words_on_the_page(reader: Reader) -> None:
    for query in ("terbit", "balas", "menunggu", "lang"):
        page = await reader.get(f"{ARTICLE}?{query}=%22%3E%3Cb%3Eku%C3%A9")
        assert "kué" not in page.text


def test_both_languages_say_the_same_things() -> None:
    indonesian, english = catalogue(Language.ID), catalogue(Language.EN)
    spoken = {key for key in indonesian if key.startswith("demo.")}
    assert spoken == {key for key in english if key.startswith("demo.")}
    for key in spoken:
        assert _places(indonesian[key]) == _places(english[key])


def _places(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))


def _json(value: object) -> web.Response:
    return web.json_response(value)
