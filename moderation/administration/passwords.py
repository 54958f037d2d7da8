"""Moderators' passwords: hashed with Argon2id, checked in a thread because that takes a while."""

import asyncio
import secrets
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST: Final = 12
LONGEST: Final = 200

# OWASP's first choice for Argon2id: 19 MiB for some 20 ms. Whoever tries to log in takes that much
# of each worker at most, since each checks one password at a time.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


@cache
def _nobodys() -> str:
    """A hash to check when there is no such moderator, made at the first check.

    An unknown address then takes as long as a wrong password: nobody learns which exist.
    """
    return _HASHER.hash(secrets.token_hex())


def hashed(password: str) -> str:
    """The Argon2id hash to keep. Raises ValueError for a password too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise ValueError(f"a password has {SHORTEST} to {LONGEST} characters")
    return _HASHER.hash(password)


async def matches(password: str, password_hash: str | None) -> bool:
    """Whether the password fits; None stands for a moderator that does not exist."""
    return await asyncio.to_thread(_verify, password[: LONGEST + 1], password_hash)


def _verify(password: str, password_hash: str | None) -> bool:
    nobodys = _nobodys()
    try:
        _HASHER.verify(password_hash or nobodys, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def invented() -> str:
    """A fresh random password."""
    return secrets.token_urlsafe(18)
