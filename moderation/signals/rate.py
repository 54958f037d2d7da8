"""Too many comments at once, from one part of the network or one e-mail address."""

from moderation.domain import Signal


def rates(*, client_over: bool, email_over: bool) -> list[Signal]:
    """1 for each limit that is passed."""
    over = {"rate_client": client_over, "rate_email": email_over}
    return [Signal(code=code, score=1.0) for code, passed in over.items() if passed]
