"""Claim status: who holds a case at this moment. A claim that has run out holds nothing."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from moderation.domain import Case, CaseState
from moderation.store.moderators import Moderators

if TYPE_CHECKING:
    from moderation.web.console.templates import Phrases


class ClaimStatus(StrEnum):
    """How a case stands towards the moderator who looks at it."""

    NONE = "none"
    CLOSED = "closed"
    FREE = "free"
    MINE = "mine"
    OTHER = "other"


def claim_status(case: Case | None, moderator_id: str, at: int) -> ClaimStatus:
    """How `case` stands towards that moderator at the time `at`."""
    if case is None:
        return ClaimStatus.NONE
    if case.state is CaseState.CLOSED:
        return ClaimStatus.CLOSED
    if case.state is CaseState.OPEN or case.claim_expires_at <= at:
        return ClaimStatus.FREE
    return ClaimStatus.MINE if case.claimed_by == moderator_id else ClaimStatus.OTHER


def waits(case: Case | None) -> bool:
    """Whether the case is still to be decided."""
    return case is not None and case.state is not CaseState.CLOSED


def held_by(t: "Phrases", who: str, since: int) -> str:
    """Who reviews a case, and since when (ms) where that is known; `who` may be an address."""
    name = who.partition("@")[0]
    if not since:
        return t("holding.other", who=name)
    return t("holding.since", who=name, time=t.hour(since))


async def names(moderators: Moderators, ids: Iterable[str]) -> dict[str, str]:
    """The moderators' e-mail addresses by id; a removed moderator is named by the id."""
    wanted = sorted(set(ids) - {""})
    return dict(zip(wanted, wanted, strict=True)) | await moderators.emails(wanted)
