"""Where an act leads: a form is redirected there, our script is given what stands there at once.

One round trip instead of two is most of what a moderator waits for between two cases.
"""

from contextlib import suppress

from aiohttp import web

from moderation.errors import SaringError
from moderation.web.console.pages.case import case_at
from moderation.web.console.pages.queue import queue_at
from moderation.web.console.rendering import swaps
from moderation.web.console.sessions import Visit, see_other
from moderation.web.console.table.place import Place
from moderation.web.http.context import CONTEXT


async def arrive(request: web.Request, visit: Visit, place: Place) -> web.Response:
    """Lead to a place after an act is done.

    Where it cannot be shown now, its own address says why: the act would seem undone here.
    """
    if not swaps(request):
        return see_other(place.address)
    show = case_at if place.comment_id else queue_at
    try:
        return await show(request, visit, place)
    except SaringError:
        return see_other(place.address)


async def take(request: web.Request, visit: Visit, site: str, comment_id: str) -> None:
    """Claim a case if that can be done; its page says so if not. The act before it is done."""
    with suppress(SaringError):
        await request.config_dict[CONTEXT].review.claim(visit.moderator, site, comment_id)
