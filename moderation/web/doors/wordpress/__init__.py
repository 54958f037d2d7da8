"""The address that WordPress's comment form posts to, for pages of any system.

A page's own form sends WordPress's fields straight to us, and its reader's browser gets what
WordPress would answer (`wp-comments-post.php`): a way back to the comment, or a page that says what
is wrong. Whoever cannot show that a person filled the form is asked for proof of work (ALTCHA), or
waits for a moderator.
"""

from typing import Final

from aiohttp import web

from moderation.web.doors.wordpress.pages import error_page, script
from moderation.web.doors.wordpress.post import ask_challenge, post_comment
from moderation.web.http.body import expect
from moderation.web.http.guard import explained

_SITE: Final = "/sites/{site:[a-z0-9.-]{1,63}}"

ROUTES: Final = (
    web.post(
        f"{_SITE}/wp-comments-post.php", explained(error_page)(post_comment), expect_handler=expect
    ),
    web.get(f"{_SITE}/proof-of-work", ask_challenge),
    web.get("/sites/proof-of-work.js", script),
)
