"""A reader sends the demo's form: what they see next, whatever Saring makes of it."""

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
from aiohttp import web

from moderation.demo import posting
from moderation.domain import Mode
from moderation.domain.form_token import honeypot_field
from tests.web import demo_site
from tests.web.demo_site import (
    A_READER,
    ARTICLE,
    NOWHERE,
    REFUSED,
    Demo,
    Reader,
    ScriptedSaring,
    Seen,
    scripted_site,
)

POST = f"{ARTICLE}/komentar"
FORM_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}
HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}"


demo, reader = demo_site.demo, demo_site.reader


async def test_an_approved_comment_stands_under_its_article_at_once(reader: Reader) -> None:
    sent = await reader.comment(
        "Baris satu\nbaris dua\n\nParagraf dua", url="https://rina.example/"
    )
    assert sent.status == 303
    place = sent.location.partition("#")[2]
    page = await reader.get(sent.location)
    assert place in page.ids()
    assert "<p>Baris satu<br>baris dua</p>" in page.text
    assert "<p>Paragraf dua</p>" in page.text
    assert "1 komentar" in page.text
    assert "WIB" in page.text


async def test_an_authors_link_earns_no_trust(reader: Reader) -> None:
    sent = await reader.comment(url="https://rina.example/")
    page = await reader.get(sent.location)
    (link,) = [given for _, given in page.elements if given.get("href") == "https://rina.example/"]
    assert link["rel"] == "nofollow ugc noopener"


async def test_an_email_address_is_never_published(reader: Reader) -> None:
    sent = await reader.comment(email="rahasia@contoh.id")
    assert "rahasia" not in (await reader.get(sent.location)).text


async def test_a_held_comment_waits_politely(redis_url: str, tmp_path: Path) -> None:
    async with demo_site.running_demo(redis_url, tmp_path, mode=Mode.ALL_HELD) as demo:
        sent = await demo.reader.comment("Menunggu giliran.")
        assert (sent.status, sent.location) == (303, f"{ARTICLE}?menunggu=1")
        assert "menunggu moderasi" in (await demo.reader.get(sent.location)).text
        assert "Menunggu giliran." not in (await demo.reader.get(ARTICLE)).text


async def test_a_refused_comment_is_told_no_more_than_how_to_reach_a_person(reader: Reader) -> None:
    sent = await reader.comment(f"Ini {REFUSED} saya.")
    assert (sent.status, sent.location) == (303, f"{ARTICLE}?ditolak=1")
    page = await reader.get(sent.location)
    assert "redaksi@wartamuara.example" in page.text
    assert REFUSED not in page.text


async def test_a_filled_honeypot_reaches_saring(demo: Demo) -> None:
    page = await demo.reader.get(ARTICLE)
    name = honeypot_field(page.fields["saring_token"])
    assert page.fields[name] == ""
    sent = await demo.reader.post(page.fields | A_READER | {"comment": "Bagus.", name: "kota"})
    assert sent.location == f"{ARTICLE}?ditolak=1"


async def test_every_fault_is_shown_at_once_next_to_its_field(reader: Reader) -> None:
    sent = await reader.comment("  ", author="", email="bukan", url="javascript:alert(1)")
    assert sent.status == 422
    for name in ("comment", "author", "email", "url"):
        field = sent.element(name)
        assert field["aria-invalid"] == "true"
        assert field["aria-describedby"] == f"eror-{name}"
        assert f"eror-{name}" in sent.ids()
        assert f'<a href="#{name}">' in sent.text
    assert "Ada 4 hal" in sent.text


async def test_the_summary_of_faults_is_where_the_reader_is(reader: Reader) -> None:
    sent = await reader.comment("")
    (summary,) = [given for _, given in sent.elements if given.get("class") == "summary"]
    assert "autofocus" in summary
    assert summary["tabindex"] == "-1"
    assert "Ada satu hal" in sent.text
    assert "<title>Eror:" in sent.text


async def test_a_field_without_fault_is_not_marked(reader: Reader) -> None:
    sent = await reader.comment("")
    assert "aria-invalid" not in sent.element("author")


@pytest.mark.parametrize(
    "text", ["\n\nDua baris kosong di depan", "<b>tebal</b> & 'kutip'", "  spasi  ", "é 😀 \u0639"]
)
async def test_what_was_typed_is_kept_as_it_was(reader: Reader, text: str) -> None:
    typed = {"email": "bukan email", "author": text, "url": "contoh", "comment": text}
    sent = await reader.comment(**{"text": text, **typed})
    assert sent.status == 422
    for name, value in typed.items():
        assert sent.fields[name] == value


async def test_faults_are_told_in_the_readers_language(reader: Reader) -> None:
    fields = (await reader.get(f"{ARTICLE}?lang=en")).fields
    sent = await reader.post(fields, path=f"{POST}?lang=en")
    assert "Please type your comment." in sent.text
    assert "Please fill in your name." in sent.text


async def test_a_too_long_name_is_explained_with_its_limit(reader: Reader) -> None:
    sent = await reader.comment(author="n" * 300)
    assert sent.status == 422
    assert "245" in sent.text
    assert sent.fields["author"] == "n" * 300


async def test_a_form_keeps_its_age_and_trap_when_it_is_shown_again(reader: Reader) -> None:
    page = await reader.get(ARTICLE)
    sent = await reader.post(page.fields)
    assert sent.status == 422
    assert sent.fields == page.fields


async def test_a_reply_stands_under_what_it_answers(reader: Reader) -> None:
    first = await reader.comment("Induk", author="Bu Ani")
    parent = first.location.partition("terbit=")[2].partition("#")[0]
    page = await reader.get(f"{ARTICLE}?balas={parent}")
    assert "Tinggalkan Balasan ke Bu Ani" in page.text
    assert "Batalkan balasan" in page.text
    assert page.fields["comment_parent"] == parent
    sent = await reader.post(page.fields | A_READER | {"comment": "Anak"})
    shown = (await reader.get(sent.location)).text
    assert shown.index("Induk") < shown.index('class="replies"') < shown.index("Anak")


async def test_a_reply_to_what_is_not_there_is_a_comment_of_its_own(reader: Reader) -> None:
    page = await reader.get(f"{ARTICLE}?balas=01a206b27962901204d9772c6710")
    assert page.fields["comment_parent"] == "0"
    assert "Batalkan balasan" not in page.text


async def test_a_reply_to_what_is_gone_may_be_sent_as_a_comment(reader: Reader) -> None:
    sent = await reader.comment(comment_parent="01a206b27962901204d9772c6710")
    assert sent.status == 422
    assert "tidak tersedia lagi" in sent.text
    assert (await reader.post(sent.fields)).status == 303


async def test_sending_the_form_twice_posts_one_comment(reader: Reader) -> None:
    fields = (await reader.get(ARTICLE)).fields | A_READER | {"comment": "Sekali saja"}
    first, second = await asyncio.gather(reader.post(fields), reader.post(fields))
    assert first.location == second.location
    assert (await reader.get(ARTICLE)).text.count("Sekali saja") == 1


async def test_going_back_and_typing_something_else_posts_a_second_comment(reader: Reader) -> None:
    fields = (await reader.get(ARTICLE)).fields | A_READER
    first = await reader.post(fields | {"comment": "Yang pertama"})
    second = await reader.post(fields | {"comment": "Yang kedua"})
    assert first.location != second.location
    page = await reader.get(second.location)
    assert "Yang pertama" in page.text
    assert "Yang kedua" in page.text


async def test_the_same_words_over_another_connection_are_not_taken_twice(reader: Reader) -> None:
    fields = (await reader.get(ARTICLE)).fields | A_READER | {"comment": "Sekali saja"}
    first = await reader.post(fields)
    again = await reader.send("POST", POST, data=fields, headers={"User-Agent": "lain"})
    assert (again.status, again.location) == (303, first.location)


async def test_hostile_input_is_inert_where_it_is_published(reader: Reader) -> None:
    sent = await reader.comment(HOSTILE, author=HOSTILE, url="https://a.example/%22%3E")
    page = await reader.get(sent.location)
    assert sent.status == 303
    _inert(page)
    assert "&lt;script&gt;alert(1)" in page.text


async def test_hostile_input_is_inert_where_it_is_corrected(reader: Reader) -> None:
    fields = dict.fromkeys((await reader.get(ARTICLE)).fields, HOSTILE)
    sent = await reader.post(fields | {HOSTILE: HOSTILE})
    assert sent.status == 422
    assert sent.fields["comment"] == HOSTILE
    _inert(sent)


def _inert(page: Seen) -> None:
    assert "{{7*7}}" in page.text
    for tag, given in page.elements:
        assert tag not in {"script", "img"}
        assert not any(name.startswith("on") for name in given)


async def test_while_saring_is_away_what_was_typed_is_kept(redis_url: str, tmp_path: Path) -> None:
    async with demo_site.running_demo(redis_url, tmp_path, saring=NOWHERE) as demo:
        sent = await demo.reader.comment("Jangan hilang", url="https://a.example")
    assert sent.status == 503
    assert sent.headers["Retry-After"] == "5"
    assert "coba lagi" in sent.text
    assert sent.fields["comment"] == "Jangan hilang"
    assert sent.fields["url"] == "https://a.example"


def problem(status: int) -> web.Response:
    """Answer with a problem."""
    return web.json_response(
        {"type": "/problems/x", "title": "x", "status": status, "detail": "rinci", "instance": "1"},
        status=status,
        content_type="application/problem+json",
    )


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        pytest.param(lambda _: problem(429), 429, "terlalu cepat", id="too fast"),
        pytest.param(lambda _: problem(413), 413, "terlalu panjang", id="too large"),
        pytest.param(lambda _: web.Response(status=413), 413, "terlalu panjang", id="by a proxy"),
        pytest.param(lambda _: problem(401), 503, "coba lagi", id="key revoked"),
        pytest.param(lambda _: problem(500), 503, "coba lagi", id="broken"),
        pytest.param(lambda _: problem(503), 503, "coba lagi", id="store away"),
        pytest.param(lambda _: web.Response(status=201, text="oh"), 503, "coba lagi", id="no JSON"),
        pytest.param(lambda _: web.json_response({}, status=201), 503, "coba lagi", id="no id"),
        pytest.param(
            lambda _: web.Response(status=302, headers={"Location": "/lain"}),
            503,
            "coba lagi",
            id="sent elsewhere",
        ),
    ],
)
async def test_every_other_answer_keeps_what_was_typed(
    answer: object, status: int, words: str
) -> None:
    saring = ScriptedSaring()
    saring.answers["/v1/comments"] = answer  # type: ignore[assignment]  # parametrised
    async with scripted_site(saring) as reader:
        sent = await reader.comment("Jangan hilang")
    assert sent.status == status
    assert words in sent.text
    assert sent.fields["comment"] == "Jangan hilang"


async def test_a_fault_of_what_the_form_does_not_show_is_told_all_the_same() -> None:
    saring = ScriptedSaring()
    fault = {"pointer": "/client/ip", "code": "wrong_type", "detail": "Bukan alamat IP."}
    saring.answers["/v1/comments"] = lambda _: web.json_response(
        {"status": 422, "errors": [fault]}, status=422
    )
    async with scripted_site(saring) as reader:
        sent = await reader.comment()
    assert sent.status == 422
    assert "<li>Bukan alamat IP.</li>" in sent.text


async def test_a_connection_that_breaks_is_tried_once_more_with_the_same_key() -> None:
    saring = ScriptedSaring()

    def break_once(request: web.Request) -> web.StreamResponse:
        keys = [each.headers["Idempotency-Key"] for each in saring.asked if each.method == "POST"]
        if len(keys) == 1:
            assert request.transport is not None
            request.transport.abort()
        assert len(set(keys)) == 1
        return web.json_response({"id": "a", "status": "held"}, status=201)

    saring.answers["/v1/comments"] = break_once
    async with scripted_site(saring) as reader:
        sent = await reader.comment()
    assert sent.location == f"{ARTICLE}?menunggu=1"


async def test_a_comment_that_has_not_come_in_yet_is_announced() -> None:
    saring = ScriptedSaring()
    saring.answers["/v1/comments"] = lambda _: web.json_response(
        {"id": "belum-ada", "status": "approved"}, status=201
    )
    async with scripted_site(saring) as reader:
        sent = await reader.comment()
        page = await reader.get(sent.location)
    assert sent.location == f"{ARTICLE}?terbit=belum-ada#komentar-belum-ada"
    assert page.element("komentar-belum-ada")["role"] == "status"
    assert "akan tampil di sini sebentar lagi" in page.text


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        pytest.param(b"comment=" + b"a" * 1_048_576, FORM_TYPE, 413, id="too large"),
        pytest.param(b"{}", {"Content-Type": "application/json"}, 415, id="JSON"),
        pytest.param(b"x", {"Content-Type": "multipart/form-data; boundary=a"}, 415, id="parts"),
        pytest.param(b"&".join([b"a=b"] * 41), FORM_TYPE, 400, id="too many fields"),
        pytest.param(b"", FORM_TYPE, 422, id="empty"),
        pytest.param(b"comment=%ff%fe&author=%00", FORM_TYPE, 422, id="no UTF-8"),
        pytest.param("comment=é".encode("latin-1"), FORM_TYPE, 422, id="raw bytes"),
    ],
)
async def test_bodies_that_no_form_of_ours_sends(
    reader: Reader, body: bytes, kind: dict[str, str], status: int
) -> None:
    sent = await reader.send("POST", POST, data=BytesIO(body), headers=kind)
    assert sent.status == status
    assert sent.headers["Content-Type"].startswith("text/html")


async def test_a_body_that_never_ends_is_given_up(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "BODY_SECONDS", 0.01)
    ended = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield b"comment="
        await ended.wait()

    sent = await reader.send("POST", POST, data=slow(), headers=FORM_TYPE)
    ended.set()
    assert sent.status == 408
    assert "Kiriman terputus" in sent.text


async def test_the_longest_comment_fits_through_the_form(reader: Reader) -> None:
    fields = (await reader.get(ARTICLE)).fields | A_READER | {"comment": "é" * 65_525}
    body = urlencode(fields).encode()
    sent = await reader.send("POST", POST, data=BytesIO(body), headers=FORM_TYPE)
    assert sent.status == 303
