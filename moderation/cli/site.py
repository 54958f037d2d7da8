"""`moderation site`: sites, their keys, lists and choices."""

import json
import sys
from dataclasses import asdict
from typing import Any

import click

from moderation import administration, clock
from moderation.cli import site_view
from moderation.cli.command import as_json_option, fail, print_answer, stored, with_store
from moderation.cli.list_entry import list_entry
from moderation.domain import Mode, OtherLanguages
from moderation.process.app import build_search
from moderation.store import Store
from moderation.store.sites import Rate

form_option = click.option(
    "--form",
    type=click.Choice(["open", "closed"]),
    help="Whether pages may send readers' forms without a key; closed by default.",
)


@click.group()
def site() -> None:
    """Sites, their keys, lists and choices."""


site.add_command(list_entry)


@site.command("add")
@click.argument("name")
@form_option
@as_json_option
@stored
def site_add(name: str, form: str | None, as_json: bool, **where: Any) -> None:  # noqa: FBT001 - click's way
    """Make a site and print its keys, this once."""
    is_open = form == "open"
    made = with_store(where, lambda store: administration.add_site(store, name, form_open=is_open))
    print_answer(asdict(made), as_json=as_json)


@site.command("list")
@as_json_option
@stored
def site_list(as_json: bool, **where: Any) -> None:  # noqa: FBT001 - click's way
    """Print the names of all sites."""
    names = with_store(where, lambda store: store.sites.names())
    click.echo(json.dumps(names) if as_json else "\n".join(names))


@site.command("show")
@click.argument("name")
@as_json_option
@stored
def site_show(name: str, as_json: bool, **where: Any) -> None:  # noqa: FBT001 - click's way
    """Print a site's choices, the ids of its keys, and how much it holds."""
    shown = with_store(where, lambda store: site_view.view(store, name))
    if as_json:
        click.echo(json.dumps(shown))
    else:
        site_view.print_view(shown)


@site.command("set")
@click.argument("name")
@click.option("--mode", type=click.Choice([m.value for m in Mode]), help="How the site moderates.")
@click.option("--hold", type=float, help="Hold from this spam score (0 to 1) on.")
@click.option("--reject", type=float, help="Reject from this spam score (0 to 1) on.")
@click.option(
    "--other-languages",
    type=click.Choice([o.value for o in OtherLanguages]),
    help="Comments that are neither Indonesian nor English.",
)
@click.option("--weight", multiple=True, metavar="SIGNAL=POINTS", help="What a signal weighs.")
@click.option(
    "--domain", multiple=True, metavar="DOMAIN", help='Where the site lives; "" for nowhere more.'
)
@click.option(
    "--client-rate", metavar="COUNT/SECONDS", help="Comments at once of a client; 20/6 by default."
)
@form_option
@click.option("--email-rate", metavar="COUNT/SECONDS", help="Those of an e-mail address; 5/20.")
@stored
def site_set(
    name: str,
    mode: str | None,
    hold: float | None,
    reject: float | None,
    other_languages: str | None,
    weight: tuple[str, ...],
    domain: tuple[str, ...],
    client_rate: str | None,
    email_rate: str | None,
    form: str | None,
    **where: Any,
) -> None:
    """Change a site's policy, and print what changed. What is not given stays.

    A rate is how many comments may come at once, and the seconds until each comes back; COUNT/0
    is no limit.
    """
    given = {
        "mode": Mode(mode) if mode else None,
        "spam_hold": hold,
        "spam_reject": reject,
        "other_languages": OtherLanguages(other_languages) if other_languages else None,
        "form_open": form == "open" if form else None,
        "domains": tuple(each.lower().strip(".") for each in domain if each) if domain else None,
    }
    choices: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
    choices["weights"] = _weights(weight)
    rates = {"client": client_rate, "email": email_rate}
    choices["rates"] = {of: _rate(text) for of, text in rates.items() if text is not None}
    if choices == {"weights": {}, "rates": {}}:
        fail("nothing to change: `moderation site set --help` lists what can be given")
    with_store(where, lambda store: _change(store, name, choices))


async def _change(store: Store, name: str, choices: dict[str, Any]) -> None:
    before = await store.sites.find(name)
    site_view.print_differences(before, await administration.change_site(store, name, **choices))


@site.command("coral")
@click.argument("name")
@click.option("--secrets-stdin", is_flag=True, required=True, help="One a line; none: no door.")
@stored
def site_coral(name: str, **where: Any) -> None:
    """Take the secrets that the site's Coral signs with, in place of those before."""
    del where["secrets_stdin"]
    given = [line.strip() for line in sys.stdin.read().splitlines() if line.strip()]
    with_store(where, lambda store: administration.set_coral_secrets(store, name, given))
    click.echo(f"{name}: {len(given)} secrets; the phase's address ends in /coral/{name}")


@site.group("key")
def site_key() -> None:
    """A site's keys."""


@site_key.command("add")
@click.argument("name")
@click.option(
    "--door",
    type=click.Choice(administration.DOORS),
    help="A key that opens this door and nothing else.",
)
@as_json_option
@stored
def key_add(name: str, door: str | None, as_json: bool, **where: Any) -> None:  # noqa: FBT001 - click's way
    """Make one more key and print it, this once; the others stay valid."""
    secret = with_store(where, lambda store: administration.add_key(store, name, door=door or ""))
    print_answer({"site": name, f"{door or 'api'}_key": secret}, as_json=as_json)


@site_key.command("list")
@click.argument("name")
@stored
def key_list(name: str, **where: Any) -> None:
    """Print the ids of a site's keys, when each was made, and what it opens."""
    for record in with_store(where, lambda store: store.sites.keys_of(name)):
        state = "revoked" if record.revoked else "valid"
        click.echo(f"{record.id}  {state:9}{clock.iso(record.created_at)}  {record.door or 'api'}")


@site_key.command("set")
@click.argument("name")
@click.argument("key_id")
@click.option(
    "--hold",
    type=click.Choice(["spam", "recheck", "ham"]),
    help="Akismet: what a client is told of a held comment: spam (by default), to ask again, ham.",
)
@click.option(
    "--discard/--keep",
    default=None,
    help="Akismet: whether clients may throw away what the classifier is sure of.",
)
@click.option(
    "--callback",
    metavar="off|sent|ADDRESS",
    help="Akismet: who is called when a held comment is decided: nobody (by default), the public "
    "https address that the check named, or always this address.",
)
@stored
def key_set(
    name: str,
    key_id: str,
    hold: str | None,
    discard: bool | None,  # noqa: FBT001 - click's way
    callback: str | None,
    **where: Any,
) -> None:
    """Change what the door of a key answers. What is not given stays."""
    given = {
        "hold": hold,
        "discard": None if discard is None else str(int(discard)),
        "callback": callback,
    }
    chosen = {each: value for each, value in given.items() if value is not None}
    with_store(where, lambda store: administration.choose(store, name, key_id, chosen))
    click.echo(f"{key_id} of {name}: {', '.join(chosen) or 'nothing'} changed")


@site_key.command("revoke")
@click.argument("name")
@click.argument("key_id")
@stored
def key_revoke(name: str, key_id: str, **where: Any) -> None:
    """Make a key open nothing from the next second on."""
    with_store(where, lambda store: administration.revoke_key(store, name, key_id))
    click.echo(f"revoked {key_id} of {name}")


@site.command("reindex")
@click.argument("name")
@stored
def reindex(name: str, **where: Any) -> None:
    """Build the index that the console searches anew, from every comment of the site.

    The console's lists of approved and rejected comments get those that they lack.
    Services may run meanwhile; until it is done, searches find less.
    """
    done = with_store(where, lambda store: build_search(store).rebuild(name))
    click.echo(f"{name}: {done.indexed:,} comments indexed, {done.listed:,} added to the lists")


def _rate(given: str) -> Rate:
    try:
        count, seconds = given.split("/")
        return Rate(int(count), round(float(seconds) * 1000))
    except (ValueError, OverflowError):
        fail("a rate is written COUNT/SECONDS, for example 20/6")


def _weights(given: tuple[str, ...]) -> dict[str, float]:
    try:
        return {name: float(text) for name, _, text in (each.partition("=") for each in given)}
    except ValueError:
        fail("--weight takes SIGNAL=POINTS, for example links=0.5")
