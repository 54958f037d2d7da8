"""Bans: what of a comment can be banned, and which comments a site's lists reject by now."""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from moderation.domain import Comment, ListAction
from moderation.signals.context import SignalContext, published
from moderation.signals.hosts import registrable
from moderation.signals.scoring import fold
from moderation.sites.directory import KnownSite
from moderation.submission.ip import network

# How many days a ban may be chosen to last; 0: for good.
BAN_DAYS: Final = (0, 1, 7, 30, 365)


class Ban(StrEnum):
    """What of a comment is banned."""

    NAME = "name"
    DOMAIN = "domain"
    EMAIL = "email"
    NETWORK = "network"


def _name(comment: Comment) -> str:
    return fold(comment.submission.author.name).text.strip()


def _domain(comment: Comment) -> str:
    return registrable(comment.submission.author.url)


def _email(comment: Comment) -> str:
    return comment.submission.author.email.casefold()


def _network(comment: Comment) -> str:
    address = comment.submission.client.ip
    return network(address) if address else ""


_OF: Final[dict[Ban, Callable[[Comment], str]]] = {
    Ban.NAME: _name,
    Ban.DOMAIN: _domain,
    Ban.EMAIL: _email,
    Ban.NETWORK: _network,
}


def subject(ban: Ban, comment: Comment) -> str:
    """What is banned of the comment, as lists match it; "" where it has none."""
    return _OF[ban](comment)


def is_rejected(known: KnownSite, comment: Comment) -> bool:
    """Whether an entry of the site's lists, as they are now, rejects the comment."""
    submission = comment.submission
    context = SignalContext(
        submission=submission,
        passages=published(submission),
        at=comment.created_at,
        secret=known.site.secret,
        lists=known.lists,
        undeliverable=lambda _: False,
        email_digest=known.digests.digest("email", submission.author.email.casefold()),
        domains=known.domains,
    )
    return any(match.action is ListAction.REJECT for match in context.listed)


def bannable(comment: Comment) -> list[Ban]:
    """What of the comment can be banned."""
    return [ban for ban in Ban if subject(ban, comment)]
