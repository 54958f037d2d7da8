"""Keyed hashes of personal data, for use in key names: same site and text, same digest."""

import hashlib
from typing import Final

DIGEST_BYTES: Final = 12


class Digests:
    """A site's digests. Keyed once, because copying the keyed state costs half of keying."""

    __slots__ = ("_keyed",)

    def __init__(self, secret: str) -> None:
        """`secret` is the site's, in hexadecimal."""
        self._keyed = hashlib.blake2b(digest_size=DIGEST_BYTES, key=bytes.fromhex(secret))

    def digest(self, subject: str, told: str | bytes) -> str:
        """The digest (BLAKE2b, hexadecimal) of a text or of its UTF-8, as `subject`."""
        keyed = self._keyed.copy()
        keyed.update(subject.encode() + b"\0")
        keyed.update(told if isinstance(told, bytes) else told.encode("utf-8", "surrogatepass"))
        return keyed.hexdigest()
