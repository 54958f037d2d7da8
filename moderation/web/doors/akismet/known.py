"""Which comment a later call is about: the protocol names none, it sends the comment again."""

import re
from html import unescape
from typing import Final

from moderation.domain import IMPORT, Comment, Submission
from moderation.intake.decision import author_digest, external_digest
from moderation.submission.markup import plain
from moderation.web.doors.akismet.call import DOOR, Call
from moderation.web.http.context import Context

_ID: Final = re.compile("[0-9a-f]{28}")
_NOT_WORD: Final = re.compile(r"\W+")


async def find_known(context: Context, call: Call, submission: Submission) -> Comment | None:
    """The comment by its guid or the site's own id, else by its author, article and words."""
    named = await _named(context, call, submission)
    if named is not None or not submission.author_key:
        return named
    digest = author_digest(call.known.digests, submission.author_key)
    newest = await context.store.comments.by_author(call.known.name, digest)
    return next((each for each in newest if _is_same(each, submission)), None)


async def _named(context: Context, call: Call, submission: Submission) -> Comment | None:
    comments, site = context.store.comments, call.known.name
    guid = call.params.get("guid", "")
    ids = [guid] if _ID.fullmatch(guid) else []
    if submission.external_id:
        own = external_digest(call.known.digests, submission.external_id)
        ids += [each for each in await comments.named(site, [own]) if each]
    found = await comments.find_all(site, ids)
    # A key of this door reaches what came by it, and what was imported from where it checked.
    return next((c for c in found if c.via == DOOR or c.events[0].decision.by == IMPORT), None)


def _is_same(comment: Comment, submission: Submission) -> bool:
    said = comment.submission
    same = said.article.id == submission.article.id and _words(said.text) == _words(submission.text)
    return same and comment.via == DOOR


def _words(text: str) -> str:
    """What a site leaves of a text, whatever its filters do to markup, quotes and spaces."""
    return _NOT_WORD.sub("", unescape(plain(text).text)).casefold() or text.strip()
