"""Parts that go away while the service runs: refused at once, nothing half-written, no restart."""

import asyncio
import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from classifier.scoring.scorer import shipped_model
from moderation import administration
from moderation.domain import CommentState
from moderation.process import embedded
from moderation.process.embedded import EmbeddedServer
from moderation.web.http.context import Context
from tests.builders import POLITE, a_body, a_body_by
from tests.waiting import PATIENCE_SECONDS, until
from tests.web.conftest import Browser, Serve
from tests.web.desk import SITE, Desk, case_path, hold
from tests.web.openapi import assert_fits
from tests.web.problem_shape import problem_of


@pytest.fixture
def own(tmp_path: Path) -> Iterator[EmbeddedServer]:
    """Run a server that only this test uses, and may kill."""
    server = embedded.start(tmp_path)
    yield server
    server.revive()
    server.stop()


@pytest.fixture
def redis_url(own: EmbeddedServer) -> str:
    """Stand the application on the server of one's own."""
    return own.url


async def test_a_server_that_dies_with_submissions_on_their_way(
    client: Browser,
    bearer: dict[str, str],
    context: Context,
    own: EmbeddedServer,
    capfd: pytest.CaptureFixture[str],
) -> None:
    first = await client.post("/v1/comments", json=a_body_by(0), headers=bearer)
    assert first.status == 201
    os.kill(own.pid, signal.SIGSTOP)
    waiting = [
        asyncio.create_task(
            client.post(
                "/v1/comments", json=a_body_by(n), headers=bearer | {"Idempotency-Key": f"k{n}"}
            )
        )
        for n in range(1, 31)
    ]
    await until(lambda: context.admission.in_flight == 30, "30 submissions are on their way")
    os.kill(own.pid, signal.SIGKILL)
    async with asyncio.timeout(PATIENCE_SECONDS):
        for answer in await asyncio.gather(*waiting):
            problem = await problem_of(answer, 503)
            assert problem["type"] == "/problems/store-unavailable"
            assert int(answer.headers["Retry-After"]) > 0
    assert own.revive()
    statuses = [
        (await client.post(
            "/v1/comments", json=a_body_by(n), headers=bearer | {"Idempotency-Key": f"k{n}"}
        )).status
        for n in range(1, 31)
    ]  # fmt: skip
    assert statuses == [201] * 30
    page = await (await client.get("/v1/approved", headers=bearer)).json()
    assert len({entry["comment_id"] for entry in page["entries"]}) == 31
    assert len(page["entries"]) == 31
    said = "".join(capfd.readouterr())
    assert "Traceback" not in said
    assert "failed" not in said


async def test_a_server_that_hangs_is_waited_for_once(
    client: Browser,
    bearer: dict[str, str],
    context: Context,
    own: EmbeddedServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert (await client.post("/v1/comments", json=a_body_by(0), headers=bearer)).status == 201
    os.kill(own.pid, signal.SIGSTOP)
    with monkeypatch.context() as impatience:
        impatience.setattr("moderation.store.scripts.script_connection.REPLY_SECONDS", 0.05)
        await problem_of(await client.post("/v1/comments", json=a_body_by(1), headers=bearer), 503)
    for ask in (
        client.post("/v1/comments", json=a_body_by(2), headers=bearer),
        client.get("/v1/comments/" + "0" * 28, headers=bearer),
        client.get("/v1/approved", headers=bearer),
    ):
        problem = await problem_of(await ask, 503)
        assert problem["type"] == "/problems/store-unavailable"
    assert (await client.get("/readyz")).status == 503
    os.kill(own.pid, signal.SIGCONT)
    await until(lambda: not context.store.client.breaker.silent, "the server answers")
    assert (await client.get("/readyz")).status == 200
    assert (await client.post("/v1/comments", json=a_body_by(3), headers=bearer)).status == 201


async def test_a_long_poll_whose_server_dies_is_told_so(
    client: Browser, bearer: dict[str, str], context: Context, own: EmbeddedServer
) -> None:
    waiting = asyncio.create_task(client.get("/v1/approved?wait=60", headers=bearer))
    await until(lambda: len(context.delivery._waiting) == 1, "the long poll waits")
    os.kill(own.pid, signal.SIGKILL)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await problem_of(await waiting, 503)


async def test_every_route_that_needs_the_server_says_that_it_is_away(
    client: Browser, bearer: dict[str, str], own: EmbeddedServer
) -> None:
    assert (await client.get("/readyz")).status == 200
    os.kill(own.pid, signal.SIGKILL)
    for ask in (
        client.post("/v1/comments", json=a_body(), headers=bearer),
        client.post("/v1/comments/batch", json=[a_body()], headers=bearer),
        client.get("/v1/comments/" + "0" * 28, headers=bearer),
        client.get("/v1/approved", headers=bearer),
        client.get("/v1/form-token", headers=bearer),
    ):
        answer = await ask
        assert (await problem_of(answer, 503))["type"] == "/problems/store-unavailable"
        assert int(answer.headers["Retry-After"]) > 0
    ready = await client.get("/readyz")
    assert (ready.status, (await ready.json())["store"]) == (503, "unavailable")
    assert (await client.get("/healthz")).status == 200
    assert (await client.get("/metrics")).status == 200
    assert own.revive()
    assert (await client.get("/readyz")).status == 200
    assert (await client.post("/v1/comments", json=a_body(), headers=bearer)).status == 201


async def test_a_store_whose_memory_is_full_is_still_read(
    client: Browser,
    serve: Serve,
    bearer: dict[str, str],
    context: Context,
    capfd: pytest.CaptureFixture[str],
) -> None:
    first = await client.post("/v1/comments", json=a_body_by(0), headers=bearer)
    path = "/v1/comments/" + (await first.json())["id"]
    capfd.readouterr()
    await context.store.client.config_set("maxmemory", "1mb")
    restarted = await serve()
    for browser in (client, restarted):
        assert (await browser.get(path, headers=bearer)).status == 200
        page = await (await browser.get("/v1/approved", headers=bearer)).json()
        assert len(page["entries"]) == 1
        for _ in range(3):
            await problem_of(
                await browser.post("/v1/comments", json=a_body_by(1), headers=bearer), 503
            )
        batch = await browser.post("/v1/comments/batch", json=[a_body_by(2)], headers=bearer)
        assert batch.status == 503 or (await batch.json())["results"][0]["status"] == 503
    ready = await restarted.get("/readyz")
    promises = (await ready.json())["promises"]
    assert (ready.status, promises["reachable"]) == (503, "kept")
    assert "memory is full" in promises["writable"]
    said = [line for line in capfd.readouterr().err.splitlines() if "store_unavailable" in line]
    assert len(said) == 2  # one of each application
    await context.store.client.config_set("maxmemory", 0)
    assert (await restarted.get("/readyz")).status == 200
    answer = await restarted.post("/v1/comments", json=a_body_by(1), headers=bearer)
    assert answer.status == 201


async def test_items_of_a_batch_fail_one_by_one_when_the_server_is_away(
    client: Browser, bearer: dict[str, str], own: EmbeddedServer
) -> None:
    assert (await client.get("/v1/approved", headers=bearer)).status == 200
    os.kill(own.pid, signal.SIGKILL)
    # The key is still remembered from a moment ago, or no longer: both are fine.
    answer = await client.post("/v1/comments/batch", json=[a_body(), {}], headers=bearer)
    if answer.status == 200:
        assert [r["status"] for r in (await answer.json())["results"]] == [503, 422]
    else:
        await problem_of(answer, 503)


def newer(folder: Path) -> None:
    """Make a manifest of a later release's format."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 999}))


def shortened(name: str) -> Callable[[Path], None]:
    """Cut a file in half."""

    def cut(folder: Path) -> None:
        content = (folder / name).read_bytes()
        (folder / name).write_bytes(content[: len(content) // 2])

    return cut


def flipped(folder: Path) -> None:
    """Change one byte of the weights."""
    content = bytearray((folder / "spam.npy").read_bytes())
    content[-1] ^= 1
    (folder / "spam.npy").write_bytes(content)


def rewritten(name: str, content: bytes) -> Callable[[Path], None]:
    """Put something else in a file's place."""

    def rewrite(folder: Path) -> None:
        (folder / name).write_bytes(content)

    return rewrite


BROKEN: dict[str, Callable[[Path], None]] = {
    "no manifest": lambda folder: (folder / "manifest.json").unlink(),
    "no weights": lambda folder: (folder / "spam.npy").unlink(),
    "a manifest cut short": shortened("manifest.json"),
    "weights cut short": shortened("spam.npy"),
    "empty weights": rewritten("spam.npy", b""),
    "an empty manifest": rewritten("manifest.json", b""),
    "a manifest that is a list": rewritten("manifest.json", b"[]"),
    "a manifest that is not UTF-8": rewritten("manifest.json", b"\xff\xfe"),
    "a pickle for weights": rewritten("facts.npy", b"\x80\x04K\x01."),
    "a byte changed": flipped,
    "a newer format": newer,
}


@pytest.mark.parametrize("name", BROKEN)
async def test_without_a_usable_model_everything_is_held_and_said_to_be(
    name: str,
    serve: Serve,
    client: Browser,
    bearer: dict[str, str],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    for file in shipped_model().iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    BROKEN[name](folder)
    capfd.readouterr()
    blind = await serve(model_dir=str(folder))
    said = "".join(capfd.readouterr())
    assert "classifier_unavailable" in said
    assert "Traceback" not in said
    answer = await blind.post("/v1/comments", json=a_body(), headers=bearer)
    told = await answer.json()
    assert_fits(told, "Accepted")
    assert (answer.status, told["status"]) == (201, "held")
    assert "spam_unavailable" in {reason["code"] for reason in told["decision"]["reasons"]}
    assert (told["decision"]["scores"], told["decision"]["model_version"]) == ({}, "")
    ready = await blind.get("/readyz")
    assert (ready.status, (await ready.json())["scorer"]) == (200, "unavailable")


async def test_a_model_folder_that_does_not_exist_holds_everything(
    serve: Serve, bearer: dict[str, str], tmp_path: Path
) -> None:
    blind = await serve(model_dir=str(tmp_path / "nowhere"))
    answer = await blind.post("/v1/comments", json=a_body(text=POLITE), headers=bearer)
    assert (await answer.json())["status"] == "held"


async def test_a_decision_that_the_server_did_not_take_can_be_sent_again(
    desk: Desk, context: Context, own: EmbeddedServer
) -> None:
    comment = await hold(context)
    await desk.get(case_path(comment))
    decision: dict[str, Any] = {"action": "reject", "revision": 1}
    with Redis.from_url(own.url) as client:
        client.config_set("maxmemory", 1)
        answer = await desk.post(f"{case_path(comment)}/decide", **decision)
        assert answer.status == 503
        assert "Belum pasti apakah keputusan Anda tersimpan." in desk.text
        assert 'name="action" value="reject"' in desk.text
        client.config_set("maxmemory", 0)
    await desk.post(f"{case_path(comment)}/decide", **decision)
    assert (await context.store.comments.find(SITE, comment.id)).state is CommentState.REJECTED


async def test_while_the_server_is_away_the_console_says_whether_something_was_saved(
    desk: Desk, context: Context, own: EmbeddedServer
) -> None:
    comment = await hold(context)
    os.kill(own.pid, signal.SIGKILL)
    assert (await desk.get(f"/console/sites/{SITE}")).status == 503
    assert "Coba lagi sebentar lagi." in desk.text
    assert "tersimpan" not in desk.text
    answer = await desk.post(f"{case_path(comment)}/decide", action="reject", revision=1)
    assert answer.status == 503
    assert "Keputusan belum tersimpan." in desk.text
    assert "idempotensi" not in desk.text


async def test_a_form_straight_from_a_page_is_told_to_come_again(
    client: Browser, context: Context, bearer: dict[str, str], own: EmbeddedServer
) -> None:
    await administration.change_site(context.store, "kabar", form_open=True)
    made = await (await client.get("/v1/form-token", headers=bearer)).json()
    form = a_form(made["token"])
    os.kill(own.pid, signal.SIGKILL)
    path = "/sites/kabar/wp-comments-post.php"
    answer = await client.post(path, data=form | {"tunggu": "1"}, allow_redirects=False)
    assert (answer.status, answer.content_type) == (503, "text/html")
    assert "belum tersimpan" in await answer.text()
    assert int(answer.headers["Retry-After"]) > 0
    assert own.revive()
    answer = await client.post(path, data=form | {"tunggu": "1"}, allow_redirects=False)
    assert (answer.status, "menunggu" in await answer.text()) == (200, True)


def a_form(token: str) -> dict[str, str]:
    return {
        "author": "Rina",
        "email": "rina@example.com",
        "comment": POLITE,
        "comment_post_ID": "7",
        "saring_token": token,
    }
