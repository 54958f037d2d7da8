"""Sentences from templates: `{slot}` stands for one choice of a named list.

All lists are this project's own Indonesian (and some English): what promoters write
and, just as much, what readers write who never heard of a brand.
"""

# ruff: noqa: PLR2004 - the shares in a generator are its data, best read where they apply

import re
from collections.abc import Mapping, Sequence
from random import Random
from typing import Final

Grammar = Mapping[str, Sequence[str]]
SLOT: Final = re.compile(r"\{(\w+)\}")
EMOJI: Final = "😂🤣❤🔥🙏👍😍🥰😭💪🎉💯✨😎🤩👏😊🤲💰🇮🇩⚽"


def listed(words: str) -> tuple[str, ...]:
    """A list of words from one string, easier to read and to add to."""
    return tuple(words.split())


def expand(template: str, grammar: Grammar, rng: Random) -> str:
    """Fill every slot of a template, and the slots of what filled it."""
    while SLOT.search(template):
        template = SLOT.sub(lambda found: rng.choice(grammar[found[1]]), template)
    return template


def roughen(text: str, rng: Random) -> str:
    """As people type: case, missing stops, drawn-out letters, emoji."""
    pick = rng.random()
    if pick < 0.35:
        text = text.lower()
    elif pick < 0.42:
        text = text.upper()
    elif pick < 0.7:
        text = text[:1].upper() + text[1:]
    if rng.random() < 0.3:
        text = text.rstrip(".!?")
    if rng.random() < 0.12 and text[-1:].isalpha():
        text += text[-1] * rng.randint(1, 4)
    if rng.random() < 0.3:
        text += rng.choice(("", " ")) + rng.choice(EMOJI) * rng.choice((1, 1, 1, 2, 3))
    return text
