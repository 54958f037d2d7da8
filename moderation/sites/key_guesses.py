"""GCRA rate limit on guesses of keys that are short because their protocol wants them so.

A key that opened in this process is never refused, whoever guesses beside it from the same address.
"""

from collections import OrderedDict
from typing import Final

BURST: Final = 20
INTERVAL_MS: Final = 6_000
NETWORKS_REMEMBERED: Final = 10_000
KEYS_REMEMBERED: Final = 10_000


class KeyGuesses:
    """Counts failures by network, and remembers the keys that opened. Of one process."""

    def __init__(self) -> None:
        self._arrivals: OrderedDict[str, int] = OrderedDict()
        self._opened: OrderedDict[str, None] = OrderedDict()

    def wait_ms(self, network: str, key: str, now: int) -> int:
        """0 where the key may be looked up, else how long (ms) until it may."""
        if key in self._opened:
            return 0
        arrival = max(now, self._arrivals.get(network, now))
        return max(0, arrival + INTERVAL_MS - now - BURST * INTERVAL_MS)

    def opened(self, key: str) -> None:
        """The key opens a site."""
        self._opened[key] = None
        self._opened.move_to_end(key)
        if len(self._opened) > KEYS_REMEMBERED:
            self._opened.popitem(last=False)

    def failed(self, network: str, key: str, now: int) -> None:
        """The key opens nothing, or no more."""
        self._opened.pop(key, None)
        self._arrivals[network] = max(now, self._arrivals.get(network, now)) + INTERVAL_MS
        self._arrivals.move_to_end(network)
        if len(self._arrivals) > NETWORKS_REMEMBERED:
            self._arrivals.popitem(last=False)
