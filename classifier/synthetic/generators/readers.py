"""Synthetic comments of honest readers, above all those that look like spam.

Readers talk about gambling in the news, congratulate "01", quote sums of money and
scores, praise an article warmly, write a word in fancy letters, mention products
with digits in their names. None of that is promotion.
"""

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Final

from classifier.data.datasets import HAM, LabelledText
from classifier.synthetic.generators.brands import plain_brand
from classifier.synthetic.generators.figures import clock, money, small_money
from classifier.synthetic.generators.habits import everyday, fancy, hasty
from classifier.synthetic.generators.harmless import particulars as figures
from classifier.synthetic.generators.retyping import maybe_slangy, retyped
from classifier.synthetic.generators.templates import (
    Family,
    Grammar,
    TemplateSplit,
    expand,
    families,
    family,
    grammar,
    roughen,
    sections,
)

ABOUT_GAMBLING: Final = (
    *(families("about_gambling", "opinion") * 4),
    *(families("about_gambling", "advertisements") * 3),
    *(families("about_gambling_news", "arrests policy") * 2),
    *families("about_gambling_news", "cambodia law history"),
    *(families("about_gambling_complaints", "quoting bots") * 3),
    *(families("about_gambling_complaints", "sites") * 3),
    *(families("about_gambling_sites", "scorn reports") * 2),
    *(families("about_gambling_confessions", "confessions") * 3),
    *families("about_gambling_replies", "thanks replies home"),
    *families("about_gambling_confessions", "tragedies help warnings sermons"),
    *(families("about_gambling_opinions", "debate") * 2),
    *(families("about_gambling_opinions", "letters") * 2),
    *families("about_gambling_opinions", "regional shouts"),
    *families("about_gambling_irony", "sarcasm"),
)
IRONY: Final = (
    *((*families("about_gambling", "irony"), *families("about_gambling_irony", "sarcasm")) * 2),
    *families("about_gambling_irony", "sport other_meanings other_meanings"),
)
ORDINARY: Final = (
    *(families("ordinary", "news viewers") * 3),
    *(families("everyday", "replies thanks prices") * 2),
    *families("everyday", "corrections grumbles"),
    *(families("ordinary", "asking pious support") * 2),
    *families("ordinary", "opinion_long opinion_long dialects"),
    *families("about_gambling", "irony"),
)
ENGLISH: Final = (
    *(families("english_readers", "english_viewers") * 3),
    *families("english_readers", "english_news"),
    *(families("english_talk", "listening numbers_en greetings_en") * 2),
    *families("english_talk", "readers_en gambling_en"),
)
NOTICES: Final = families(
    "notices",
    "lost donors emergency recommendations corrections_link named_complaints named_complaints luck "
    "own_trade own_trade thanks_talk thanks_talk talk_en talk_en "
    "blog_en blog_en blog_en blog_en fans fans begging begging tv_en tv_en "
    "fandom fandom gamers gamers websites websites profiles healing healing capitals capitals "
    "fans begging",
)
SLANG: Final = (
    *(families("jargon", "complaints elsewhere institutions") * 2),
    *(family(sections("jargon")["named complaints"]),) * 3,
)
SLANG_WORDS: Final = {**grammar("jargon"), "percent": ("70", "89", "95", "98", "99")}
NOTICE_WORDS: Final = grammar("notices")
WORDS: Final = grammar(
    "praise",
    "ordinary",
    "everyday",
    "about_gambling",
    "about_gambling_words",
    "about_gambling_sites",
)
ENGLISH_WORDS: Final = grammar("english_readers", "english_talk")
ABOUT_GAMBLING_SHARE: Final = 0.46
ENGLISH_SHARE: Final = 0.15
IRONY_SHARE: Final = 0.2
NOTICE_SHARE: Final = 0.18
MIXED_SHARE: Final = 0.12
JOINTS: Final = (". ", ", ", " ", "\n", "! ", "... ", ". btw ")
MORE_SHARE: Final = 0.25
FANCY_SHARE: Final = 0.05
EVERYDAY_SHARE: Final = 0.08
RETYPED_SHARE: Final = 0.12
HASTY_SHARE: Final = 0.03


def particulars(rng: Random) -> Grammar:
    """Fresh sums, times and numbers; `b` is a name like a gambling site's, in plain letters."""
    name = plain_brand(rng)
    return {
        "b": (name, name.upper(), name.capitalize()),
        "b_two": (plain_brand(rng),),
        "sum": (money(rng),),
        "sum_b": (money(rng),),
        "small": (small_money(rng),),
        "clock": (clock(rng),),
        "digit": tuple("123456789"),
        "serial": (str(rng.randint(10**5, 10**8)),),
        "slug_id": ("".join(rng.choice("abcdeFGHJKmnpqRSTuvwXYZ0123456789_-") for _ in range(11)),),
    }


def comment(rng: Random, chosen: tuple[Family, ...], words: Grammar, split: TemplateSplit) -> str:
    """One comment of some families: a sentence, or two of them."""
    slots = {**words, **particulars(rng)}
    text = expand(rng.choice(chosen).choose(rng, split), slots, rng).strip()
    if rng.random() < MORE_SHARE:
        more = expand(rng.choice(chosen).choose(rng, split), slots, rng).strip()
        text += rng.choice(JOINTS) + more
    return roughen(text, rng)


def varied(text: str, rng: Random) -> str:
    """The comment as it is, or with one of the habits that make it look like spam."""
    pick = rng.random()
    if pick < FANCY_SHARE:
        return fancy(text, rng)
    if pick < FANCY_SHARE + EVERYDAY_SHARE:
        return everyday(text, rng)
    if pick < FANCY_SHARE + EVERYDAY_SHARE + RETYPED_SHARE:
        return retyped(text, rng, shorten=True)
    if pick < FANCY_SHARE + EVERYDAY_SHARE + RETYPED_SHARE + HASTY_SHARE:
        return hasty(text, rng)
    return text


def gambling_hard_negatives(
    rng: Random, count: int, split: TemplateSplit = "training"
) -> Iterator[LabelledText]:
    """So many synthetic comments that discuss gambling, or its slang, and promote nothing.

    Some speak of another subject too, before or after.
    """
    for _ in range(count):
        ironic = rng.random() < IRONY_SHARE
        text = comment(rng, IRONY if ironic else ABOUT_GAMBLING, WORDS, split)
        if rng.random() < MIXED_SHARE:
            both = [text, comment(rng, ORDINARY, WORDS, split)]
            rng.shuffle(both)
            text = rng.choice(JOINTS).join(both)
        yield LabelledText(varied(text, rng), HAM, "", "synthetic", "about gambling")


def slang(rng: Random, count: int, split: TemplateSplit = "training") -> Iterator[LabelledText]:
    """So many synthetic comments in the words of players' boasts that boast of nothing."""
    for _ in range(count):
        text = maybe_slangy(comment(rng, SLANG, SLANG_WORDS, split), rng)
        yield LabelledText(varied(text, rng), HAM, "", "synthetic", "slang")


def readers(rng: Random, count: int, split: TemplateSplit = "training") -> Iterator[LabelledText]:
    """So many synthetic comments, nearly half of them on gambling and a fifth English.

    A row's group says which: "about gambling", "notice", "ordinary" or "english". No template of
    one `split` is ever used for the other.
    """
    row = LabelledText("", HAM, "", "synthetic", "ordinary")
    for _ in range(count):
        pick = rng.random()
        if pick < ABOUT_GAMBLING_SHARE:
            yield from gambling_hard_negatives(rng, 1, split)
        elif pick < ABOUT_GAMBLING_SHARE + ENGLISH_SHARE:
            text = varied(comment(rng, ENGLISH, ENGLISH_WORDS, split), rng)
            yield replace(row, text=text, group="english")
        elif pick < ABOUT_GAMBLING_SHARE + ENGLISH_SHARE + NOTICE_SHARE:
            words = {**figures(rng), **NOTICE_WORDS}
            yield replace(row, text=comment(rng, NOTICES, words, split), group="notice")
        else:
            yield replace(row, text=varied(comment(rng, ORDINARY, WORDS, split), rng))
