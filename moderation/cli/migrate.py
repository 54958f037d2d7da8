"""`moderation migrate`: move the store on to the format of this release."""

from typing import Any

import click

from moderation.cli.command import stored, with_store
from moderation.store.formats import FORMAT
from moderation.upkeep import migrate as migrating


@click.command("migrate")
@click.option("--dry-run", is_flag=True, help="Only count what would be moved.")
@stored
def migrate(dry_run: bool, **where: Any) -> None:  # noqa: FBT001 - click's way
    """Move the data that an older release wrote on to the format of this one.

    Stop every process of the older release first. If it is interrupted, run it again.
    """
    done = with_store(
        where, lambda store: migrating.migrate(store, dry_run=dry_run), any_format=True
    )
    for moved in done:
        click.echo(f"format {moved.step.number}: {moved.step.about}")
        for name, count in moved.counts.items():
            click.echo(f"{count:10,} {name}")
    if dry_run and done:
        click.echo("Nothing was changed.")
    else:
        click.echo(f"The store is of format {FORMAT}.")
