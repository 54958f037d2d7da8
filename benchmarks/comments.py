"""Invented comments of natural length, each different from the others, mostly honest.

The same seed gives the same comments. Names, e-mail addresses and client addresses vary as they do
on a large site, so that almost nothing repeats and almost no rate limit is met.
"""

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

WORDS: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("vocabulary.toml").read_text("utf-8")
)
SPAM_SHARE: Final = 0.15
EMOJI_SHARE: Final = 0.05
# Log-normal with a mean of about 170 code points and a long tail, as measured on news sites.
TYPICAL_LOG_LENGTH: Final = 4.9
LOG_LENGTH_SPREAD: Final = 0.7
SHORTEST: Final = 25
LONGEST: Final = 1_200
ARTICLES: Final = 200
MAIL_DOMAINS: Final = 300


@dataclass(frozen=True, slots=True)
class Sample:
    """One comment as a site would send it; `spam` says which kind was meant."""

    name: str
    email: str
    url: str
    text: str
    article: str
    ip: str
    user_agent: str
    spam: bool


def samples(count: int, seed: int = 7) -> list[Sample]:
    """`count` comments whose texts and e-mail addresses all differ."""
    chance = random.Random(seed)
    texts: set[str] = set()
    found: list[Sample] = []
    while len(found) < count:
        spam = chance.random() < SPAM_SHARE
        text = _text(chance, WORDS["spam" if spam else "honest"])
        if text.casefold() not in texts:
            texts.add(text.casefold())
            found.append(_sample(chance, text, len(found), spam=spam))
    return found


def _sample(chance: random.Random, text: str, number: int, *, spam: bool) -> Sample:
    first, last = chance.choice(WORDS["first_names"]), chance.choice(WORDS["last_names"])
    # A few domains carry most of the mail, as everywhere.
    domain = f"surel{int(MAIL_DOMAINS * chance.random() ** 4)}.example.com"
    return Sample(
        name=f"{first} {last}",
        email=f"{first}.{last}{number}@{domain}".lower(),
        url=f"https://{first}-{number}.example/".lower() if chance.random() < 0.1 else "",
        text=text,
        article=f"berita-{chance.randrange(ARTICLES)}",
        ip=_address(chance),
        user_agent=chance.choice(WORDS["user_agents"]),
        spam=spam,
    )


def _address(chance: random.Random) -> str:
    if chance.random() < 0.1:
        return f"fd00:{chance.randrange(65536):x}:{chance.randrange(65536):x}::1"
    return ".".join(["10", *(str(chance.randrange(256)) for _ in range(3))])


def _text(chance: random.Random, patterns: Sequence[str]) -> str:
    length = int(chance.lognormvariate(TYPICAL_LOG_LENGTH, LOG_LENGTH_SPREAD))
    length = min(max(length, SHORTEST), LONGEST)
    words: list[str] = []
    so_far = -1
    for word in _words(chance, patterns):
        if so_far >= length:
            break
        words.append(word)
        so_far += len(word) + 1
    text = " ".join(words)
    return text + " \N{THUMBS UP SIGN}" if chance.random() < EMOJI_SHARE else text


def _words(chance: random.Random, patterns: Sequence[str]) -> Iterator[str]:
    while True:
        chosen = {name: chance.choice(options) for name, options in WORDS["fillers"].items()}
        sentence = chance.choice(patterns).format(
            **chosen,
            amount=chance.randrange(11, 999),
            number=chance.randrange(1, 99),
            year=chance.randrange(1991, 2026),
            hour=chance.randrange(4, 10),
        )
        yield from sentence.split()
