"""What the pages show: to whom, in which words, and inert whatever readers sent."""

import json
import re

import pytest

from moderation import administration
from moderation.domain import Article, Author, Comment, Role
from moderation.store.moderators import moderator_id
from moderation.web.console.table.surroundings import PAGE
from moderation.web.http.context import Context
from tests.web.conftest import Browser
from tests.web.desk import SITE, Desk, case_path, hire, hold, reason

QUEUE = f"/console/sites/{SITE}"
HOSTILE = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>{{7*7}}\u202e{who}"


async def desk_of(
    client: Browser, context: Context, role: Role, sites: tuple[str, ...] = ()
) -> Desk:
    """Seat another moderator."""
    desk = Desk(client)
    await desk.enter(context, await hire(context.store, f"{role}@kabar.example", role, sites))
    return desk


async def hostile(context: Context) -> Comment:
    """Hold a comment that attacks with every field there is."""
    return await hold(
        context,
        HOSTILE,
        author=Author(name=HOSTILE, email='"<b>"@kabar.example', url="javascript:alert(1)//<b>"),
        article=Article(id=HOSTILE, title=HOSTILE, url=HOSTILE),
        reasons=[reason("listed_hold", HOSTILE, ["<script>", "\u202e"])],
    )


async def test_the_queue_stands_oldest_first(desk: Desk, context: Context) -> None:
    texts = ["yang pertama", "yang kedua", "yang ketiga"]
    for text in texts:
        await hold(context, text)
    await desk.get(QUEUE)
    assert re.findall("yang (?:pertama|kedua|ketiga)", desk.text) == texts


async def test_an_empty_queue_says_so(desk: Desk) -> None:
    await desk.get(QUEUE)
    assert "Tidak ada yang menunggu." in desk.text


async def test_a_long_queue_has_pages(desk: Desk, context: Context) -> None:
    held = [await hold(context, f"komentar nomor {n}.") for n in range(PAGE + 2)]
    await desk.get(QUEUE)
    assert desk.text.count('class="row"') == PAGE
    further = re.search(r'href="([^"]*\?start=[^"]*)"', desk.text)
    assert further is not None
    await desk.get(further[1])
    assert desk.text.count('class="row"') == 2
    assert case_path(held[-1]) in desk.text
    assert case_path(held[0]) not in desk.text


async def test_a_row_says_who_where_why_and_since_when(desk: Desk, context: Context) -> None:
    text = "Datang ke n88 ya, dijamin"
    await hold(context, text, reasons=[reason("links", text, ["n88"])], spam=0.8125, minutes_ago=5)
    await desk.get(QUEUE)
    for shown in ("Rina", "Feri baru mulai berlayar", "5 menit<", "tautan</span>"):
        assert shown in desk.text
    assert '<mark title="1. Memuat tautan (2)." data-numbers="1">n88</mark>' in desk.text
    assert '<span class="band hold" title="1,00 poin">1,00</span>' in desk.text


async def test_the_switcher_counts_every_site(desk: Desk, context: Context) -> None:
    await administration.add_site(context.store, "pesisir")
    await hold(context, site="pesisir")
    await desk.get("/console")
    assert re.search(r'/console/sites/pesisir".*?<span class="count">1</span>', desk.text)
    assert re.search(r'/console/sites/kabar".*?<span class="count">0</span>', desk.text)


async def test_the_case_page_marks_the_words_and_explains_them(
    desk: Desk, context: Context
) -> None:
    text = "Main di situs itu langsung menang"
    reasons = [reason("links", text, ["situs itu"]), reason("repeats", text, weight=1.05)]
    comment = await hold(context, text, reasons=reasons, spam=0.9973)
    await desk.get(case_path(comment))
    mark = 'id="mark-1" tabindex="-1" aria-describedby="reason-1">situs itu</mark>'
    assert f'<mark title="1. Memuat tautan (2)." data-numbers="1" {mark}' in desk.text
    for shown in ("Teks yang sama pernah dikirim 2 kali sebelumnya.", "1,05", "2,05 poin"):
        assert shown in desk.text
    for shown in ("99,7%", "p-3f9c21d07a44", "2026-11", "WIB", "Masuk dan ditahan otomatis"):
        assert shown in desk.text


async def test_what_cannot_be_seen_in_a_text_is_named(desk: Desk, context: Context) -> None:
    comment = await hold(context, "cek s\u200bl\u200bot \u202etol")
    await desk.get(case_path(comment))
    assert "U+200B ZERO WIDTH SPACE</span> ×2" in desk.text
    assert "\u202e" not in desk.text


@pytest.mark.parametrize("page", ["queue", "case", "other"])
async def test_nothing_that_a_reader_sends_becomes_markup(
    desk: Desk, context: Context, page: str
) -> None:
    comment = await hostile(context)
    author = comment.submission.author
    other = await hold(context, "komentar lain", author=author)
    await desk.get({"queue": QUEUE, "case": case_path(comment), "other": case_path(other)}[page])
    assert "alert" in desk.text
    assert "<img src=x" not in desk.text
    assert "<script>" not in desk.text
    assert 'href="javascript' not in desk.text
    assert "{{7*7}}" in desk.text
    assert "\u202e" not in desk.text
    assert desk.text.count("<script ") == 3


async def test_a_readers_link_cannot_be_followed(desk: Desk, context: Context) -> None:
    author = Author(name="Rina", email="rina@example.com", url="https://n88.example/")
    comment = await hold(context, "lihat https://n88.example/ sekarang", author=author)
    await desk.get(case_path(comment))
    assert "https://n88.example/" in desk.text
    assert 'href="https://n88' not in desk.text


async def test_an_e_mail_address_is_masked_for_who_may_not_see_it(
    desk: Desk, context: Context
) -> None:
    comment = await hold(context)
    await desk.get(case_path(comment))
    assert "r•••@e•••.com" in desk.text
    for private in ("rina@example.com", "203.0.113.7", "Peramban/1.0"):
        assert private not in desk.text


async def test_an_administrator_sees_private_data_and_that_is_logged(
    client: Browser, desk: Desk, context: Context, capsys: pytest.CaptureFixture[str]
) -> None:
    admin = await desk_of(client, context, Role.ADMIN)
    comment = await hold(context)
    await desk.get(case_path(comment))
    await admin.get(case_path(comment))
    for private in ("rina@example.com", "203.0.113.7", "Peramban/1.0"):
        assert private in admin.text
    path = f"/console/api/sites/{SITE}/comments/{comment.id}"
    assert (await admin.get(path)).status == 200
    await admin.session.close()
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    who = moderator_id(f"{Role.ADMIN}@kabar.example")
    assert [(line["event"], line["moderator"], line["site"], line["comment"]) for line in told] == [
        ("private_data_viewed", who, SITE, comment.id)
    ] * 2


async def test_a_viewer_sees_the_case_but_no_button_to_decide(
    client: Browser, desk: Desk, context: Context
) -> None:
    viewer = await desk_of(client, context, Role.VIEWER)
    comment = await hold(context)
    await viewer.get(case_path(comment))
    assert "Anda hanya dapat melihat." in viewer.text
    assert "/decide" not in viewer.text
    assert ">Tinjau<" not in viewer.text
    await viewer.get(QUEUE)
    assert ">Tinjau<" not in viewer.text
    await viewer.session.close()


async def test_another_sites_moderator_finds_nothing(
    client: Browser, desk: Desk, context: Context
) -> None:
    await administration.add_site(context.store, "pesisir")
    comment = await hold(context, "hanya untuk kabar")
    stranger = await desk_of(client, context, Role.ADMIN, ("pesisir",))
    for path in (QUEUE, case_path(comment), f"/console/sites/pesisir/comments/{comment.id}"):
        answer = await stranger.get(path)
        assert answer.status == 404
        assert "hanya untuk kabar" not in stranger.text
    await stranger.get("/console")
    assert "kabar<" not in stranger.text
    await stranger.session.close()


async def test_the_authors_other_comments_are_shown_with_their_states(
    desk: Desk, context: Context
) -> None:
    first, second = await hold(context, "komentar kemarin"), await hold(context, "komentar baru")
    await desk.get(case_path(second))
    assert case_path(first) in desk.text
    assert "komentar kemarin" in desk.text


@pytest.mark.parametrize(
    ("wanted", "title"),
    [("id", "Antrean"), ("en-GB,en;q=0.8", "Queue"), ("de", "Antrean"), ("", "Antrean")],
)
async def test_pages_speak_the_browsers_language(desk: Desk, wanted: str, title: str) -> None:
    desk.headers["Accept-Language"] = wanted
    await desk.get(QUEUE)
    assert f'<h1 id="what" tabindex="-1">{title}</h1>' in desk.text


async def test_the_switch_changes_the_language_and_stays_on_the_page(
    desk: Desk, context: Context
) -> None:
    comment = await hold(context)
    await desk.get(case_path(comment))
    answer = await desk.post("/console/language", language="en", next=case_path(comment))
    assert answer.url.path == case_path(comment)
    assert '<html lang="en">' in desk.text
    assert "Approve" in desk.text


@pytest.mark.parametrize("path", ["/console/login", QUEUE, "/console/none", "/console/api/sites"])
async def test_every_answer_keeps_to_itself(desk: Desk, path: str) -> None:
    answer = await desk.get(path, follow=False)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


async def test_no_page_holds_a_script_or_style_of_its_own(desk: Desk, context: Context) -> None:
    comment = await hold(context)
    for path in (QUEUE, f"{QUEUE}?state=approved", case_path(comment), "/console/none"):
        await desk.get(path)
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=", desk.text)


@pytest.mark.parametrize("name", ["console.css", "console.js", "swap.js", "icon.svg"])
async def test_static_files_are_kept_for_good_under_their_digest(desk: Desk, name: str) -> None:
    await desk.get("/console/login")
    linked = re.search(rf'"(/console/static/{name}\?v=\w+)"', desk.text)
    assert linked is not None
    answer = await desk.get(linked[1])
    assert "immutable" in answer.headers["Cache-Control"]
    assert (await desk.get(f"/console/static/{name}")).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ["..%2fassets.py", "assets.py", "%2e%2e/queue.py", "none"])
async def test_nothing_else_is_served_as_static(desk: Desk, name: str) -> None:
    assert (await desk.get(f"/console/static/{name}")).status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/console/none",
        "/console/sites/none",
        f"{QUEUE}/comments/none",
        "/console/sites/%FF",
        f"{QUEUE}/comments/%ED%A0%80",
    ],
)
async def test_what_does_not_exist_is_a_page_in_words(desk: Desk, path: str) -> None:
    answer = await desk.get(path)
    assert answer.status == 404
    assert "<h1>Tidak ditemukan</h1>" in desk.text


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/console/logout", "text/html"), ("/console/api/sites", "application/problem+json")],
)
async def test_a_wrong_method_is_told_as_the_rest_of_its_kind(
    desk: Desk, path: str, kind: str
) -> None:
    answer = await desk.session.put(desk.base + path)
    assert (answer.status, answer.content_type) == (405, kind)


@pytest.mark.parametrize("path", ["/console/none", "/console/api/none"])
async def test_a_problem_is_told_under_one_id_and_counted_once(
    desk: Desk, client: Browser, path: str
) -> None:
    desk.headers["X-Request-ID"] = "abc-1"
    answer = await desk.get(path)
    assert (answer.status, answer.headers.getall("X-Request-ID")) == (404, ["abc-1"])
    counted = await (await client.get("/metrics")).text()
    assert 'saring_problems_total{type="not-found"} 1' in counted


@pytest.mark.parametrize("after", ["none", "%00", "%FF", "%ED%A0%80", "a" * 500, "%3Cb%3E"])
@pytest.mark.parametrize("name", ["start", "topic", "sort", "state"])
async def test_a_strange_view_of_the_queue_is_the_default_one(
    desk: Desk, context: Context, name: str, after: str
) -> None:
    comment = await hold(context)
    assert (await desk.get(f"{QUEUE}?{name}={after}")).status == 200
    assert case_path(comment) in desk.text
