"""WordPress's form fields for those of a submission. What a reader must not choose is not read."""

from collections.abc import Mapping
from typing import Any, Final

from aiohttp import web

from moderation.domain.form_token import honeypot_field
from moderation.submission.fields import Pointers, Raw
from moderation.web.http.forwarding import client_address

NAMES: Final[Mapping[str, str]] = {
    "article.id": "comment_post_ID",
    "article.title": "article_title",
    "parent_id": "comment_parent",
    "author.name": "author",
    "author.email": "email",
    "author.url": "url",
    "text": "comment",
    "trap.token": "saring_token",
}
# These follow from the request; those that are left are for sites to say, not for readers.
OF_REQUEST: Final = {
    *("article.url", "client.ip", "client.user_agent", "client.referrer", "trap.honeypot"),
}
ABSENT: Final = {"external_id", "submitted_at", "author.id"}

POINTERS: Final[Pointers] = {
    **{name: f"/{form}" for name, form in NAMES.items()},
    **{name: f"/{name}" for name in OF_REQUEST | ABSENT},
}
# Where the reader goes back to, proof of work, and the wish to wait for a moderator instead.
BACK: Final = "redirect_to"
PROOF: Final = "altcha"
WAIT: Final = "tunggu"
# What a page of ours hands on, beside what the reader can mend.
HIDDEN: Final = ("comment_post_ID", "comment_parent", "article_title", "saring_token")


def raw_fields(request: web.Request, form: Mapping[str, str], page: str) -> Raw:
    """The fields that a form and the request around it hold."""
    raw: dict[str, Any] = {name: form[of] for name, of in NAMES.items() if of in form}
    raw["article.url"] = page
    raw["client.ip"] = client_address(request)
    raw["client.user_agent"] = request.headers.get("User-Agent", "")
    raw["client.referrer"] = request.headers.get("Referer", "")
    if token := raw.get("trap.token"):
        raw["trap.honeypot"] = form.get(honeypot_field(token), "")
    return raw
