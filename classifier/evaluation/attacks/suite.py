"""Ways to disguise spam that training does not practise: the attack suite.

Training has disguises of its own (`classifier.synthetic.generators.disguises`); an attack made of
the same functions would only show what was learned by heart. These use other code
points, other signs between letters and other habits wherever writing has any. Each
takes a word in ASCII and a random source, and changes it if it can.
"""

import unicodedata
from collections.abc import Callable
from random import Random
from typing import Final

Attack = Callable[[str, Random], str]

STYLES: Final = ("DOUBLE-STRUCK", "SCRIPT", "FRAKTUR", "BOLD SCRIPT", "SANS-SERIF BOLD ITALIC")
ARMENIAN: Final = dict(zip("nouhgjqslw", "ոօսհցյզՏԼա", strict=True))
CHEROKEE: Final = dict(zip("abcdeghijklmpqrstvwyz", "ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᎤᎡᏚᎢᏙᏔᎩᏃ", strict=True))
CYRILLIC_GREEK: Final = {"a": "ӑӓά", "b": "Ьѣ", "c": "ҫς", "d": "ժδ", "e": "ҽёέ", "g": "ցґ",
    "h": "ҺҢ", "i": "їίϊ", "k": "ҝқќ", "l": "Ӏι", "m": "Ӎϻ", "n": "ηήҋ", "o": "ӧθό", "p": "ҏϱ",
    "r": "ґѓ", "s": "ѕȿ", "t": "ҭτ", "u": "ύμ", "v": "ѷν", "w": "ѡώ", "x": "ҳχ", "y": "ўұ",
    "z": "ʐζ"}  # fmt: skip
LISU: Final = dict(zip("abcdefghijklmnoprstuvwxyz", "ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ", strict=True))
SUPERSCRIPT: Final = dict(
    zip("abcdefghijklmnoprstuvwxyz0123456789", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True)
)
HOOKED: Final = dict(zip("abcdefghijklmnoprstuvwyz", "ɑɓƈɗɛƒɠɦɨʝƙɭɱɲøƥɽʂƭʉʋⱳƴƶ", strict=True))
LEET: Final = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "5$", "b": "8", "t": "7", "g": "96",
    "l": "1|", "z": "2"}  # fmt: skip
MARKS: Final = "\u0347\u0359\u033b\u0353\u0346\u034a\u0310\u0352\u0313\u0323\u0331\u0489\u20d6"
INVISIBLE: Final = "\u2061\u2062\u2063\u2064\u180e\u034f"
DIRECTIONS: Final = "\u200e\u200f\u061c\u2066\u2069"
SELECTORS: Final = "\ufe00\ufe01\ufe08\U000e0101\U000e0120"
SEPARATORS: Final = "·•~|_ˑ・"
EMOJI: Final = "🎲🍀🐲🪙🎊🦁🌈🔔🍒🏆"
MOST_MARKS: Final = 3
SHORTEST_SWAP: Final = 4


def mathematical(word: str, rng: Random) -> str:
    """Letters in double-struck, script, Fraktur and two more styles by turns."""
    first = rng.randrange(len(STYLES))
    return "".join(
        styled(char, STYLES[(first + place) % len(STYLES)]) for place, char in enumerate(word)
    )


def styled(char: str, style: str) -> str:
    """One ASCII letter in a mathematical style; the styles' gaps are older letters."""
    if not (char.isascii() and char.isalpha()):
        return char
    case = "CAPITAL" if char.isupper() else "SMALL"
    older = {"FRAKTUR": "BLACK-LETTER"}.get(style, style)
    for name in (f"MATHEMATICAL {style} {case} {char.upper()}", f"{older} {case} {char.upper()}"):
        try:
            return unicodedata.lookup(name)
        except KeyError:
            continue
    return char


def full_width(word: str, rng: Random) -> str:
    """Full-width capitals and digits, an ideographic space now and then."""
    wide = [chr(ord(c) + 0xFEE0) if "0" <= c <= "z" else c for c in word.upper()]
    return with_gap(wide, "\u3000", rng)


def with_gap(letters: list[str], gap: str, rng: Random) -> str:
    """The letters joined, every other time with one gap among them."""
    place = rng.randrange(len(letters) * 2)
    return (
        "".join(letters[:place])
        + (gap if 0 < place < len(letters) else "")
        + "".join(letters[place:])
    )


def parenthesised(word: str, rng: Random) -> str:
    """Letters in brackets of their own: ⒨⒜⒞."""
    del rng
    return "".join(in_brackets(char) for char in word.lower())


def in_brackets(char: str) -> str:
    if "1" <= char <= "9":
        return chr(0x2474 + ord(char) - ord("1"))
    return chr(0x249C + ord(char) - ord("a")) if "a" <= char <= "z" else char


def regional(word: str, rng: Random) -> str:
    """Regional indicators kept apart by an invisible or a thin sign."""
    joint = rng.choice(("\u2060", "\u2009", "\u200c"))
    return joint.join(
        chr(0x1F1E6 + ord(c) - ord("a")) if "a" <= c <= "z" else c for c in word.lower()
    )


def replaced(word: str, table: dict[str, str], rng: Random) -> str:
    """Each letter by one of its stand-ins."""
    return "".join(rng.choice(table.get(char.lower(), char)) for char in word)


def cyrillic_greek(word: str, rng: Random) -> str:
    """Cyrillic and Greek letters with hooks, breves and accents."""
    return replaced(word, CYRILLIC_GREEK, rng)


def armenian_cherokee(word: str, rng: Random) -> str:
    """Armenian or Cherokee letters that pass for Latin."""
    return replaced(word, rng.choice((ARMENIAN, CHEROKEE)), rng)


def lisu(word: str, rng: Random) -> str:
    """Lisu letters: turned and upright Latin capitals of another script."""
    return replaced(word, LISU, rng)


def superscript(word: str, rng: Random) -> str:
    """Raised letters and digits."""
    return replaced(word, SUPERSCRIPT, rng)


def hooked(word: str, rng: Random) -> str:
    """Letters of African and phonetic alphabets, with hooks and strokes."""
    return replaced(word, HOOKED, rng)


def stacked_marks(word: str, rng: Random) -> str:
    """One to three marks on each letter."""
    return "".join(
        char + "".join(rng.choice(MARKS) for _ in range(rng.randint(1, MOST_MARKS)))
        for char in word
    )


def between(word: str, signs: str, rng: Random) -> str:
    """A sign, each time another, after every letter."""
    return "".join(char + rng.choice(signs) for char in word)


def invisible(word: str, rng: Random) -> str:
    """Invisible operators and joiners after every letter."""
    return between(word, INVISIBLE, rng)


def directions(word: str, rng: Random) -> str:
    """Marks of the writing direction after every letter."""
    return between(word, DIRECTIONS, rng)


def selectors(word: str, rng: Random) -> str:
    """Variation selectors after every letter."""
    return between(word, SELECTORS, rng)


def leet(word: str, rng: Random) -> str:
    """Letters as digits and as signs: "$L0T", "M@C4N"."""
    return replaced(word, LEET, rng)


def separated(word: str, rng: Random) -> str:
    """Letters apart by dots, bars or tildes."""
    return rng.choice(SEPARATORS).join(word)


def wide_spaced(word: str, rng: Random) -> str:
    """Letters apart by spaces of other widths."""
    return rng.choice("\u2002\u2003\u00a0\u2009\u205f").join(word)


def emoji_between(word: str, rng: Random) -> str:
    """One emoji between every two letters."""
    return rng.choice(EMOJI).join(word)


def entities(word: str, rng: Random) -> str:
    """Letters as decimal or hexadecimal HTML entities."""
    hexadecimal = rng.random() < 0.5  # noqa: PLR2004 - a coin
    return "".join(f"&#x{ord(c):x};" if hexadecimal else f"&#{ord(c)};" for c in word)


def typing_slips(word: str, rng: Random) -> str:
    """Random case, one letter held down, two letters swapped."""
    letters = [rng.choice((char.lower(), char.upper())) for char in word]
    place = rng.randrange(len(letters))
    letters[place] *= rng.randint(2, 5)
    if len(letters) >= SHORTEST_SWAP:
        swapped = rng.randrange(1, len(letters) - 1)
        letters[swapped : swapped + 2] = reversed(letters[swapped : swapped + 2])
    return "".join(letters)


ATTACKS: Final[dict[str, Attack]] = {
    each.__name__: each
    for each in (
        *(mathematical, full_width, parenthesised, regional, cyrillic_greek, armenian_cherokee),
        *(lisu, superscript, hooked, stacked_marks, invisible, directions, selectors, leet),
        *(separated, wide_spaced, emoji_between, entities, typing_slips),
    )
}
"""Every attack by its name in the report."""
LOSSLESS: Final = frozenset(
    {"mathematical", "parenthesised", "lisu", "stacked_marks"}
    | {"invisible", "directions", "selectors"}
)
"""Those that folding undoes wholly: what is left of the word is the word in lower case."""
