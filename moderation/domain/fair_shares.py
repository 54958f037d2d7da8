"""Who may come in: a bounded number of places at once, shared fairly between sites.

Each submission in work holds a place of its site's, and so does each long poll; of large bodies
and pages each UNIT of bytes holds one. The rule is that of dynamic thresholds for a shared buffer
(Choudhury and Hahne, "Dynamic queue length thresholds for shared-memory packet switches", 1998): a
site may take a place while it holds fewer than HEADROOM times as many as are free. So nothing is
set aside, and still

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
# Memory is shared in pieces of so many bytes.
UNIT: Final = 65_536


def units(size: int) -> int:
    """How many places `size` bytes take."""
    return -(-size // UNIT)


class Admission:
    """The places of one process: at most `limit`, of which `in_flight` are taken."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.in_flight = 0
        self._held: dict[str, int] = {}

    def permit(self, site: str, count: int = 1) -> "Permit":
        """`count` places for `site`, taken on entering the context and free again after it."""
        return Permit(self, site, count)

    @property
    def most(self) -> int:
        """How many places a site can have that is alone."""
        return -(-HEADROOM * self.limit // (HEADROOM + 1))

    def held(self, site: str) -> int:
        """How many places the site has taken."""
        return self._held.get(site, 0)

    def enter(self, site: str, count: int = 1) -> None:
        """Take `count` places (1 or more), as if one after the other. Raises Overloaded."""
        before = count - 1
        held = self._held.get(site, 0) + before
        if held >= HEADROOM * (self.limit - self.in_flight - before):
            raise Overloaded(f"{self.in_flight} of {self.limit} in work")
        self._held[site] = held + 1
        self.in_flight += count

    def change(self, site: str, by: int) -> None:
        """Take `by` more places of a site that holds some, or give -`by` of them back."""
        self.in_flight += by
        left = self._held[site] + by
        if left:
            self._held[site] = left
        else:
            del self._held[site]

    def capacity(self, site: str, having: int) -> int:
        """How many places a request that has `having` of the site's may widen into."""
        held = self._held[site] - having
        free = self.limit - self.in_flight + having
        return (BATCH_HEADROOM * (free + 1) - held) // (BATCH_HEADROOM + 1)


class Permit:
    """One request's places: one, none as yet, or as many as it may have at this moment."""

    __slots__ = ("_admission", "_count", "_site")

    def __init__(self, admission: Admission, site: str, count: int) -> None:
        self._admission = admission
        self._site = site
        self._count = count

    def __enter__(self) -> Self:
        """Raises Overloaded."""
        if self._count:
            self._admission.enter(self._site, self._count)
        return self

    def resize(self, wanted: int) -> None:
        """Have `wanted` places instead of those it has. Raises Overloaded, and keeps those.

        Who wants more than a site can ever have takes all of that.
        """
        count = min(wanted, self._admission.most)
        if count > self._count:
            self._admission.enter(self._site, count - self._count)
        elif count < self._count:
            self._admission.change(self._site, count - self._count)
        self._count = count

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
        if self._count:
            self._admission.change(self._site, -self._count)
