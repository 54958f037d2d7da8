"""What the cost of a comment is held against: each function walks one axis, point by point."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Final

from benchmarks.comments import Sample
from benchmarks.growth.filling import grow, sow
from benchmarks.growth.ground import SITE, Ground, Point, Result
from moderation import administration, clock
from moderation.domain import ListAction, ListEntry, ListKind, Mode
from moderation.errors import Invalid
from moderation.store import Store
from moderation.store.sites import Site

AT_ONCE: Final = 200
# A long text costs more, so fewer of them say enough.
CODE_POINTS_A_RUN: Final = 1_000_000
LEAST_REQUESTS: Final = 64
SETTLING_PER_SECOND: Final = 50.0
SETTLING_SECONDS: Final = 3.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes of each axis."""

    text: tuple[int, ...] = (20, 100, 500, 2_000, 5_000, 20_000)
    stored: tuple[int, ...] = (0, 10_000, 100_000, 1_000_000)
    cases: tuple[int, ...] = (0, 10_000, 100_000)
    sites: tuple[int, ...] = (1, 1_000, 100_000)
    active: tuple[int, ...] = (1, 10, 100, 1_000, 10_000)
    entries: tuple[int, ...] = (10, 1_000, 10_000, 100_000, 1_000_000)


@dataclass(frozen=True, slots=True)
class Found:
    """A point, or why there is none; `note` says what else was seen there."""

    point: Point | None
    note: str = ""


Axis = Callable[[Ground, tuple[int, ...]], Iterator[Found]]


def text(ground: Ground, sizes: tuple[int, ...]) -> Iterator[Found]:
    """By the length of the text in code points."""
    authorization = [ground.authorization()]
    for length in sizes:
        requests = max(LEAST_REQUESTS, min(ground.requests, CODE_POINTS_A_RUN // length))

        def supply(number: int, length: int = length) -> list[Sample]:
            return of_length(ground, number, length)

        yield Found(ground.point(length, authorization, supply=supply, requests=requests))


def stored(ground: Ground, sizes: tuple[int, ...]) -> Iterator[Found]:
    """By the comments that the site already has."""
    yield from _filled(ground, sizes, Mode.DOUBTFUL)


def cases(ground: Ground, sizes: tuple[int, ...]) -> Iterator[Found]:
    """By the open cases of the site, on one that holds whatever is not rejected."""
    yield from _filled(ground, sizes, Mode.ALL_HELD)


def _filled(ground: Ground, sizes: tuple[int, ...], mode: Mode) -> Iterator[Found]:
    authorization = ground.authorization()
    ground.with_store(partial(administration.change_site, name=SITE, mode=mode))
    copies = sow(ground, authorization)
    for size in sizes:
        grow(ground, copies, size)
        before = ground.recorded()
        point = ground.point(before, [authorization])
        after = ground.recorded()
        # Those that the measuring sends count half: the store grows while it is asked.
        yield Found(
            replace(point, size=(before + after) / 2),
            f"{after - before:,} recorded, {ground.open_cases():,} cases open, "
            f"the store uses {ground.store_mb():,.0f} MB",
        )


def sites(ground: Ground, sizes: tuple[int, ...]) -> Iterator[Found]:
    """By the sites that there are besides the one that sends."""
    authorization = ground.authorization()
    there = 1
    for size in sizes:
        ground.with_store(partial(_add_sites, first=there, last=size))
        there = size
        yield Found(ground.point(size, [authorization]))


def active(ground: Ground, sizes: tuple[int, ...]) -> Iterator[Found]:
    """By the sites that send, in turns."""
    authorizations = [ground.authorization()]
    for size in sizes:
        authorizations += ground.with_store(
            partial(_add_keys, first=len(authorizations), last=size)
        )
        yield Found(ground.point(size, authorizations))


def entries(ground: Ground, sizes: tuple[int, ...]) -> Iterator[Found]:
    """By the entries of the site's list, after its change has been noticed."""
    authorization = ground.authorization()
    there = 0
    for size in sizes:
        added = [_entry(number) for number in range(there, size)]
        try:
            ground.with_store(partial(administration.list_entries, name=SITE, add=added, remove=[]))
        except Invalid as refused:
            yield Found(None, f"{size:,} entries: the product refuses ({refused.faults[0]})")
            return
        there = size
        stall = _settling(ground, authorization)
        yield Found(
            ground.point(size, [authorization]), f"longest wait at the change {stall:,.0f} ms"
        )


def _settling(ground: Ground, authorization: str) -> float:
    """The longest that anybody waited, in ms, while the service noticed a change."""
    samples = ground.fresh_samples(round(SETTLING_PER_SECOND * SETTLING_SECONDS))
    return ground.run(ground.saring, samples, [authorization], SETTLING_PER_SECOND).worst_ms


def of_length(ground: Ground, number: int, length: int) -> list[Sample]:
    """Comments of exactly that many code points; each begins with digits of its own."""
    return [
        replace(
            each,
            text=f"{place:x} {' '.join([each.text] * (1 + length // len(each.text)))}"[:length],
        )
        for place, each in enumerate(ground.fresh_samples(number), next(ground.numbers))
    ]


def _entry(number: int) -> ListEntry:
    kind = ListKind.DOMAIN if number % 5 == 0 else ListKind.WORD
    pattern = f"situs{number}.example" if kind is ListKind.DOMAIN else f"katalarangan {number}"
    return ListEntry(kind=kind, pattern=pattern, action=ListAction.HOLD)


async def _add_sites(store: Store, first: int, last: int) -> None:
    secret = "5a" * 32
    await _in_groups(
        store.sites.add(Site(name=f"tetangga-{number}", created_at=clock.now_ms(), secret=secret))
        for number in range(first, last)
    )


async def _add_keys(store: Store, first: int, last: int) -> list[str]:
    added = await _in_groups(
        administration.add_site(store, f"aktif-{number}") for number in range(first, last)
    )
    return [f"Bearer {each.api_key}" for each in added]


async def _in_groups(work: Iterable[Awaitable[Result]]) -> list[Result]:
    """What each returned, a few of them under way at once."""
    found: list[Result] = []
    left = iter(work)
    while group := list(islice(left, AT_ONCE)):
        found += await asyncio.gather(*group)
    return found
