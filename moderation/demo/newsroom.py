"""What the demo site's handlers work with, under one typed key of its application."""

from dataclasses import dataclass

from aiohttp import web

from moderation.demo.saring_client import SaringClient
from moderation.demo.threads import Threads


@dataclass(frozen=True, slots=True)
class Newsroom:
    """The connection to Saring, and the approved comments that the consumer has read."""

    saring: SaringClient
    threads: Threads


NEWSROOM: web.AppKey[Newsroom] = web.AppKey("newsroom", Newsroom)
