"""The pages that readers come to: the front page, an article, and the form by itself."""

import re
from typing import Any, Final

from aiohttp import web

from moderation.demo.articles import STORIES, Story, find
from moderation.demo.comment_form import Draft, Trap
from moderation.demo.newsroom import NEWSROOM, Newsroom
from moderation.demo.rendering import page
from moderation.demo.saring_client import SaringAway
from moderation.demo.view import PageContext, view_of

# What a reader is told after sending, by the name in the address.
NOTICES: Final = ("menunggu", "ditolak", "diterima")
_COMMENT_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


async def front(request: web.Request) -> web.Response:
    """GET /demo/."""
    threads = request.app[NEWSROOM].threads
    view = view_of(request)
    counts = {each.slug: threads.count(each.slug) for each in STORIES}
    return page(view, "front.html", articles=STORIES, counts=counts)


async def article(request: web.Request) -> web.Response:
    """GET /demo/artikel/{slug}: the article, or what became of the comment just sent."""
    story, view = article_of(request), view_of(request)
    for notice in NOTICES:
        if notice in request.query:
            return page(view, "notice.html", article=story, notice=notice)
    newsroom = request.app[NEWSROOM]
    return page(
        view,
        "article.html",
        article=story,
        threads=newsroom.threads.under(story.slug),
        comments=newsroom.threads.count(story.slug),
        **_own(request, newsroom, story),
        **await _form(newsroom, story, Draft(comment_parent=request.query.get("balas", ""))),
    )


async def form_page(
    request: web.Request,
    story: Story,
    draft: Draft,
    *,
    status: int,
    errors: dict[str, str] | None = None,
    trouble: str = "",
) -> web.Response:
    """The form once more, as it was filled in, with every fault or with what went wrong."""
    form = await _form(request.app[NEWSROOM], story, draft)
    facts = form | {"errors": errors or {}, "trouble": trouble, "article": story}
    return page(view_of(request), "form_page.html", status=status, **facts)


def article_of(request: web.Request) -> Story:
    """The article in the address. Raises HTTPNotFound."""
    story = find(request.match_info["slug"])
    if story is None:
        raise web.HTTPNotFound
    return story


def article_link(view: PageContext, story: Story, **query: str) -> str:
    """The address of an article."""
    return view.link(f"artikel/{story.slug}", **query)


async def _form(newsroom: Newsroom, story: Story, draft: Draft) -> dict[str, Any]:
    """What the form's template needs."""
    answered = newsroom.threads.find(story.slug, draft.comment_parent)
    return {
        "draft": draft if answered else draft.without_parent(),
        "answered": answered,
        "trap": draft.trap or await _new_trap(newsroom),
        "errors": {},
        "trouble": "",
    }


async def _new_trap(newsroom: Newsroom) -> Trap | None:
    """A trap for a new form; None while Saring is away, since the form works without."""
    try:
        made = await newsroom.saring.form_token()
    except SaringAway:
        return None
    return Trap.of(made.token, made.honeypot_field)


def _own(request: web.Request, newsroom: Newsroom, story: Story) -> dict[str, Any]:
    """The reader's own comment that was approved: its id as `published`, or as `expected`.

    It is expected for as long as it has not come in yet.
    """
    comment_id = request.query.get("terbit", "")
    if not _COMMENT_ID.fullmatch(comment_id):
        return {"published": "", "expected": ""}
    there = newsroom.threads.find(story.slug, comment_id) is not None
    return {"published": comment_id if there else "", "expected": "" if there else comment_id}
