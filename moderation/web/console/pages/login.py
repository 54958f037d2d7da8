"""The log-in page."""

from aiohttp import web

from moderation.web.console.rendering import visitor_page
from moderation.web.console.sessions import own_path, recall, see_other
from moderation.web.http.context import CONTEXT


async def login_page(request: web.Request) -> web.Response:
    """The form; a moderator who has logged in already goes on at once."""
    there = own_path(request.query.get("next", ""))
    if await recall(request) is not None:
        return see_other(there)
    await request.config_dict[CONTEXT].turns.next()  # anybody may ask, and so many at once
    return show_login(request, there)


def show_login(
    request: web.Request, there: str, *, status: int = 200, email: str = "", fault: str = ""
) -> web.Response:
    """The form, which leads on to `there`; `fault` says why an attempt was refused."""
    return visitor_page(request, "login.html", status=status, next=there, email=email, fault=fault)
