"""Facts about the e-mail address. Deliverability is looked up off the request's path."""

from disposable_email_domains import blocklist

from moderation.domain import Signal
from moderation.signals.context import SignalContext


def disposable_email(context: SignalContext) -> Signal | None:
    """1 when the domain, or one above it, hands out throw-away addresses."""
    domain = _domain(context)
    while "." in domain:
        if domain in blocklist:
            return Signal(code="disposable_email", score=1.0)
        domain = domain.partition(".")[2]
    return None


def undeliverable_email(context: SignalContext) -> Signal | None:
    """1 when an earlier look-up found that the domain takes no mail."""
    domain = _domain(context)
    if not domain or not context.undeliverable(domain):
        return None
    return Signal(code="undeliverable_email", score=1.0)


def _domain(context: SignalContext) -> str:
    return context.submission.author.email.rpartition("@")[2].lower()
