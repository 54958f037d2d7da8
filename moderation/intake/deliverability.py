"""Whether e-mail domains take mail, looked up after the answer and remembered for the next.

A submission is never kept waiting for DNS: the first from a domain only asks for the look-up, and
later ones get the `undeliverable_email` signal if it failed. What cannot be looked up (no network,
no answer in time) counts as deliverable.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from email_validator import EmailUndeliverableError, validate_email

if TYPE_CHECKING:  # look-ups are off by default, and dnspython is slow and large to import
    from dns.resolver import Resolver

DOMAINS_REMEMBERED: Final = 10_000
LOOKUPS_WAITING: Final = 100


class Deliverability:
    """Domains and what is known of them; at most one look-up at a time.

    `resolver` makes the resolver to ask, in a thread, once there is something to look up.
    """

    def __init__(self, resolver: "Callable[[], Resolver]") -> None:
        self._resolver = resolver
        self._known: OrderedDict[str, bool] = OrderedDict()
        self._wanted: asyncio.Queue[str] = asyncio.Queue(LOOKUPS_WAITING)

    def undeliverable(self, domain: str) -> bool:
        """Whether the domain is known to take no mail; asks for a look-up where nothing is."""
        if domain in self._known:
            return self._known[domain]
        if not self._wanted.full():
            self._wanted.put_nowait(domain)
            self._remember(domain, undeliverable=False)
        return False

    async def look_up(self) -> None:
        """Look up what is wanted, for as long as this task runs."""
        resolver = await asyncio.to_thread(self._resolver)
        while True:
            domain = await self._wanted.get()
            found = await asyncio.to_thread(_takes_no_mail, domain, resolver)
            self._remember(domain, undeliverable=found)
            self._wanted.task_done()

    async def settled(self) -> None:
        """Wait until everything asked for has been looked up."""
        await self._wanted.join()

    def _remember(self, domain: str, *, undeliverable: bool) -> None:
        self._known[domain] = undeliverable
        while len(self._known) > DOMAINS_REMEMBERED:
            self._known.popitem(last=False)


def nothing_known(_: str) -> bool:
    """The answer where look-ups are switched off."""
    return False


def _takes_no_mail(domain: str, resolver: "Resolver") -> bool:
    """Whether DNS says that the domain takes no mail; False when it says nothing."""
    try:
        validate_email(f"a@{domain}", check_deliverability=True, dns_resolver=resolver)
    except EmailUndeliverableError:
        return True
    except Exception:  # noqa: BLE001 - whatever DNS does, a comment must not suffer
        return False
    return False
