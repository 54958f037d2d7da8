"""Forged requests: a form of another site, without its token, or by GET, changes nothing."""

from itertools import product
from typing import Any

import pytest
from aiohttp import ClientSession

from moderation.domain import CommentState
from moderation.errors import Forged
from moderation.web.console.forms import require_token
from moderation.web.http.context import Context
from tests.web.conftest import Browser
from tests.web.desk import PASSWORD, SITE, Desk, case_path, hire, hold

ACTS = ("claim", "release", "decide", "undo")


async def test_a_form_without_the_sessions_token_changes_nothing(
    desk: Desk, context: Context, subtests: pytest.Subtests
) -> None:
    comment = await hold(context)
    for act, token in product(ACTS, ("", "x" * 43, "\u202e")):
        with subtests.test(act=act, token=token):
            path = f"{case_path(comment)}/{act}"
            answer = await desk.post(path, csrf=token, action="reject", revision=1)
            assert answer.status == 403
            assert "text/html" in answer.headers["Content-Type"]
            assert "coba sekali lagi" in desk.text
            assert await _untouched(context, comment.id)


FROM_ELSEWHERE = (
    {"Origin": "https://jahat.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
)


async def test_a_form_from_elsewhere_changes_nothing_even_with_the_token(
    desk: Desk, context: Context, subtests: pytest.Subtests
) -> None:
    comment = await hold(context)
    token, ours = desk.token, desk.headers
    for act, headers in product(ACTS, FROM_ELSEWHERE):
        with subtests.test(act=act, headers=headers):
            desk.headers = ours | headers
            path = f"{case_path(comment)}/{act}"
            answer = await desk.post(path, csrf=token, action="reject", revision=1)
            assert answer.status == 403
            assert await _untouched(context, comment.id)


@pytest.mark.parametrize("act", [*ACTS, "logout"])
async def test_nothing_is_changed_by_get(desk: Desk, context: Context, act: str) -> None:
    comment = await hold(context)
    path = "/console/logout" if act == "logout" else f"{case_path(comment)}/{act}"
    answer = await desk.get(f"{path}?csrf={desk.token}&action=reject&revision=1")
    assert answer.status in {404, 405}
    assert await _untouched(context, comment.id)
    assert (await desk.get("/console/api/sites")).status == 200


async def test_looking_at_a_case_does_not_take_it(desk: Desk, context: Context) -> None:
    comment = await hold(context)
    await desk.get(case_path(comment))
    await desk.get(f"{case_path(comment)}?decided={comment.id}")
    assert await _untouched(context, comment.id)


async def test_the_log_in_form_is_bound_to_its_browser(client: Browser, desk: Desk) -> None:
    stranger = Desk(client)
    form: dict[str, Any] = {"email": "budi@kabar.example", "password": PASSWORD}
    await stranger.get("/console/login")
    theirs = stranger.token
    await stranger.session.close()
    victim = Desk(client)
    await victim.get("/console/login")
    for token in ("", theirs):
        answer = await victim.post("/console/login", csrf=token, **form)
        assert answer.status == 403
    await victim.session.close()


async def test_the_log_in_form_of_another_site_is_refused(client: Browser, desk: Desk) -> None:
    victim = Desk(client, headers={"Origin": "https://jahat.example"})
    answer = await victim.log_in("budi@kabar.example")
    assert answer.status == 403
    await victim.session.close()


async def test_the_language_is_not_switched_without_the_token(desk: Desk) -> None:
    answer = await desk.post("/console/language", csrf="", language="en")
    assert answer.status == 403
    assert "tidak membawa token sesi Anda" in desk.text
    assert "Bila halamannya sudah lama terbuka" in desk.text


@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "text/plain", "application/json"]
)
async def test_a_form_of_another_kind_is_refused(desk: Desk, kind: str) -> None:
    answer = await desk.session.post(
        f"{desk.base}/console/logout", data=b"csrf=x", headers={"Content-Type": kind}
    )
    assert answer.status == 415


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"csrf=" + b"x" * 20_000, 413),
        (b"&".join(b"f%d=1" % n for n in range(101)), 400),
        (b"csrf=\xff\xfe", 400),
        (b"csrf=a&csrf=b", 400),
        (b"", 400),
        (b"other=1", 403),
    ],
    ids=["huge", "many-fields", "not-utf8", "twice", "empty", "no-token"],
)
async def test_a_broken_form_is_refused_in_words(desk: Desk, body: bytes, status: int) -> None:
    answer = await desk.session.post(
        f"{desk.base}/console/logout",
        data=body,
        headers={"Content-Type": "application/x-www-form-urlencoded", "Accept-Language": "id"},
    )
    assert answer.status == status
    assert '<html lang="id">' in await answer.text()


async def test_a_token_serves_one_session_only(
    client: Browser, desk: Desk, context: Context
) -> None:
    comment = await hold(context)
    other = Desk(client)
    await other.enter(context, await hire(context.store, "sari@kabar.example"))
    answer = await desk.post(
        f"{case_path(comment)}/decide", csrf=other.token, action="reject", revision=1
    )
    assert answer.status == 403
    await other.session.close()


async def test_a_lapsed_session_leads_to_the_log_in_page_and_back(
    client: Browser, desk: Desk, context: Context
) -> None:
    comment = await hold(context)
    async with ClientSession() as nobody:
        answer = await nobody.post(
            f"{desk.base}{case_path(comment)}/decide",
            data={"action": "reject", "revision": "1"},
            allow_redirects=False,
        )
    assert answer.status == 303
    assert answer.headers["Location"].startswith("/console/login?next=%2Fconsole%2Fsites%2Fkabar")
    assert await _untouched(context, comment.id)


async def _untouched(context: Context, comment_id: str) -> bool:
    comment = await context.store.comments.find(SITE, comment_id)
    case = await context.store.queue.case(SITE, comment.case_id)
    assert case is not None
    return comment.state is CommentState.HELD and comment.revision == 1 and not case.claimed_by


def test_a_cookie_that_is_no_text_is_a_wrong_token() -> None:
    with pytest.raises(Forged):
        require_token("token", "\udcff\udcfe")
