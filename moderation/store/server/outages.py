"""Log of outages: each reason why a server could not be used, once and not with each request."""

import time
from typing import Final

from moderation import logs
from moderation.errors import StoreUnavailable
from moderation.store.server.failures import FAILURES, SILENT, UnknownScript, unavailable

QUIET_SECONDS: Final = 60.0

_LOG: Final = logs.logger("outages")


class Outages:
    """Logs the failures of one server. A reason is new when it was not heard of for a while."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._heard: dict[str, float] = {}

    def note(self, failure: Exception) -> None:
        """Log why the server failed, unless that has been said."""
        if isinstance(failure, UnknownScript):  # the caller loads it, and asks again
            return
        reason = str(unavailable(failure))
        if reason == SILENT:
            return  # the circuit breaker has told
        now = time.monotonic()
        if now - self._heard.get(reason, -QUIET_SECONDS) >= QUIET_SECONDS:
            known = isinstance(failure, (*FAILURES, StoreUnavailable))
            place = {} if known else logs.failure(failure)
            _LOG.error("store_unavailable", {"server": self._server, "reason": reason} | place)
        self._heard[reason] = now
