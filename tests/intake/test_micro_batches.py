"""Micro-batches: what is asked for together is done together, and everyone is answered."""

import asyncio
from collections.abc import Callable

import pytest

from moderation.intake.micro_batches import FULL, ROUNDS, MicroBatcher

Numbers = MicroBatcher[int, int]


def sized(sizes: list[int]) -> Numbers:
    """A batcher that doubles numbers and notes the size of each batch."""

    def work(items: list[int]) -> list[int]:
        sizes.append(len(items))
        return [item * 2 for item in items]

    return batcher(work)


def batcher(work: Callable[[list[int]], list[int]], heavy: int = 1_000_000) -> Numbers:
    """A batcher of numbers that weigh what they are."""
    return MicroBatcher(work, weight=int, heavy=heavy)


async def test_what_is_asked_at_once_is_one_batch() -> None:
    sizes: list[int] = []
    numbers = sized(sizes)
    assert await asyncio.gather(*(numbers.ask("a", n) for n in range(5))) == [0, 2, 4, 6, 8]
    assert await numbers.ask("a", 9) == 18
    assert sizes == [5, 1]


async def test_who_comes_in_the_next_round_joins_the_batch() -> None:
    sizes: list[int] = []
    numbers = sized(sizes)
    first = numbers.ask("a", 1)
    await asyncio.sleep(0)
    assert [await each for each in (first, numbers.ask("a", 2))] == [2, 4]
    assert sizes == [2]


async def test_a_crowd_is_cut_where_a_batch_is_full() -> None:
    sizes: list[int] = []
    numbers = sized(sizes)
    await asyncio.gather(*(numbers.ask("a", n) for n in range(2 * FULL + 1)))
    assert sizes == [FULL, FULL, 1]


async def test_a_batch_ends_where_it_gets_heavy_and_the_loop_goes_on() -> None:
    batches: list[list[int]] = []
    rounds: list[int] = []

    def work(items: list[int]) -> list[int]:
        batches.append(items)
        return items

    async def others() -> None:
        while len(batches) < 3:
            rounds.append(len(batches))
            await asyncio.sleep(0)

    numbers = batcher(work, heavy=10)
    await asyncio.gather(others(), *(numbers.ask("a", n) for n in (4, 7, 25, 3)))
    assert batches == [[4, 7], [25], [3]]
    assert set(rounds) == {0, 1, 2}


async def test_each_owner_has_a_place_in_the_next_batch_whatever_another_asks_for() -> None:
    batches: list[list[int]] = []

    def work(items: list[int]) -> list[int]:
        batches.append(items)
        return items

    numbers = batcher(work, heavy=100)
    flood = [numbers.ask("a", 60) for _ in range(4)]
    await asyncio.gather(*flood, numbers.ask("b", 1), numbers.ask("c", 2))
    assert batches == [[60, 1, 2, 60], [60, 60]]


async def test_nobody_shares_a_batch_with_an_item_that_is_one_by_itself() -> None:
    batches: list[list[int]] = []

    def work(items: list[int]) -> list[int]:
        batches.append(items)
        return items

    numbers = batcher(work, heavy=100)
    flood = [numbers.ask("a", 300) for _ in range(3)]
    await asyncio.gather(*flood, numbers.ask("b", 1), numbers.ask("c", 2))
    assert batches == [[300], [1, 2], [300], [300]]


async def test_an_asker_who_left_costs_nothing_and_does_not_disturb_the_others() -> None:
    sizes: list[int] = []
    numbers = sized(sizes)
    gone, stays = numbers.ask("a", 1), numbers.ask("a", 2)
    gone.cancel()
    assert await stays == 4
    numbers.ask("a", 3).cancel()
    for _ in range(ROUNDS):
        await asyncio.sleep(0)
    assert await numbers.ask("a", 4) == 8
    assert sizes == [1, 1]


@pytest.mark.parametrize("gone", [False, True], ids=["all wait", "one left"])
async def test_work_that_fails_answers_everyone_all_the_same(*, gone: bool) -> None:
    def work(items: list[int]) -> list[int]:
        raise LookupError(len(items))

    numbers = batcher(work)
    asked = [numbers.ask("a", n) for n in range(FULL + 1)]
    if gone:
        asked.pop(0).cancel()
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {LookupError}
