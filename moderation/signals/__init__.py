"""The signals, in the order in which they are listed in a decision of equal weights.

Each is one file: a function from the context to what it observed, or None when there is nothing to
say. Signals that need the store's counts (`repeats`, `rate`) are made from what the store
observed while recording; the classifier's from its scores. `docs/signals.md` has a recipe for
adding one.
"""

from collections.abc import Callable
from typing import Final

from moderation.domain import Signal
from moderation.signals.characters import bidi_controls, invisible_letters
from moderation.signals.context import SignalContext
from moderation.signals.email import disposable_email, undeliverable_email
from moderation.signals.honeypot import fill_time, form_token, honeypot
from moderation.signals.links import links
from moderation.signals.listed import listed_hold, listed_reject

Observer = Callable[[SignalContext], Signal | None]

LOCAL: Final[tuple[Observer, ...]] = (
    # The form's own traps: cheapest, and a filled honeypot is nearly proof.
    honeypot,
    fill_time,
    form_token,
    # Who claims to write.
    disposable_email,
    undeliverable_email,
    # What the text is made of.
    bidi_controls,
    invisible_letters,
    links,
    # What this site decided to look for.
    listed_reject,
    listed_hold,
)


def gather(context: SignalContext) -> list[Signal]:
    """What the local signals observe, in order."""
    return [signal for observe in LOCAL if (signal := observe(context)) is not None]
