"""Moderators: how attempts to log in are counted."""

import pytest

from moderation.store import Store
from moderation.store.moderators import LOGIN_LIMITS

HERE, THERE = "203.0.113.7", "203.0.113.8"
AT = 1_000_000


async def wait_ms(store: Store, network: str = HERE, at: int = AT) -> int:
    return await store.moderators.login_wait_ms("budi@kabar.example", network, at)


async def test_an_attempt_comes_back_with_time(store: Store) -> None:
    burst, interval = LOGIN_LIMITS.pair
    assert {await wait_ms(store) for _ in range(burst)} == {0}
    assert await wait_ms(store) == interval
    assert await wait_ms(store, at=AT + interval - 1) == 1
    assert await wait_ms(store, at=AT + interval) == 0


async def test_a_good_attempt_is_given_back(store: Store) -> None:
    burst, interval = LOGIN_LIMITS.pair
    for _ in range(burst):
        await wait_ms(store)
    await store.moderators.forgive_login("budi@kabar.example", HERE, AT)
    assert [await wait_ms(store), await wait_ms(store)] == [0, interval]


async def test_no_more_can_be_given_back_than_was_taken(store: Store) -> None:
    for _ in range(3):
        await store.moderators.forgive_login("budi@kabar.example", HERE, AT)
    assert await store.client.dbsize() == 0


@pytest.mark.parametrize("refused", [0, 60])
async def test_a_refused_attempt_counts_against_nobody_else(store: Store, refused: int) -> None:
    for _ in range(LOGIN_LIMITS.pair.burst + refused):
        await wait_ms(store)
    attempts = LOGIN_LIMITS.email.burst - LOGIN_LIMITS.pair.burst
    networks = [f"198.51.100.{number}" for number in range(attempts + 1)]
    waits = [await wait_ms(store, network) for network in networks]
    assert waits == [0] * attempts + [LOGIN_LIMITS.email.interval_ms]
