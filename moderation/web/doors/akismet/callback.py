"""The call back: what a held comment was decided to be, by its guid.

Akismet's clients know the caller by the key alone, which stands in the body.
"""

import msgspec

from moderation.domain import Comment, CommentState
from moderation.web.doors.akismet import answers


def callback_body(comment: Comment, key: str) -> bytes:
    """The body for a decided comment."""
    result = answers.HAM if comment.state is CommentState.APPROVED else answers.SPAM
    told = {"guid": comment.id, "result": result}
    return msgspec.json.encode({"key": key, "endpoint": "comment-check", "comments": [told]})
