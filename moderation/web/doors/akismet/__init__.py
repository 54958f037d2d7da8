"""Akismet's interface: a comment comes in, and the site learns whether it takes it for spam.

Wire format: Akismet's API 1.1 and 1.2 (its published specification, and what its clients send and
read). Bodies of answers are exact, without a line end; a wrong key is a 200 that says `invalid`;
headers that clients take for trouble come with trouble alone.
"""

from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler

from moderation.web.doors.akismet import account, explanation, statistics
from moderation.web.doors.akismet.answers import refusal
from moderation.web.doors.akismet.call import DOOR
from moderation.web.doors.akismet.callback import callback_body
from moderation.web.doors.akismet.check import comment_check
from moderation.web.doors.akismet.feedback import submit_ham, submit_spam
from moderation.web.http.body import expect
from moderation.web.http.guard import explained

__all__ = ["DOOR", "ROUTES", "callback_body"]


def _post(path: str, handler: Handler) -> web.RouteDef:
    return web.post(path, explained(refusal)(handler), expect_handler=expect)


def _get(path: str, handler: Handler) -> web.RouteDef:
    return web.get(path, explained(refusal)(handler), allow_head=False)


ROUTES: Final = (
    _post("/1.1/verify-key", account.verify_key),
    _post("/1.1/comment-check", comment_check),
    _post("/1.1/submit-spam", submit_spam),
    _post("/1.1/submit-ham", submit_ham),
    _post("/1.1/get-subscription", account.subscription),
    _post("/1.1/get-stats", statistics.stats),
    _post("/1.1/token", account.token),
    _post("/1.1/deactivate", account.deactivate),
    _get("/1.1/test", account.test),
    _post("/1.1/test", account.test),
    _post("/1.2/get-key-stats", statistics.stats),
    _get("/1.2/usage-limit", statistics.usage_limit),
    _get("/1.2/key-sites", statistics.key_sites),
    web.get("/akismet/explanation/{id:[0-9a-f]{28}}", explanation.page, allow_head=False),
    web.post("/akismet/explanation/{id:[0-9a-f]{28}}", explanation.explain, expect_handler=expect),
)
