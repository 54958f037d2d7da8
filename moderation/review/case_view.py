"""Case view: one comment with all that a moderator looks at before deciding on it."""

import asyncio
from dataclasses import dataclass
from typing import Final

from moderation.domain import EXTERNAL, Action, Case, Comment
from moderation.domain.policy import Policy
from moderation.errors import NotFound
from moderation.signals.context import published
from moderation.signals.fingerprints import digests
from moderation.store import Store
from moderation.store.memory.fingerprints import Uses
from moderation.store.sites import Site
from moderation.store.worktable.desks import Note

SIBLINGS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """All that a moderator sees of one comment.

    `author` is the digest that tells the author from others, `history` their other comments.
    `parent` is None where it is not known, `policy` where it is not kept. `shared` are the uses of
    what it shares with most others, which are `siblings`: at most SIBLINGS of them, newest first.
    `asked` is a question that waits.
    """

    comment: Comment
    case: Case | None
    author: str
    history: tuple[Comment, ...]
    parent: Comment | None
    policy: Policy | None
    shared: Uses | None
    siblings: tuple[Comment, ...]
    notes: tuple[Note, ...]
    asked: Note | None
    actions: tuple[Action, ...]
    undoable: bool
    sees_private: bool


async def read_case_view(
    store: Store,
    site: Site,
    comment: Comment,
    *,
    case: Case | None,
    actions: tuple[Action, ...],
    undoable: bool,
    sees_private: bool,
) -> CaseView:
    """The view of a comment of the site. Raises StoreUnavailable."""
    author = site.digest("author", comment.author_key)
    by_author, shared, parent, policy, notes, asked = await asyncio.gather(
        store.comments.by_author(comment.site, author),
        _shared(store, site, comment),
        _parent(store, comment),
        _policy(store, comment),
        store.desks.notes(comment.site, comment.id),
        store.desks.question(comment.site, comment.id),
    )
    return CaseView(
        comment=comment,
        case=case,
        author=author,
        history=tuple(other for other in by_author if other.id != comment.id),
        parent=parent,
        policy=policy,
        shared=shared,
        siblings=await _siblings(store, comment, shared),
        notes=tuple(notes),
        asked=asked,
        actions=actions,
        undoable=undoable,
        sees_private=sees_private,
    )


async def _parent(store: Store, comment: Comment) -> Comment | None:
    parent_id = comment.submission.parent_id
    if not parent_id or parent_id.startswith(EXTERNAL):
        return None
    found = await store.comments.find_all(comment.site, [parent_id])
    return found[0] if found else None


async def _shared(store: Store, site: Site, comment: Comment) -> Uses | None:
    """The uses of the fingerprint that most others have too."""
    asked = digests(site.digest, published(comment.submission))
    known = await store.fingerprints.find_all(comment.site, asked)
    uses = [each for each in known if each and len(each.comment_ids) > 1]
    return max(uses, key=lambda each: len(each.comment_ids), default=None)


async def _siblings(store: Store, comment: Comment, shared: Uses | None) -> tuple[Comment, ...]:
    ids = [each for each in (shared.comment_ids if shared else ()) if each != comment.id]
    return tuple(await store.comments.find_all(comment.site, ids[:SIBLINGS]))


async def _policy(store: Store, comment: Comment) -> Policy | None:
    version = comment.events[0].decision.policy_version
    try:
        return await store.sites.policy(comment.site, version) if version else None
    except NotFound:
        return None
