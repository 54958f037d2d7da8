"""Invented comments of honest readers, above all those that look like spam.

Readers talk about gambling in the news, congratulate "01", quote sums of money and
scores, praise an article warmly, write a word in fancy letters, mention products
with digits in their names. None of that is promotion.
"""

# ruff: noqa: PLR2004 - the shares in a generator are its data, best read where they apply

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Final

from classifier.data.datasets import HAM, LabelledText
from classifier.synthetic import (
    about_gambling,
    about_gambling_complaints,
    about_gambling_confessions,
    about_gambling_irony,
    about_gambling_news,
    about_gambling_opinions,
    about_gambling_replies,
    about_gambling_sites,
    about_gambling_words,
    english_readers,
    english_talk,
    everyday_comments,
    ordinary,
    ordinary_words,
)
from classifier.synthetic.brands import plain_brand
from classifier.synthetic.disguises import (
    circled,
    full_width,
    marked,
    mathematical,
    slipped,
    small_capitals,
    spaced,
)
from classifier.synthetic.figures import clock, money, small_money
from classifier.synthetic.phrases import Family, Grammar, Part, expand, listed, roughen
from classifier.synthetic.praise import PRAISE_WORDS
from classifier.synthetic.retyping import retyped

TAGS: Final = listed(
    "U17 U19 U20 U23 G20 G30S 5G 4G K3 RT05 RW02 KM50 PS5 MK2 Q4 B20 E10 A1 C19 Covid19 S1 S2 "
    "SD2 SMP3 SMA1 HUT80 RI1 RI2 2x 3x 10x 50rb 100k 2jt 1T 300M 17an 90an 2024 2029 2045 212 "
    "411 171"
)
FLAGS: Final = (
    *("🇮🇩", "🇵🇸", "🇮🇩🦅", "🔥", "👍", "🙏", "💪", "❤", "⭐", "👏", "✌", "✌️", "⚡", "💜"),
    *("🎯", "🌟", "💎", "💥", "✨", "🚀", "💯", "🤲", "👉", "☝", "😂", "🎉", "💫", "█", "♣"),
    *("★", "❄️", "🖤", "❌", "👑", "🥇", "🔎", "🟥", "🔴", "🙌", "😭", "🤣"),
)
"""Also every sign that invented campaigns put around a brand: alone it means nothing."""


SIDES: Final = listed(
    "paslon nomor pilih capres cawapres presiden wapres pasangan no coblos dukung salam menang "
    "hidup "
    "pemilu debat putaran jari caleg dapil partai kubu timses pendukung"
)


def numbered(word: str, rng: Random) -> str:
    """A word with the number of a side in an election: "paslon02", "03menang", "No.1"."""
    number = rng.choice(("01", "02", "03", "1", "2", "3", "04", "05", "4", "5"))
    joint = rng.choice(("", "", " ", "."))
    dressed = rng.choice((word, word.upper(), word.capitalize()))
    return number + joint + dressed if rng.random() < 0.35 else dressed + joint + number


def everyday(text: str, rng: Random) -> str:
    """An ordinary comment with the habits that make one look like an advertisement."""
    words = text.split(" ")
    place = rng.randrange(len(words))
    habit = rng.randrange(13)
    if habit == 0:
        return text.upper()
    if habit == 1:
        return ".".join(words)
    if habit == 2:
        return f"{text} {rng.choice(FLAGS) * rng.randint(1, 5)}"
    sign = rng.choice((*FLAGS, "*", "*", '"', "'"))
    changed = (
        words[place].upper(),
        f"{sign}{words[place].upper()}{sign}",
        rng.choice(TAGS),
        f"@{words[place].lower()}{rng.randint(1, 9999)}",
        f"#{words[place]}{rng.choice(('', rng.choice(TAGS)))}",
        numbered(words[place], rng),
        numbered(rng.choice(SIDES), rng),
        numbered(rng.choice(SIDES), rng),
        f"{words[place]}{rng.choice('2²')}",
        f"{words[place]}{rng.choice('2²')}",
    )[habit - 3]
    return " ".join([*words[:place], changed, *words[place + 1 :]])


COMMON: Final = frozenset(
    listed(
        "mantap bagus keren lucu semangat indonesia ganteng cantik amin aamiin hebat merdeka "
        "salam sehat sukses selalu allah alhamdulillah lanjutkan setuju benar sedih haha wkwk "
        "terima kasih love the best good great nice you bangga garuda timnas juara menang rakyat "
        "presiden prabowo anies ganjar jokowi bismillah insya subhanallah masya rindu cinta hadir "
        "bang kakak idola legend king queen happy birthday selamat ulang tahun viral trending"
    )
)
"""Words that honest readers dress up."""


def fancy(text: str, rng: Random) -> str:
    """All of an ordinary comment in fancy letters, or one plain word of it."""
    text = rng.choice((text, text, text.upper(), text.lower()))
    words = text.split(" ")
    dress = rng.choice(
        (mathematical, mathematical, mathematical, small_capitals, spaced, circled, full_width)
    )
    if rng.random() < 0.5 and dress is not spaced:
        dress = marked if rng.random() < 0.1 else dress
        return dress(text, rng)
    common = [place for place, word in enumerate(words) if word.lower() in COMMON]
    for place in common[:1]:
        words[place] = dress(words[place], rng)
    return " ".join(words)


def hasty(text: str, rng: Random) -> str:
    """One word of an ordinary comment as fast or playful fingers type it, or a third of them."""
    words = text.split(" ")
    share = rng.choice((0.0, 0.0, 0.3))
    chosen = rng.randrange(len(words))
    return " ".join(
        slipped(word, rng) if word and (place == chosen or rng.random() < share) else word
        for place, word in enumerate(words)
    )


ABOUT_GAMBLING: Final = (
    *((about_gambling.OPINION,) * 4),
    *((about_gambling.ADVERTISEMENTS,) * 3),
    *((about_gambling_news.ARRESTS, about_gambling_news.POLICY) * 2),
    *(about_gambling_news.CAMBODIA, about_gambling_news.LAW, about_gambling_news.HISTORY),
    *((about_gambling_complaints.QUOTING, about_gambling_complaints.BOTS) * 3),
    *((about_gambling_complaints.SITES,) * 3),
    *((about_gambling_sites.SCORN, about_gambling_sites.REPORTS) * 2),
    *((about_gambling_confessions.CONFESSIONS,) * 3),
    about_gambling_replies.THANKS,
    about_gambling_replies.REPLIES,
    about_gambling_replies.HOME,
    *(about_gambling_confessions.TRAGEDIES, about_gambling_confessions.HELP),
    *(about_gambling_confessions.WARNINGS, about_gambling_confessions.SERMONS),
    *((about_gambling_opinions.DEBATE,) * 2),
    *((about_gambling_opinions.LETTERS,) * 2),
    *(about_gambling_opinions.REGIONAL, about_gambling_opinions.SHOUTS),
    about_gambling_irony.SARCASM,
)
IRONY: Final = (
    *((about_gambling.IRONY, about_gambling_irony.SARCASM) * 2),
    *(about_gambling_irony.SPORT, about_gambling_irony.OTHER_MEANINGS),
    about_gambling_irony.OTHER_MEANINGS,
)
ORDINARY: Final = (
    *((ordinary.NEWS, ordinary.VIEWERS) * 3),
    *((everyday_comments.REPLIES, everyday_comments.THANKS, everyday_comments.PRICES) * 2),
    *(everyday_comments.CORRECTIONS, everyday_comments.GRUMBLES),
    *((ordinary.ASKING, ordinary.PIOUS, ordinary.SUPPORT) * 2),
    *(ordinary.OPINION_LONG, ordinary.OPINION_LONG, ordinary.DIALECTS, about_gambling.IRONY),
)
ENGLISH: Final = (
    *((english_readers.ENGLISH_VIEWERS,) * 3),
    english_readers.ENGLISH_NEWS,
    *((english_talk.LISTENING, english_talk.NUMBERS_EN, english_talk.GREETINGS_EN) * 2),
    *(english_talk.READERS_EN, english_talk.GAMBLING_EN),
)
WORDS: Final[Grammar] = {
    **PRAISE_WORDS,
    **ordinary_words.ORDINARY_WORDS,
    **everyday_comments.EVERYDAY_WORDS,
    **about_gambling.ABOUT_WORDS,
    **about_gambling_words.TALK_WORDS,
    **about_gambling_sites.SITE_WORDS,
}
ENGLISH_WORDS: Final[Grammar] = {
    **english_readers.ENGLISH_READER_WORDS,
    **english_talk.TALK_WORDS_EN,
}
ABOUT_GAMBLING_SHARE: Final = 0.45
ENGLISH_SHARE: Final = 0.2
IRONY_SHARE: Final = 0.2
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


def comment(rng: Random, families: tuple[Family, ...], words: Grammar, part: Part) -> str:
    """One comment of some families: a sentence, or two of them."""
    slots = {**words, **particulars(rng)}
    text = expand(rng.choice(families).choose(rng, part), slots, rng).strip()
    if rng.random() < MORE_SHARE:
        more = expand(rng.choice(families).choose(rng, part), slots, rng).strip()
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
    rng: Random, count: int, part: Part = "training"
) -> Iterator[LabelledText]:
    """So many invented comments that discuss gambling, or its slang, and promote nothing.

    Some speak of another subject too, before or after.
    """
    for _ in range(count):
        ironic = rng.random() < IRONY_SHARE
        text = comment(rng, IRONY if ironic else ABOUT_GAMBLING, WORDS, part)
        if rng.random() < MIXED_SHARE:
            both = [text, comment(rng, ORDINARY, WORDS, part)]
            rng.shuffle(both)
            text = rng.choice(JOINTS).join(both)
        yield LabelledText(varied(text, rng), HAM, "", "invented", "about gambling")


def readers(rng: Random, count: int, part: Part = "training") -> Iterator[LabelledText]:
    """So many invented comments, nearly half of them on gambling and a fifth English.

    A row's group says which: "about gambling", "ordinary" or "english". No template of
    one `part` is ever used for the other.
    """
    row = LabelledText("", HAM, "", "invented", "ordinary")
    for _ in range(count):
        pick = rng.random()
        if pick < ABOUT_GAMBLING_SHARE:
            yield from gambling_hard_negatives(rng, 1, part)
        elif pick < ABOUT_GAMBLING_SHARE + ENGLISH_SHARE:
            text = varied(comment(rng, ENGLISH, ENGLISH_WORDS, part), rng)
            yield replace(row, text=text, group="english")
        else:
            yield replace(row, text=varied(comment(rng, ORDINARY, WORDS, part), rng))
