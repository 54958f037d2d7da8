"""Every sentence that a reader or a moderator sees, in Indonesian and English.

One folder a language, with one catalogue for each subject (`api`, `console`, `demo`,
`wordpress`); Indonesian is the default and is written first. A test compares the languages' keys
and placeholders.
"""

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

Fact = str | int | float


class Language(StrEnum):
    """A language we speak."""

    ID = "id"
    EN = "en"

    __hash__ = str.__hash__  # that of an enumeration is written in Python


def say(key: str, language: Language, facts: Mapping[str, Fact] | None = None) -> str:
    """The sentence under `key`, with `facts` in its places; the key itself if there is none."""
    sentence = catalogue(language).get(key, key)
    if not facts or "{" not in sentence:
        return sentence
    return sentence.format_map(_with_commas(facts) if language is Language.ID else facts)


def negotiate(accept_language: str) -> Language:
    """The language of an Accept-Language header: Indonesian unless English is preferred."""
    best, best_quality = Language.ID, 0.0
    for part in accept_language[:200].split(","):
        tag, _, parameters = part.strip().partition(";")
        quality = _quality(parameters)
        language = _language(tag)
        if language is not None and quality > best_quality:
            best, best_quality = language, quality
    return best


@cache
def catalogue(language: Language) -> Mapping[str, str]:
    """All sentences of a language by key."""
    folder = files("moderation.messages") / language
    found: dict[str, str] = {}
    for catalogue_file in sorted(folder.iterdir(), key=lambda path: path.name):
        found |= json.loads(catalogue_file.read_text("utf-8"))
    return found


class _Decimal(float):
    """A number as Indonesian writes it: with a comma where English has a point."""

    def __format__(self, spec: str) -> str:
        return super().__format__(spec).replace(".", ",")


def _with_commas(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    return {
        name: _Decimal(fact) if isinstance(fact, float) else fact for name, fact in facts.items()
    }


def _language(tag: str) -> Language | None:
    primary = tag.strip().lower().partition("-")[0]
    if primary in {"id", "in", "ms"}:
        return Language.ID
    return Language.EN if primary == "en" else None


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return min(1.0, max(0.0, float(value)))
    except ValueError:
        return 0.0
