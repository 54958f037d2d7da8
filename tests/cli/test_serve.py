"""`moderation serve`: what stops it from starting, told to a person."""

import socket
from pathlib import Path

import pytest
from redis import Redis

from tests.cli.command import assert_told_why, run


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder that does not exist yet."""
    return tmp_path / "var"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_occupied_port_is_named(workers: str, data_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run(*("serve", "--port", port, "--data-dir", str(data_dir), "--workers", workers))
    assert_told_why(done, f"127.0.0.1:{port}", "already in use", "--port")
    assert not data_dir.exists()


@pytest.mark.parametrize("host", ["203.0.113.9", "no.such.invalid"])
def test_an_address_that_is_not_this_machines_is_named(host: str, data_dir: Path) -> None:
    done = run("serve", "--port", "0", "--host", host, "--data-dir", str(data_dir))
    assert_told_why(done, host)


def test_a_data_folder_under_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "var"):
        done = run("serve", "--port", "0", "--data-dir", str(folder))
        assert_told_why(done, str(folder), "--data-dir")


@pytest.mark.parametrize(
    ("command", "url"),
    [
        ("serve --port 0 --demo", "redis://:rahasia@127.0.0.1:1/0"),
        ("serve --port 0 --demo", "redis+cluster://:rahasia@127.0.0.1:1"),
        ("serve --port 0", "http://:rahasia@127.0.0.1"),
        ("serve --port 0", "redis://:rahasia@h:port"),
        ("site list", "redis+cluster://:rahasia@a:b"),
        ("site list", "unix://:rahasia@/no/such/socket"),
    ],
)
def test_a_server_that_cannot_be_used_is_told_without_its_password(command: str, url: str) -> None:
    done = run(*command.split(), "--redis-url", url)
    assert_told_why(done)
    assert "rahasia" not in done.stderr + done.stdout


@pytest.mark.parametrize("command", ["site list", "moderator list", "check", "serve --demo"])
def test_a_server_that_is_away_is_told_by_host_and_port(command: str) -> None:
    done = run(*command.split(), "--redis-url", "redis://127.0.0.1:1/0", MODERATION_PORT="0")
    assert_told_why(done, "127.0.0.1:1: connection refused")


@pytest.mark.parametrize("option", ["--data-dir", "--redis-url"])
@pytest.mark.parametrize("command", ["serve", "site list"])
def test_an_option_without_a_value_is_refused(command: str, option: str) -> None:
    done = run(*command.split(), option, "", MODERATION_PORT="0")
    assert_told_why(done, f"MODERATION_{option[2:].upper().replace('-', '_')}", "empty")


def test_a_server_that_keeps_nothing_on_disk_is_refused(redis_url: str) -> None:
    with Redis.from_url(redis_url) as client:
        client.config_set("appendonly", "no")
        try:
            done = run("serve", "--port", "0", "--redis-url", redis_url)
        finally:
            client.config_set("appendonly", "yes")
    assert_told_why(done, "appendonly", "MODERATION_DURABILITY")


def test_a_server_that_would_evict_comments_is_refused(redis_url: str) -> None:
    with Redis.from_url(redis_url) as client:
        client.config_set("maxmemory-policy", "allkeys-lru")
        client.config_set("maxmemory", "1gb")
        try:
            done = run("serve", "--port", "0", "--redis-url", redis_url)
        finally:
            client.config_set("maxmemory", "0")
            client.config_set("maxmemory-policy", "noeviction")
    assert_told_why(done, "maxmemory-policy", "noeviction", "MODERATION_DURABILITY")


def test_every_setting_that_is_wrong_is_named(data_dir: Path) -> None:
    done = run(
        *("serve", "--port", "70000", "--workers", "0", "--data-dir", str(data_dir)),
        MODERATION_POTR="1",
        MODERATION_BODY_LIMIT="banyak",
        MODERATION_LOG_LEVEL="loud",
        MODERATION_REDIS="x",
    )
    assert_told_why(
        done,
        *("MODERATION_POTR", "MODERATION_REDIS:", "MODERATION_BODY_LIMIT", "MODERATION_LOG_LEVEL"),
        *("MODERATION_PORT:", "MODERATION_WORKERS"),
    )
    assert "no such setting" in done.stderr
    assert not data_dir.exists()
