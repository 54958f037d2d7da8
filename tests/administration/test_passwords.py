"""Passwords: hashed as OWASP advises, and compared without telling who exists."""

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from moderation.administration import passwords

PASSWORD = "kata sandi yang panjang"


def test_a_hash_costs_what_owasp_advises_and_little_memory(shipped_hasher: PasswordHasher) -> None:
    cost = extract_parameters(shipped_hasher.hash(PASSWORD))
    assert (cost.type, cost.time_cost, cost.memory_cost, cost.parallelism) == (
        Type.ID,
        2,
        19_456,
        1,
    )


async def test_a_password_matches_its_own_hash_alone() -> None:
    kept = passwords.hashed(PASSWORD)
    assert await passwords.matches(PASSWORD, kept)
    assert not await passwords.matches(PASSWORD + "x", kept)
    assert not await passwords.matches(PASSWORD, "no hash")
    assert not await passwords.matches(PASSWORD, None)


@pytest.mark.parametrize("length", [passwords.SHORTEST - 1, passwords.LONGEST + 1])
def test_a_password_too_short_or_too_long_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="12 to 200 characters"):
        passwords.hashed("x" * length)


def test_an_invented_password_may_be_used() -> None:
    assert passwords.hashed(passwords.invented()).startswith("$argon2id$")
