"""Use case: judge a stored comment's signals again, under the policy that was in force then."""

from dataclasses import dataclass

from moderation.domain import IMPORT, Decision, Verdict
from moderation.domain.policy import judge
from moderation.errors import NotFound
from moderation.store import Store


@dataclass(frozen=True, slots=True)
class Replay:
    """The decision as recorded, and the verdict of today's code on the same signals."""

    then: Decision
    again: Verdict

    @property
    def same(self) -> bool:
        """Whether they agree in action and in every reason."""
        return self.then.action is self.again.action and self.then.reasons == self.again.reasons


async def replay(store: Store, site: str, comment_id: str) -> Replay:
    """Replay the first decision on a comment; an imported one has none that could be judged again.

    Raises NotFound, StoreUnavailable.
    """
    comment = await store.comments.find(site, comment_id)
    then = comment.events[0].decision
    if then.by == IMPORT:
        raise NotFound(f"decision of the policy on {comment_id}")
    policy = await store.sites.policy(site, then.policy_version)
    return Replay(then, judge(then.signals, policy))
