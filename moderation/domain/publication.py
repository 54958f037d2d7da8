"""What leaves for publishing: entries of the approved stream, built only from publishable parts.

An e-mail address, an IP address or a user agent cannot be expressed in an ApprovedEntry, and
this module is the only one that builds them.
"""

import re
from typing import Final

import msgspec

from moderation.domain import ApprovedEntry, Comment, CommentState, EntryType

# C0 and C1 controls but for tab and line feed, and the bidirectional embeddings, overrides and
# isolates, which could turn the site's own words around. Zero-width joiners stay, since emoji and
# several scripts need them, and so do the marks of direction that Arabic is typed with (U+061C,
# U+200E, U+200F): they turn nothing round.
_UNPUBLISHABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# In place of a moderator's id: people of the site itself, who told of it through the door named.
SITE_PEOPLE: Final = "site:"
_DECIDED: Final = frozenset({CommentState.APPROVED, CommentState.REJECTED})
_LINE_ENDS: Final = re.compile("\r\n?|\u2028|\u2029")


def publishable(text: str) -> str:
    """`text` with line ends as LF and without characters that could disturb the page around it."""
    if text.isprintable():  # nearly always, and then there is nothing to look for
        return text
    return _UNPUBLISHABLE.sub("", _LINE_ENDS.sub("\n", text))


def entry_after(
    comment: Comment, before: CommentState | None, at: int, *, edited: bool = False
) -> ApprovedEntry | None:
    """The entry that tells the site of the step from `before` to where `comment` stands now.

    `edited`: its text is another one since. None where the site need not know: nothing was public
    before, and nothing is now, or it is the very answer that the site got through a door.
    """
    if before is None and comment.via:
        return None
    if edited and before is comment.state is CommentState.APPROVED:
        return msgspec.structs.replace(_approved(comment, at), type=EntryType.UPDATED)
    if comment.state is CommentState.APPROVED and before is not CommentState.APPROVED:
        return _approved(comment, at)
    if before is CommentState.APPROVED and comment.state is not CommentState.APPROVED:
        return ApprovedEntry(
            cursor="",
            type=EntryType.WITHDRAWN,
            comment_id=comment.id,
            at=at,
            external_id=comment.submission.external_id,
        )
    return None


def is_news(comment: Comment) -> bool:
    """Whether a site that had to wait hears of where its comment stands now.

    It does not of what its own people decided, nor that there is no decision.
    """
    own = comment.events[-1].decision.moderator.startswith(SITE_PEOPLE)
    return comment.state in _DECIDED and not own


def _approved(comment: Comment, at: int) -> ApprovedEntry:
    submission = comment.submission
    return ApprovedEntry(
        cursor="",
        type=EntryType.APPROVED,
        comment_id=comment.id,
        at=at,
        article=submission.article,
        parent_id=submission.parent_id,
        author_name=publishable(submission.author.name),
        author_url=submission.author.url,
        text=publishable(submission.text),
        created_at=comment.created_at,
        external_id=submission.external_id,
        submitted_at=submission.submitted_at,
        edited=bool(comment.original),
    )
