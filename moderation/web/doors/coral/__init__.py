"""Coral's interface: an external moderation phase, which Coral asks about each comment.

Wire format: Coral's own page on external moderation phases, and what its pipeline sends and takes.
Our part of a site's address is its name; that the call is Coral's, its signature says.
"""

from typing import Final

from aiohttp import web

from moderation.web.doors.coral.phase import moderate
from moderation.web.http.body import expect

ROUTES: Final = (web.post("/coral/{site:[a-z0-9.-]{1,63}}", moderate, expect_handler=expect),)
