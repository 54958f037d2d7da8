"""Template grammar: sentences in which `{slot}` stands for one choice of a named list.

All texts are this project's own Indonesian and English, in `texts/*.txt`: what promoters
write and, just as much, what readers write who never heard of a brand. Every sixth
template or so never trains: evaluation asks for those by `split="holdout"`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Final, Literal
from zlib import crc32

Grammar = Mapping[str, Sequence[str]]
TemplateSplit = Literal["training", "holdout"]
TEXTS: Final = Path(__file__).parents[1] / "texts"
HEADING: Final = re.compile(r"\[(.+)\]")
QUOTED: Final = re.compile(r'"(.*)"')
SLOT: Final = re.compile(r"\{(\w+)\}")
HOLDOUT_EVERY: Final = 6


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of a file of texts, by heading.

    A heading stands in brackets, its entries below it, one a line. An entry that is empty
    or begins or ends with a blank stands in double quotes. A line whose first word is #
    is a comment.
    """
    found: dict[str, list[str]] = {}
    heading = ""
    for line in (TEXTS / f"{name}.txt").read_text("utf-8").split("\n"):
        if match := HEADING.fullmatch(line):
            heading = match[1]
        elif line and line.split(" ")[0] != "#":
            quoted = QUOTED.fullmatch(line)
            found.setdefault(heading, []).append(quoted[1] if quoted else line)
    return {heading: tuple(entries) for heading, entries in found.items()}


def grammar(*names: str) -> Grammar:
    """The choices for each slot, from headings like "{slot}" or "{one} {other}".

    Where two files fill the same slot, the later one wins.
    """
    return {
        slot: entries
        for name in names
        for heading, entries in sections(name).items()
        for slot in SLOT.findall(heading)
    }


def families(name: str, headings: str) -> "tuple[Family, ...]":
    """The families of templates under these headings of a file, in this order."""
    return tuple(family(sections(name)[heading]) for heading in headings.split())


@dataclass(frozen=True, slots=True)
class Family:
    """Templates of one sort, those that train apart from those that only measure."""

    training: tuple[str, ...]
    holdout: tuple[str, ...]

    def choose(self, rng: Random, split: TemplateSplit) -> str:
        """One template of a split."""
        return rng.choice(self.training if split == "training" else self.holdout)


def family(templates: Sequence[str]) -> Family:
    """A family of these templates; a checksum of each decides on its split."""
    held = [crc32(template.encode()) % HOLDOUT_EVERY == 0 for template in templates]
    return Family(
        tuple(one for one, out in zip(templates, held, strict=True) if not out),
        tuple(one for one, out in zip(templates, held, strict=True) if out),
    )


def expand(template: str, grammar: Grammar, rng: Random) -> str:
    """Fill every slot of a template, and the slots of what filled it."""
    while "{" in template:
        template = SLOT.sub(lambda found: rng.choice(grammar[found[1]]), template)
    return template


EMOJI: Final = sections("words/emoji")["emoji"]


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
