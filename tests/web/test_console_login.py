"""Logging in: who gets in, how often one may try, and what a session is worth to a thief."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from multidict import CIMultiDict

from moderation import administration, clock
from moderation.administration.moderators import change_moderator
from moderation.store.moderators import LOGIN_LIMITS, LoginLimit, LoginLimits, moderator_id
from moderation.web.console.pages.login import show_login
from moderation.web.console.pages.problem import problem_page
from moderation.web.http.context import Context
from tests.steps import turns_of
from tests.web.conftest import Browser, Serve, context_of
from tests.web.desk import PASSWORD, SESSION, SITE, Desk, case_path, hire, hold


@pytest.fixture
async def desk(client: Browser, context: Context) -> AsyncIterator[Desk]:
    """Sit down at a browser that nobody has logged in with; a site and a moderator exist."""
    await administration.add_site(context.store, SITE)
    await hire(context.store)
    desk = Desk(client)
    yield desk
    await desk.session.close()


async def test_a_moderator_gets_in_and_sees_the_queue(desk: Desk) -> None:
    answer = await desk.log_in("budi@kabar.example")
    assert answer.status == 200
    assert answer.url.path == f"/console/sites/{SITE}"
    assert "Antrean" in desk.text


async def test_the_e_mail_address_is_compared_without_case(desk: Desk) -> None:
    assert (await desk.log_in(" BUDI@Kabar.Example ")).url.path == f"/console/sites/{SITE}"


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("budi@kabar.example", "kata sandi yang salah"),
        ("orang@lain.example", PASSWORD),
        ("budi@kabar.example", ""),
        ("", PASSWORD),
        ("budi@kabar.example", PASSWORD + "x" * 4_000),
        ("\x00\u202e", PASSWORD),
    ],
    ids=["wrong", "unknown", "empty-password", "empty-email", "endless", "controls"],
)
async def test_a_wrong_pair_says_the_same_whichever_part_is_wrong(
    desk: Desk, email: str, password: str
) -> None:
    answer = await desk.log_in(email, password)
    assert answer.status == 422
    assert "Email atau kata sandi tidak cocok." in desk.text
    assert not desk.cookie(SESSION)


async def test_a_wrong_password_keeps_the_e_mail_address_typed(desk: Desk) -> None:
    await desk.log_in("budi@kabar.example", "kata sandi yang salah")
    assert 'value="budi@kabar.example"' in desk.text
    assert "kata sandi yang salah" not in desk.text


async def test_blanks_around_an_address_make_it_no_other_one(desk: Desk) -> None:
    for number in range(LOGIN_LIMITS.pair.burst):
        padded = "budi@kabar.example" + " " * (240 + number) + "x"
        assert (await desk.log_in(padded, "kata sandi yang salah")).status == 422
    assert (await desk.log_in("budi@kabar.example")).status == 429


async def test_too_many_attempts_must_wait_and_are_told_how_long(desk: Desk) -> None:
    for _ in range(LOGIN_LIMITS.pair.burst):
        await desk.log_in("budi@kabar.example", "kata sandi yang salah")
    answer = await desk.log_in("budi@kabar.example")
    assert answer.status == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 30
    assert "Terlalu banyak percobaan masuk. Coba lagi dalam" in desk.text
    assert "detik" in desk.text


async def test_a_good_attempt_counts_nowhere(
    desk: Desk, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow(monkeypatch, pair=1, network=1, email=1)
    for _ in range(3):
        assert (await desk.log_in("budi@kabar.example")).status == 200
        await desk.post("/console/logout")
    assert [name async for name in context.store.client.scan_iter("mod:{logins}:*")] == []


@pytest.mark.parametrize(
    ("burst", "email", "came_from", "status"),
    [
        pytest.param({"pair": 1}, "budi", "203.0.113.7", 429, id="the same pair"),
        pytest.param({"pair": 1}, "BUDI", "203.0.113.7", 429, id="in capitals"),
        pytest.param({"pair": 1}, "budi", "203.0.113.8", 200, id="the owner, from elsewhere"),
        pytest.param({"pair": 1}, "rina", "203.0.113.7", 200, id="a neighbour in the network"),
        pytest.param({"email": 1}, "budi", "203.0.113.8", 429, id="too many on one e-mail"),
        pytest.param({"network": 1}, "rina", "203.0.113.7", 429, id="too many from one network"),
    ],
)
async def test_attempts_in_vain_are_counted_by_whom_and_from_where(
    serve: Serve,
    monkeypatch: pytest.MonkeyPatch,
    burst: dict[str, int],
    email: str,
    came_from: str,
    status: int,
) -> None:
    allow(monkeypatch, **burst)
    desk = await _outside(await serve(trust_proxy=True))
    desk.headers["X-Forwarded-For"] = "203.0.113.7"
    assert (await desk.log_in("budi@kabar.example", "kata sandi yang salah")).status == 422
    desk.headers["X-Forwarded-For"] = came_from
    assert (await desk.log_in(f"{email}@kabar.example")).status == status
    await desk.session.close()


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:aaaa::9", 429),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", 422),
        ("203.0.113.7:4711", "203.0.113.7:4712", 429),
        ("[2001:db8:1:2::1]:4711", "2001:db8:1:2::1", 429),
        ("unknown", "_hidden", 429),
    ],
)
async def test_a_network_counts_as_one_client_whatever_the_port(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, first: str, second: str, status: int
) -> None:
    allow(monkeypatch, pair=1)
    desk = await _outside(await serve(trust_proxy=True))
    answers = []
    for address in (first, second):
        desk.headers["X-Forwarded-For"] = address
        answers.append((await desk.log_in("budi@kabar.example", "kata sandi yang salah")).status)
    assert answers == [422, status]
    await desk.session.close()


@pytest.mark.parametrize(
    ("hops", "lines", "status"),
    [
        (1, ["198.51.100.{}", "203.0.113.7"], 429),
        (1, ["198.51.100.{}, 203.0.113.7"], 429),
        (1, ["203.0.113.7", "198.51.100.{}"], 422),
        (2, ["198.51.100.{}", "203.0.113.7, 10.0.0.1"], 429),
        (2, ["198.51.100.{}", "203.0.113.7", "10.0.0.1"], 429),
        (2, ["198.51.100.{}, 10.0.0.1"], 422),
        (2, ["198.51.100.{}"], 422),
        (0, ["198.51.100.{}"], 429),
    ],
)
async def test_of_forwarded_addresses_the_one_counts_that_our_outermost_proxy_wrote(
    hops: int, lines: list[str], status: int, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow(monkeypatch, pair=1)
    desk = await _outside(await serve(trust_proxy=hops))
    answers = []
    for number in (7, 8):
        desk.lines = [("X-Forwarded-For", line.format(number)) for line in lines]
        answers.append((await desk.log_in("budi@kabar.example", "kata sandi yang salah")).status)
    assert answers == [422, status]
    await desk.session.close()


def allow(monkeypatch: pytest.MonkeyPatch, **burst: int) -> None:
    """Choose how many attempts in vain are allowed at once."""
    limits = LoginLimits(**{name: LoginLimit(count, 3_600_000) for name, count in burst.items()})
    monkeypatch.setattr("moderation.store.moderators.LOGIN_LIMITS", limits)


async def test_logging_in_makes_a_token_that_nobody_could_have_planted(desk: Desk) -> None:
    planted = "A" * 43
    desk.session.cookie_jar.update_cookies({SESSION: planted}, desk.client.make_url("/"))
    await desk.log_in("budi@kabar.example")
    assert desk.cookie(SESSION) not in {"", planted}


async def test_logging_in_again_ends_the_session_before(desk: Desk, client: Browser) -> None:
    await desk.log_in("budi@kabar.example")
    old = desk.cookie(SESSION)
    await desk.post("/console/logout")
    await desk.log_in("budi@kabar.example")
    assert desk.cookie(SESSION) != old
    answer = await client.get(
        "/console", headers={"Cookie": f"{SESSION}={old}"}, allow_redirects=False
    )
    assert answer.headers["Location"].startswith("/console/login")


async def test_logging_out_ends_the_session_in_the_store(desk: Desk, client: Browser) -> None:
    await desk.log_in("budi@kabar.example")
    token = desk.cookie(SESSION)
    await desk.post("/console/logout")
    assert not desk.cookie(SESSION)
    answer = await client.get(
        "/console/api/sites", headers={"Cookie": f"{SESSION}={token}"}, allow_redirects=False
    )
    assert answer.status == 401


async def test_the_store_knows_no_token_that_would_open_a_session(
    desk: Desk, context: Context
) -> None:
    await desk.log_in("budi@kabar.example")
    names = [name async for name in context.store.client.scan_iter("mod:{sessions}:*")]
    assert len(names) == 1
    assert desk.cookie(SESSION) not in names[0]


async def test_a_session_that_is_not_used_lapses(serve: Serve, redis_url: str) -> None:
    client = await serve(session_life="3600")
    desk = await _hired(client)
    names = [name async for name in context_of(client).store.client.scan_iter("mod:{sessions}:*")]
    assert 0 < await context_of(client).store.client.pttl(names[0]) <= 3_600_000
    await context_of(client).store.client.delete(*names)
    answer = await desk.get("/console", follow=False)
    assert answer.headers["Location"] == "/console/login"
    await desk.session.close()


async def test_a_session_ends_some_day_however_much_it_is_used(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await serve(session_limit="7200")
    desk = await _hired(client)
    began = clock.now_ms()
    for later, page in ((3_600_000, "/console"), (7_200_000, "/console/login")):
        monkeypatch.setattr("moderation.clock.now_ms", lambda at=began + later: at)
        answer = await desk.get("/console", follow=False)
        assert answer.headers["Location"].startswith(page)
    await desk.session.close()


async def test_logging_in_and_out_is_logged_and_says_who_but_no_address(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    allow(monkeypatch, pair=1, network=9, email=9)
    budi, wrong = "budi@kabar.example", "kata sandi yang salah"
    await desk.log_in(budi)
    await desk.post("/console/logout")
    for email in ("orang@lain.example", budi, budi):
        await desk.log_in(email, wrong)
    said = capsys.readouterr().err
    told = [json.loads(line) for line in said.splitlines()]
    who = {"moderator": moderator_id(budi)}
    assert [
        {name: value for name, value in line.items() if name not in {"part", "timestamp"}}
        for line in told
    ] == [
        {"event": "logged_in", "level": "info"} | who,
        {"event": "logged_out", "level": "info"} | who,
        {"event": "log_in_refused", "level": "warning", "reason": "wrong_password"},
        {"event": "log_in_refused", "level": "warning", "reason": "wrong_password"} | who,
        {"event": "log_in_refused", "level": "warning", "reason": "too_many_attempts"},
    ]
    assert "@" not in said
    assert "127.0.0.1" not in said


async def test_a_moderator_who_was_removed_is_out_at_once(desk: Desk, context: Context) -> None:
    await desk.log_in("budi@kabar.example")
    await context.store.client.hdel("mod:{moderators}", moderator_id("budi@kabar.example"))
    answer = await desk.get("/console", follow=False)
    assert answer.headers["Location"] == "/console/login"


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(desk: Desk) -> None:
    await desk.get("/console/login")
    answer = await desk.post(
        "/console/login", follow=False, email="budi@kabar.example", password=PASSWORD
    )
    cookie = answer.cookies[SESSION]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["domain"]
    assert not cookie["secure"]


async def test_under_https_the_cookie_is_bound_to_the_host(serve: Serve) -> None:
    client = await serve(secure_cookies="always")
    answer = await client.get("/console/login")
    cookie = answer.cookies["__Host-saring-visitor"]
    assert cookie["secure"]
    assert cookie["path"] == "/"
    assert cookie["samesite"] == "Strict"


async def test_behind_a_trusted_proxy_https_is_what_the_proxy_says(serve: Serve) -> None:
    client = await serve(trust_proxy="true")
    for told, secure in (
        (["https"], True),
        (["http", "https"], True),
        (["http, https"], True),
        (["https", "http"], False),
        ([], False),
    ):
        headers = CIMultiDict(("X-Forwarded-Proto", each) for each in told)
        answer = await client.get("/console/login", headers=headers)
        assert ("__Host-saring-visitor" in answer.cookies) == secure


async def test_the_proxys_word_counts_only_where_it_is_trusted(client: Browser) -> None:
    answer = await client.get("/console/login", headers={"X-Forwarded-Proto": "https"})
    assert "saring-visitor" in answer.cookies


async def test_after_logging_in_one_comes_back_to_the_page_asked_for(
    desk: Desk, context: Context
) -> None:
    comment = await hold(context)
    asked = await desk.get(case_path(comment))
    assert asked.url.path == "/console/login"
    there = asked.url.query["next"]
    assert there == case_path(comment)
    answer = await desk.post(
        "/console/login", email="budi@kabar.example", password=PASSWORD, next=there
    )
    assert answer.url.path == case_path(comment)


PLACES_ELSEWHERE = (
    "https://jahat.example/",
    "//jahat.example/console",
    "/\\jahat.example",
    "/console//jahat.example",
    "/console/../v1/approved",
    "/console/sites/../../x",
    "/consolejahat",
    "/console/logout",
    "/console/login",
    "javascript:alert(1)",
    "/console\r\nX-Planted: 1",
    "/console/sites/a?x=//jahat.example",
    "/console@jahat.example",
)


async def test_logging_in_never_leads_out_of_the_console(
    desk: Desk, subtests: pytest.Subtests
) -> None:
    for there in PLACES_ELSEWHERE:
        with subtests.test(there=there):
            desk.session.cookie_jar.clear()
            await desk.get("/console/login")
            form = {"email": "budi@kabar.example", "password": PASSWORD, "next": there}
            answer = await desk.post("/console/login", follow=False, **form)
            assert answer.status == 303
            assert answer.headers["Location"] == "/console"
            assert "X-Planted" not in answer.headers


async def test_who_has_logged_in_is_not_asked_again(desk: Desk) -> None:
    await desk.log_in("budi@kabar.example")
    answer = await desk.get("/console/login", follow=False)
    assert answer.headers["Location"] == "/console"


async def test_where_there_is_no_site_the_page_says_so(client: Browser, context: Context) -> None:
    await hire(context.store)
    desk = Desk(client)
    await desk.log_in("budi@kabar.example")
    assert "Belum ada situs untuk Anda" in desk.text
    await desk.session.close()


async def _outside(client: Browser) -> Desk:
    """Stand before the log-in page, with a site and two moderators."""
    store = context_of(client).store
    await administration.add_site(store, SITE)
    for name in ("budi", "rina"):
        await hire(store, f"{name}@kabar.example")
    return Desk(client)


async def _hired(client: Browser) -> Desk:
    desk = await _outside(client)
    await desk.log_in("budi@kabar.example")
    return desk


async def test_a_changed_password_ends_the_sessions_begun_with_the_old_one(
    desk: Desk, context: Context
) -> None:
    await desk.log_in("budi@kabar.example")
    assert (await desk.get("/console/api/sites")).status == 200
    await change_moderator(context.store, "budi@kabar.example", password="kata sandi yang lain")
    assert (await desk.get("/console/api/sites")).status == 401


@pytest.mark.parametrize(
    ("path", "answers", "status"),
    [("/console/login", show_login, 200), ("/console/tidak-ada", problem_page, 404)],
    ids=["the form", "a problem"],
)
async def test_many_who_ask_for_a_page_are_answered_one_a_turn(
    client: Browser, path: str, answers: Any, status: int
) -> None:
    async with turns_of(answers) as turns:
        found = await asyncio.gather(*(client.get(path) for _ in range(40)))
    assert {answer.status for answer in found} == {status}
    assert turns.busiest == 1
