"""Coral's signature: HMAC-SHA256 of the body as it came, by each secret that is in force."""

import hashlib
import hmac
import re
from collections.abc import Iterable
from typing import Final

HEADER: Final = "X-Coral-Signature"
SIGNATURES_LIMIT: Final = 8
_SIGNATURE: Final = re.compile("sha256=([0-9a-f]{64})")


def is_signed(body: bytes, header: str, secrets: Iterable[str]) -> bool:
    """Whether one of the signatures in the header is one of the secrets' own.

    Takes as long whichever fits, if any does.
    """
    given = [_SIGNATURE.fullmatch(each.strip()) for each in header.split(",", SIGNATURES_LIMIT)]
    digests = [each[1] for each in given[:SIGNATURES_LIMIT] if each]
    fits = False
    for secret in secrets:
        ours = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        for digest in digests:
            fits |= hmac.compare_digest(ours, digest)
    return fits
