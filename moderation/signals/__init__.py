"""The signals, in the order in which they are listed in a decision of equal weights.

Each is one file: a function from the context to what it observed, or None when there is nothing to
say. Signals that need the store's counts (`repeats`, `rate`) are made from what the store
observed while recording; the classifier's from its scores. `docs/signals.md` has a recipe for
adding one.
"""

from collections.abc import Callable
from typing import Final

from moderation.domain import NAME, Signal
from moderation.signals.advertising import advertising, email_advertising, is_plain
from moderation.signals.characters import bidi_controls, invisible_letters
from moderation.signals.contacts import contact
from moderation.signals.context import Passage, SignalContext
from moderation.signals.email import disposable_email, undeliverable_email
from moderation.signals.links import links
from moderation.signals.listed import listed
from moderation.signals.sending import cut, fill_time, form_token, honeypot, unproven

Observer = Callable[[SignalContext], Signal | None]
Reader = Callable[[SignalContext, Passage], Signal | None]

SENDERS: Final[tuple[Observer, ...]] = (
    # The form's own traps: cheapest, and a filled honeypot is nearly proof.
    honeypot,
    fill_time,
    form_token,
    unproven,
    cut,
    # Who claims to write.
    disposable_email,
    undeliverable_email,
    email_advertising,
)
# What each published field is made of.
BEYOND_ASCII: Final[tuple[Reader, ...]] = (bidi_controls, invisible_letters)
PUBLISHED: Final[tuple[Reader, ...]] = (links, contact, advertising)


def gather(context: SignalContext) -> list[Signal]:
    """What the local signals observe, in order: of the sender, of each field, by the lists."""
    found = [signal for observe in SENDERS if (signal := observe(context))]
    for passage in context.passages:
        if passage.field is NAME and is_plain(passage):
            continue
        readers = PUBLISHED if passage.text.isascii() else BEYOND_ASCII + PUBLISHED
        found += [signal for read in readers if (signal := read(context, passage))]
    # What this site decided to look for.
    return found + listed(context)
