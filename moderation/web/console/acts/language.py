"""Switching the language."""

from aiohttp import web

from moderation.messages import Language
from moderation.web.console.forms import (
    TOKEN_FIELD,
    read_form,
    require_token,
    require_visitor_token,
)
from moderation.web.console.language import keep_language
from moderation.web.console.sessions import own_path, recall, see_other


async def choose_language(request: web.Request) -> web.Response:
    """Remember the choice and go back to the page it was made on."""
    form = await read_form(request)
    visit = await recall(request)
    if visit is None:
        require_visitor_token(request, form)
    else:
        require_token(form.get(TOKEN_FIELD, ""), visit.session.csrf)
    response = see_other(own_path(form.get("next", "")))
    chosen = form.get("language")
    if chosen in set(Language):
        keep_language(request, response, Language(chosen))
    return response
