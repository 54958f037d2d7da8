"""Perspective's interface: a text comes in and leaves with scores, and nothing is kept of it.

Only what people suggest is: that is a decision of theirs, with its text.

Wire format: Perspective Comment Analyzer API, v1alpha1 (its discovery document and reference).
Served is what the shipped model can score. Any other attribute is refused as Perspective refuses
one that does not know the comment's language: no score is made up.
"""

from typing import Final

from aiohttp import web

from moderation.web.doors.perspective.analyze import analyze
from moderation.web.doors.perspective.discovery import discover
from moderation.web.doors.perspective.refusals import refusal
from moderation.web.doors.perspective.suggest import suggest
from moderation.web.http.body import expect
from moderation.web.http.guard import explained

ROUTES: Final = (
    web.get("/$discovery/rest", explained(refusal)(discover), allow_head=False),
    web.post("/v1alpha1/comments:analyze", explained(refusal)(analyze), expect_handler=expect),
    web.post("/v1alpha1/comments:suggestscore", explained(refusal)(suggest), expect_handler=expect),
)
