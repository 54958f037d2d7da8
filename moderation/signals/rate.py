"""Too many comments at once, from one client or one e-mail address."""

import math

from moderation.domain import Signal


def rates(*, client_ms: int, email_ms: int) -> list[Signal]:
    """1 for each limit that is passed, with the seconds until it is not; 0 ms is not passed."""
    waits = {"rate_client": client_ms, "rate_email": email_ms}
    return [
        Signal(code=code, score=1.0, facts={"seconds": math.ceil(ms / 1000)})
        for code, ms in waits.items()
        if ms > 0
    ]
