"""Signed render tokens: when a form was drawn, and what its honeypot field is called.

A site asks for a token when it renders its form and sends it back with the comment. The token
needs no storage: it is the time it was made, and a keyed digest of that time. The honeypot's name
follows from the token, so no list of names to leave empty helps a bot for long. Works without
JavaScript.
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Final

LIFE_MS: Final = 86_400_000
_HONEYPOTS: Final = ("alamat", "telepon", "perusahaan", "kota", "situs_lain", "kode_pos")


@dataclass(frozen=True, slots=True)
class FormToken:
    """A token and the name of the field that a person leaves empty."""

    token: str
    honeypot_field: str


def issue(secret: str, at_ms: int) -> FormToken:
    """A token for a form rendered now. `secret` is the site's, in hexadecimal."""
    time = f"{at_ms:x}"
    token = f"{time}.{_digest(secret, time)}"
    return FormToken(token, honeypot_field(token))


def honeypot_field(token: str) -> str:
    """The honeypot's name in a form that carries `token`; any text gives some name."""
    number = int(hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()[:8], 16)
    return f"{_HONEYPOTS[number % len(_HONEYPOTS)]}_{number // 7 % 1000:03d}"


def rendered_at(secret: str, token: str, now_ms: int) -> int | None:
    """When the form was rendered (ms); None for a token not ours, too old, or of the future."""
    time, _, digest = token.partition(".")
    if not hmac.compare_digest(_digest(secret, time).encode(), digest.encode("utf-8", "replace")):
        return None
    at = int(time, 16)
    return at if 0 <= now_ms - at <= LIFE_MS else None


def _digest(secret: str, time: str) -> str:
    told = f"form\0{time}".encode("utf-8", "replace")
    return hmac.new(bytes.fromhex(secret), told, hashlib.sha256).hexdigest()[:24]
