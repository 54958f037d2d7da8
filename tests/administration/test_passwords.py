"""Passwords: hashed as RFC 9106 advises, and compared without telling who exists."""

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from moderation.administration import passwords

PASSWORD = "kata sandi yang panjang"


def test_a_hash_costs_what_the_rfc_advises(shipped_hasher: PasswordHasher) -> None:
    assert extract_parameters(shipped_hasher.hash(PASSWORD)) == RFC_9106_LOW_MEMORY


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
