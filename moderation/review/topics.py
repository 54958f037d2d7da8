"""Topics: the few kinds of grounds that moderators sort a queue by, from a decision's reasons."""

from enum import StrEnum
from typing import Final

from moderation.domain import Comment, Decision, Reason
from moderation.domain.edits import effective
from moderation.domain.policy import WORTH_SAYING


class Topic(StrEnum):
    """What a comment was held for."""

    GAMBLING = "gambling"
    ADVERTISING = "advertising"
    LINK = "link"
    REPEATED = "repeated"
    LISTED = "listed"
    SENDER = "sender"
    PLAIN = "plain"


_OF: Final[dict[str, Topic]] = {
    **dict.fromkeys(
        ("spam.gambling_words", "spam.disguised_brand", "spam.brand_shape"), Topic.GAMBLING
    ),
    **dict.fromkeys(
        (
            "spam.promotion",
            "spam.contact",
            "contact",
            "advertising",
            "email_advertising",
            "spam_name",
        ),
        Topic.ADVERTISING,
    ),
    **dict.fromkeys(("links", "spam.link", "spam_url"), Topic.LINK),
    **dict.fromkeys(("repeats", "rate_client", "rate_email"), Topic.REPEATED),
    **dict.fromkeys(("listed_hold", "listed_reject"), Topic.LISTED),
    **dict.fromkeys(
        ("honeypot", "fill_time", "form_token", "disposable_email", "undeliverable_email"),
        Topic.SENDER,
    ),
}
# From this share on the text itself is taken for gambling, whatever words say so.
_LIKELY: Final = 0.5


def machine_decision(comment: Comment) -> Decision:
    """The policy's last decision on a comment; every comment begins with one."""
    events = effective(comment.events)
    by_policy = [event.decision for event in events if event.decision.by == "policy"]
    return by_policy[-1] if by_policy else comment.events[0].decision


def topics(decision: Decision) -> frozenset[Topic]:
    """The topics of a decision; `plain` alone where there is nothing to be said."""
    found = {
        _OF[reason.code]
        for reason in decision.reasons
        if reason.code in _OF and reason.weight >= WORTH_SAYING
    }
    if decision.scores.get("gambling", 0.0) >= _LIKELY:
        found.add(Topic.GAMBLING)
    return frozenset(found or {Topic.PLAIN})


def main_reason(decision: Decision) -> Reason:
    """The reason that says most."""
    return max(decision.reasons, key=lambda reason: reason.weight)
