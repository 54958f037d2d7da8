"""Who may come in: a bounded number of submissions at once, shared fairly between sites.

Each submission in work holds a place of its site's. The rule is that of dynamic thresholds for a
shared buffer (Choudhury and Hahne, "Dynamic queue length thresholds for shared-memory packet
switches", 1998): a site may take a place while it holds fewer than HEADROOM times as many as are
free. So nothing is set aside, and still

- there are never more than `limit` places taken;
- a site alone can have HEADROOM / (HEADROOM + 1) of them, which is 80 %;
- k sites that flood, one after the other, leave at least limit / (HEADROOM + 1) ** k - k free, and
  once their first submissions are done they hold equal shares and leave limit / (HEADROOM * k + 1);
- a site that holds nothing is refused only when no place at all is free.

No site has to be known beforehand, none is remembered that has nothing in work, and an admission
costs the same few additions however many there are.
"""

from types import TracebackType
from typing import Final, Self

from moderation.errors import Overloaded

HEADROOM: Final = 4
# Nobody waits in front of a page for a batch: it widens into half of what is free at most, so that
# the next ones find room, too.
BATCH_HEADROOM: Final = 1


class Admission:
    """The places of one process: at most `limit`, of which `in_flight` are taken."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.in_flight = 0
        self._held: dict[str, int] = {}

    def permit(self, site: str) -> "Permit":
        """A place for `site`, taken on entering the context and free again after it."""
        return Permit(self, site)

    def held(self, site: str) -> int:
        """How many places the site has taken."""
        return self._held.get(site, 0)

    def enter(self, site: str) -> None:
        """Take one place. Raises Overloaded."""
        held = self._held.get(site, 0)
        if held >= HEADROOM * (self.limit - self.in_flight):
            raise Overloaded(f"{self.in_flight} submissions in work")
        self._held[site] = held + 1
        self.in_flight += 1

    def change(self, site: str, by: int) -> None:
        """Take `by` more places of a site that holds some, or give -`by` of them back."""
        self.in_flight += by
        left = self._held[site] + by
        if left:
            self._held[site] = left
        else:
            del self._held[site]

    def capacity(self, site: str, having: int) -> int:
        """How many places a batch that has `having` of the site's may have."""
        held = self._held[site] - having
        free = self.limit - self.in_flight + having
        return (BATCH_HEADROOM * (free + 1) - held) // (BATCH_HEADROOM + 1)


class Permit:
    """One request's places: one, or for a batch as many as it may have at this moment."""

    __slots__ = ("_admission", "_count", "_site")

    def __init__(self, admission: Admission, site: str) -> None:
        self._admission = admission
        self._site = site
        self._count = 0

    def __enter__(self) -> Self:
        """Raises Overloaded."""
        self._admission.enter(self._site)
        self._count = 1
        return self

    def widen(self, wanted: int) -> int:
        """Have up to `wanted` places (1 or more) instead of those it has; how many it got.

        At least the one that it came in with, so a batch goes on, if only item by item.
        """
        count = max(1, min(wanted, self._admission.capacity(self._site, self._count)))
        self._admission.change(self._site, count - self._count)
        self._count = count
        return count

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._admission.change(self._site, -self._count)
