"""Rows: comments as the list shows them, one line of text and one of where it comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup

from moderation import clock
from moderation.domain import Action, Case, Comment, Decision
from moderation.domain.policy import WORTH_SAYING
from moderation.messages import Language, say
from moderation.review.topics import machine_decision, main_reason
from moderation.review.worktable import View
from moderation.web.console.claim_status import ClaimStatus, claim_status
from moderation.web.console.highlights import highlights
from moderation.web.console.marks import Highlight, excerpt
from moderation.web.console.paths import case_path
from moderation.web.console.table.view import at

_EXCERPT: Final = 160
_MARKS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A comment in the list. `why` is the short name of its main reason; `action` the policy's.

    `holder` is who holds its case, or "", and `held_since` since when (ms; 0: nobody noted).
    `asked` is who asks for a second opinion, or "".
    """

    comment: Comment
    path: str
    excerpt: Markup
    why: str
    points: float
    action: Action
    since: int
    claim: ClaimStatus = ClaimStatus.NONE
    holder: str = ""
    held_since: int = 0
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Looker:
    """Who looks at the rows, in which view and language, and the names of those who hold cases.

    `asked` are the moderators who ask for a second opinion, by comment.
    """

    moderator_id: str
    view: View
    language: Language
    names: Mapping[str, str]
    asked: Mapping[str, str] = field(default_factory=dict)


def row(comment: Comment, case: Case | None, looker: Looker) -> Row:
    """The row of a comment, and of its case where it waits."""
    decision = machine_decision(comment)
    claim = claim_status(case, looker.moderator_id, clock.now_ms())
    return Row(
        comment=comment,
        path=at(case_path(comment.site, comment.id), looker.view),
        excerpt=excerpt(comment.submission.text, _marks(decision, looker), length=_EXCERPT),
        why=_why(decision, looker.language),
        points=sum(reason.weight for reason in decision.reasons),
        action=decision.action,
        since=case.opened_at if case else comment.events[-1].at,
        claim=claim,
        asked=looker.asked.get(comment.id, ""),
        holder=looker.names.get(case.claimed_by, "") if case and case.claimed_by else "",
        held_since=case.claimed_at if case else 0,
    )


def free_first(rows: Iterable[Row]) -> list[Row]:
    """The rows with those that others review behind the rest."""
    return sorted(rows, key=lambda each: each.claim is ClaimStatus.OTHER)


def _marks(decision: Decision, looker: Looker) -> list[Highlight]:
    """The first places of the main reason: where everything is marked, nothing is."""
    found = highlights(decision, looker.language)[:1]
    return [Highlight(each.number, each.says, each.spans[:_MARKS]) for each in found]


def _why(decision: Decision, language: Language) -> str:
    reason = main_reason(decision)
    if reason.weight < WORTH_SAYING and decision.action is not Action.HOLD:
        return ""
    code = reason.code if reason.weight >= WORTH_SAYING else decision.reasons[-1].code
    return say(f"console.why.{code}", language)
