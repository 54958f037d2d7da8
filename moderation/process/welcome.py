"""What a person who starts the service is told: where everything is, and how to try it."""

from typing import Final

import click
import msgspec

from moderation.process.demo_site import DemoSite
from moderation.settings import Settings

_WELCOME: Final = """
  Article with form   {base}/demo/
  Console             {base}/console
    log in as         {email}
    password          {password}
    administrator     {admin_email}
    its password      {admin_password}
  API key             {api_key}

Send it a comment:

  curl -s {base}/v1/comments -H 'Authorization: Bearer {api_key}' \\
    -H 'Content-Type: application/json' -d '{{
      "article": {{"id": "feri-baru"}}, "text": "Terima kasih, beritanya jelas.",
      "author": {{"name": "Rina", "email": "rina@example.com"}}}}'

Ctrl-C stops it; everything stays in the data folder.
"""


def address(chosen: Settings) -> str:
    """Where the service answers, as a URL."""
    anywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - read, not listened on
    host = anywhere.get(chosen.host, chosen.host)
    return f"http://[{host}]:{chosen.port}" if ":" in host else f"http://{host}:{chosen.port}"


def welcome(chosen: Settings, site: DemoSite | None) -> None:
    """Print it."""
    base = address(chosen)
    text = f"Saring serves on {base}"
    if site is not None:
        text += "\n" + _WELCOME.format(base=base, **msgspec.structs.asdict(site))
    click.echo(text)
