"""`moderation serve`."""

from typing import Any

import click

from moderation.cli.command import data_dir_option, fail, read_settings, redis_url_option
from moderation.process import serve as process


@click.command()
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=int, help="Port to listen on; 0 picks a free one and prints it.")
@data_dir_option
@redis_url_option
@click.option("--workers", type=int, help="Processes sharing the port.")
@click.option("--demo", is_flag=True, help="Also serve a demo news site, and make that site.")
def serve(demo: bool, **chosen: Any) -> None:  # noqa: FBT001 - click passes a flag by name
    """Serve until SIGTERM."""
    settings = read_settings(**chosen)
    try:
        process.serve(settings, demo=demo)
    except process.CannotServeError as error:
        fail(str(error))
