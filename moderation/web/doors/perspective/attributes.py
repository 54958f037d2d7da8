"""Perspective's attributes, and the score of the model that each is served from."""

from collections.abc import Mapping
from typing import Final

# An attribute without a score of ours has no row, and is refused. A new head of the model that
# means what Perspective's reference says an attribute means adds one.
SERVED: Final[Mapping[str, str]] = {"SPAM": "spam"}
# Older clients name experimental attributes so.
SUFFIX: Final = "_EXPERIMENTAL"

_PRODUCTION: Final = (
    *("TOXICITY", "SEVERE_TOXICITY", "IDENTITY_ATTACK", "INSULT", "PROFANITY", "THREAT"),
    *("SEXUALLY_EXPLICIT", "FLIRTATION"),
)
_NEWSPAPER: Final = (
    *("ATTACK_ON_AUTHOR", "ATTACK_ON_COMMENTER", "INCOHERENT", "INFLAMMATORY"),
    *("LIKELY_TO_REJECT", "OBSCENE", "SPAM", "UNSUBSTANTIAL"),
)
KNOWN: Final = frozenset({*_PRODUCTION, *_NEWSPAPER})
"""Every attribute of the reference, served or not."""
