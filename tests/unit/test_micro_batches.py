"""Turns: what is asked for together is done together, and everyone is answered."""

import asyncio

import pytest

from moderation.intake import micro_batches
from moderation.intake.micro_batches import BUSY, FULL, MicroBatcher, settle

Batch = list[tuple[int, asyncio.Future[int]]]


async def test_what_is_asked_in_one_turn_is_one_batch() -> None:
    batches: list[list[int]] = []

    def work(batch: Batch) -> None:
        batches.append([item for item, _ in batch])
        for item, future in batch:
            settle(future, item * 2)

    turn = MicroBatcher(work, others=lambda: True)
    assert await asyncio.gather(*(turn.ask(n) for n in range(5))) == [0, 2, 4, 6, 8]
    assert await turn.ask(9) == 18
    assert batches == [[0, 1, 2, 3, 4], [9]]


async def test_a_large_turn_is_cut_where_it_is_full() -> None:
    sizes: list[int] = []

    def work(batch: Batch) -> None:
        sizes.append(len(batch))
        for item, future in batch:
            settle(future, item)

    turn = MicroBatcher(work, others=lambda: True)
    await asyncio.gather(*(turn.ask(n) for n in range(2 * FULL + 1)))
    assert sizes == [FULL, FULL, 1]


async def test_who_comes_while_a_busy_turn_waits_joins_it() -> None:
    sizes: list[int] = []

    def work(batch: Batch) -> None:
        sizes.append(len(batch))
        for item, future in batch:
            settle(future, item)

    turn = MicroBatcher(work, others=lambda: True)
    first = [turn.ask(n) for n in range(BUSY)]
    await asyncio.sleep(0)
    second = [turn.ask(n) for n in range(FULL - BUSY)]
    await asyncio.gather(*first, *second)
    assert sizes == [FULL]


async def test_a_turn_that_everyone_has_joined_waits_no_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(micro_batches, "PATIENCE_SECONDS", 3600)
    asked = 0

    def work(batch: Batch) -> None:
        for item, future in batch:
            settle(future, item)

    def ask(number: int) -> asyncio.Future[int]:
        nonlocal asked
        asked += 1
        return turn.ask(number)

    turn = MicroBatcher(work, others=lambda: asked < BUSY + 1)
    first = [ask(number) for number in range(BUSY)]
    await asyncio.sleep(0)
    assert not any(future.done() for future in first)
    assert await asyncio.gather(*first, ask(BUSY)) == list(range(BUSY + 1))


async def test_an_idle_service_never_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(micro_batches, "PATIENCE_SECONDS", 3600)

    def work(batch: Batch) -> None:
        for item, future in batch:
            settle(future, item)

    turn = MicroBatcher(work, others=lambda: True)
    assert await asyncio.gather(*(turn.ask(n) for n in range(BUSY - 1))) == [0, 1]


async def test_an_asker_who_left_does_not_disturb_the_others() -> None:
    def work(batch: Batch) -> None:
        for item, future in batch:
            settle(future, item)

    turn = MicroBatcher(work, others=lambda: True)
    gone, stays = turn.ask(1), turn.ask(2)
    gone.cancel()
    assert await stays == 2


async def test_an_exception_reaches_its_asker() -> None:
    def work(batch: Batch) -> None:
        for _, future in batch:
            settle(future, LookupError("none"))

    (outcome,) = await asyncio.gather(
        MicroBatcher(work, others=lambda: True).ask(1), return_exceptions=True
    )
    assert isinstance(outcome, LookupError)


async def test_work_that_fails_answers_everyone_all_the_same() -> None:
    def work(batch: Batch) -> None:
        raise LookupError(len(batch))

    turn = MicroBatcher(work, others=lambda: True)
    outcomes = await asyncio.gather(*(turn.ask(n) for n in range(FULL + 1)), return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {LookupError}
