"""The `moderation` command: serve, and look after sites, moderators and lists."""

from importlib import import_module
from typing import Final

import click

COMMANDS: Final = {
    "check": "check:check",
    "doctor": "doctor:doctor",
    "import": "importing:import_comments",
    "migrate": "migrate:migrate",
    "moderator": "moderator:moderator",
    "replay": "replay:replay",
    "serve": "serve:serve",
    "site": "site:site",
}
"""Where each command is: module and name."""


class LazyGroup(click.Group):
    """Loads the command that is asked for, so that a server never pays for an import's modules."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(f"{__name__}.{module}"), name)
        return found


@click.group(cls=LazyGroup)
@click.version_option(package_name="saring")
def main() -> None:
    """Saring: self-hosted comment moderation for news sites.

    Every setting can also be given as MODERATION_NAME in the environment; see docs/settings.md.
    """
