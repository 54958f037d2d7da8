"""Filling a store with what a large site has, in seconds: real comments, copied in the store.

The originals come through the service itself; each copy is Valkey's own COPY of what it wrote.
"""

from dataclasses import dataclass
from importlib.resources import files
from itertools import chain
from typing import Any, Final

from benchmarks.growth.ground import SITE, Ground
from moderation.store.keys import EVENTS_LENGTH, SiteKeys

ORIGINALS: Final = 1_000
SCRIPT: Final = files("benchmarks.growth").joinpath("multiply.lua").read_text("utf-8")


@dataclass(slots=True)
class Copies:
    """The site's first comments, and how often they were copied."""

    keys: list[str]
    queue: list[tuple[str, float]]
    originals: int
    times: int = 0


def sow(ground: Ground, authorization: str, originals: int = ORIGINALS) -> Copies:
    """Send the originals, and note what they left in the store."""
    ground.run(ground.saring, ground.fresh_samples(originals), [authorization])
    site = SiteKeys.of(SITE)
    with ground.redis() as client:
        found = set(client.scan_iter(match=f"{site.prefix}*", count=1_000))
        queue: Any = client.zrange(site.queue, 0, -1, withscores=True)
    whole = {site.site, site.policies, site.queue, site.approved, site.events}
    # What counts rates, repeats and retries lives a day at most: no large store is full of it.
    passing = site.rate(""), site.seen(""), site.idempotency("")
    lasting = [key for key in found - whole if not key.startswith(passing)]
    return Copies(lasting, list(queue), originals)


def grow(ground: Ground, copies: Copies, comments: int) -> None:
    """Copy until the site has about `comments` comments."""
    site = SiteKeys.of(SITE)
    keys = [site.queue, site.approved, site.events, *copies.keys]
    members = list(chain.from_iterable(copies.queue))
    with ground.redis() as client:
        multiply = client.register_script(SCRIPT)
        while (copies.times + 1) * copies.originals < comments:
            copies.times += 1
            multiply(keys=keys, args=[copies.times, copies.originals, EVENTS_LENGTH, *members])
