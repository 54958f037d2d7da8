"""Proof of work (ALTCHA, version 1): some seconds of a browser's time, and none of a reader's.

Challenges are signed with a key that follows from the site's secret, so that none has to be kept;
an answer is remembered until it expires, so that it serves once.
"""

import base64
import binascii
import hmac
from datetime import UTC, datetime
from typing import Any, Final, Literal

import msgspec

from moderation.domain.digests import Digests

ALGORITHM: Final = "SHA-256"
# A browser tries some ten thousand numbers a second.
MOST: Final = 30_000
LIFE_MS: Final = 3_600_000
LENGTH_LIMIT: Final = 2_000


class Answer(msgspec.Struct, frozen=True):
    """What solves a challenge."""

    algorithm: Literal["SHA-256"]
    challenge: str
    number: int
    salt: str
    signature: str


def challenge(digests: Digests, now_ms: int) -> dict[str, Any]:
    """A challenge as ALTCHA's widget takes it."""
    from altcha.v1 import ChallengeOptions, create_challenge  # noqa: PLC0415 - slow to load, and few are asked

    expires = datetime.fromtimestamp((now_ms + LIFE_MS) / 1000, UTC)
    options = ChallengeOptions(
        algorithm=ALGORITHM, max_number=MOST, hmac_key=_key(digests), expires=expires
    )
    made = create_challenge(options)
    return {
        "algorithm": made.algorithm,
        "challenge": made.challenge,
        "maxnumber": made.max_number,
        "salt": made.salt,
        "signature": made.signature,
    }


def solved(digests: Digests, given: str) -> str:
    """The challenge that is solved; "" where none is, or it has expired."""
    answer = _read(given)
    if answer is None:
        return ""
    from altcha.v1 import Payload, hmac_hex, verify_solution  # noqa: PLC0415 - as above

    key = _key(digests)
    # The library compares as texts are compared, so the signature is compared here before.
    signature = hmac_hex(ALGORITHM, answer.challenge.encode(), key)
    if not hmac.compare_digest(signature.encode(), answer.signature.encode()):
        return ""
    valid, _ = verify_solution(Payload(**msgspec.structs.asdict(answer)), key)
    return answer.challenge if valid else ""


def _read(given: str) -> Answer | None:
    try:
        text = base64.b64decode(given[:LENGTH_LIMIT], validate=True)
        return msgspec.json.decode(text, type=Answer)
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        return None


def _key(digests: Digests) -> str:
    return digests.digest("altcha", "key")
