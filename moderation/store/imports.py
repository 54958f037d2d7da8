"""Imports: recording comments that were decided elsewhere before."""

import msgspec

from moderation.domain import Cause, Comment
from moderation.store import records
from moderation.store.comments import LISTED
from moderation.store.keys import (
    AUTHOR_LENGTH,
    AUTHOR_MS,
    ID_LENGTH,
    LISTED_LENGTH,
    SiteKeys,
)
from moderation.store.scripts import Script, Scripts
from moderation.store.scripts.arguments import ImportArguments


class ImportedComment(msgspec.Struct, frozen=True, kw_only=True):
    """A comment with its first decision. A case that it has was opened at `now` (ms)."""

    comment: Comment
    external_digest: str
    author_digest: str  # "" where nobody knows the author's address
    now: int


class Imports:
    """Records what other systems kept."""

    def __init__(self, scripts: Scripts) -> None:
        self._scripts = scripts
        self._import = Script.load("import")

    async def record(self, imported: ImportedComment) -> str:
        """The id of the comment that has the site's own id: this one's, or one's known before.

        Raises NotFound for a parent that is unknown or stands under another article,
        StoreUnavailable.
        """
        comment = imported.comment
        arguments = ImportArguments(
            record=records.record(comment),
            private_part=records.private_part(comment.submission),
            comment_id=comment.id,
            now=imported.now,
            by_author_ms=AUTHOR_MS if imported.author_digest else "",
            by_author_kept=AUTHOR_LENGTH * ID_LENGTH,
            article_end=(
                records.article_end(comment.submission) if comment.submission.parent_id else 0
            ),
            case_id=comment.case_id,
            cause=Cause.HOLD if comment.case_id else "",
            listed_length=LISTED_LENGTH if comment.state in LISTED else 0,
        )
        return str(await self._scripts.run(self._import, _keys(imported), arguments))


def _keys(imported: ImportedComment) -> list[str]:
    """The keys in the order of import.lua, but for those that this comment does not use."""
    comment = imported.comment
    keys = SiteKeys.of(comment.site)
    found = [
        keys.comment(comment.id),
        keys.private(comment.id),
        keys.external(imported.external_digest),
    ]
    if imported.author_digest:
        found.append(keys.by_author(imported.author_digest))
    if comment.submission.parent_id:
        found.append(keys.comment(comment.submission.parent_id))
    if comment.case_id:
        found += (keys.case(comment.case_id), keys.queue)
    if comment.state in LISTED:
        found.append(keys.listed(comment.state))
    return found
