"""The moderators' console: server-rendered pages and a JSON API over the use cases of review.

Pages are plain forms that work without scripting; nothing that is asked for with GET changes
anything. `sessions` decides who is asking and whether a form is our own, `rendering` turns
templates into answers, and each other module is one page or one group of acts.
"""

from aiohttp import web

from moderation.web.console import api, language
from moderation.web.console.acts import decisions, login
from moderation.web.console.assets import static_file
from moderation.web.console.headers import protect
from moderation.web.console.pages import case, queue
from moderation.web.console.sessions import reading, writing

_CASE = "/console/sites/{site}/comments/{id}"
_API_CASE = "/console/api/sites/{site}/comments/{id}"


def add_console(app: web.Application) -> None:
    """Give the application the console's routes, all under /console, and their headers."""
    app[login.CHECKS] = login.new_checks()
    app.on_response_prepare.append(protect)
    app.add_routes([*_pages(), *_acts(), *_api()])


def _pages() -> list[web.RouteDef]:
    return [
        web.get("/console", reading(queue.first_queue)),
        web.get("/console/", reading(queue.first_queue)),
        web.get("/console/login", login.login_page),
        web.get("/console/sites/{site}", reading(queue.queue_page)),
        web.get(_CASE, reading(case.case_page)),
        web.get("/console/static/{name}", static_file),
    ]


def _acts() -> list[web.RouteDef]:
    return [
        web.post("/console/login", login.log_in),
        web.post("/console/logout", writing(login.log_out)),
        web.post("/console/language", language.choose_language),
        web.post(f"{_CASE}/claim", writing(decisions.claim)),
        web.post(f"{_CASE}/release", writing(decisions.release)),
        web.post(f"{_CASE}/decide", writing(decisions.decide)),
        web.post(f"{_CASE}/undo", writing(decisions.undo)),
    ]


def _api() -> list[web.RouteDef]:
    return [
        web.get("/console/api/sites", api.sites),
        web.get("/console/api/sites/{site}/queue", api.queue),
        web.get(_API_CASE, api.comment),
        web.post(f"{_API_CASE}/claim", api.claim),
        web.post(f"{_API_CASE}/release", api.release),
        web.post(f"{_API_CASE}/decide", api.decide),
        web.post(f"{_API_CASE}/undo", api.undo),
    ]
