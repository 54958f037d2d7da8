"""Harmless changes: what keyboards, programs and readers do to any comment.

A soft hyphen, a keycap, a plate, a price: none says whether a comment promotes. Training
makes them in spam and in honest comments at the same rate, and `classifier evaluate` counts
whom each of them wrongs. Some rewrite characters of the text; others slip something in
anywhere, from `texts/harmless.txt`, of which a sixth is kept for measuring.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from random import Random
from typing import Final
from uuid import UUID

from classifier.synthetic.generators.templates import (
    HOLDOUT_EVERY,
    Family,
    Grammar,
    TemplateSplit,
    expand,
    grammar,
    sections,
)

Change = Callable[[str, Random, TemplateSplit], str]
"""A text, random numbers and which templates may be used, to the changed text."""

WORDS: Final = grammar("harmless")
LETTERS: Final = "ABCDEFGHJKLMNPRSTUVWXYZ"
AREAS: Final = ("B", "D", "F", "H", "L", "N", "R", "T", "AA", "AB", "AD", "AE", "BA", "BK", "DK")
AREA_CODES: Final = ("021", "022", "024", "031", "0274", "0271", "0341", "0361", "061", "0411")
MAKERS: Final = ("Redmi", "Redmi Note ", "Poco ", "PocoX", "Vivo Y", "VivoV", "Oppo A", "OppoReno")
MAKERS_TOO: Final = ("Galaxy A", "GalaxyS", "iPhone", "iPhone ", "Infinix", "Realme ", "RealmeC")
MACHINES: Final = ("CB", "CBR", "NMAX", "Vario", "R", "GX", "XL", "L", "HD", "FH", "MX", "RX")
TRAINS: Final = ("CLI", "KA", "KA ", "CC", "GA", "JT", "QG", "ID", "TS", "SF", "K3 ", "BNO")
SCHOOLS: Final = ("SMAN", "SMPN", "SDN", "SMKN", "MAN", "MTsN", "SMAN ", "SMPN ", "SDN ", "SMA")
WORD: Final = re.compile(r"[^\W\d_]{4,}")
STOP: Final = re.compile(r"([.!?]) (?=\w)")
COMMA: Final = re.compile(r", (?=\w)")
LONGEST_SLOGAN: Final = 120
ACCENTS: Final = {"a": "á", "e": "é", "i": "í", "o": "ô", "u": "ü"}


def some_letters(rng: Random, least: int, most: int) -> str:
    return "".join(rng.choice(LETTERS) for _ in range(rng.randint(least, most)))


def particulars(rng: Random) -> Grammar:
    """Fresh plates, numbers, models and sums for one change."""
    area, number, tail = rng.choice(AREAS), rng.randint(1, 9999), some_letters(rng, 1, 3)
    line = str(rng.randint(200_000, 8_999_999))
    maker = rng.choice((*MAKERS, *MAKERS_TOO))
    mobile = f"8{rng.randint(10**8, 10**10)}"
    start, joint = rng.choice(("0", "0", "+62", "62")), rng.choice(("", "", "-", " "))
    ending = rng.choice(("", "", "A", "C", "i", "s", "Pro", " Pro", "Ultra", "5G"))
    return {
        **WORDS,
        "plate": (f"{area}{number}{tail}", f"{area.lower()}{number}{tail.lower()}"),
        "plate_apart": (f"{area} {number} {tail}",),
        "landline": tuple(
            shape.format(rng.choice(AREA_CODES), line)
            for shape in ("{}-{}", "{} {}", "({}) {}", "{}{}")
        ),
        "mobile": (f"{start}{mobile[:3]}{joint}{mobile[3:7]}{joint}{mobile[7:]}",),
        "phone_model": (f"{maker}{rng.randint(1, 99)}{ending}",),
        "machine": (
            f"{rng.choice(MACHINES)}{rng.choice(('', '-', ' '))}{rng.randint(1, 999)}",
            f"{some_letters(rng, 1, 3)}{rng.randint(10, 999)}{some_letters(rng, 0, 1)}",
        ),
        "train": (f"{rng.choice(TRAINS)}{rng.randint(1, 999)}",),
        "school": (f"{rng.choice(SCHOOLS)}{rng.randint(1, 99)}",),
        "n": tuple("123456789"),
        "nn": (str(rng.randint(10, 99)),),
        "nnn": (str(rng.randint(100, 999)),),
        "zero": (f"{rng.randint(1, 19):02}",),
        "year": (str(rng.randint(1945, 2029)),),
        "thousands": (f"{rng.randint(1, 999)}.{rng.choice(('000', '500'))}",),
        "clock_dot": (f"{rng.randint(0, 23):02}.{rng.choice(('00', '15', '30', '45'))}",),
        "clock_colon": (f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}",),
        "serial": (str(rng.randint(10**5, 10**15)),),
        "uuid": (str(UUID(int=rng.getrandbits(128), version=4)),),
        "hash": (f"{rng.getrandbits(160):040x}"[: rng.choice((12, 32, 40))],),
        "code": (f"{some_letters(rng, 2, 4)}{rng.randint(10, 99999)}{some_letters(rng, 0, 2)}",),
    }


def by_place(entries: Sequence[str]) -> Family:
    """Templates of one kind: every sixth is kept for measuring."""
    return Family(
        tuple(one for place, one in enumerate(entries) if place % HOLDOUT_EVERY),
        tuple(entries[::HOLDOUT_EVERY]),
    )


def slipped_in(kind: Family, text: str, rng: Random, split: TemplateSplit) -> str:
    """Something of this kind between two words, before the first or after the last."""
    words = text.split(" ")
    place = rng.choice((0, len(words), rng.randint(0, len(words)), rng.randint(0, len(words))))
    new = expand(kind.choose(rng, split), particulars(rng), rng)
    return " ".join([*words[:place], new, *words[place:]])


def anywhere(sign: str, text: str, rng: Random, _: TemplateSplit) -> str:
    """The sign inside one word."""
    words = [*WORD.finditer(text)]
    if not words:
        return text + sign
    word = rng.choice(words)
    place = rng.randrange(word.start() + 1, word.end())
    return text[:place] + sign + text[place:]


def in_every_word(sign: str, text: str, _: Random, __: TemplateSplit) -> str:
    """The sign inside every word of four letters or more, as hyphenating programs put it."""
    return WORD.sub(lambda found: f"{found[0][:2]}{sign}{found[0][2:]}", text)


def between_words(sign: str, text: str, _: Random, __: TemplateSplit) -> str:
    """The sign for every blank."""
    return text.replace(" ", sign)


def replaced(old: str, new: str, text: str, _: Random, __: TemplateSplit) -> str:
    """One sign for another wherever it stands; at the end where it stands nowhere."""
    return text.replace(old, new) if old in text else text + new


def accented(text: str, rng: Random, _: TemplateSplit) -> str:
    """One vowel with an accent."""
    places = [place for place, char in enumerate(text) if char in ACCENTS]
    if not places:
        return text
    place = rng.choice(places)
    return text[:place] + ACCENTS[text[place]] + text[place + 1 :]


def decomposed(text: str, rng: Random, split: TemplateSplit) -> str:
    """An accent as a mark of its own, as one maker's file systems leave it."""
    return unicodedata.normalize("NFD", accented(text, rng, split))


def capital_word(text: str, rng: Random, _: TemplateSplit) -> str:
    """One word in capitals."""
    words = text.split(" ")
    place = rng.randrange(len(words))
    return " ".join([*words[:place], words[place].upper(), *words[place + 1 :]])


def mixed_capitals(text: str, rng: Random, _: TemplateSplit) -> str:
    """Every other letter of the text, or of a word, in capitals, as readers mock others."""
    words = text.split(" ")
    chosen = range(len(words)) if rng.random() < 0.5 else (rng.randrange(len(words)),)
    for place in chosen:
        word = words[place].lower()
        words[place] = "".join(
            (char.upper(), char)[which % 2] for which, char in enumerate(word, rng.randint(0, 1))
        )
    return " ".join(words)


def drawn_out(text: str, rng: Random, _: TemplateSplit) -> str:
    """The last letter of one word several times."""
    words = [*WORD.finditer(text)]
    if not words:
        return text
    end = rng.choice(words).end()
    return text[:end] + text[end - 1] * rng.randint(2, 6) + text[end:]


def tag_chain(text: str, rng: Random, _: TemplateSplit) -> str:
    """A chain of tags after the text, as short videos have them."""
    tags = [f"#{rng.choice(WORDS['word'])}{rng.choice(WORDS['word'])}" for _ in range(5)]
    return f"{text} {' '.join(tags)}"


def said_again(text: str, rng: Random, _: TemplateSplit) -> str:
    """A slogan shouted several times."""
    return " ".join([text] * rng.randint(2, 4)) if len(text) < LONGEST_SLOGAN else text


def plainly(change: Callable[[str], str]) -> Change:
    """A change that leaves nothing to chance."""
    return lambda text, _, __: change(text)


def many_stops(text: str, rng: Random, _: TemplateSplit) -> str:
    """The last stop several times."""
    return text.rstrip(".!?") + rng.choice((".", "!", "?", " ,")) * 5


def named(text: str, rng: Random, _: TemplateSplit) -> str:
    """Characters as the entities that editors of web pages make of them."""
    escaped = text.replace("&", "&amp;").replace('"', "&quot;").replace("'", "&#39;")
    return escaped.replace(" ", "&nbsp;", rng.randint(0, 2)) + rng.choice(("", "&hellip;"))


def marked_up(text: str, rng: Random, _: TemplateSplit) -> str:
    """Ends of sentences as line ends in markup, as editors of web pages write them."""
    breaks = rng.choice(("<br>", "<br/>", "<br />")) * rng.choice((1, 1, 2, 3))
    return rng.choice(("{}", "<p>{}</p>")).format(STOP.sub(rf"\1{breaks}", text))


def emphasised(text: str, rng: Random, _: TemplateSplit) -> str:
    """One word, or all of the text, between signs of emphasis, as chat programs have them."""
    mark = rng.choice(("*", "*", "**", "_", "__", "~"))
    if rng.random() < 0.3:
        return f"{mark}{text}{mark}"
    words = text.split(" ")
    place = rng.randrange(len(words))
    return " ".join([*words[:place], f"{mark}{words[place]}{mark}", *words[place + 1 :]])


def forum_markup(text: str, rng: Random, _: TemplateSplit) -> str:
    """One word, or all of the text, in tags of forums or of web pages."""
    tag = rng.choice(("b", "i", "u", "quote", "em", "strong", "span", "div"))
    start, end = rng.choice(("[]", "[]", "<>"))
    words = text.split(" ")
    place = rng.randrange(len(words))
    first, last = rng.choice(((0, len(words)), (place, place + 1)))
    tagged = f"{start}{tag}{end}{' '.join(words[first:last])}{start}/{tag}{end}"
    return " ".join([*words[:first], tagged, *words[last:]])


def escaped(text: str, rng: Random, _: TemplateSplit) -> str:
    """The text as JSON writes it, with a sign that it escapes."""
    return json.dumps(text + rng.choice((" 🙏", "…", " é", " ❤️", " –")))[1:-1]


def misread(text: str, rng: Random, _: TemplateSplit) -> str:
    """Quotation marks, dashes, accents or emoji as programs show them that mistake the encoding."""
    sign = rng.choice(("“{}”", "{}…", "– {}", "{} ❤️", "{} 🙏", "{} 👍", "‘{}’", "{} é"))
    codec = rng.choice(("cp1252", "cp1252", "latin-1"))
    before, after = (part.encode().decode(codec, "ignore") for part in sign.split("{}"))
    text = text.replace("'", "â€™")
    return f"{before}{text}{after}"


REWRITING: Final[Mapping[str, Change]] = {
    "soft hyphen": partial(anywhere, "\u00ad"),
    "soft hyphens": partial(in_every_word, "\u00ad"),
    "zero-width space": partial(anywhere, "\u200b"),
    "zero-width spaces": partial(in_every_word, "\u200b"),
    "word joiner": partial(anywhere, "\u2060"),
    "zero-width non-joiner": partial(anywhere, "\u200c"),
    "zero-width joiner": partial(anywhere, "\u200d"),
    "byte order mark": plainly(lambda text: "\ufeff" + text),
    "direction marks": plainly(lambda text: f"\u200e{text}\u200f"),
    "variation selector": partial(anywhere, "\ufe0f"),
    "object replacement": partial(replaced, ", ", " \ufffc "),
    "no-break spaces": partial(between_words, "\u00a0"),
    "thin spaces": partial(between_words, "\u202f"),
    "double spaces": partial(between_words, "  "),
    "line ends": plainly(lambda text: STOP.sub(r"\1\r\n", text)),
    "line ends in markup": marked_up,
    "emphasis": emphasised,
    "tabs": partial(replaced, ". ", ".\t"),
    "mistaken encoding": misread,
    "escapes": escaped,
    "forum markup": forum_markup,
    "curly quotes": plainly(lambda text: f"“{text}”".replace("'", "’")),
    "ellipsis": partial(replaced, ".", "…"),
    "dashes": partial(replaced, ", ", " – "),
    "entities": named,
    "no blank after a stop": plainly(lambda text: STOP.sub(r"\1", text)),
    "no blank after a comma": plainly(lambda text: COMMA.sub(",", text)),
    "blank before a sign": partial(replaced, ",", " ,"),
    "no stops": plainly(lambda text: text.translate({ord(sign): None for sign in ".,!?"})),
    "many stops": many_stops,
    "capitals": plainly(lambda text: text.upper()),
    "lower case": plainly(lambda text: text.lower()),
    "capitals of words": plainly(lambda text: text.title()),
    "one word in capitals": capital_word,
    "mixed capitals": mixed_capitals,
    "drawn out": drawn_out,
    "chain of tags": tag_chain,
    "said again": said_again,
    "accent": accented,
    "decomposed accent": decomposed,
}
HEADINGS: Final = tuple(name for name in sections("harmless") if not name.startswith("{"))
SLIPPED: Final = tuple(by_place(sections("harmless")[name]) for name in HEADINGS)
SLIPPING: Final[Mapping[str, Change]] = {
    name: partial(slipped_in, kind) for name, kind in zip(HEADINGS, SLIPPED, strict=True)
}
CHANGES: Final[Mapping[str, Change]] = {**REWRITING, **SLIPPING}
"""Every kind of harmless change, by its name."""
NAMES: Final = tuple(CHANGES)
HARD: Final = (
    "name with number",
    "mobile number",
    "mention",
    "phone model",
    "order of things",
    "technology",
    "institution",
    "verse",
    "score",
    "bullet",
    "heart",
    "coordinate",
    "math",
    "law",
    "school",
    "machine",
    "serial",
    "technology",
    "institution",
    "clock",
    "train",
    "car plate apart",
    "medicine",
    "sign",
    "mixed capitals",
    "drawing",
)
"""What has the shape of a brand, a sum or a contact, or is shouted: practised more often."""
PRACTISED: Final = (*NAMES, *(HARD * 5))


def harmless(text: str, rng: Random, split: TemplateSplit = "training") -> str:
    """The text after one harmless change, now and then two."""
    for _ in range(rng.choice((1, 1, 1, 2))):
        text = CHANGES[rng.choice(PRACTISED)](text, rng, split)
    return text
