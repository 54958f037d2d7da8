"""`moderation check`: whether what the store keeps holds together."""

import json
from typing import Any

import click
import msgspec

from moderation.cli.command import as_json_option, fail, stored, with_store
from moderation.upkeep import check as checking

SHOWN = 20


@click.command("check")
@as_json_option
@stored
def check(as_json: bool, **where: Any) -> None:  # noqa: FBT001 - click's way
    """Look whether what the store keeps holds together; nothing is written.

    Services may run meanwhile. Ends with 1 where something does not hold, and names it by ids.
    """
    report = with_store(where, checking.check)
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(report)))
    else:
        _print(report)
    if report.kinds:
        fail(f"{sum(report.kinds.values()):,} things in the store do not hold together")


def _print(report: checking.Report) -> None:
    for what, count in report.looked_at.items():
        click.echo(f"{count:12,} {what}")
    for kind, count in report.kinds.items():
        click.echo(f"{count:12,} {kind.replace('_', ' ')}")
    for each in report.first[:SHOWN]:
        click.echo(f"  {each.kind} {each.site} {each.what}")
    if not report.kinds:
        click.echo("Everything holds together.")
