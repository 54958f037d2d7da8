"""What people of the site decide reaches the comment once, and is counted."""

from typing import Any

import pytest
from redis import Redis

from moderation import administration
from moderation.administration import NewSite
from moderation.administration.moderators import find_moderator
from moderation.domain import Comment, CommentState, Mode
from moderation.upkeep.check import check
from moderation.web.http.context import Context
from tests.builders import JUDOL, POLITE
from tests.web.conftest import Browser, Serve
from tests.web.desk import hire
from tests.web.doors.akismet import Akismet, a_call

THANKS = "Thanks for making the web a better place."
SPAM, HAM = "/1.1/submit-spam", "/1.1/submit-ham"


async def found(context: Context, guid: str) -> Comment:
    return await context.store.comments.find("kabar", guid)


async def stats(akismet: Akismet, path: str = "/1.1/get-stats", **more: Any) -> dict[str, Any]:
    answer = await akismet.post(path, blog="https://kabar.example", **more)
    told: dict[str, Any] = await answer.json()
    return told


async def test_spam_that_was_missed_is_rejected(akismet: Akismet, context: Context) -> None:
    _, guid = await akismet.checked()
    assert await akismet.said(SPAM, **a_call()) == THANKS
    comment = await found(context, guid)
    assert comment.state is CommentState.REJECTED
    last = comment.events[-1].decision
    assert (last.by, last.moderator, last.reasons[0].code) == (
        *("moderator", "site:akismet"),
        "site_reject",
    )


async def test_ham_that_was_not_is_approved_and_its_case_closed(
    akismet: Akismet, context: Context
) -> None:
    _, guid = await akismet.checked(comment_content=JUDOL)
    assert await akismet.said(HAM, **a_call(comment_content=JUDOL)) == THANKS
    assert (await found(context, guid)).state is CommentState.APPROVED
    assert await context.store.queue.sizes(["kabar"]) == {"kabar": 0}


@pytest.mark.parametrize("path", [SPAM, HAM])
async def test_an_echo_of_a_decision_is_no_other(
    akismet: Akismet, context: Context, path: str
) -> None:
    _, guid = await akismet.checked()
    for _ in range(3):
        await akismet.said(path, **a_call())
    assert (await found(context, guid)).revision == (2 if path == SPAM else 1)


async def test_what_another_service_checked_is_recorded_with_the_decision(
    akismet: Akismet, context: Context, bearer: dict[str, str]
) -> None:
    assert await akismet.said(SPAM, **a_call(user_ip=None, blog=None)) == THANKS
    digest = context.store.sites
    site = await digest.find("kabar")
    (comment,) = await context.store.comments.by_author(
        "kabar", site.digest("author", "rina@example.com")
    )
    assert comment.state is CommentState.REJECTED
    assert comment.revision == 2


async def test_without_a_text_there_is_nothing_to_learn(akismet: Akismet) -> None:
    assert await akismet.said(SPAM, blog="https://kabar.example") == THANKS


async def test_a_guid_names_the_comment_whatever_became_of_its_text(
    akismet: Akismet, context: Context
) -> None:
    _, guid = await akismet.checked()
    await akismet.said(SPAM, **a_call(comment_content="…", guid=guid))
    assert (await found(context, guid)).state is CommentState.REJECTED


async def test_a_guid_of_the_api_is_none(
    akismet: Akismet, context: Context, bearer: dict[str, str]
) -> None:
    body = {"article": {"id": "a"}, "author": {"name": "R", "email": "r@example.com"}}
    made = await akismet.client.post("/v1/comments", json=body | {"text": POLITE}, headers=bearer)
    guid = (await made.json())["id"]
    await akismet.said(SPAM, **a_call(guid=guid))
    assert (await found(context, guid)).state is CommentState.APPROVED


async def test_a_moderator_who_has_the_case_is_not_overruled(
    akismet: Akismet, context: Context
) -> None:
    await administration.change_site(context.store, "kabar", mode=Mode.ALL_HELD)
    _, guid = await akismet.checked()
    await hire(context.store, "budi@kabar.example")
    moderator = await find_moderator(context.store, "budi@kabar.example")
    await context.review.claim(moderator, "kabar", guid)
    assert await akismet.said(SPAM, **a_call()) == THANKS
    assert (await found(context, guid)).state is CommentState.HELD


async def test_decisions_after_the_answer_are_on_the_stream(
    akismet: Akismet, bearer: dict[str, str]
) -> None:
    await akismet.check()
    await akismet.said(SPAM, **a_call())
    page = await (await akismet.client.get("/v1/approved", headers=bearer)).json()
    assert [entry["type"] for entry in page["entries"]] == ["withdrawn"]


async def test_the_store_is_as_it_must_be(akismet: Akismet, context: Context) -> None:
    for content in (POLITE, JUDOL):
        await akismet.check(comment_content=content, comment_author_email=None)
        await akismet.said(SPAM, **a_call(comment_content=content, comment_author_email=None))
        await akismet.said(HAM, **a_call(comment_content=content, comment_author_email=None))
    await context.store.door_counts.hand_on()
    report = await check(context.store)
    assert (report.first, report.looked_at["comments"]) == ([], 2)


async def test_statistics_are_counts_of_what_came(akismet: Akismet, context: Context) -> None:
    await akismet.check()
    await akismet.check(comment_content=JUDOL)
    await akismet.check(is_test="1", comment_content=JUDOL)
    await akismet.said(SPAM, **a_call())
    await akismet.said(HAM, **a_call(comment_content=JUDOL))
    told = await stats(akismet, **{"from": "60-days"})
    (day,) = told.pop("breakdown").values()
    counts = {"spam": 1, "ham": 1, "missed_spam": 1, "false_positives": 1}
    assert told == counts | {"accuracy": "0.00", "time_saved": 3}
    assert day == counts | {"da": day["da"]}
    months = await stats(akismet, "/1.2/get-key-stats", **{"from": "all"})
    assert list(months["breakdown"]) == [day["da"][:7]]


async def test_before_anything_came_nothing_was_counted(akismet: Akismet) -> None:
    told = await stats(akismet)
    assert (told["spam"], told["accuracy"], told["breakdown"]) == (0, "100.00", {})


async def test_the_account_is_always_active(akismet: Akismet) -> None:
    answer = await akismet.post("/1.1/get-subscription", blog="https://kabar.example")
    told = await answer.json()
    assert (told["status"], told["next_billing_date"], told["limit_reached"]) == (
        *("active", False),
        False,
    )


async def test_the_rest_is_answered_as_clients_expect(akismet: Akismet) -> None:
    blog = {"blog": "https://kabar.example"}
    assert await akismet.said("/1.1/deactivate", **blog) == "deactivated"
    assert len(await akismet.said("/1.1/token", **blog)) == 32
    assert await akismet.said("/1.1/test") == "connected"
    assert await (await akismet.client.get("/1.1/test")).text() == "connected"


async def test_usage_has_no_limit(akismet: Akismet) -> None:
    await akismet.check()
    path, key = "/1.2/usage-limit", {"api_key": akismet.key}
    told = await (await akismet.client.get(path, params=key)).json()
    assert told == {"limit": "none", "usage": 1, "percentage": "0.0", "throttled": False}
    told = await (await akismet.client.get(path, params=key | {"extended": "true"})).json()
    assert (told["notice_level"], told["upgrade"]) == (False, False)


async def test_a_key_has_one_site(akismet: Akismet) -> None:
    await akismet.check()
    path, key = "/1.2/key-sites", {"api_key": akismet.key}
    told = await (await akismet.client.get(path, params=key)).json()
    (month,) = [name for name in told if name.startswith("20")]
    (row,) = told[month]
    assert (row["site"], row["api_calls"], row["is_revoked"]) == ("kabar", 1, False)
    assert (told["limit"], told["offset"], told["total"]) == (500, 0, 1)
    for none in ({"filter": "lain"}, {"offset": "1"}):
        told = await (await akismet.client.get(path, params=key | none)).json()
        assert told[month] == []
    csv = await (await akismet.client.get(path, params=key | {"format": "csv"})).text()
    assert csv.splitlines()[1:] == [
        "Site,Total API Calls,Spam,Ham,Missed Spam,False Positives,Is Revoked",
        "kabar,1,0,1,0,0,false",
    ]
    for wrong in ("2026-13", "2026-1", "mei", "../.."):
        answer = await akismet.client.get(path, params=key | {"month": wrong})
        assert await answer.text() == "invalid"


@pytest.mark.parametrize("path", ["/1.2/usage-limit", "/1.2/key-sites"])
async def test_a_wrong_key_is_invalid_everywhere(client: Browser, site: NewSite, path: str) -> None:
    answer = await client.get(path, params={"api_key": "0123456789ab"})
    assert (answer.status, await answer.text()) == (200, "invalid")


async def explained(akismet: Akismet, guid: str, **kwargs: Any) -> Any:
    return await akismet.client.post(f"/akismet/explanation/{guid}", **kwargs)


async def test_a_guid_leads_to_the_reasons(akismet: Akismet) -> None:
    _, guid = await akismet.checked(comment_content=JUDOL)
    headers = {"Authorization": f"Bearer {akismet.key}"}
    answer = await akismet.client.get(f"/akismet/explanation/{guid}", headers=headers)
    told = await answer.json()
    assert told["decision"]["reasons"][0]["code"].startswith("spam.")
    assert "rina@example.com" not in await answer.text()
    posted = await explained(akismet, guid, data={"api_key": akismet.key})
    assert await posted.json() == told


async def test_a_browser_gets_a_page_of_them(akismet: Akismet) -> None:
    text = f"{JUDOL} <script>alert(1)</script>"
    _, guid = await akismet.checked(comment_content=text)
    html = {"Accept": "text/html"}
    answer = await akismet.client.get(f"/akismet/explanation/{guid}", headers=html)
    assert 'name="api_key"' in await answer.text()
    answer = await explained(akismet, guid, data={"api_key": akismet.key}, headers=html)
    page = await answer.text()
    assert answer.status == 200
    assert "Ditolak: spam." in page
    assert "<q>" in page
    assert "<script>" not in page
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


async def test_nobody_else_gets_them(
    akismet: Akismet, context: Context, bearer: dict[str, str]
) -> None:
    _, guid = await akismet.checked(comment_content=JUDOL)
    other = await administration.add_site(context.store, "lain")
    html = {"Accept": "text/html"}
    assert (await explained(akismet, guid, data={"api_key": other.akismet_key})).status == 404
    assert (await explained(akismet, guid, data={"api_key": "0123456789ab"})).status == 401
    for key, status in ((other.akismet_key, 404), ("0123456789ab", 403)):
        answer = await explained(akismet, guid, data={"api_key": key}, headers=html)
        assert answer.status == status
        assert JUDOL[:10] not in await answer.text()


async def test_a_store_that_is_silent_is_not_waited_for(
    serve: Serve, site: NewSite, redis_url: str
) -> None:
    akismet = Akismet(await serve(), site.akismet_key)
    assert await akismet.check() == "false"
    with Redis.from_url(redis_url) as redis:
        redis.execute_command("CLIENT", "PAUSE", "60000", "WRITE")
        answer = await akismet.post("/1.1/comment-check", **a_call(comment_content="Ya, setuju!"))
        redis.execute_command("CLIENT", "UNPAUSE")
    # Whoever waits for as long as for a silent server has an error to tell.
    assert (answer.status, await answer.text()) == (200, "true")
    assert "X-akismet-guid" not in answer.headers
