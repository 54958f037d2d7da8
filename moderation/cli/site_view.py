"""What a person is shown of a site: its choices, its keys without secrets, and counts."""

from typing import Any

import click
import msgspec

from moderation import clock
from moderation.store import Store
from moderation.store.sites import Site

View = dict[str, Any]
SECRETS = frozenset({"secret", "coral_secrets"})
OURS = "as the service's model has it"


async def view(store: Store, name: str) -> View:
    """Everything about a site that is no secret. Raises NotFound."""
    site = await store.sites.find(name)
    found = await store.sites.keys_of(name)
    return {
        "site": name,
        "created_at": clock.iso(site.created_at),
        "choices": choices(site),
        "keys": [
            {
                "id": key.id,
                "state": "revoked" if key.revoked else "valid",
                "created_at": clock.iso(key.created_at),
                "opens": key.door or "api",
            }
            for key in found
        ],
        "counts": await store.sites.counts(name),
    }


def choices(site: Site) -> View:
    """What the operator chose for the site, by name."""
    fields = msgspec.to_builtins(site)
    return {key: fields[key] for key in fields if key not in SECRETS | {"name", "created_at"}}


def print_view(shown: View) -> None:
    """Print it for a person."""
    click.echo(f"{shown['site']}, made {shown['created_at']}")
    for key, value in shown["choices"].items():
        click.echo(f"  {key:16} {words(value)}")
    for record in shown["keys"]:
        made = f"made {record['created_at']}, opens {record['opens']}"
        click.echo(f"  key {record['id']}  {record['state']:8} {made}")
    for key, count in shown["counts"].items():
        click.echo(f"  {key:16} {count:,}")


def print_differences(before: Site, after: Site) -> None:
    """Print the choices that are others now."""
    old, new = choices(before), choices(after)
    changed = [key for key in new if old[key] != new[key]]
    for key in changed:
        click.echo(f"{key}: {words(old[key])} -> {words(new[key])}")
    if not changed:
        click.echo("nothing changed: it was so before")


def words(value: object) -> str:
    """A choice as a person reads it."""
    match value:
        case None:
            return OURS
        case dict():
            return ", ".join(f"{name}={each}" for name, each in value.items()) or "none"
        case list() | tuple():
            return ", ".join(map(str, value)) or "none"
        case _:
            return str(value)
