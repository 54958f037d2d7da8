"""The operator's commands: what they print, what they refuse, and that secrets are shown once."""

import json
import re
import shlex
from collections.abc import Callable
from functools import partial
from subprocess import CompletedProcess

import pytest
from click.testing import CliRunner
from redis import Redis

from moderation.cli import main as moderation
from moderation.store.keys import SiteKeys
from tests.cli.command import run
from tests.contract.test_commands import ROOT, lines
from tests.web.keyspace import image, strings


def test_a_site_is_made_once_and_its_key_is_kept_as_a_digest(redis_url: str) -> None:
    done = run("site", "add", "kabar", "--json", "--redis-url", redis_url)
    made = json.loads(done.stdout)
    assert (done.returncode, set(made)) == (0, {"site", "api_key", "akismet_key"})
    assert made["site"] == "kabar"
    kept = strings(redis_url)
    assert made["api_key"] not in kept
    assert made["akismet_key"] not in kept

    before = image(redis_url)
    again = run("site", "add", "kabar", "--json", "--redis-url", redis_url)
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr.startswith("moderation: ")
    assert "Traceback" not in again.stderr
    assert image(redis_url) == before
    assert json.loads(run("site", "list", "--json", "--redis-url", redis_url).stdout) == ["kabar"]


def test_a_moderator_is_made_with_the_password_from_standard_input(redis_url: str) -> None:
    done = run(
        *("moderator", "add", "Budi@kabar.example.com", "--role", "admin", "--all-sites"),
        *("--password-stdin", "--json", "--redis-url", redis_url),
        given="kata sandi yang panjang\n",
    )
    made = json.loads(done.stdout)
    assert (set(made), made["role"]) == ({"id", "email", "role"}, "admin")
    kept = strings(redis_url)
    assert "argon2" in kept
    assert "kata sandi" not in kept


def test_a_moderator_gets_an_invented_password_that_is_shown_once(redis_url: str) -> None:
    done = run(
        *("moderator", "add", "budi@kabar.example.com", "--all-sites"), "--redis-url", redis_url
    )
    found = re.search(r"^password +(\S{12,})$", done.stdout, re.MULTILINE)
    assert found, done.stdout + done.stderr
    assert found[1] not in strings(redis_url)


def test_a_site_chooses_what_happens_to_other_languages(redis_url: str) -> None:
    assert run("site", "add", "kabar", "--redis-url", redis_url).returncode == 0
    chosen = ("site", "set", "kabar", "--other-languages", "hold", "--redis-url", redis_url)
    assert run(*chosen).returncode == 0
    assert '"other_languages":"hold"' in strings(redis_url)


def a_site(redis_url: str) -> Callable[..., CompletedProcess[str]]:
    """Make a site; return the way to run commands on it."""
    assert run("site", "add", "kabar", "--redis-url", redis_url).returncode == 0
    return partial(run, MODERATION_REDIS_URL=redis_url)


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ("--hold nan --reject inf --weight links=nan", ["“hold”", "“reject”", "“links”"]),
        ("--hold 0.9 --reject 0.5", ["threshold"]),
        ("--weight nope=1 --weight links=-1", ["“nope”", "“links”"]),
        ("--weight links", ["SIGNAL=POINTS"]),
        ("--client-rate 20", ["COUNT/SECONDS"]),
        ("--email-rate 0/1 --domain https://x.id", ["“email”", "“https://x.id”"]),
    ],
)
def test_choices_that_no_policy_can_work_with_are_refused_each_by_name(
    choices: str, words: list[str], redis_url: str
) -> None:
    saring = a_site(redis_url)
    before = image(redis_url)
    done = saring("site", "set", "kabar", *choices.split())
    assert (done.returncode, done.stdout) == (1, "")
    assert [word for word in words if word not in done.stderr] == []
    assert "Traceback" not in done.stderr
    assert image(redis_url) == before


def test_choices_are_judged_together_with_those_made_before(redis_url: str) -> None:
    saring = a_site(redis_url)
    assert saring("site", "set", "kabar", "--reject", "0.5").returncode == 0
    assert saring("site", "set", "kabar", "--hold", "0.9").returncode == 1


def test_a_weight_that_is_not_given_stays(redis_url: str) -> None:
    saring = a_site(redis_url)
    for weight in ("links=0.5", "repeats=2", "links=0.25"):
        assert saring("site", "set", "kabar", "--weight", weight).returncode == 0
    assert '"weights":{"links":0.25,"repeats":2.0}' in strings(redis_url)


def test_rates_and_domains_are_a_sites_choice(redis_url: str) -> None:
    saring = a_site(redis_url)
    chosen = ("--client-rate", "60/0.5", "--domain", "Contoh.id", "--domain", "contoh.co.id")
    assert saring("site", "set", "kabar", *chosen).returncode == 0
    assert '"rates":{"client":{"burst":60,"interval_ms":500}}' in strings(redis_url)
    assert '"domains":["contoh.id","contoh.co.id"]' in strings(redis_url)
    assert saring("site", "set", "kabar", "--domain", "").returncode == 0
    assert '"domains":[]' in strings(redis_url)


def test_entries_are_added_shown_and_removed(redis_url: str) -> None:
    saring = a_site(redis_url)
    entry = partial(saring, "site", "list-entry")
    assert entry("add", "kabar", "nama merek", "--action", "reject").returncode == 0
    others = ("contoh.com", "Usil@example.com", "203.0.113.0/24", "jud*")
    assert entry("add", "kabar", *others).returncode == 0
    assert entry("add", "kabar", "Si Pembual", "--kind", "name").returncode == 0
    shown = [
        "reject  word    nama merek",
        "hold    domain  contoh.com",
        "hold    email   u•••@e•••.com",
        "hold    network 203.0.113.0/24",
        "hold    word    jud*",
        "hold    name    Si Pembual",
    ]
    assert entry("show", "kabar").stdout.splitlines() == shown
    assert entry("remove", "kabar", "nama merek").returncode == 0
    assert entry("show", "kabar").stdout.splitlines() == shown[1:]
    assert entry("remove", "kabar", "usil@example.com").returncode == 0
    assert entry("show", "kabar").stdout.splitlines() == [shown[1], *shown[3:]]


def test_an_entry_is_shown_with_its_end_and_its_reason(redis_url: str) -> None:
    saring = a_site(redis_url)
    told = ("--days", "30", "--why", "menyerang narasumber")
    assert saring("site", "list-entry", "add", "kabar", "kasar", *told).returncode == 0
    (line,) = saring("site", "list-entry", "show", "kabar").stdout.splitlines()
    assert re.fullmatch(r"hold    word    kasar  until \d{4}-\S+Z  menyerang narasumber", line)


def test_lists_that_match_nothing_that_waits_propose_nothing(redis_url: str) -> None:
    saring = a_site(redis_url)
    mail = "rina@example.com"
    secret = ("--password-stdin", "--all-sites")
    assert saring("moderator", "add", mail, *secret, given=f"{'x' * 20}\n").returncode == 0
    assert (
        saring("site", "list-entry", "add", "kabar", "kasar", "--action", "reject").returncode == 0
    )
    done = saring("site", "list-entry", "apply", "kabar", "--for", mail)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("moderation: ")


@pytest.mark.parametrize(
    ("arguments", "faults"),
    [
        (("add", "kabar", "kasar", "...", "!"), ["“...”", "“!”"]),
        (("add", "kabar", "--kind", "domain", "https://contoh.com/x"), ["“https://contoh.com/x”"]),
        (
            ("add", "kabar", "j*di", "*@example.com", "10.20.*"),
            ["“j*di”", "“*@example.com”", "“10.20.*”"],
        ),
        (("remove", "kabar", "kasar", "mesum"), ["“kasar”", "“mesum”"]),
    ],
)
def test_entries_of_no_use_are_refused_each_by_name(
    arguments: tuple[str, ...], faults: list[str], redis_url: str
) -> None:
    saring = a_site(redis_url)
    before = image(redis_url)
    done = saring("site", "list-entry", *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.findall("“[^”]+”", done.stderr) == faults
    assert image(redis_url) == before


@pytest.mark.parametrize("command", ["site set kabar --hold 0.5", "site list-entry show kabar"])
def test_a_site_whose_record_is_damaged_is_named(command: str, redis_url: str) -> None:
    saring = a_site(redis_url)
    with Redis.from_url(redis_url) as client:
        client.hset(SiteKeys.of("kabar").site, "record", '{"name":"kabar"}')
    done = saring(*command.split())
    assert done.returncode == 1
    assert done.stderr.startswith("moderation: the record of the site kabar cannot be read")


@pytest.mark.parametrize(
    ("command", "given", "word"),
    [
        ("site add Kabar_Kita", "", "site"),
        ("moderator add no-address --all-sites", "", "e-mail"),
        ("moderator add a@example.com --all-sites --password-stdin", "pendek\n", "password"),
        ("moderator add a@example.com", "", "--all-sites"),
        ("moderator add a@example.com --all-sites --site nowhere", "", "--all-sites"),
        ("moderator add a@example.com --site nowhere", "", "nowhere"),
        ("moderator set a@example.com --role admin", "", "a@example.com"),
        ("moderator show a@example.com", "", "a@example.com"),
        ("moderator remove a@example.com", "", "a@example.com"),
        ("site show nowhere", "", "nowhere"),
        ("site key revoke nowhere abc", "", "abc"),
        ("site set nowhere", "", "nothing to change"),
        ("site show ''", "", "empty"),
        ("moderator add a@example.com --site ''", "", "empty"),
    ],
)
def test_what_cannot_be_done_is_explained_and_changes_nothing(
    command: str, given: str, word: str, redis_url: str
) -> None:
    done = run(*shlex.split(command), "--redis-url", redis_url, given=given)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("moderation: ")
    assert word in done.stderr.lower()
    assert "Traceback" not in done.stderr
    assert list(image(redis_url)) == []


@pytest.mark.parametrize(
    "page", ["README.md", "docker-compose.yml", "docs/operations.md", "docs/policy.md"]
)
def test_what_a_page_says_to_type_works_in_its_order(
    page: str, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODERATION_REDIS_URL", redis_url)
    a_site(redis_url)
    elsewhere = ("moderation serve", "moderation doctor", "moderation replay", "classifier ")
    typed = [line for _, line in lines(ROOT / page) if not line.startswith(elsewhere)]
    assert typed
    for line in typed:
        words = shlex.split(line, comments=True)[1:]
        real = {"SITE": "kabar", "KEY_ID": a_key_of("kabar.example", redis_url)}
        words = [real.get(word, word) for word in words]
        done = CliRunner().invoke(moderation, words, input="kata sandi yang panjang\n")
        assert done.exit_code == 0, (line, done.output)


def a_key_of(site: str, redis_url: str) -> str:
    """Find the id of one of a site's keys, if it has any."""
    with Redis.from_url(redis_url, decode_responses=True) as client:
        fields = client.hkeys(SiteKeys.of(site).site)
    return next((f.removeprefix("key:") for f in fields if f.startswith("key:")), "")
