"""Filters of a search: what a comment must be, beside the words that it must hold. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from moderation.domain import Comment, CommentState
from moderation.domain.lifecycle import standing_decision
from moderation.review.topics import Topic, machine_decision, topics

DAY_MS: Final = 86_400_000
# In place of a moderator's id: decided by the policy, or by anybody.
POLICY: Final = "policy"
PEOPLE: Final = "people"
_OTHER_LANGUAGE: Final = "other_language"
_PERCENT: Final = 100


class Age(StrEnum):
    """How long ago a comment came."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    OLDER = "older"


class Tongue(StrEnum):
    """Whether the classifier has learned the comment's language."""

    LEARNED = "learned"
    OTHER = "other"


# From how many days ago on, up to how many days ago; the clock of another process may be ahead.
_DAYS: Final[dict[Age, tuple[int, int]]] = {
    Age.DAY: (1, -1),
    Age.WEEK: (7, -1),
    Age.MONTH: (30, -1),
    Age.OLDER: (100_000, 30),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is asked of a comment; a field at its default asks nothing.

    `least` and `most` are the spam score in percent. `article` is an id. `author` is words of a
    name or, for those who may see it, an e-mail address. `decider` is POLICY, PEOPLE or a
    moderator's id.
    """

    state: CommentState | None = None
    topic: Topic | None = None
    least: int = 0
    most: int = _PERCENT
    article: str = ""
    author: str = ""
    tongue: Tongue | None = None
    age: Age | None = None
    decider: str = ""

    def fits(self, comment: Comment) -> bool:
        """Whether the comment is so; of its author and its age, others decide."""
        return (
            self.state in {None, comment.state}
            and self.article in {"", comment.submission.article.id}
            and self._fits_decider(comment)
            and self._fits_judgement(comment)
        )

    def between(self, now: int) -> tuple[int, int] | None:
        """From when until when (ms) the comment came; None where that is not asked."""
        if self.age is None:
            return None
        since, until = _DAYS[self.age]
        return max(0, now - since * DAY_MS), now - until * DAY_MS

    def _fits_decider(self, comment: Comment) -> bool:
        if not self.decider:
            return True
        by = standing_decision(comment.events)
        if self.decider in {POLICY, PEOPLE}:
            return (by.by == POLICY) is (self.decider == POLICY)
        return by.moderator == self.decider

    def _fits_judgement(self, comment: Comment) -> bool:
        decision = machine_decision(comment)
        if self.topic is not None and self.topic not in topics(decision):
            return False
        if self.tongue is not None and self.tongue is not tongue_of(comment):
            return False
        if (self.least, self.most) == (0, _PERCENT):
            return True
        score = decision.scores.get("spam")
        return score is not None and self.least <= score * _PERCENT <= self.most


def tongue_of(comment: Comment) -> Tongue:
    """Whether the classifier has learned the comment's language."""
    codes = (reason.code for reason in machine_decision(comment).reasons)
    return Tongue.OTHER if _OTHER_LANGUAGE in codes else Tongue.LEARNED
