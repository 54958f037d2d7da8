"""`moderation moderator`: the people who review."""

import json
from typing import Any, Final

import click

from moderation.administration import moderators, passwords
from moderation.cli.command import (
    as_json_option,
    fail,
    given_password,
    print_answer,
    stored,
    with_store,
)
from moderation.domain import Moderator, Role

ROLES: Final = click.Choice([role.value for role in Role])

_site_option = click.option("--site", "sites", multiple=True, help="This site; may be given again.")
_all_sites_option = click.option(
    "--all-sites", is_flag=True, help="Every site, those still to come included."
)
_password_option = click.option(
    "--password-stdin", is_flag=True, help="Read a password from standard input; a terminal asks."
)


@click.group()
def moderator() -> None:
    """The people who review."""


@moderator.command("add")
@click.argument("email")
@click.option("--role", type=ROLES, default=Role.MODERATOR.value)
@_site_option
@_all_sites_option
@_password_option
@as_json_option
@stored
def moderator_add(
    email: str,
    role: str,
    sites: tuple[str, ...],
    all_sites: bool,  # noqa: FBT001 - click's way
    password_stdin: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
    **where: Any,
) -> None:
    """Make a moderator of some sites, or of all.

    Without --password-stdin a password is made and printed, this once.
    """
    password = given_password() if password_stdin else passwords.invented()
    made = with_store(
        where,
        lambda store: moderators.add_moderator(
            store, email, password, Role(role), sites=sites, all_sites=all_sites
        ),
    )
    answer = {"id": made.id, "email": made.email, "role": made.role.value}
    if not as_json:
        answer["sites"] = _scope(made)
    if not password_stdin:
        answer["password"] = password
    print_answer(answer, as_json=as_json)


@moderator.command("set")
@click.argument("email")
@click.option("--role", type=ROLES)
@_site_option
@_all_sites_option
@_password_option
@stored
def moderator_set(
    email: str,
    role: str | None,
    sites: tuple[str, ...],
    all_sites: bool,  # noqa: FBT001 - click's way
    password_stdin: bool,  # noqa: FBT001
    **where: Any,
) -> None:
    """Change what is given and nothing else, and print it.

    Sites that are given take the place of those before. A new password ends the sessions begun
    with the old one.
    """
    if not (role or sites or all_sites or password_stdin):
        fail("nothing to change: give --role, --site or --all-sites, or --password-stdin")
    password = given_password() if password_stdin else None
    before, after = with_store(
        where,
        lambda store: moderators.change_moderator(
            store,
            email,
            password=password,
            role=Role(role) if role else None,
            sites=sites,
            all_sites=all_sites,
        ),
    )
    print_answer({"email": after.email} | _differences(before, after), as_json=False)


@moderator.command("list")
@as_json_option
@stored
def moderator_list(as_json: bool, **where: Any) -> None:  # noqa: FBT001 - click's way
    """Print all moderators with their roles and sites."""
    found = with_store(where, lambda store: store.moderators.everyone())
    if as_json:
        click.echo(json.dumps([_shown(each) for each in found]))
        return
    for each in found:
        click.echo(f"{each.role:10} {each.email}  ({_scope(each)})")


@moderator.command("show")
@click.argument("email")
@as_json_option
@stored
def moderator_show(email: str, as_json: bool, **where: Any) -> None:  # noqa: FBT001 - click's way
    """Print a moderator's role and sites."""
    found = with_store(where, lambda store: moderators.find_moderator(store, email))
    if as_json:
        click.echo(json.dumps(_shown(found)))
    else:
        answer = {"id": found.id, "email": found.email, "role": found.role.value}
        print_answer(answer | {"sites": _scope(found)}, as_json=False)


@moderator.command("remove")
@click.argument("email")
@stored
def moderator_remove(email: str, **where: Any) -> None:
    """Remove a moderator; their sessions end, their decisions stay."""
    with_store(where, lambda store: moderators.remove_moderator(store, email))
    click.echo(f"removed {email}")


def _scope(moderator: Moderator) -> str:
    return "all sites" if moderator.all_sites else ", ".join(moderator.sites) or "no site"


def _shown(moderator: Moderator) -> dict[str, object]:
    """A moderator without what nobody may see."""
    return {
        "id": moderator.id,
        "email": moderator.email,
        "role": moderator.role.value,
        "sites": list(moderator.sites),
        "all_sites": moderator.all_sites,
    }


def _differences(before: Moderator, after: Moderator) -> dict[str, str]:
    pairs = {
        "role": (before.role.value, after.role.value),
        "sites": (_scope(before), _scope(after)),
    }
    found = {name: f"{old} -> {new}" for name, (old, new) in pairs.items() if old != new}
    if before.password_hash != after.password_hash:
        found |= {"password": "changed; the sessions begun with the old one have ended"}
    return found or {"changed": "nothing: it was so before"}
