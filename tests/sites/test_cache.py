"""Remembered values: fetched once at a time, refreshed, bounded."""

import asyncio

import pytest

from moderation.sites.cache import Cache


class Source:
    """A slow source that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []
        self.broken = False

    async def fetch(self, name: str, known: str | None) -> str:
        self.asked.append((name, known))
        await asyncio.sleep(0)
        if self.broken:
            raise LookupError(name)
        return name.upper()


async def test_many_who_want_one_value_share_one_fetch() -> None:
    source = Source()
    remembered = Cache(source.fetch, seconds=60, limit=10)
    values = await asyncio.gather(*(remembered.recall("a") for _ in range(20)))
    assert (set(values), len(source.asked)) == ({"A"}, 1)


async def test_a_value_is_fetched_again_when_old_and_its_source_knows_the_last() -> None:
    source = Source()
    remembered = Cache(source.fetch, seconds=0, limit=10)
    await remembered.recall("a")
    await remembered.recall("a")
    assert source.asked == [("a", None), ("a", "A")]


async def test_another_edition_is_fetched_even_while_one_is_on_its_way() -> None:
    source = Source()
    remembered = Cache(source.fetch, seconds=60, limit=10)
    await asyncio.gather(remembered.recall("a", "1"), remembered.recall("a", "2"))
    assert len(source.asked) == 2


async def test_a_value_of_another_edition_is_not_fresh() -> None:
    remembered = Cache(Source().fetch, seconds=60, limit=10)
    await remembered.recall("a", "1")
    assert (remembered.fresh("a", "1"), remembered.fresh("a", "2")) == ("A", None)


async def test_a_failure_is_not_remembered() -> None:
    source = Source()
    remembered = Cache(source.fetch, seconds=60, limit=10)
    source.broken = True
    with pytest.raises(LookupError):
        await remembered.recall("a")
    source.broken = False
    assert await remembered.recall("a") == "A"


async def test_the_least_used_is_forgotten_first() -> None:
    source = Source()
    remembered = Cache(source.fetch, seconds=60, limit=2)
    for name in ("a", "b", "a", "c", "a", "b"):
        await remembered.recall(name)
    assert [name for name, _ in source.asked] == ["a", "b", "c", "b"]
