"""`moderation replay`: judge a stored comment again."""

from typing import Any

import click

from moderation.cli.command import fail, stored, with_store
from moderation.review import replay as replaying


@click.command("replay")
@click.argument("site_name")
@click.argument("comment_id")
@stored
def replay(site_name: str, comment_id: str, **where: Any) -> None:
    """Judge a stored comment's signals again under the policy of its time, and compare."""
    outcome = with_store(where, lambda store: replaying.replay(store, site_name, comment_id))
    click.echo(f"then {outcome.then.action}, again {outcome.again.action}")
    if not outcome.same:
        fail("the replay differs from the decision")
