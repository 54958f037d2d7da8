"""A reader sends the form: on to Saring, and back to a page that says what became of it."""

import asyncio
from http import HTTPStatus
from typing import Final

from aiohttp import web

from moderation.demo.articles import Story
from moderation.demo.comment_form import BODY_LIMIT, Draft, Unreadable, errors_by_field, read_form
from moderation.demo.newsroom import NEWSROOM
from moderation.demo.pages import article_link, article_of, form_page
from moderation.demo.rendering import go_to
from moderation.demo.saring_client import Receipt, Refusal, SaringAway
from moderation.demo.view import PageContext, view_of
from moderation.messages import Language

FORM: Final = "application/x-www-form-urlencoded"
BODY_SECONDS: Final = 10.0
# An approved comment mostly comes in within milliseconds. Waiting for it spares the reader a
# page that says that it is about to.
APPEARANCE_SECONDS: Final = 1.5
MISMATCH: Final = "idempotency-mismatch"


async def post_comment(request: web.Request) -> web.Response:
    """POST /demo/artikel/{slug}/komentar."""
    story, view = article_of(request), view_of(request)
    draft = await _read_draft(request)
    try:
        outcome = await _send(request, story, draft, view)
    except SaringAway:
        status = HTTPStatus.SERVICE_UNAVAILABLE
        response = await form_page(request, story, draft, status=status, trouble="away")
        response.headers["Retry-After"] = "5"
        return response
    if isinstance(outcome, Refusal):
        return await _refused(request, story, draft, outcome)
    return await _taken(request, story, outcome)


async def show_article_instead(request: web.Request) -> web.Response:
    """GET of the form's address (a reload, a bookmark): go to the article."""
    return go_to(article_link(view_of(request), article_of(request)))


async def _read_draft(request: web.Request) -> Draft:
    """The form. Raises HTTP exceptions for a body that is too large, too slow, or no form."""
    if request.content_type != FORM:
        raise web.HTTPUnsupportedMediaType
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return read_form(await _bounded_body(request))
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except Unreadable:
        raise web.HTTPBadRequest from None


async def _bounded_body(request: web.Request) -> bytes:
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise web.HTTPRequestEntityTooLarge(BODY_LIMIT, len(body))
    return bytes(body)


async def _send(
    request: web.Request, story: Story, draft: Draft, view: PageContext
) -> Receipt | Refusal:
    submission = draft.submission(
        article={
            "id": story.slug,
            "url": str(request.url.with_path(f"/demo/artikel/{story.slug}").with_query(None)),
            "title": story.telling[Language.ID].title,
        },
        client={
            "ip": request.remote or "",
            "user_agent": request.headers.get("User-Agent", ""),
            "referrer": request.headers.get("Referer", ""),
        },
    )
    return await request.app[NEWSROOM].saring.submit(
        submission,
        language=view.language,
        idempotency_key=draft.idempotency_key(story.slug),
    )


async def _taken(request: web.Request, story: Story, receipt: Receipt) -> web.Response:
    """Tell what became of it. A status that this release does not know waits for a person too."""
    view = view_of(request)
    if receipt.status == "approved":
        threads = request.app[NEWSROOM].threads
        await threads.appeared(story.slug, receipt.id, APPEARANCE_SECONDS)
        return go_to(f"{article_link(view, story, terbit=receipt.id)}#komentar-{receipt.id}")
    notice = "ditolak" if receipt.status == "rejected" else "menunggu"
    return go_to(article_link(view, story, **{notice: "1"}))


async def _refused(
    request: web.Request, story: Story, draft: Draft, refusal: Refusal
) -> web.Response:
    if refusal.type.endswith(MISMATCH):
        # The same words from the same form were taken before; only the connection differs.
        return go_to(article_link(view_of(request), story, diterima="1"))
    if refusal.status == HTTPStatus.UNPROCESSABLE_ENTITY:
        errors = errors_by_field(refusal.errors, view_of(request).language)
        return await form_page(request, story, draft, status=refusal.status, errors=errors)
    too_fast = refusal.status == HTTPStatus.TOO_MANY_REQUESTS
    trouble = "too_fast" if too_fast else "too_large"
    return await form_page(request, story, draft, status=refusal.status, trouble=trouble)
