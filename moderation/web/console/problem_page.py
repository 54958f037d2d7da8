"""A problem as a page of the console, in words, with a way on."""

from aiohttp import web

from moderation.web.console.rendering import plain_page


def problem_page(request: web.Request, status: int, title: str, detail: str) -> web.Response:
    """The page for a problem; it asks nothing of the store, which may be the problem."""
    return plain_page(request, "problem.html", status=status, title=title, detail=detail)
