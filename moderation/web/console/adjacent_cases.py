"""The cases before and after one in its site's queue, among those that nobody else holds."""

from dataclasses import dataclass

from moderation import clock
from moderation.domain import Case, Moderator
from moderation.review import Review
from moderation.web.console.claim_status import ClaimStatus, claim_status, waits
from moderation.web.console.pages.queue import PAGE


@dataclass(frozen=True, slots=True)
class AdjacentCases:
    """Comment ids of the free cases before and after; "" where there is none."""

    before: str = ""
    after: str = ""


async def adjacent_cases(
    review: Review, moderator: Moderator, site: str, case: Case | None
) -> AdjacentCases:
    """The free cases before and after `case`.

    Only a page's length is searched, so a case deep in the queue has none before it. The oldest
    case follows the last one, so that none is left behind.
    """
    first = await review.cases(moderator, site, limit=PAGE)
    ids = [each.id for each in first]
    if case is None or not waits(case):
        return AdjacentCases(after=_first_free(first, moderator))
    if case.id not in ids:
        behind = await review.cases(moderator, site, after=case.id, limit=PAGE)
        return AdjacentCases(after=_first_free([*behind, *first], moderator))
    place = ids.index(case.id)
    before, behind = first[:place], first[place + 1 :]
    if not behind and len(first) == PAGE:
        behind = await review.cases(moderator, site, after=case.id, limit=PAGE)
    return AdjacentCases(
        before=_first_free(before[::-1], moderator),
        after=_first_free([*behind, *before], moderator),
    )


def _first_free(cases: list[Case], moderator: Moderator) -> str:
    at = clock.now_ms()
    for case in cases:
        if claim_status(case, moderator.id, at) is not ClaimStatus.OTHER:
            return case.comment_id
    return ""
