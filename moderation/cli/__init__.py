"""The `moderation` command: serve, and look after sites, moderators and lists."""

import click

from moderation.cli.check import check
from moderation.cli.doctor import doctor
from moderation.cli.importing import import_comments
from moderation.cli.migrate import migrate
from moderation.cli.moderator import moderator
from moderation.cli.replay import replay
from moderation.cli.serve import serve
from moderation.cli.site import site


@click.group()
@click.version_option(package_name="saring")
def main() -> None:
    """Saring: self-hosted comment moderation for news sites.

    Every setting can also be given as MODERATION_NAME in the environment; see docs/settings.md.
    """


for _command in (serve, site, moderator, import_comments, replay, migrate, check, doctor):
    main.add_command(_command)
