"""`moderation moderator`: the people who review."""

from typing import Any

import click

from moderation import administration
from moderation.administration import passwords
from moderation.cli.command import as_json_option, first_line, print_answer, stored, with_store
from moderation.domain import Role
from moderation.store.moderators import moderator_id


@click.group()
def moderator() -> None:
    """The people who review."""


@moderator.command("add")
@click.argument("email")
@click.option("--role", type=click.Choice([r.value for r in Role]), default=Role.MODERATOR.value)
@click.option("--site", "sites", multiple=True, help="Only this site; may be repeated.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@as_json_option
@stored
def moderator_add(
    email: str,
    role: str,
    sites: tuple[str, ...],
    password_stdin: bool,  # noqa: FBT001 - click's way
    as_json: bool,  # noqa: FBT001
    **where: Any,
) -> None:
    """Make a moderator; without --password-stdin a password is made and printed, this once."""
    password = first_line() if password_stdin else passwords.invented()
    made = with_store(
        where,
        lambda store: administration.add_moderator(store, email, password, Role(role), sites),
    )
    answer = {"id": made.id, "email": made.email, "role": made.role.value}
    if not password_stdin:
        answer["password"] = password
    print_answer(answer, as_json=as_json)


@moderator.command("set")
@click.argument("email")
@click.option("--role", type=click.Choice([r.value for r in Role]), default=Role.MODERATOR.value)
@click.option("--site", "sites", multiple=True, help="Only this site; may be repeated.")
@stored
def moderator_set(email: str, role: str, sites: tuple[str, ...], **where: Any) -> None:
    """Give a moderator another role, sites and password (from standard input).

    Their sessions end.
    """
    password = first_line()
    with_store(
        where,
        lambda store: administration.set_moderator(store, email, password, Role(role), sites),
    )


@moderator.command("remove")
@click.argument("email")
@stored
def moderator_remove(email: str, **where: Any) -> None:
    """Remove a moderator; their sessions end, their decisions stay."""
    with_store(where, lambda store: store.moderators.remove(moderator_id(email)))
