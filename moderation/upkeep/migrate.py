"""Use case: move a store on to the format that this release works with.

Each step moves it from one format to the next. A step that was interrupted, even by a kill, is done
again from its beginning, and what it did before stays done: it passes over what has been moved.
"""

from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Final

from moderation.store import Store
from moderation.store.formats import FORMAT, require_ours
from moderation.store.server.client import RedisClient
from moderation.store.server.failures import guarded
from moderation.upkeep import step_3, step_4

Moves = AsyncIterator[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Step:
    """Moves a store to format `number` from the one before it.

    `move` says what it moved, and how many of it; with `write` False it only counts. It asks
    little of the server at a time, and nothing that touches two slots of a cluster.
    """

    number: int
    about: str
    move: Callable[[RedisClient, bool], Moves]


@dataclass(frozen=True, slots=True)
class Moved:
    """What a step moved, or would."""

    step: Step
    counts: Counter[str]


STEPS: Final = (
    Step(3, "lists have a key of their own, and no key has Akismet's form", step_3.move),
    Step(4, "moderators of all sites are called so", step_4.move),
)


async def migrate(store: Store, *, dry_run: bool) -> list[Moved]:
    """What each step moved, or would move. Raises OtherFormat for a format of a newer release."""
    found = await store.formats.found()
    if found > FORMAT:
        require_ours(str(found))
    wanted = [step for step in STEPS if step.number > found]
    done = [await _carry_out(store, step, write=not dry_run) for step in wanted]
    if not dry_run:
        await store.formats.finish(FORMAT)
    return done


@guarded
async def _carry_out(store: Store, step: Step, *, write: bool) -> Moved:
    if write:
        await store.formats.begin(step.number - 1, step.number)
    counts: Counter[str] = Counter()
    async for name, count in step.move(store.client, write):
        counts[name] += count
    return Moved(step, counts)
