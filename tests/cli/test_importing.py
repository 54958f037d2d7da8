"""`moderation import`: what comes along, what does not, and what is never done twice."""

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from redis import Redis

from moderation.domain import Cause, Comment, CommentState
from moderation.domain.digests import Digests
from moderation.intake.decision import author_digest
from moderation.intake.importing import Tally
from moderation.process.app import open_store
from moderation.settings import Settings
from moderation.store import Store
from moderation.store.keys import SiteKeys
from tests.cli.command import assert_told_why, run
from tests.intake.importing.files import CORAL, CORAL_BESIDE, CSV, DISQUS, WXR
from tests.waiting import eventually
from tests.web.keyspace import image

Result = TypeVar("Result")
MANY = 6_000


@pytest.fixture(autouse=True)
def _site(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODERATION_REDIS_URL", redis_url)
    monkeypatch.setenv("MODERATION_DURABILITY", "server")
    run("site", "add", "kabar")


def imported(kind: str, path: Path) -> dict[str, Any]:
    """Run the command to its end; what it says."""
    done = run("import", kind, str(path), "--site", "kabar", "--json")
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def written(folder: Path, text: str) -> Path:
    path = folder / "export"
    path.write_text(text)
    return path


def with_store(url: str, use: Callable[[Store], Awaitable[Result]]) -> Result:
    async def used() -> Result:
        store = open_store(Settings(durability="server"), url)
        try:
            return await use(store)
        finally:
            await store.close()

    return asyncio.run(used())


def comments(url: str) -> dict[str, Comment]:
    """Every comment that is kept, by the site's own id."""
    with Redis.from_url(url, decode_responses=True) as client:
        ids = [key.rpartition(":")[2] for key in client.scan_iter("mod:{kabar}:comment:*")]
    found = with_store(url, lambda store: store.comments.find_all("kabar", ids))
    assert len({each.submission.external_id for each in found}) == len(found)
    return {each.submission.external_id: each for each in found}


def test_a_sites_past_comes_along(tmp_path: Path, redis_url: str) -> None:
    told = imported("wxr", written(tmp_path, WXR))
    assert Tally(**{k: v for k, v in told.items() if isinstance(v, int)}) == Tally(
        recorded=4, refused=1, skipped=1, labels=1
    )
    kept = comments(redis_url)
    assert {id_: each.state for id_, each in kept.items()} == {
        "15": CommentState.APPROVED,
        "16": CommentState.APPROVED,
        "17": CommentState.REJECTED,
        "19": CommentState.HELD,
    }
    assert kept["16"].submission.parent_id == kept["15"].id
    assert kept["15"].created_at == kept["15"].submission.submitted_at == 1_588_316_400_000
    assert {each.events[0].decision.by for each in kept.values()} == {"import"}
    assert [id_ for id_, each in kept.items() if each.events[0].decision.is_label] == ["16"]
    assert kept["15"].submission.client.ip == "203.0.113.7"


def test_what_the_site_shows_is_not_published_again_and_what_waited_waits(
    tmp_path: Path, redis_url: str
) -> None:
    imported("wxr", written(tmp_path, WXR))
    (waiting,) = with_store(redis_url, lambda store: store.queue.page("kabar"))
    assert (waiting.comment.submission.external_id, waiting.case.cause) == ("19", Cause.HOLD)
    with Redis.from_url(redis_url) as client:
        assert not client.exists(SiteKeys.of("kabar").approved, SiteKeys.of("kabar").events)
    assert run("check").returncode == 0


def test_an_author_has_a_record_in_order_of_time(tmp_path: Path, redis_url: str) -> None:
    rows = [f"{n},7,Rina,rina@example.com,2021-05-{n:02} 07:00:00,Hari {n}.,1,0" for n in DAYS]
    imported("csv", written(tmp_path, "\n".join((CSV_NAMES, *rows))))

    async def by_author(store: Store) -> list[Comment]:
        site = await store.sites.find("kabar")
        digest = author_digest(Digests(site.secret), "rina@example.com")
        return await store.comments.by_author("kabar", digest)

    found = with_store(redis_url, by_author)
    assert [each.submission.external_id for each in found] == ["30", "21", "9", "3", "1"]


CSV_NAMES = CSV.partition(",comment_agent")[0]
DAYS = (9, 30, 1, 21, 3)


def test_a_reply_may_come_before_its_parent_and_stands_alone_without_one(
    tmp_path: Path, redis_url: str
) -> None:
    told = imported("disqus", written(tmp_path, DISQUS))
    kept = comments(redis_url)
    assert kept["202"].submission.parent_id == kept["201"].id
    assert (told["recorded"], told["without_parent"]) == (3, 1)
    assert kept["203"].submission.parent_id == ""
    (line,) = (tmp_path / "export.refused.jsonl").read_text().splitlines()
    found = json.loads(line)
    assert (found["imported"], found["errors"][0]["code"]) == (True, "unknown_parent")


def test_coral_brings_users_and_stories(tmp_path: Path, redis_url: str) -> None:
    for name, text in CORAL_BESIDE.items():
        (tmp_path / name).write_text(text)
    told = imported("coral", written(tmp_path, CORAL))
    assert (told["recorded"], told["refused"], told["labels"]) == (3, 1, 1)
    kept = comments(redis_url)
    assert kept["c1"].submission.article.title == "Feri"
    assert kept["c3"].submission.author.name == "Anonim"
    assert kept["c2"].submission.parent_id == kept["c1"].id


def test_bad_rows_are_listed_with_line_and_reason_and_kept(tmp_path: Path) -> None:
    done = run("import", "wxr", str(written(tmp_path, WXR)), "--site", "kabar")
    assert "line 82: /author/email Please enter a valid e-mail address." in done.stderr
    path = tmp_path / "export.refused.jsonl"
    assert path.stat().st_mode & 0o777 == 0o600
    (line,) = path.read_text().splitlines()
    refused = json.loads(line)
    assert {e["pointer"]: e["code"] for e in refused["errors"]} == {
        "/author/email": "invalid_email",
        "/submitted_at": "invalid_time",
        "/text": "required",
    }
    assert (refused["line"], refused["row"]["author.name"]) == (82, "Kosong")
    assert "bukan alamat" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("kind", "text"), [("wxr", WXR), ("csv", CSV), ("disqus", DISQUS), ("coral", CORAL)]
)
def test_the_same_import_twice_changes_nothing(
    kind: str, text: str, tmp_path: Path, redis_url: str
) -> None:
    first = imported(kind, written(tmp_path, text))
    before = image(redis_url)
    again = imported(kind, written(tmp_path, text))
    assert (again["recorded"], again["known"]) == (0, first["recorded"])
    assert image(redis_url) == before


def test_one_that_the_service_took_meanwhile_is_known(tmp_path: Path, redis_url: str) -> None:
    imported("csv", written(tmp_path, CSV))
    told = imported("wxr", written(tmp_path, WXR.replace("comment_id>15<", "comment_id>21<")))
    assert (told["recorded"], told["known"]) == (3, 1)
    assert len(comments(redis_url)) == 5


def test_a_file_that_cannot_be_read_on_says_where_and_keeps_what_came_before(
    tmp_path: Path, redis_url: str
) -> None:
    done = run(
        *("import", "wxr", str(written(tmp_path, WXR.replace("</channel>", ""))), "--site", "kabar")
    )
    assert done.returncode == 1
    assert "moderation: export, line 94: mismatched tag" in done.stderr
    assert len(comments(redis_url)) == 4


def test_a_reply_whose_parent_a_broken_file_did_not_show_is_left_for_the_next_time(
    tmp_path: Path, redis_url: str
) -> None:
    done = run(
        *("import", "disqus", str(written(tmp_path, DISQUS.partition('<post dsq:id="201')[0]))),
        *("--site", "kabar"),
    )
    assert done.returncode == 1
    assert comments(redis_url) == {}
    imported("disqus", written(tmp_path, DISQUS))
    kept = comments(redis_url)
    assert kept["202"].submission.parent_id == kept["201"].id


def test_what_was_imported_is_no_decision_of_the_policy(tmp_path: Path, redis_url: str) -> None:
    imported("wxr", written(tmp_path, WXR))
    assert_told_why(run("replay", "kabar", comments(redis_url)["15"].id), "decision of the policy")


def test_an_unknown_site_is_refused(tmp_path: Path) -> None:
    done = run("import", "wxr", str(written(tmp_path, WXR)), "--site", "lain")
    assert_told_why(done, "lain")


def has(client: Redis, keys: int) -> bool:
    return int(client.dbsize()) > keys


@pytest.mark.slow
def test_a_kill_loses_and_doubles_nothing(tmp_path: Path, redis_url: str) -> None:
    rows = [
        f"{n},7,Pembaca {n},p{n}@example.com,2021-05-01 07:00:00,Pendapat {n}.,1,{n // 2}"
        for n in range(1, MANY + 1)
    ]
    path = written(tmp_path, "\n".join((CSV_NAMES, *rows)))
    command = [sys.executable, "-m", "moderation", "import", "csv", str(path), "--site", "kabar"]
    with Redis.from_url(redis_url) as client:
        for least in (200, MANY // 2):
            with subprocess.Popen(command) as running:
                eventually(partial(has, client, 3 * least), "so many are recorded")
                running.send_signal(signal.SIGKILL)
        assert client.dbsize() < 3 * MANY
    told = imported("csv", path)
    kept = comments(redis_url)
    assert len(kept) == told["recorded"] + told["known"] == MANY
    assert 0 < told["known"] < MANY
    assert all(
        kept[str(n)].submission.parent_id == kept[str(n // 2)].id for n in range(2, MANY + 1)
    )
    assert run("check").returncode == 0


def test_threads_stay_whole_newest_first_below_a_parent_that_never_comes(
    tmp_path: Path, redis_url: str
) -> None:
    # A chain longer than what is in work at once, the last reply first; the first answers nobody.
    rows = [
        f"{n},7,Rina,rina@example.com,2021-05-01 07:00:00,Komentar {n}.,1,{n - 1}"
        for n in range(1_500, 1, -1)
    ]
    told = imported("csv", written(tmp_path, "\n".join((CSV_NAMES, *rows))))
    assert (told["recorded"], told["without_parent"]) == (1_499, 1)
    kept = comments(redis_url)
    assert kept["2"].submission.parent_id == ""
    whole = [kept[str(n)].submission.parent_id == kept[str(n - 1)].id for n in range(3, 1_501)]
    assert all(whole)


def test_a_program_whose_name_is_not_utf8_is_no_hindrance_to_a_reply(
    tmp_path: Path, redis_url: str
) -> None:
    rows = (
        "22,7,Budi,budi@example.com,2021-05-01 08:00:00,Balasan.,1,21,Op\udce9ra",
        "21,7,Rina,rina@example.com,2021-05-01 07:00:00,Pertama.,1,0,Mozilla",
    )
    path = tmp_path / "export"
    path.write_bytes(
        "\n".join((f"{CSV_NAMES},comment_agent", *rows)).encode(errors="surrogateescape")
    )
    assert imported("csv", path)["recorded"] == 2
    kept = comments(redis_url)
    assert kept["22"].submission.parent_id == kept["21"].id
