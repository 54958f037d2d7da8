"""The policy at work: modes, lists and thresholds of a site, and decisions that can be replayed."""

import asyncio
from itertools import count
from typing import Any

import pytest

from moderation import administration
from moderation.administration import NewSite
from moderation.domain import (
    CaseState,
    Cause,
    ListAction,
    ListEntry,
    ListKind,
    Mode,
    OtherLanguages,
)
from moderation.review.replay import replay
from moderation.store.keys import SiteKeys
from moderation.web.http.context import Context
from tests.builders import JUDOL, POLITE, a_body
from tests.waiting import PATIENCE_SECONDS
from tests.web.conftest import Browser

SPANISH = "Muchas gracias por la noticia, está muy bien explicada."


async def submit(client: Browser, bearer: dict[str, str], /, **changes: Any) -> dict[str, Any]:
    answer = await client.post("/v1/comments", json=a_body(**changes), headers=bearer)
    assert answer.status == 201, await answer.text()
    body: dict[str, Any] = await answer.json()
    return body


async def under_another_policy(
    client: Browser, bearer: dict[str, str], version: str
) -> dict[str, Any]:
    """Submit new polite comments until one is judged under another policy than `version`."""
    for number in count():
        author = {"name": "Rina", "email": f"rina{number}@example.com"}
        body = await submit(client, bearer, author=author, text=f"{POLITE} Nomor {number}.")
        if body["decision"]["policy_version"] != version:
            return body
    raise AssertionError


async def test_a_polite_comment_is_approved_and_promotion_is_not(
    client: Browser, bearer: dict[str, str]
) -> None:
    assert (await submit(client, bearer, text=POLITE))["status"] == "approved"
    spam = await submit(client, bearer, text=JUDOL)
    assert spam["status"] in {"rejected", "held"}
    spans = [span for reason in spam["decision"]["reasons"] for span in reason["spans"]]
    assert any("𝗡𝗔𝗚𝗔𝗦𝗔𝗞𝗧𝗜𝟴𝟴" in JUDOL[start:end] for start, end in spans)


@pytest.mark.parametrize(
    ("mode", "status", "cause"),
    [
        (Mode.DOUBTFUL, "approved", None),
        (Mode.ALL_HELD, "held", Cause.HOLD),
        (Mode.POST_REVIEW, "approved", Cause.POST_REVIEW),
    ],
)
async def test_a_sites_mode_decides_what_happens_to_clean_comments(
    client: Browser, context: Context, site: NewSite, mode: Mode, status: str, cause: Cause | None
) -> None:
    await administration.change_site(context.store, site.site, mode=mode)
    body = await submit(client, {"Authorization": f"Bearer {site.api_key}"})
    waiting = await context.store.queue.page(site.site)
    assert body["status"] == status
    assert [w.case.cause for w in waiting] == ([cause] if cause else [])
    assert all(w.case.state is CaseState.OPEN for w in waiting)


@pytest.mark.parametrize(
    ("action", "status"), [(ListAction.HOLD, "held"), (ListAction.REJECT, "rejected")]
)
async def test_a_sites_list_is_obeyed_and_named(
    client: Browser, context: Context, site: NewSite, action: ListAction, status: str
) -> None:
    entry = ListEntry(kind=ListKind.WORD, pattern="kata rahasia", action=action)
    await administration.list_entries(context.store, site.site, add=[entry], remove=[])
    text = "Ini memuat kata rahasia, tentu saja."
    body = await submit(client, {"Authorization": f"Bearer {site.api_key}"}, text=text)
    reason = body["decision"]["reasons"][0]
    assert (body["status"], reason["code"]) == (status, f"listed_{action}")
    assert [text[start:end] for start, end in reason["spans"]] == ["kata rahasia"]


@pytest.mark.parametrize(
    ("choice", "status", "weight"),
    [(OtherLanguages.IGNORE, "approved", 0.0), (OtherLanguages.HOLD, "held", 1.0)],
)
async def test_a_site_chooses_what_happens_to_other_languages(
    client: Browser,
    context: Context,
    site: NewSite,
    choice: OtherLanguages,
    status: str,
    weight: float,
) -> None:
    await administration.change_site(context.store, site.site, other_languages=choice)
    bearer = {"Authorization": f"Bearer {site.api_key}"}
    body = await submit(client, bearer, text=SPANISH)
    said = {r["code"]: (r["weight"], r["detail"]) for r in body["decision"]["reasons"]}
    assert (body["status"], said["other_language"][0]) == (status, weight)
    assert said["other_language"][1].startswith("Bahasanya bukan Indonesia")
    waiting = await context.store.queue.page(site.site)
    assert len(waiting) == (status == "held")
    assert (await replay(context.store, site.site, body["id"])).same


async def test_a_site_that_holds_other_languages_approves_its_own_and_rejects_spam(
    client: Browser, context: Context, site: NewSite
) -> None:
    hold = OtherLanguages.HOLD
    await administration.change_site(context.store, site.site, other_languages=hold)
    bearer = {"Authorization": f"Bearer {site.api_key}"}
    polite = await submit(client, bearer, text=POLITE)
    trapped = await submit(client, bearer, text=SPANISH, form={"honeypot": "x"})
    assert (polite["status"], trapped["status"]) == ("approved", "rejected")


async def test_a_change_takes_hold_while_the_service_runs(
    client: Browser, context: Context, site: NewSite
) -> None:
    bearer = {"Authorization": f"Bearer {site.api_key}"}
    first = await submit(client, bearer)
    await administration.change_site(context.store, site.site, mode=Mode.ALL_HELD)
    async with asyncio.timeout(PATIENCE_SECONDS):
        later = await under_another_policy(client, bearer, first["decision"]["policy_version"])
    assert (first["status"], later["status"]) == ("approved", "held")


async def test_a_site_whose_record_is_damaged_is_named_in_the_log_and_the_others_work(
    client: Browser, context: Context, bearer: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = await administration.add_site(context.store, "rusak")
    await context.store.client.hset(SiteKeys.of("rusak").site, "record", '{"name":"rusak"}')
    headers = {"Authorization": f"Bearer {damaged.api_key}"}
    answer = await client.post("/v1/comments", json=a_body(), headers=headers)
    assert (answer.status, (await answer.json())["type"]) == (500, "/problems/internal")
    assert "the record of the site rusak cannot be read" in capsys.readouterr().err
    assert (await submit(client, bearer))["status"] == "approved"


@pytest.mark.parametrize("text", [POLITE, JUDOL, SPANISH, "cek www.contoh.com dan contoh.net ya"])
async def test_every_decision_can_be_replayed_from_what_is_stored(
    client: Browser, context: Context, bearer: dict[str, str], text: str
) -> None:
    for number in range(2):  # the second may be a repeat
        author = {"name": "Rina", "email": f"rina{number}@example.com"}
        body = await submit(client, bearer, text=text, author=author)
        assert (await replay(context.store, "kabar", body["id"])).same


async def test_the_weights_of_the_reasons_add_up_to_the_decision(
    client: Browser, bearer: dict[str, str]
) -> None:
    text = "gabung di dewaslot, cek www.contoh.com dan contoh.net ya"
    body = await submit(client, bearer, text=text)
    total = sum(reason["weight"] for reason in body["decision"]["reasons"])
    assert body["status"] == "held"
    assert total >= 1.0
