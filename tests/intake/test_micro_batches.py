"""Micro-batches: what is asked for together is done together, and everyone is answered."""

import asyncio

import pytest

from moderation.intake.micro_batches import FULL, MicroBatcher


def sized(sizes: list[int]) -> MicroBatcher[int, int]:
    """A batcher that doubles numbers and notes the size of each batch."""

    def work(items: list[int]) -> list[int]:
        sizes.append(len(items))
        return [item * 2 for item in items]

    return MicroBatcher(work)


async def test_what_is_asked_in_one_turn_is_one_batch() -> None:
    sizes: list[int] = []
    batcher = sized(sizes)
    assert await asyncio.gather(*(batcher.ask(n) for n in range(5))) == [0, 2, 4, 6, 8]
    assert await batcher.ask(9) == 18
    assert sizes == [5, 1]


async def test_a_large_turn_is_cut_where_a_batch_is_full() -> None:
    sizes: list[int] = []
    batcher = sized(sizes)
    await asyncio.gather(*(batcher.ask(n) for n in range(2 * FULL + 1)))
    assert sizes == [FULL, FULL, 1]


async def test_an_asker_who_left_does_not_disturb_the_others() -> None:
    batcher = sized([])
    gone, stays = batcher.ask(1), batcher.ask(2)
    gone.cancel()
    assert await stays == 4


@pytest.mark.parametrize("gone", [False, True], ids=["all wait", "one left"])
async def test_work_that_fails_answers_everyone_all_the_same(*, gone: bool) -> None:
    def work(items: list[int]) -> list[int]:
        raise LookupError(len(items))

    batcher = MicroBatcher(work)
    asked = [batcher.ask(n) for n in range(FULL + 1)]
    if gone:
        asked.pop(0).cancel()
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {LookupError}
