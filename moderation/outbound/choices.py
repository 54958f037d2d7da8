"""Whom a key has called back: nobody, whom each call names, or always the operator's address."""

from typing import Final
from urllib.parse import urlsplit

from moderation.outbound import ADDRESS_LIMIT
from moderation.submission.web_address import is_web_address

CALLBACK: Final = "callback"
NOBODY: Final = "off"
AS_SENT: Final = "sent"


def is_choice(chosen: str) -> bool:
    """Whether a key can be given that choice."""
    return chosen in {NOBODY, AS_SENT} or _is_address(chosen)


def may_be_sent(address: str) -> bool:
    """Whether an address could be called that others than the operator wrote: only by HTTPS."""
    return _is_address(address) and urlsplit(address).scheme == "https"


def _is_address(text: str) -> bool:
    return len(text) <= ADDRESS_LIMIT and text.isascii() and is_web_address(text, public=False)
