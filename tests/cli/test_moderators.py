"""`moderation moderator`: what is not given stays, and who may see what is always said."""

import json
import os
import pty
import subprocess
from functools import partial
from typing import Any

import pytest

from moderation.administration import passwords
from tests.cli.command import run
from tests.e2e.service import PROGRAM, surroundings
from tests.web.keyspace import image, strings

EMAIL = "v@example.com"
OLD, NEW = "kata sandi yang lama", "kata sandi yang baru"


@pytest.fixture
def saring(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make two sites and a viewer of one; give the way to run commands on their store."""
    monkeypatch.setenv("MODERATION_REDIS_URL", redis_url)
    for site in ("a", "b"):
        assert run("site", "add", site).returncode == 0
    viewer = ("--site", "a", "--role", "viewer", "--password-stdin")
    assert run("moderator", "add", EMAIL, *viewer, given=f"{OLD}\n").returncode == 0
    return partial(run, "moderator")


def shown(saring: Any) -> Any:
    """What `show` says, as JSON."""
    return json.loads(saring("show", EMAIL, "--json").stdout)


def opens(redis_url: str, password: str) -> bool:
    """Whether a password fits one of the hashes that are kept."""
    words = strings(redis_url, "mod:{moderators}").split('"')
    return any(passwords._verify(password, word) for word in words if word.startswith("$argon2"))


def test_a_new_password_leaves_role_and_sites(saring: Any, redis_url: str) -> None:
    before = shown(saring)
    done = saring("set", EMAIL, "--password-stdin", given=f"{NEW}\n")
    assert (done.returncode, shown(saring)) == (0, before)
    assert (before["role"], before["sites"], before["all_sites"]) == ("viewer", ["a"], False)
    assert (opens(redis_url, NEW), opens(redis_url, OLD)) == (True, False)
    assert "password" in done.stdout
    assert NEW not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("given", "changed", "said"),
    [
        (("--role", "admin"), {"role": "admin"}, "viewer -> admin"),
        (("--site", "b"), {"sites": ["b"]}, "a -> b"),
        (("--site", "a", "--site", "b"), {"sites": ["a", "b"]}, "a -> a, b"),
        (("--all-sites",), {"sites": [], "all_sites": True}, "a -> all sites"),
        (("--role", "viewer"), {}, "nothing"),
    ],
)
def test_only_what_is_given_changes_and_is_printed(
    given: tuple[str, ...], changed: dict[str, Any], said: str, saring: Any, redis_url: str
) -> None:
    before = shown(saring)
    done = saring("set", EMAIL, *given)
    assert (done.returncode, shown(saring)) == (0, before | changed)
    assert said in done.stdout
    assert opens(redis_url, OLD)


def test_all_sites_are_narrowed_to_those_that_are_named(saring: Any) -> None:
    saring("set", EMAIL, "--all-sites")
    saring("set", EMAIL, "--site", "b")
    assert (shown(saring)["sites"], shown(saring)["all_sites"]) == (["b"], False)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("set", EMAIL), "--password-stdin"),
        (("set", EMAIL, "--site", "a", "--all-sites"), "--all-sites"),
        (("set", EMAIL, "--site", "c"), "there is no c"),
        (("set", "w@example.com", "--role", "admin"), "w@example.com"),
        (("add", "w@example.com"), "--all-sites"),
        (("add", "w@example.com", "--role", "admin"), "--site"),
        (("add", EMAIL, "--all-sites"), "already"),
    ],
)
def test_what_is_not_clear_is_refused_in_words_and_changes_nothing(
    words: tuple[str, ...], hint: str, saring: Any, redis_url: str
) -> None:
    before = image(redis_url)
    done = saring(*words)
    assert (done.returncode, done.stdout) == (1, "")
    assert hint in done.stderr
    assert image(redis_url) == before


def test_everybody_is_listed_without_secrets(saring: Any) -> None:
    saring("add", "all@example.com", "--all-sites", "--role", "admin")
    told = json.loads(saring("list", "--json").stdout)
    assert [(each["email"], each["sites"], each["all_sites"]) for each in told] == [
        ("all@example.com", [], True),
        (EMAIL, ["a"], False),
    ]
    lines = saring("list").stdout.splitlines()
    assert [line.split(maxsplit=2) for line in lines] == [
        ["admin", "all@example.com", "(all sites)"],
        ["viewer", EMAIL, "(a)"],
    ]
    assert "argon2" not in json.dumps(told) + "".join(lines)


def test_changes_are_logged_with_ids_alone(saring: Any) -> None:
    done = saring("set", EMAIL, "--role", "admin", "--password-stdin", given=f"{NEW}\n")
    line = json.loads(done.stderr)
    assert (line["part"], line["event"]) == ("administration", "moderator_changed")
    assert (line["moderator"], line["changed"]) == (shown(saring)["id"], ["role", "password_hash"])
    removed = saring("remove", EMAIL)
    assert json.loads(removed.stderr)["event"] == "moderator_removed"
    logged = done.stderr + removed.stderr
    assert [word for word in (EMAIL, NEW, "argon2", "example.com") if word in logged] == []


def test_a_terminal_is_asked_twice_and_shows_nothing(saring: Any, redis_url: str) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*PROGRAM, "moderator", "set", EMAIL, "--password-stdin"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=surroundings({"MODERATION_REDIS_URL": redis_url}),
        start_new_session=True,
    )
    os.close(theirs)
    seen = b""
    for _ in range(2):
        while not seen.endswith(b": "):
            seen += os.read(ours, 1_000)
        os.write(ours, f"{NEW}\n".encode())
        seen += os.read(ours, 1)
    assert process.wait() == 0
    os.close(ours)
    assert b"Password" in seen
    assert NEW.encode() not in seen
    assert opens(redis_url, NEW)
