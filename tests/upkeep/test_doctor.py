"""`moderation doctor`: each thing that can be wrong is named, with what helps, and no secret."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from moderation import clock
from moderation.settings import Settings
from moderation.signals import scoring
from moderation.store.keys import FORMAT
from moderation.upkeep import machine
from moderation.upkeep.diagnosis import Diagnosis, Level
from tests.cli.command import run
from tests.web.keyspace import image

MB = machine.MB


def doctor(*arguments: str, **environment: str) -> dict[str, Any]:
    """What it says of each subject."""
    done = run("doctor", "--json", *arguments, **environment)
    found = {each["subject"]: each for each in json.loads(done.stdout)}
    grave = any(each["level"] == "wrong" for each in found.values())
    assert done.returncode == grave
    return found


def test_a_server_in_order_is_found_so_and_nothing_is_written_but_a_new_stores_number(
    redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scoring, "is_compiled", lambda: True)
    with Redis.from_url(redis_url) as client:
        client.config_set("maxmemory", "100mb")
        client.config_set("appendfsync", "everysec")
        try:
            found = doctor("--redis-url", redis_url)
        finally:
            client.config_set("appendfsync", "no")
            client.config_set("maxmemory", "0")
    of_the_server = ("server", "durability", "data_format", "server_memory", "server_clock")
    assert [found[subject]["level"] for subject in (*of_the_server, "model")] == ["ok"] * 6
    assert list(image(redis_url)) == []


def lacks_disk(client: Any) -> Callable[[], object]:
    client.config_set("appendonly", "no")
    return lambda: client.config_set("appendonly", "yes")


def is_full(client: Any) -> Callable[[], object]:
    client.config_set("maxmemory", client.info("memory")["used_memory"])
    return lambda: client.config_set("maxmemory", "0")


def is_newer(client: Any) -> Callable[[], object]:
    client.set(FORMAT, "99")
    return lambda: client.delete(FORMAT)


def is_half_moved(client: Any) -> Callable[[], object]:
    client.set(FORMAT, "2>3")
    return lambda: client.delete(FORMAT)


@pytest.mark.parametrize(
    ("breaks", "subject", "hint"),
    [
        (lacks_disk, "durability", "append"),
        (is_full, "server_memory", "Raise it"),
        (is_newer, "data_format", "format 99"),
        (is_half_moved, "data_format", "`moderation migrate` again"),
    ],
)
def test_what_is_wrong_with_a_server_is_named_with_what_helps(
    breaks: Callable[[Any], Callable[[], object]], subject: str, hint: str, redis_url: str
) -> None:
    with Redis.from_url(redis_url) as client:
        mend = breaks(client)
        try:
            found = doctor("--redis-url", redis_url)
        finally:
            mend()
    assert found[subject]["level"] == "wrong"
    assert hint in found[subject]["said"]
    assert found["server"]["level"] == "ok"


def test_a_clock_that_goes_wrong_is_named(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = clock.now_ms() + 60_000
    monkeypatch.setattr(clock, "now_ms", lambda: ahead)
    found = doctor("--redis-url", redis_url)
    assert found["server_clock"]["level"] == "wrong"
    assert "NTP" in found["server_clock"]["said"]


def test_a_server_that_is_away_is_named_without_its_password() -> None:
    done = run("doctor", "--redis-url", "redis://:rahasia@127.0.0.1:1/0")
    assert done.returncode == 1
    (told,) = [line for line in done.stdout.splitlines() if line.startswith("wrong  server ")]
    assert "127.0.0.1:1: connection refused" in told
    assert "MODERATION_REDIS_URL" in told
    assert "rahasia" not in done.stdout + done.stderr


def test_a_scorer_that_was_not_compiled_is_named(
    redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scoring, "is_compiled", lambda: False)
    found = doctor("--redis-url", redis_url)
    assert found["model"]["level"] == "note"
    assert "gcc" in found["model"]["said"]


def test_a_model_that_cannot_be_loaded_is_named(redis_url: str, tmp_path: Path) -> None:
    found = doctor("--redis-url", redis_url, MODERATION_MODEL_DIR=str(tmp_path))
    assert found["model"]["level"] == "wrong"
    assert "held" in found["model"]["said"]


def test_durability_that_was_given_up_is_said(redis_url: str) -> None:
    found = doctor("--redis-url", redis_url, MODERATION_DURABILITY="server")
    assert found["durability"]["level"] == "note"


def test_an_embedded_server_has_its_disk_looked_at(tmp_path: Path) -> None:
    found = doctor("--data-dir", str(tmp_path / "var"))
    assert {"disk", "server"} <= found.keys()


@pytest.mark.parametrize(
    ("found", "level", "hint"),
    [
        (machine.memory(1, machine.needed_mb(1) * MB), Level.OK, ""),
        (machine.memory(1, None), Level.OK, ""),
        (machine.memory(4, 512 * MB), Level.WRONG, "MODERATION_WORKERS"),
        (machine.workers(2, 2), Level.OK, ""),
        (machine.workers(3, 2), Level.NOTE, "core"),
        (machine.open_files(4_096, 1_024), Level.WRONG, "MODERATION_CONNECTIONS_LIMIT"),
        (machine.open_files(4_096, 65_536), Level.OK, ""),
        (machine.disk(Path("var"), 100 * MB, 0), Level.WRONG, "var"),
        (machine.disk(Path("var"), 5_000 * MB, 4_000 * MB), Level.WRONG, "8000"),
        (machine.disk(Path("var"), 9_000 * MB, 4_000 * MB), Level.OK, ""),
        (machine.overcommit("1"), Level.OK, ""),
        (machine.overcommit("0"), Level.NOTE, "vm.overcommit_memory=1"),
        (machine.proxy(Settings()), Level.NOTE, "MODERATION_TRUST_PROXY"),
        (machine.proxy(Settings(host="0.0.0.0")), Level.WRONG, "MODERATION_SECURE_COOKIES"),
        (
            machine.proxy(Settings(host="0.0.0.0", secure_cookies="always")),
            Level.NOTE,
            "MODERATION_TRUST_PROXY",
        ),
        (machine.proxy(Settings(host="0.0.0.0", trust_proxy=True)), Level.OK, ""),
    ],
)
def test_the_machine_is_held_against_the_settings(
    found: Diagnosis, level: Level, hint: str
) -> None:
    assert found.level is level
    assert hint in found.said
