"""Akismet's door: keys, bodies, verdicts, to the byte."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import FormData
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation import administration
from moderation.administration import NewSite
from moderation.domain import CommentState, Mode, Submission
from moderation.sites.key_guesses import BURST, INTERVAL_MS, KeyGuesses
from moderation.submission.fields import FIELDS
from moderation.web.doors.akismet.fields import ABSENT, FORM, MADE
from moderation.web.http.context import Context
from tests.builders import JUDOL, POLITE
from tests.web import keyspace
from tests.web.conftest import Browser, Serve
from tests.web.doors.akismet import Akismet, a_call

CHECK = "/1.1/comment-check"
WRONG = "0123456789ab"
FORM_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}


def as_form(params: dict[str, Any]) -> bytes:
    return urlencode(params).encode()


def test_every_field_of_the_domain_is_mapped_made_or_absent() -> None:
    names = {each.name for each in FIELDS}
    assert FORM.keys() | MADE | ABSENT == names
    assert len(FORM) + len(MADE) + len(ABSENT) == len(names)


async def kept(context: Context, guid: str) -> Submission:
    return (await context.store.comments.find("kabar", guid)).submission


async def test_a_check_is_a_comment_with_its_decision(akismet: Akismet, context: Context) -> None:
    body, guid = await akismet.checked(comment_ID="77", user_ID="5", comment_post_ID="12")
    assert body == "false"
    comment = await context.store.comments.find("kabar", guid)
    assert (comment.state, comment.via) == (CommentState.APPROVED, "akismet")
    said = comment.submission
    assert (said.article.id, said.article.url) == ("12", "https://kabar.example/feri")
    assert (said.author.email, said.author.id, said.external_id) == ("rina@example.com", "5", "77")
    assert (said.client.ip, said.text) == ("203.0.113.7", POLITE)


async def test_spam_is_true(akismet: Akismet) -> None:
    assert await akismet.check(comment_content=JUDOL) == "true"


async def test_what_the_site_shows_itself_is_not_on_the_stream(
    akismet: Akismet, bearer: dict[str, str]
) -> None:
    await akismet.check()
    page = await (await akismet.client.get("/v1/approved", headers=bearer)).json()
    assert page["entries"] == []


@pytest.mark.parametrize("missing", ["blog", "user_ip"])
async def test_what_every_check_needs_is_asked_for(akismet: Akismet, missing: str) -> None:
    answer = await akismet.post(CHECK, **a_call(**{missing: None}))
    assert (answer.status, await answer.read()) == (200, b"invalid")
    assert missing in answer.headers["X-akismet-debug-help"]


async def test_what_else_is_absent_is_no_fault(akismet: Akismet, context: Context) -> None:
    only = {"blog": "https://kabar.example/", "user_ip": "203.0.113.7"}
    answer = await akismet.post(CHECK, **only, comment_content=POLITE)
    assert await answer.text() == "false"
    said = await kept(context, answer.headers["X-akismet-guid"])
    assert (said.author.name, said.author.email) == ("", "")
    assert said.article.id == "https://kabar.example/"
    assert await (await akismet.post(CHECK, **only)).text() == "false"


@pytest.mark.parametrize(
    "changes",
    [
        {"comment_author_email": "bukan alamat"},
        {"comment_author_url": "javascript:alert(1)"},
        {"comment_author": "R" * 1_000},
        {"comment_content": POLITE + "\x00\x1b"},
        {"comment_content": POLITE + " " * 70_000},
        {"comment_date_gmt": "kemarin"},
        {"comment_date_gmt": "2999-01-01T00:00:00"},
        {"permalink": "feri"},
        {"permalink": "https://kabar.example/" + "a" * 3_000},
        {"user_ip": "tidak tahu"},
        {"comment_parent": "99"},
        {"comment_author": "   ", "comment_author_email": " "},
    ],
)
async def test_what_cannot_be_read_is_left_out_or_cut(
    akismet: Akismet, changes: dict[str, str]
) -> None:
    assert await akismet.check(**changes) == "false"


async def test_a_text_whose_end_was_not_looked_at_is_held(
    akismet: Akismet, context: Context
) -> None:
    body, guid = await akismet.checked(comment_content=POLITE + " " * 66_000 + JUDOL)
    assert body == "true"
    comment = await context.store.comments.find("kabar", guid)
    assert comment.state is CommentState.HELD
    assert "cut" in {reason.code for reason in comment.events[0].decision.reasons}


@pytest.mark.parametrize(
    "sent", ["2026-11-01T07:00:00", "2026-11-01 07:00:00", "2026-11-01T07:00:00Z"]
)
async def test_a_time_without_an_offset_is_in_utc(
    akismet: Akismet, context: Context, sent: str
) -> None:
    _, guid = await akismet.checked(comment_date_gmt=sent.format("2026-11-01", "07:00:00"))
    assert (await kept(context, guid)).submitted_at == 1_793_516_400_000


@pytest.mark.parametrize("name", ["api_key", "key"])
async def test_the_key_has_two_names(akismet: Akismet, name: str) -> None:
    sent = a_call(**{name: akismet.key})
    assert await (await akismet.client.post(CHECK, data=sent)).text() == "false"


@pytest.mark.parametrize("host", ["{}.rest.akismet.com", "{}.saring.example:8080", "{}.localhost"])
async def test_the_key_may_be_the_first_label_of_the_host(akismet: Akismet, host: str) -> None:
    for key in (akismet.key, akismet.key.upper()):
        headers = {"Host": host.format(key)}
        answer = await akismet.client.post(CHECK, data=a_call(), headers=headers)
        assert await answer.text() == "false"


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("{}", ""),
        ("a{}.example", ""),
        ("{}a.example", ""),
        ("x.{}.example", ""),
        (f"{WRONG}.example", ""),
        ("{}.example", WRONG),
        ("{}.example", "srg_x"),
        ("[::1]", ""),
        ("", ""),
    ],
)
async def test_no_other_host_opens_and_a_wrong_key_is_wrong_on_any(
    akismet: Akismet, host: str, key: str
) -> None:
    sent = a_call() | ({"api_key": key} if key else {})
    headers = {"Host": host.format(akismet.key)}
    answer = await akismet.client.post(CHECK, data=sent, headers=headers)
    assert (answer.status, await answer.read()) == (200, b"invalid")
    assert answer.headers["X-akismet-debug-help"]


async def test_the_proxys_word_for_the_host_counts_where_it_is_trusted(
    serve: Serve, site: NewSite
) -> None:
    client = await serve(trust_proxy=1)
    headers = {"X-Forwarded-Host": f"{site.akismet_key}.saring.example"}
    answer = await client.post(CHECK, data=a_call(), headers=headers)
    assert await answer.text() == "false"
    answer = await (await serve()).post(CHECK, data=a_call(), headers=headers)
    assert await answer.text() == "invalid"


async def test_keys_are_verified(akismet: Akismet, site: NewSite) -> None:
    assert re.fullmatch("[0-9a-f]{12}", akismet.key)
    assert await akismet.said("/1.1/verify-key", blog="https://kabar.example") == "valid"
    assert await akismet.said("/1.1/verify-key", api_key=None, key=akismet.key) == "valid"
    for wrong in (WRONG, site.api_key, "", "x" * 500):
        answer = await akismet.post("/1.1/verify-key", api_key=wrong)
        assert (answer.status, await answer.read()) == (200, b"invalid")


async def test_the_key_opens_this_door_and_no_other(
    akismet: Akismet, context: Context, site: NewSite
) -> None:
    headers = {"Authorization": f"Bearer {akismet.key}"}
    assert (await akismet.client.get("/v1/approved", headers=headers)).status == 401
    body = {"comment": {"text": POLITE}, "requestedAttributes": {"SPAM": {}}}
    path = "/v1alpha1/comments:analyze"
    answer = await akismet.client.post(path, params={"key": akismet.key}, json=body)
    assert answer.status == 400


async def test_a_revoked_key_opens_nothing(akismet: Akismet, context: Context) -> None:
    (record,) = [k for k in await context.store.sites.keys_of("kabar") if k.door == "akismet"]
    await administration.revoke_key(context.store, "kabar", record.id)
    answer = await akismet.post("/1.1/verify-key")
    assert await answer.text() == "invalid"
    assert "revoked" in answer.headers["X-akismet-debug-help"]


async def test_guesses_are_limited_and_known_keys_are_not(akismet: Akismet) -> None:
    await akismet.check()
    for number in range(BURST):
        answer = await akismet.post("/1.1/verify-key", api_key=f"{number:012x}")
        assert await answer.text() == "invalid"
    answer = await akismet.post("/1.1/verify-key", api_key=WRONG)
    assert answer.status == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert await akismet.check(comment_content="Jadwalnya kapan, ya?") == "false"


def test_guesses_come_back_with_time_and_networks_are_apart() -> None:
    guesses = KeyGuesses()
    for _ in range(BURST):
        assert guesses.wait_ms("a", "k", 0) == 0
        guesses.failed("a", "k", 0)
    assert guesses.wait_ms("a", "k", 0) == INTERVAL_MS
    assert guesses.wait_ms("a", "k", INTERVAL_MS) == guesses.wait_ms("b", "k", 0) == 0
    guesses.opened("known")
    assert guesses.wait_ms("a", "known", 0) == 0
    guesses.failed("a", "known", 0)
    assert guesses.wait_ms("a", "known", 0) > 0


async def test_bodies_may_be_multipart(akismet: Akismet, context: Context) -> None:
    form = FormData(default_to_multipart=True)
    text = f"{POLITE} ünï + & = %41"
    for name, value in (a_call(comment_content=text) | {"api_key": akismet.key}).items():
        form.add_field(name, value)
    answer = await akismet.client.post(CHECK, data=form)
    assert await answer.text() == "false"
    assert (await kept(context, answer.headers["X-akismet-guid"])).text == text


async def test_bodies_may_be_json(akismet: Akismet, context: Context) -> None:
    sent = a_call(comment_post_ID=12, is_test=False, comment_context=["a", "b"], more={"x": [1]})
    answer = await akismet.client.post(CHECK, json=sent | {"api_key": akismet.key})
    assert await answer.text() == "false"
    assert (await kept(context, answer.headers["X-akismet-guid"])).article.id == "12"


async def test_a_form_is_read_whatever_its_type_says(akismet: Akismet, context: Context) -> None:
    text = "Lima + lima = 10 & %41 ünï"
    form = as_form(a_call(comment_content=text) | {"api_key": akismet.key})
    answer = await akismet.client.post(CHECK, data=form, headers={"Content-Type": "charset=utf-8"})
    assert await answer.text() == "false"
    assert (await kept(context, answer.headers["X-akismet-guid"])).text == text


@pytest.mark.parametrize(
    "more",
    ["comment_context=a&comment_context=b", "comment_context[]=a&comment_context%5B%5D=b",
     "comment_context[0]=a&comment_context[1]=b", "&&=&x&=y", "POST_comment=" + "a" * 100_000,
     "&".join(f"HTTP_{n}={n}" for n in range(3_000))],
)  # fmt: skip
async def test_what_is_not_asked_for_is_ignored(akismet: Akismet, more: str) -> None:
    form = as_form(a_call() | {"api_key": akismet.key}) + b"&" + more.encode()
    answer = await akismet.client.post(CHECK, data=form, headers=FORM_TYPE)
    assert await answer.text() == "false"


async def test_older_charsets_are_read(akismet: Akismet, context: Context) -> None:
    sent = b"comment_content=Kaf%e9+enak&blog_charset=ISO-8859-1&blog=x&user_ip=192.0.2.1&api_key="
    sent += akismet.key.encode()
    answer = await akismet.client.post(CHECK, data=sent, headers=FORM_TYPE)
    assert (await kept(context, answer.headers["X-akismet-guid"])).text == "Kafé enak"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"[1]"),
        ("application/json", b"{"),
        ("application/json", b"\xff"),
        ("application/json", b'{"a":' * 5_000),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=b", b"--b\r\nx\r\n--b--"),
        ("application/x-www-form-urlencoded", b""),
        ("application/x-www-form-urlencoded", b"\x00\xff&&&=%zz"),
        ("text/plain", b"halo"),
    ],
)
async def test_what_cannot_be_read_is_invalid(client: Browser, kind: str, body: bytes) -> None:
    answer = await client.post(CHECK, data=body, headers={"Content-Type": kind})
    assert (answer.status, await answer.read()) == (200, b"invalid")


async def test_what_is_too_large_is_an_error_to_hold_for(serve: Serve, site: NewSite) -> None:
    akismet = Akismet(await serve(body_limit=1024), site.akismet_key)
    answer = await akismet.post(CHECK, **a_call(comment_content="a" * 2_000))
    assert (answer.status, await answer.read()) == (413, b"error")
    assert answer.headers["X-akismet-error"]


@pytest.mark.parametrize(
    "changes",
    [
        {"comment_author": "akismet-guaranteed-spam"},
        {"comment_author": "viagra-test-123"},
        {"comment_author_email": "Akismet-Guaranteed-Spam@example.com"},
        {"comment_author": "akismet-guaranteed-spam", "is_test": "1"},
        {"comment_author": "akismet-guaranteed-spam", "user_role": "administrator"},
    ],
)
async def test_what_is_spam_by_agreement_leaves_no_trace(
    akismet: Akismet, redis_url: str, changes: dict[str, str]
) -> None:
    before = keyspace.image(redis_url)
    assert await akismet.check(**changes) == "true"
    assert keyspace.image(redis_url) == before


@pytest.mark.parametrize("role", ["administrator", "editor, Administrator"])
async def test_an_administrator_writes_no_spam(akismet: Akismet, role: str) -> None:
    assert await akismet.check(comment_content=JUDOL, user_role=role) == "false"


@pytest.mark.parametrize("test", ["1", "true", "True", "yes"])
async def test_a_test_is_judged_and_leaves_no_trace(
    akismet: Akismet, redis_url: str, test: str
) -> None:
    before = keyspace.image(redis_url)
    assert await akismet.check(is_test=test) == "false"
    assert await akismet.check(is_test=test, comment_content=JUDOL) == "true"
    assert await akismet.said("/1.1/submit-spam", **a_call(is_test=test)) == (
        "Thanks for making the web a better place."
    )
    assert keyspace.image(redis_url) == before


@pytest.mark.parametrize("no", ["", "0", "false", "False"])
async def test_what_is_no_test_is_kept(akismet: Akismet, no: str) -> None:
    _, guid = await akismet.checked(is_test=no)
    assert guid


async def test_a_filled_honeypot_is_spam(akismet: Akismet) -> None:
    assert await akismet.check(honeypot_field_name="jebakan", jebakan="terisi") == "true"
    text = "Jadwalnya kapan, ya?"
    empty = {"honeypot_field_name": "jebakan", "jebakan": "", "comment_content": text}
    assert await akismet.check(**empty) == "false"


async def test_a_recheck_is_the_same_comment(akismet: Akismet) -> None:
    text = "Jadwal kapal <b>malam</b> &amp; pagi berubah, mohon dicatat semua warga."
    first = await akismet.checked(comment_content=text)
    assert (
        await akismet.checked(
            comment_content=text.replace("&amp;", "&").replace("<b>", "").replace("</b>", ""),
            recheck_reason="recheck_queue",
            comment_ID="7",
        )
        == first
    )
    later = await akismet.checked(comment_content=text + " Terima kasih.", recheck_reason="edit")
    assert later[1] != first[1]


async def test_who_is_not_known_by_address_is_known_by_what_there_is(akismet: Akismet) -> None:
    texts = [f"Pendapat nomor {number}: jadwalnya perlu ditambah." for number in range(8)]
    told = [
        await akismet.check(comment_author_email=None, comment_author=f"A{n}", comment_content=text)
        for n, text in enumerate(texts)
    ]
    assert told == ["false"] * 8


async def chosen(context: Context, **choices: str) -> None:
    """Choose for the site's key of this door."""
    (record,) = [k for k in await context.store.sites.keys_of("kabar") if k.door == "akismet"]
    await administration.choose(context.store, "kabar", record.id, choices)


@pytest.mark.parametrize(
    ("hold", "first", "later"),
    [("spam", "true", "true"), ("recheck", "false", "true"), ("ham", "false", "false")],
)
async def test_a_key_chooses_what_a_held_comment_is(
    akismet: Akismet, context: Context, hold: str, first: str, later: str
) -> None:
    await administration.change_site(context.store, "kabar", mode=Mode.ALL_HELD)
    await chosen(context, hold=hold)
    answer = await akismet.post(CHECK, **a_call())
    assert await answer.text() == first
    wait = "120" if hold == "recheck" else None
    assert answer.headers.get("X-akismet-recheck-after") == wait
    again = await akismet.post(CHECK, **a_call(recheck_reason="retry"))
    assert await again.text() == later
    assert "X-akismet-recheck-after" not in again.headers


async def test_nothing_may_be_thrown_away_by_itself(akismet: Akismet) -> None:
    answer = await akismet.post(CHECK, **a_call(comment_content=JUDOL))
    assert await answer.text() == "true"
    assert "X-akismet-pro-tip" not in answer.headers


async def test_a_key_may_let_sure_spam_be_thrown_away(akismet: Akismet, context: Context) -> None:
    await chosen(context, discard="1")
    answer = await akismet.post(CHECK, **a_call(comment_content=JUDOL))
    assert answer.headers["X-akismet-pro-tip"] == "discard"
    polite = await akismet.post(CHECK, **a_call())
    trapped = await akismet.post(
        CHECK, **a_call(comment_content="Ya!", honeypot_field_name="j", j="x")
    )
    assert await trapped.text() == "true"
    assert not {"X-akismet-pro-tip"} & {*polite.headers, *trapped.headers}


async def test_a_class_is_told_to_who_asks(akismet: Akismet) -> None:
    answer = await akismet.post(CHECK, **a_call(comment_content=JUDOL), classify="1")
    assert answer.headers["X-akismet-classification"] == "spam"


async def test_no_answer_says_more_than_its_headers(akismet: Akismet) -> None:
    answer = await akismet.post(CHECK, **a_call())
    known = {"x-akismet-guid", "x-request-id", "x-content-type-options"}
    assert {each.lower() for each in answer.headers if each.lower().startswith("x-")} == known


any_text = st.text(st.characters(codec="utf-8"), max_size=40)
NAMES = st.sampled_from([*sorted(FORM.values()), "comment_post_ID", "honeypot_field_name", "from"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(params=st.dictionaries(NAMES | any_text, any_text, max_size=8))
async def test_whatever_a_form_holds_has_a_verdict(
    akismet: Akismet, params: dict[str, str]
) -> None:
    sent = a_call() | params | {"api_key": akismet.key, "blog": "b", "user_ip": "192.0.2.1"}
    answer = await akismet.client.post(CHECK, data=as_form(sent), headers=FORM_TYPE)
    assert (answer.status, await answer.text()) in {(200, "true"), (200, "false")}


KINDS = st.sampled_from(
    ["application/json", "multipart/form-data; boundary=b", "application/x-www-form-urlencoded",
     "text/plain; charset=utf-7", 'multipart/form-data; boundary=""']
)  # fmt: skip
PIECES = st.sampled_from(
    [b"--b", b"\r\n\r\n", b"Content-Disposition: form-data; name=", b'"blog"', b"&", b"=", b"%",
     b"{", b'"api_key":', b"null", b"[", b"\xff", b"\x00"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(body=st.lists(PIECES | st.binary(max_size=9), max_size=12).map(b"".join), kind=KINDS)
async def test_any_bytes_are_answered(client: Browser, body: bytes, kind: str) -> None:
    answer = await client.post(CHECK, data=body, headers={"Content-Type": kind})
    assert (answer.status, await answer.read()) == (200, b"invalid")
