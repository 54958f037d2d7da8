"""`moderation site show` and `set`: what a person is told of a site, and what never."""

import json
import re
from typing import Any

import pytest
from redis import Redis

from moderation.store.keys import SiteKeys
from tests.cli.command import run


@pytest.fixture
def made(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make a site; give what was printed once."""
    monkeypatch.setenv("MODERATION_REDIS_URL", redis_url)
    return json.loads(run("site", "add", "kabar", "--json").stdout)


def test_a_site_is_shown_with_choices_keys_and_counts_and_without_secrets(
    made: Any, redis_url: str
) -> None:
    run("site", "set", "kabar", "--mode", "all_held", "--weight", "links=0.5")
    run("site", "list-entry", "add", "kabar", "nama merek", "contoh")
    run("site", "key", "add", "kabar")
    first = run("site", "key", "list", "kabar").stdout.split()[0]
    run("site", "key", "revoke", "kabar", first)
    shown = json.loads(run("site", "show", "kabar", "--json").stdout)
    assert (shown["choices"]["mode"], shown["choices"]["weights"]) == ("all_held", {"links": 0.5})
    assert sorted(key["state"] for key in shown["keys"]) == ["revoked", "valid", "valid"]
    assert (shown["counts"]["list_entries"], shown["counts"]["waiting_cases"]) == (2, 0)
    text = run("site", "show", "kabar").stdout
    assert [
        word for word in ("all_held", first, "links=0.5", "list_entries") if word not in text
    ] == []
    with Redis.from_url(redis_url, decode_responses=True) as client:
        record = json.loads(client.hget(SiteKeys.of("kabar").site, "record") or "")
    said = text + json.dumps(shown)
    assert record["secret"] not in said
    assert made["api_key"] not in said


def test_what_changed_is_printed_and_logged(made: Any) -> None:
    done = run("site", "set", "kabar", "--mode", "all_held", "--hold", "0.4")
    assert done.stdout.splitlines() == [
        "mode: doubtful -> all_held",
        "spam_hold: as the service's model has it -> 0.4",
    ]
    line = json.loads(done.stderr)
    assert (line["event"], line["site"]) == ("site_changed", "kabar")
    assert line["changed"] == ["mode", "spam_hold"]
    again = run("site", "set", "kabar", "--mode", "all_held")
    assert "nothing" in again.stdout


def test_a_key_made_and_revoked_is_logged_by_its_id(made: Any) -> None:
    added = run("site", "key", "add", "kabar", "--json")
    line = json.loads(added.stderr)
    revoked = run("site", "key", "revoke", "kabar", line["key"])
    assert [line["event"], json.loads(revoked.stderr)["event"]] == ["key_added", "key_revoked"]
    assert json.loads(added.stdout)["api_key"] not in added.stderr + revoked.stderr
    assert line["key"] in revoked.stdout


def test_a_key_of_one_door_is_made_and_says_so(made: Any) -> None:
    for door, shape in (("akismet", "[0-9a-f]{12}"), ("perspective", "srg_.+")):
        answer = json.loads(run("site", "key", "add", "kabar", "--door", door, "--json").stdout)
        assert re.fullmatch(shape, answer[f"{door}_key"])
    keys = run("site", "key", "list", "kabar").stdout.splitlines()
    assert sorted(line.split()[-1] for line in keys) == ["akismet", "akismet", "api", "perspective"]


def test_a_new_key_stands_apart_from_its_name(made: Any) -> None:
    told = run("site", "key", "add", "kabar", "--door", "perspective").stdout.split()
    assert told[:3] == ["site", "kabar", "perspective_key"]
    assert told[3].startswith("srg_")


def test_what_a_keys_door_answers_is_chosen(made: Any) -> None:
    keys = run("site", "key", "list", "kabar").stdout.splitlines()
    key_id = next(line.split()[0] for line in keys if line.endswith("akismet"))
    done = run("site", "key", "set", "kabar", key_id, "--hold", "recheck", "--discard")
    assert (done.returncode, done.stdout) == (0, f"{key_id} of kabar: hold, discard changed\n")
    told = run("site", "key", "set", "kabar", key_id, "--callback", "http://127.0.0.1/hook")
    assert (told.returncode, told.stdout) == (0, f"{key_id} of kabar: callback changed\n")
    refused = run("site", "key", "set", "kabar", key_id, "--callback", "kabar.example")
    assert refused.returncode != 0
    assert "http or https address" in refused.stderr
    assert run("site", "key", "set", "kabar", "nothing", "--keep").returncode == 1
    assert "nothing changed" in run("site", "key", "set", "kabar", key_id).stdout


def test_the_secrets_of_a_coral_are_taken_and_never_shown(made: Any, redis_url: str) -> None:
    secret = "empsec_" + "a" * 40
    done = run("site", "coral", "kabar", "--secrets-stdin", given=f"{secret}\n\n")
    assert (done.returncode, done.stdout.startswith("kabar: 1 secrets")) == (0, True)
    shown = run("site", "show", "kabar").stdout + run("site", "show", "kabar", "--json").stdout
    assert secret not in shown + run("site", "set", "kabar", "--mode", "all_held").stdout
    assert run("site", "coral", "kabar", "--secrets-stdin", given="kurang").returncode == 1
    assert run("site", "coral", "kabar", "--secrets-stdin", given="").stdout.startswith("kabar: 0")


def test_a_sites_comments_are_indexed_anew(made: Any) -> None:
    done = run("site", "reindex", "kabar")
    assert (done.returncode, done.stdout) == (
        0,
        "kabar: 0 comments indexed, 0 added to the lists\n",
    )
    assert run("site", "reindex", "none").returncode == 1


@pytest.mark.parametrize(
    ("name", "given", "is_open"), [("tutup", (), "False"), ("buka", ("--form", "open"), "True")]
)
def test_a_new_site_takes_forms_without_a_key_only_where_that_is_said(
    made: Any, name: str, given: tuple[str, ...], is_open: str
) -> None:
    assert run("site", "add", name, *given).returncode == 0
    (line,) = [each for each in run("site", "show", name).stdout.splitlines() if "form" in each]
    assert line.split() == ["form_open", is_open]
