"""Invented spam: campaigns that nobody ran, for brands that do not exist.

Each family is a way of promoting seen in the field, written anew: testimonials,
praise with a name slipped in, results of lotteries, "type it into the search
engine", agents, loans, jobs, followers, goods, prizes, links; Indonesian and English.
"""

# ruff: noqa: PLR2004 - the shares in a generator are its data, best read where they apply

from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

from classifier.data.datasets import SPAM, LabelledText
from classifier.synthetic import (
    english,
    gambling,
    gambling_words,
    links,
    scams,
    selling,
    stealth,
    togel,
)
from classifier.synthetic.brands import brand
from classifier.synthetic.contacts import details
from classifier.synthetic.figures import clock
from classifier.synthetic.phrases import EMOJI, Family, Grammar, Part, expand, roughen
from classifier.synthetic.praise import PRAISE_WORDS
from classifier.synthetic.retyping import retyped

BRAND: Final = "\x00"
"""Stands for the brand while a sentence is cased and roughened."""

FRAMED: Final = (
    *((gambling.TESTIMONIAL, gambling.INVITATION, gambling.FEATURES) * 3),
    *((gambling.GRATITUDE, gambling.SEARCH, gambling.REVIEW) * 2),
    *(gambling.COMPARISON, gambling.REGIONAL, gambling.ENGLISH),
)
"""Families whose words promote whatever name they hold."""
BARE: Final = (
    *((stealth.STEALTH,) * 3),
    *(stealth.SHORT, stealth.BAIT, stealth.BUZZ, stealth.MOOD),
)
"""Families in which the name alone gives the promotion away."""
GAMBLING_WORDS: Final[Grammar] = {**PRAISE_WORDS, **gambling_words.GAMBLING_WORDS}
SELLING_WORDS: Final[Grammar] = selling.SELLING_WORDS
SCAM_WORDS: Final[Grammar] = {**selling.SELLING_WORDS, **scams.SCAM_WORDS}
GAMBLING_SHARE: Final = 0.58
OTHERS: Final[tuple[tuple[str, str, Family, Grammar], ...]] = (
    *((("selling", "promo", selling.SHOPS, SELLING_WORDS),) * 5),
    *((("selling", "promo", selling.BODY, SELLING_WORDS),) * 3),
    *((("selling", "promo", selling.AUDIENCE, SELLING_WORDS),) * 4),
    *((("scams", "scam", scams.SCAMS, SCAM_WORDS),) * 6),
    *((("links", "link", links.LINKS, links.LINK_WORDS),) * 2),
    *((("english", "promo", english.CHANNELS, english.ENGLISH_WORDS),) * 5),
    *((("english", "promo", english.SHOPS_EN, english.ENGLISH_WORDS),) * 2),
    *((("english", "scam", english.SCAMS_EN, english.ENGLISH_WORDS),) * 2),
)
"""Protocol name, kind, templates and slots of all that is not gambling, by frequency."""
JOINTS: Final = (". ", ", ", " ", "!! ", " btw ", ". oh ya ")
ROUGH_SHARE: Final = 0.75
RETYPED_SHARE: Final = 0.12


def gambling_text(rng: Random, vocabulary: Sequence[str], part: Part) -> str:
    """One gambling comment around a brand, or around several mentions of it."""
    framed = rng.random() < 0.6
    words = {**details(rng, vocabulary), **GAMBLING_WORDS}
    text = roughen(sentence(rng, words, part, framed=framed), rng)
    if rng.random() < 0.05:
        text = f"{clock(rng)} {text}"
    return branded(text, brand(rng, vocabulary, framed=framed), rng)


def sentence(rng: Random, words: Grammar, part: Part, *, framed: bool) -> str:
    """One sentence of a family, now and then two, or lines of an advertisement."""
    families = FRAMED if framed else BARE
    text = expand(rng.choice(families).choose(rng, part), words, rng)
    if rng.random() < 0.1:
        joint = rng.choice((". ", ", ", " ", "\n", "\n\n"))
        more = rng.choice(FRAMED if framed else (stealth.STEALTH, stealth.SHORT))
        text += joint + expand(more.choose(rng, part), words, rng)
    return text


def branded(text: str, name: str, rng: Random) -> str:
    """The text with its brand: once, twice, walled in by emoji, or glued to a word."""
    pick = rng.random()
    if pick < 0.04:
        return text.replace(BRAND, name + rng.choice(("", " ")) + name)
    if pick < 0.14:
        sign = rng.choice(EMOJI) * rng.choice((1, 1, 2, 3))
        name = f"{sign}{name}{sign}"
    elif pick < 0.18:
        wall = "".join(rng.choice(EMOJI) for _ in range(rng.randint(3, 7)))
        return f"{wall} {text.replace(BRAND, name)} {wall}"
    elif pick < 0.26:
        for word in ("di ", "DI ", "Di ", "ke ", "sama ", "dari "):
            text = text.replace(word + BRAND, word[:-1] + BRAND)
    return text.replace(BRAND, name)


def lottery(rng: Random, vocabulary: Sequence[str], part: Part) -> str:
    """A lottery post, in capitals more often than not."""
    words = {**details(rng, vocabulary), **gambling_words.GAMBLING_WORDS}
    text = togel.lottery(rng, part, words)
    text = text.upper() if rng.random() < 0.5 else roughen(text, rng)
    return branded(text, brand(rng, vocabulary, framed=True), rng)


def nameless(rng: Random, vocabulary: Sequence[str], part: Part) -> str:
    """Gambling talk that promotes without naming a site."""
    words = {**details(rng, vocabulary), **GAMBLING_WORDS}
    if rng.random() < 0.7:
        return roughen(expand(gambling.BRANDLESS.choose(rng, part), words, rng), rng)
    words["b"] = ("sini", "situs ini", "link di bio", "tempat ini", "link ini")
    return roughen(expand(rng.choice(FRAMED[:6]).choose(rng, part), words, rng), rng)


def slipped_in(text: str, rng: Random, vocabulary: Sequence[str]) -> str:
    """An ordinary comment with a brand slipped in: stealth spam in real surroundings."""
    words = text.split(" ")
    place = rng.choice((0, len(words), len(words), rng.randint(0, len(words))))
    return " ".join([*words[:place], brand(rng, vocabulary), *words[place:]])


def other(rng: Random, vocabulary: Sequence[str], part: Part) -> LabelledText:
    """One comment that sells, cheats or drops a link."""
    protocol, kind, templates, slots = rng.choice(OTHERS)
    words = {**details(rng, vocabulary), **PRAISE_WORDS, **slots}
    text = expand(templates.choose(rng, part), words, rng).strip()
    if protocol == "selling" and rng.random() < 0.2:
        text = expand("{praise}{joint}" + text, {**words, "joint": JOINTS}, rng)
    if rng.random() < ROUGH_SHARE:
        text = roughen(text, rng)
    return LabelledText(
        adorned(text, rng) if kind == "promo" else text, SPAM, kind, "invented", protocol
    )


def adorned(text: str, rng: Random) -> str:
    """The text as sellers dress it: emoji around it or at its commas; or as it is."""
    pick = rng.random()
    if pick < 0.06:
        wall = "".join(rng.choice(EMOJI) for _ in range(rng.randint(1, 4)))
        return f"{wall} {text} {wall}"
    if pick < 0.14:
        return text.replace(", ", f" {rng.choice(EMOJI)} ")
    return text.replace(", ", "\n") if pick < 0.19 else text


def campaign(rng: Random, vocabulary: Sequence[str], part: Part) -> LabelledText:
    """One spam comment of any kind."""
    pick = rng.random()
    if pick > GAMBLING_SHARE:
        return other(rng, vocabulary, part)
    if pick < 0.04:
        return LabelledText(
            nameless(rng, vocabulary, part), SPAM, "gambling", "invented", "nameless"
        )
    if pick < 0.09:
        return LabelledText(lottery(rng, vocabulary, part), SPAM, "gambling", "invented", "lottery")
    return LabelledText(
        gambling_text(rng, vocabulary, part), SPAM, "gambling", "invented", "gambling"
    )


def campaigns(
    rng: Random, count: int, vocabulary: Sequence[str], part: Part = "training"
) -> Iterator[LabelledText]:
    """So many invented spam comments, more than half of them gambling.

    `vocabulary` holds plain words that brands may be named after, at least one. A row's
    kind is gambling, promo, scam or link; its group says which of these families it is
    of: gambling, nameless, lottery, selling, scams, links, english. No template of one
    `part` is ever used for the other.
    """
    for _ in range(count):
        row = campaign(rng, vocabulary, part)
        if rng.random() < RETYPED_SHARE:
            text = retyped(row.text, rng)
            row = LabelledText(text, row.label, row.kind, row.source, row.group)
        yield row
