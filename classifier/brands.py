"""Invented gambling brands, and real ones replaced by them.

A model that learns the brands of its training data fails on tomorrow's. So most
brands that training sees are made up here, shaped like the real thing.
"""

# ruff: noqa: PLR2004 - the shares in a generator are its data, best read where they apply

from collections.abc import Sequence
from random import Random
from typing import Final

from classifier.disguises import disguise
from classifier.normalise import fold
from classifier.phrases import listed

STEMS: Final = listed(
    "macan elang rajawali kuda naga singa kancil gajah merak cendrawasih badai petir guntur "
    "samudra ombak karang mutiara permata zamrud safir berlian emas perak intan sultan ratu "
    "pangeran dewa dewi mahkota istana benteng menara candi keris tombak panah perisai garuda "
    "bintang bulan surya mentari cakra pelangi kilat meteor planet galaksi angkasa langit "
    "bumi gunung rimba pulau pantai danau sungai telaga kelapa melati mawar anggrek teratai "
    "kenanga durian mangga salak nanas kopi teh gula lada cengkeh pala vanila kota desa "
    "kampung pasar warung saung rumah gubuk lapak juragan bos bandar cukong mandor kapten "
    "jenderal patih pendekar jawara jago ninja samurai viking spartan titan zeus hercules "
    "atlas nova royal mega super ultra turbo hyper lucky happy magic golden diamond crystal "
    "silver dragon tiger panda phoenix koi bull bear wolf shark cobra pirate wizard king "
    "queen prince ace joker vegas macau monte monaco dubai tokyo sakura bali lombok toba "
    "bromo semeru rinjani krakatau musang beruang kelinci bebek angsa cicak tokek udang "
    "kepiting paus lumba hiu pari cumi juara sakti ampuh jitu mantap asik gokil sedap gurih "
    "kaya makmur sejahtera damai sentosa abadi perkasa gagah indah ceria senyum tawa untung "
    "rejeki berkat kilau gemilang megah oppo axel boss vip pro max neo zen kyo ryu hana mika "
    "luna aura koko cici mami papi opa"
)
ENDINGS: Final = (
    *("toto", "toto", "slot", "slot", "bet", "win", "play", "hoki", "gacor", "qq", "jp", "togel"),
    *("poker", "gaming", "club", "vip", "asia", "bola", "mpo", "jitu", "cuan", "max", "spin"),
)
NUMBERS: Final = (
    *("4d", "4d", "4D", "77", "77", "88", "88", "99", "99", "777", "888", "138", "168", "303"),
    *("69", "55", "66", "123", "17", "338", "500", "808", "189", "5d", "2d", "999"),
)
SPELLED: Final = ("satu", "tiga", "lima", "tujuh", "delapan", "sembilan")
VOWELS: Final = "aiueo"
CONSONANTS: Final = "bcdfghjklmnprstwyz"
BEFORE: Final = (
    "",
    "",
    "",
    "",
    "⭐",
    "🔥",
    "💜 ",
    "⚡",
    "→ ",
    "✌",
    "'",
    "*",
    "🎯",
    "🌟 ",
    "【",
    "💎",
)
AFTER: Final = {"→ ": " ←", "【": "】", "'": "'", "*": "*"}


def syllables(rng: Random) -> str:
    """A pronounceable name that means nothing."""
    return "".join(
        rng.choice(CONSONANTS) + rng.choice(VOWELS) + rng.choice(("", "", "n", "r", "s"))
        for _ in range(rng.randint(2, 3))
    )


def plain_brand(rng: Random, vocabulary: Sequence[str] = STEMS) -> str:
    """A name in lower case: a stem with digits, with an ending, or with both."""
    pick = rng.random()
    stem = rng.choice(STEMS) if pick < 0.5 else syllables(rng)
    if pick > 0.75:
        stem = rng.choice(vocabulary)
    tail = rng.random()
    if tail < 0.04:
        return stem + " " + " ".join([rng.choice(SPELLED)] * rng.choice((2, 3)))
    if tail < 0.07:
        return str(rng.randint(1, 999)) + stem
    if tail < 0.62:
        number = rng.choice(NUMBERS) if rng.random() < 0.75 else str(rng.randint(10, 999))
        return stem + number
    if tail < 0.9:
        return stem + rng.choice(ENDINGS)
    return stem + rng.choice(ENDINGS) + rng.choice(NUMBERS)


def cased(name: str, rng: Random) -> str:
    """The name as campaigns write it: mostly capitals."""
    pick = rng.random()
    if pick < 0.5:
        return name.upper()
    return name.capitalize() if pick < 0.75 else name


def brand(rng: Random, vocabulary: Sequence[str] = STEMS) -> str:
    """An invented brand as it might stand in a comment: disguised or plain, with trimmings."""
    name = cased(plain_brand(rng, vocabulary), rng)
    before = rng.choice(BEFORE)
    after = AFTER.get(before, before[::-1])
    return before + (disguise(name, rng) if rng.random() < 0.6 else name) + after


GLUED_SHARE: Final = 0.06
"""How often the name is written together with the word before it: "diMACAN77"."""
PLAIN_SHARE: Final = 0.45
"""Of real comments under a new brand, how many name it plainly."""


def locate(text: str, name: str) -> tuple[int, int] | None:
    """Where a brand stands in a text, in whatever disguise; None where it does not."""
    folded = fold(text)
    places = [place for place, char in enumerate(folded.text) if char.isalnum()]
    letters = "".join(folded.text[place] for place in places)
    start = letters.find(name)
    if start < 0 or not name:
        return None
    return folded.span(places[start], places[start + len(name) - 1] + 1)


def rebranded(text: str, name: str, rng: Random, vocabulary: Sequence[str] = STEMS) -> str | None:
    """The text with every occurrence of a brand replaced by one invented brand."""
    found = locate(text, name)
    if found is None:
        return None
    new = cased(plain_brand(rng, vocabulary), rng)
    new = new if rng.random() < PLAIN_SHARE else disguise(new, rng)
    if rng.random() < GLUED_SHARE and text[: found[0]].endswith(" "):
        text = text[: found[0] - 1] + text[found[0] :]
    rest = text
    for _ in range(4):
        found = locate(rest, name)
        if found is None:
            break
        rest = rest[: found[0]] + new + rest[found[1] :]
    return rest
