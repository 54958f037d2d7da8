"""The moderators' console: server-rendered pages and a JSON API over the use cases of review.

Pages are plain forms that work without scripting; nothing that is asked for with GET changes
anything. `pages` show, one module a page; `acts` change, one module a group; `api` does both in
JSON, `live` tells pages what others do. `sessions` decides who is asking and whether a form is our
own, `rendering` turns templates into answers.
"""

import asyncio

from aiohttp import web

from moderation.web.console import api, live
from moderation.web.console.acts import decisions, editing, jobs, shift
from moderation.web.console.acts.language import choose_language
from moderation.web.console.acts.login import CHECKING, log_in, log_out
from moderation.web.console.assets import static_file
from moderation.web.console.attendance import ATTENDANCE, Attendance
from moderation.web.console.pages import authors, case, edit, history, job, queue, search
from moderation.web.console.pages.login import login_page
from moderation.web.console.pages.problem import problem_page
from moderation.web.console.sessions import reading, writing
from moderation.web.http import security_headers
from moderation.web.http.context import CONTEXT
from moderation.web.http.guard import explain_as_json, guard

_CASE = "/sites/{site}/comments/{id}"
_JOB = "/sites/{site}/jobs/{job}"


def add_console(app: web.Application) -> None:
    """Mount the console under /console, as an application that tells its problems as pages."""
    console = web.Application(middlewares=[guard(problem_page, in_turns=True)])
    console[CHECKING] = asyncio.Lock()
    console[ATTENDANCE] = Attendance(lambda: app[CONTEXT].store.moderators)
    console.on_response_prepare.append(_protect)
    console.add_routes([*_pages(), *_acts()])
    console.add_subapp("/api", _api())
    app.add_subapp("/console", console)


def _pages() -> list[web.RouteDef]:
    return [
        web.get("", reading(queue.first_queue)),
        web.get("/", reading(queue.first_queue)),
        web.get("/login", login_page),
        web.get("/sites/{site}", reading(queue.queue_page)),
        web.get(_CASE, reading(case.case_page)),
        web.get(f"{_CASE}/edit", reading(edit.edit_page)),
        web.get("/sites/{site}/authors", reading(authors.authors_page)),
        web.get("/sites/{site}/authors/{author}", reading(authors.author_page)),
        web.get("/sites/{site}/history", reading(history.history_page)),
        web.get("/sites/{site}/search", reading(search.search_page)),
        web.get(_JOB, reading(job.job_page)),
        web.get("/static/{name}", static_file),
    ]


def _acts() -> list[web.RouteDef]:
    return [
        web.post("/login", log_in),
        web.post("/logout", writing(log_out)),
        web.post("/language", choose_language),
        web.post(f"{_CASE}/claim", writing(decisions.claim)),
        web.post(f"{_CASE}/release", writing(decisions.release)),
        web.post(f"{_CASE}/decide", writing(decisions.decide)),
        web.post(f"{_CASE}/undo", writing(decisions.undo)),
        web.post(f"{_CASE}/later", writing(shift.later)),
        web.post(f"{_CASE}/note", writing(shift.note)),
        web.post(f"{_CASE}/edit", writing(editing.edit, limit=editing.EDIT_LIMIT)),
        web.post(f"{_CASE}/ask", writing(shift.ask)),
        web.post(f"{_CASE}/ban", writing(shift.ban)),
        web.post("/sites/{site}/jobs", writing(jobs.propose)),
        web.post(f"{_JOB}/start", writing(jobs.start)),
        web.post(f"{_JOB}/undo", writing(jobs.undo)),
    ]


def _api() -> web.Application:
    app = web.Application(middlewares=[guard(explain_as_json)])
    app.add_routes(
        [
            web.get("/sites", api.sites),
            web.get("/sites/{site}/live", live.live, allow_head=False),
            web.get("/sites/{site}/queue", api.queue),
            web.get(_CASE, api.comment),
            web.post(f"{_CASE}/claim", api.claim),
            web.post(f"{_CASE}/release", api.release),
            web.post(f"{_CASE}/decide", api.decide),
            web.post(f"{_CASE}/undo", api.undo),
        ]
    )
    return app


async def _protect(_: web.Request, response: web.StreamResponse) -> None:
    security_headers.protect(response.headers, security_headers.CONSOLE)
