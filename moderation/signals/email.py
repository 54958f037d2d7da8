"""Facts about the e-mail address. Deliverability is looked up off the request's path."""

from disposable_email_domains import blocklist

from moderation.domain import Signal
from moderation.signals.context import Scene


def disposable_email(scene: Scene) -> Signal | None:
    """1 when the domain, or one above it, hands out throw-away addresses."""
    domain = _domain(scene)
    while "." in domain:
        if domain in blocklist:
            return Signal(code="disposable_email", score=1.0)
        domain = domain.partition(".")[2]
    return None


def undeliverable_email(scene: Scene) -> Signal | None:
    """1 when an earlier look-up found that the domain takes no mail."""
    domain = _domain(scene)
    if not scene.undeliverable(domain):
        return None
    return Signal(code="undeliverable_email", score=1.0)


def _domain(scene: Scene) -> str:
    return scene.submission.author.email.rpartition("@")[2].lower()
