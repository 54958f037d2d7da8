"""Keyed hashes of personal data, for use in key names: same site and text, same digest."""

import hashlib
from typing import Final

DIGEST_BYTES: Final = 12


class Digests:
    """A site's digests. Begun once for each subject: going on from there costs half."""

    __slots__ = ("_begun", "_keyed")

    def __init__(self, secret: str) -> None:
        """`secret` is the site's, in hexadecimal."""
        self._keyed = hashlib.blake2b(digest_size=DIGEST_BYTES, key=bytes.fromhex(secret))
        self._begun: dict[str, hashlib.blake2b] = {}

    def digest(self, subject: str, text: str) -> str:
        """The digest (BLAKE2b, hexadecimal) of a text, as `subject`.

        Subjects are the names of a few kinds of data, never data.
        """
        begun = self._begun.get(subject) or self._begin(subject)
        hashed = begun.copy()
        hashed.update(text.encode("utf-8", "surrogatepass"))
        return hashed.hexdigest()

    def _begin(self, subject: str) -> hashlib.blake2b:
        begun = self._begun[subject] = self._keyed.copy()
        begun.update(subject.encode() + b"\0")
        return begun
