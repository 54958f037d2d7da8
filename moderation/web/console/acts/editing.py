"""Changing a comment's text as a form."""

from typing import Final

from aiohttp import web

from moderation.errors import Conflict
from moderation.web.console.acts.decisions import seen_revision
from moderation.web.console.forms import BODY_LIMIT, Form
from moderation.web.console.pages.edit import show_edit
from moderation.web.console.paths import case_path, comment_of
from moderation.web.console.sessions import Visit, see_other
from moderation.web.console.table.view import at, view_in
from moderation.web.http.context import CONTEXT

# The longest text that may be stored, each of its code points as four escaped bytes.
EDIT_LIMIT: Final = 12 * 65_536 + BODY_LIMIT
_CONFLICT: Final = 409


async def edit(request: web.Request, visit: Visit, form: Form) -> web.Response:
    """Record the text, and show the case with it; a lost race shows what was typed again."""
    context, (site, comment_id) = request.config_dict[CONTEXT], comment_of(request)
    text, revision = form.get("text", ""), seen_revision(form.get("revision"))
    try:
        await context.editing.edit(visit.moderator, site, comment_id, text, revision=revision)
    except Conflict:
        return await show_edit(request, visit, status=_CONFLICT, typed=text)
    return see_other(at(case_path(site, comment_id), view_in(form), decided=comment_id))
