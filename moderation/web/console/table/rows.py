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
    """A comment in the list. What it says of the comment is worked out when it is written.

    `holder` is who holds its case, or "", and `held_since` since when (ms; 0: nobody noted).
    `asked` is who asks for a second opinion, or ""; `first`: nothing else is known of its author.
    """

    comment: Comment
    path: str
    language: Language
    since: int
    claim: ClaimStatus = ClaimStatus.NONE
    holder: str = ""
    held_since: int = 0
    asked: str = ""
    first: bool = False

    @property
    def decision(self) -> Decision:
        """The policy's decision."""
        return machine_decision(self.comment)

    @property
    def excerpt(self) -> Markup:
        """The beginning of the text, with the first places of the main reason marked."""
        marks = _marks(self.decision, self.language)
        return excerpt(self.comment.submission.text, marks, length=_EXCERPT)

    @property
    def points(self) -> float:
        """The sum of the reasons' points."""
        return sum(reason.weight for reason in self.decision.reasons)

    @property
    def why(self) -> str:
        """The short name of the main reason."""
        return _why(self.decision, self.language)


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
    claim = claim_status(case, looker.moderator_id, clock.now_ms())
    return Row(
        comment=comment,
        path=at(case_path(comment.site, comment.id), looker.view),
        language=looker.language,
        since=case.opened_at if case else comment.events[-1].at,
        claim=claim,
        asked=looker.asked.get(comment.id, ""),
        holder=looker.names.get(case.claimed_by, "") if case and case.claimed_by else "",
        held_since=case.claimed_at if case else 0,
    )


def free_first(rows: Iterable[Row]) -> list[Row]:
    """The rows with those that others review behind the rest."""
    return sorted(rows, key=lambda each: each.claim is ClaimStatus.OTHER)


def _marks(decision: Decision, language: Language) -> list[Highlight]:
    """The first places of the main reason: where everything is marked, nothing is."""
    found = highlights(decision, language)[:1]
    return [Highlight(each.number, each.says, each.spans[:_MARKS]) for each in found]


def _why(decision: Decision, language: Language) -> str:
    reason = main_reason(decision)
    if reason.weight < WORTH_SAYING and decision.action is not Action.HOLD:
        return ""
    code = reason.code if reason.weight >= WORTH_SAYING else decision.reasons[-1].code
    return say(f"console.why.{code}", language)
