"""`moderation doctor`: what is wrong with this deployment, and what to do."""

import json
from typing import Any

import click
import msgspec

from moderation.cli.command import as_json_option, fail, read_settings, stored, with_store
from moderation.upkeep import doctor as examining
from moderation.upkeep.diagnosis import Level


@click.command("doctor")
@as_json_option
@stored
def doctor(as_json: bool, **where: Any) -> None:  # noqa: FBT001 - click's way
    """Examine server, durability, data, model, memory, disk, clock and proxy; change nothing.

    Run it with the settings of the service, best where the service runs. Ends with 1 where
    something has to be mended.
    """
    settings = read_settings(**where)
    found = with_store(where, lambda store: examining.examine(settings, store), any_format=True)
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(found)))
    else:
        for each in found:
            click.echo(f"{each.level:6} {each.subject.replace('_', ' '):14} {each.said}")
    wrong = sum(each.level is Level.WRONG for each in found)
    if wrong:
        fail(f"{wrong} thing(s) have to be mended")
