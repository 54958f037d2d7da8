"""Sentences from templates: `{slot}` stands for one choice of a named list.

All lists are this project's own Indonesian and English: what promoters write and,
just as much, what readers write who never heard of a brand. Every sixth template or
so never trains: evaluation asks for those by `part="holdout"`.
"""

# ruff: noqa: PLR2004 - the shares in a generator are its data, best read where they apply

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, Literal
from zlib import crc32

Grammar = Mapping[str, Sequence[str]]
Part = Literal["training", "holdout"]
SLOT: Final = re.compile(r"\{(\w+)\}")
HOLDOUT_EVERY: Final = 6


def listed(words: str) -> tuple[str, ...]:
    """A list of words from one string, easier to read and to add to."""
    return tuple(words.split())


EMOJI: Final = listed(
    "😂 🤣 ❤ ❤️ 🔥 🙏 👍 😍 🥰 😭 💪 🎉 💯 ✨ 😎 🤩 👏 😊 🤲 💰 🇮🇩 ⚽ 😅 🥳 🤗 😁 👌 💙 🤑 "
    "🚀 ⭐ 👑 😘 🌹"
)


def choices(text: str) -> tuple[str, ...]:
    """Alternatives apart by `|`, over as many lines as needed; one may be empty."""
    return tuple("|".join(line.strip() for line in text.strip().splitlines()).split("|"))


@dataclass(frozen=True, slots=True)
class Family:
    """Templates of one sort, those that train apart from those that only measure."""

    training: tuple[str, ...]
    holdout: tuple[str, ...]

    def choose(self, rng: Random, part: Part) -> str:
        """One template of a part."""
        return rng.choice(self.training if part == "training" else self.holdout)


def family(text: str) -> Family:
    """A family from one template a line; a checksum of each decides on its part."""
    found = [line.strip() for line in text.strip().splitlines() if line.strip()]
    held = [crc32(line.encode()) % HOLDOUT_EVERY == 0 for line in found]
    return Family(
        tuple(line for line, out in zip(found, held, strict=True) if not out),
        tuple(line for line, out in zip(found, held, strict=True) if out),
    )


def expand(template: str, grammar: Grammar, rng: Random) -> str:
    """Fill every slot of a template, and the slots of what filled it."""
    while "{" in template:
        template = SLOT.sub(lambda found: rng.choice(grammar[found[1]]), template)
    return template


def roughen(text: str, rng: Random) -> str:
    """As people type: case, missing stops, drawn-out letters, emoji."""
    pick = rng.random()
    if pick < 0.35:
        text = text.lower()
    elif pick < 0.42:
        text = text.upper()
    elif pick < 0.8:
        text = text[:1].upper() + text[1:]
    if rng.random() < 0.3:
        text = text.rstrip(".!?")
    if rng.random() < 0.1 and text[-1:].isalpha():
        text += text[-1] * rng.randint(1, 4)
    if rng.random() < 0.05:
        text = text.replace(" ", f" {rng.choice(EMOJI)} ", rng.choice((1, 1, 2)))
    if rng.random() < 0.3:
        text += rng.choice(("", " ")) + rng.choice(EMOJI) * rng.choice((1, 1, 1, 2, 3))
    return text
