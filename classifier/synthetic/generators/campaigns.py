"""Synthetic spam: campaigns that nobody ran, for brands that do not exist.

Each family is a way of promoting seen in the field, written anew: testimonials,
praise with a name slipped in, results of lotteries, "type it into the search
engine", agents, loans, jobs, followers, goods, prizes, links; Indonesian and English.
"""

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Final

from classifier.data.datasets import SPAM, LabelledText
from classifier.synthetic.generators import lottery as lottery_posts
from classifier.synthetic.generators.brands import brand, cased, plain_brand, wordlike_brand
from classifier.synthetic.generators.contacts import details
from classifier.synthetic.generators.figures import clock
from classifier.synthetic.generators.retyping import maybe_slangy, retyped
from classifier.synthetic.generators.templates import (
    EMOJI,
    Family,
    Grammar,
    TemplateSplit,
    expand,
    families,
    grammar,
    roughen,
)

BRAND: Final = "\x00"
"""Stands for the brand while a sentence is cased and roughened."""

FRAMED: Final = (
    *(families("gambling", "testimonial invitation features") * 3),
    *(families("gambling", "gratitude search review") * 2),
    *families("gambling", "comparison regional english"),
)
"""Families whose words promote whatever name they hold."""
BARE: Final = (*(families("stealth", "stealth") * 3), *families("stealth", "short bait buzz mood"))
"""Families in which the name alone gives the promotion away."""
SECOND_BARE: Final = families("stealth", "stealth short")
(NAMELESS,) = families("gambling", "brandless")
BOASTS: Final = families("jargon", "boasts boasts service")
JARGON: Final = grammar("jargon")
PICTURES: Final = (
    *(range(0x1F324, 0x1F380), range(0x1F3A0, 0x1F3C0), range(0x1F400, 0x1F440)),
    *(range(0x1F4E0, 0x1F510), range(0x1F680, 0x1F6A0), range(0x1F980, 0x1F9B0)),
)
"""Emoji of weather, food, animals and things, which readers seldom strew about."""
HINTS: Final = families("quiet_spam", "hints hints screen slogans")
HINT_WORDS: Final = grammar("praise", "quiet_spam")
REELS: Final = (
    "🎰",
    "💰",
    "🔥",
    "💸",
    "👉",
    "📲",
    "🤑",
    "💎",
    "7️⃣",
    "🎁",
    "💵",
    "🍀",
    "🏆",
    "👇",
    "J P",
    "WD",
)
GAMBLING_WORDS: Final = grammar("praise", "gambling")
GAMBLING_SHARE: Final = 0.62


def weighted(
    protocol: str, kind: str, file: str, weights: Mapping[str, int], *slots: str
) -> Sequence[tuple[str, str, Family, Grammar]]:
    """The families of a file as often as they weigh; `slots` are files that fill them."""
    words = grammar("praise", *slots, file)
    return [
        (protocol, kind, family, words)
        for heading, weight in weights.items()
        for family in families(file, heading) * weight
    ]


OTHERS: Final = (
    *weighted("selling", "promo", "selling", {"shops": 6, "body": 5, "audience": 4}),
    *weighted("scams", "promo", "scams", {"scams": 6}, "selling"),
    *weighted("links", "promo", "links", {"links": 2}),
    *weighted("messages", "promo", "messages", {"operators": 3, "frauds": 3}),
    *weighted("english", "promo", "english_spam", {"channels": 7, "shops_en": 2}),
    *weighted("english", "promo", "english_spam", {"scams_en": 2}),
    *weighted(
        "quiet",
        "promo",
        "quiet_spam",
        {"travel": 1, "housing": 1, "testimony": 2, "jobs": 1, "documents": 1, "mystics": 2}
        | {"bait": 3, "body_quiet": 2, "followers": 1, "stalls": 1, "finance_id": 1}
        | {"phishing_id": 1, "seo_en": 2, "thanks_en": 1, "finance_en": 3},
    ),
)
"""Protocol name, kind, templates and slots of all that is not gambling, by frequency."""
JOINTS: Final = (". ", ", ", " ", "!! ", " btw ", ". oh ya ")
ROUGH_SHARE: Final = 0.75
RETYPED_SHARE: Final = 0.12


def gambling_text(rng: Random, vocabulary: Sequence[str], split: TemplateSplit) -> str:
    """One gambling comment around a brand, or around several mentions of it."""
    framed = rng.random() < 0.6
    words = {**details(rng, vocabulary), **GAMBLING_WORDS}
    text = roughen(sentence(rng, words, split, framed=framed), rng)
    if rng.random() < 0.05:
        text = f"{clock(rng)} {text}"
    return branded(text, brand(rng, vocabulary, framed=framed), rng)


def sentence(rng: Random, words: Grammar, split: TemplateSplit, *, framed: bool) -> str:
    """One sentence of a family, now and then two, or lines of an advertisement."""
    text = expand(rng.choice(FRAMED if framed else BARE).choose(rng, split), words, rng)
    if rng.random() < 0.1:
        joint = rng.choice((". ", ", ", " ", "\n", "\n\n"))
        more = rng.choice(FRAMED if framed else SECOND_BARE)
        text += joint + expand(more.choose(rng, split), words, rng)
    return text


def branded(text: str, name: str, rng: Random) -> str:
    """The text with its brand: once, twice, walled in by emoji, or glued to a word."""
    pick = rng.random()
    if pick < 0.04:
        return text.replace(BRAND, name + rng.choice(("", " ")) + name)
    if pick < 0.17:
        sign = rng.choice(EMOJI) * rng.choice((1, 1, 2, 3))
        name = f"{sign}{name}{sign}"
    elif pick < 0.18:
        wall = "".join(rng.choice(EMOJI) for _ in range(rng.randint(3, 7)))
        return f"{wall} {text.replace(BRAND, name)} {wall}"
    elif pick < 0.26:
        for word in ("di ", "DI ", "Di ", "ke ", "sama ", "dari "):
            text = text.replace(word + BRAND, word[:-1] + BRAND)
    return text.replace(BRAND, name)


def lottery(rng: Random, vocabulary: Sequence[str], split: TemplateSplit) -> str:
    """A lottery post, in capitals more often than not."""
    words = {**details(rng, vocabulary), **GAMBLING_WORDS}
    text = lottery_posts.lottery(rng, split, words)
    text = text.upper() if rng.random() < 0.5 else roughen(text, rng)
    return branded(text, brand(rng, vocabulary, framed=True), rng)


def nameless(rng: Random, vocabulary: Sequence[str], split: TemplateSplit) -> str:
    """Gambling talk that promotes without naming a site."""
    words = {**details(rng, vocabulary), **GAMBLING_WORDS}
    if rng.random() < 0.7:
        return roughen(expand(NAMELESS.choose(rng, split), words, rng), rng)
    words["b"] = ("sini", "situs ini", "link di bio", "tempat ini", "link ini")
    return roughen(expand(rng.choice(FRAMED[:6]).choose(rng, split), words, rng), rng)


def boasted(rng: Random, vocabulary: Sequence[str], split: TemplateSplit) -> str:
    """A player's boast in the slang of slot machines, which names no place."""
    words = {**details(rng, vocabulary), **JARGON}
    text = expand(rng.choice(BOASTS).choose(rng, split), words, rng)
    if rng.random() < 0.15:
        more = rng.choice(BOASTS).choose(rng, split)
        text += rng.choice((", ", ". ", " ")) + expand(more, words, rng)
    return roughen(maybe_slangy(text, rng), rng)


def pictured(rng: Random, vocabulary: Sequence[str]) -> str:
    """A name among many pictures that have nothing to do with each other, and some words."""
    named = wordlike_brand if rng.random() < 0.7 else plain_brand
    things = [rng.choice(vocabulary) for _ in range(rng.randint(0, 3))]
    for _ in range(rng.randint(1, 3)):
        run = "".join(chr(rng.choice(rng.choice(PICTURES))) for _ in range(rng.randint(1, 8)))
        things.insert(rng.randint(0, len(things)), run)
    return " ".join([cased(named(rng, vocabulary), rng), *things])


def hinted(rng: Random, vocabulary: Sequence[str], split: TemplateSplit) -> str:
    """Talk of a place that pays, under a name that often could be any word in capitals."""
    words = {**details(rng, vocabulary), **HINT_WORDS}
    text = expand(rng.choice(HINTS).choose(rng, split), words, rng)
    wordlike = wordlike_brand(rng, vocabulary).upper() if rng.random() < 0.4 else ""
    return branded(roughen(text, rng), wordlike or brand(rng, vocabulary, framed=True), rng)


def reels(rng: Random) -> str:
    """An advertisement in emoji alone."""
    return rng.choice(("", " ")).join(
        rng.choice(REELS) * rng.randint(1, 4) for _ in range(rng.randint(4, 9))
    )


def slipped_in(text: str, rng: Random, vocabulary: Sequence[str]) -> str:
    """An ordinary comment with a brand slipped in: stealth spam in real surroundings."""
    words = text.split(" ")
    place = rng.choice((0, len(words), len(words), rng.randint(0, len(words))))
    return " ".join([*words[:place], brand(rng, vocabulary), *words[place:]])


def other(rng: Random, vocabulary: Sequence[str], split: TemplateSplit) -> LabelledText:
    """One comment that sells, cheats or drops a link."""
    protocol, kind, templates, slots = rng.choice(OTHERS)
    words = {**details(rng, vocabulary), **slots}
    text = expand(templates.choose(rng, split), words, rng).strip()
    if protocol == "selling" and rng.random() < 0.2:
        text = expand("{praise}{joint}" + text, {**words, "joint": JOINTS}, rng)
    if rng.random() < ROUGH_SHARE:
        text = roughen(text, rng)
    return LabelledText(
        adorned(text, rng) if kind == "promo" else text, SPAM, kind, "synthetic", protocol
    )


def adorned(text: str, rng: Random) -> str:
    """The text as sellers dress it: emoji around it or at its commas; or as it is."""
    pick = rng.random()
    if pick < 0.06:
        wall = "".join(rng.choice(EMOJI) for _ in range(rng.randint(1, 4)))
        return f"{wall} {text} {wall}"
    if pick < 0.17:
        return text.replace(", ", f" {rng.choice(EMOJI)} ")
    return text.replace(", ", "\n") if pick < 0.21 else text


def campaign(rng: Random, vocabulary: Sequence[str], split: TemplateSplit) -> LabelledText:
    """One spam comment of any kind."""
    pick = rng.random()
    if pick > GAMBLING_SHARE:
        return other(rng, vocabulary, split)
    if pick < 0.04:
        return LabelledText(
            nameless(rng, vocabulary, split), SPAM, "gambling", "synthetic", "nameless"
        )
    if pick < 0.175:
        return LabelledText(
            boasted(rng, vocabulary, split), SPAM, "gambling", "synthetic", "nameless"
        )
    if pick < 0.21:
        return LabelledText(
            lottery(rng, vocabulary, split), SPAM, "gambling", "synthetic", "lottery"
        )
    if pick < 0.37:
        text = hinted(rng, vocabulary, split) if pick < 0.33 else pictured(rng, vocabulary)
        text = text if pick < 0.365 else reels(rng)
        return LabelledText(text, SPAM, "gambling", "synthetic", "hinted")
    return LabelledText(
        gambling_text(rng, vocabulary, split), SPAM, "gambling", "synthetic", "gambling"
    )


def campaigns(
    rng: Random, count: int, vocabulary: Sequence[str], split: TemplateSplit = "training"
) -> Iterator[LabelledText]:
    """So many synthetic spam comments, more than half of them gambling.

    `vocabulary` holds plain words that brands may be named after, at least one. A row's
    kind is gambling or promo; its group says which of these families it is of: gambling,
    nameless, hinted, lottery, selling, scams, links, messages, english, quiet. No template of one
    `split` is ever used for the other.
    """
    for _ in range(count):
        row = campaign(rng, vocabulary, split)
        if rng.random() < RETYPED_SHARE:
            text = retyped(row.text, rng)
            row = LabelledText(text, row.label, row.kind, row.source, row.group)
        yield row
