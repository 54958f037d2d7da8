"""Alphabet builder: makes the alphabet table from Unicode character names and decompositions.

A maintainer runs it, never the service: `python -m classifier.tables.build_alphabet`.
Look-alikes of Latin letters in other scripts are a list of our own below, and where
that is silent Unicode's own (`classifier.tables.confusables`); all else follows from
`unicodedata`.
"""

import re
import sys
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from classifier.tables import confusables
from classifier.text import alphabet as ab

LOOKALIKES: Final[dict[str, str]] = {
    # Cyrillic
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ғ": "f", "ԍ": "g", "һ": "h", "і": "i",
    "ј": "j", "к": "k", "ӏ": "l", "м": "m", "п": "n", "о": "o", "р": "p", "ԛ": "q", "г": "r",
    "ѕ": "s", "т": "t", "ц": "u", "ѵ": "v", "ѡ": "w", "х": "x", "у": "y", "я": "r", "и": "n",
    "ь": "b", "н": "h", "ԝ": "w", "ү": "y", "ё": "e", "ї": "i", "ќ": "k", "л": "n", "д": "a",
    "ш": "w", "щ": "w", "є": "e", "э": "e", "з": "3", "б": "6", "ч": "4",
    "ѣ": "b", "ҍ": "b", "ҵ": "u", "ө": "o", "ә": "e", "ђ": "h", "ћ": "h", "џ": "u", "ѻ": "o",
    "ҩ": "o",
    # Greek, capitals first where they read as another letter than the small ones
    "Ν": "n", "Η": "h", "Υ": "y", "Σ": "e", "Ω": "o", "Ρ": "p", "Δ": "a",
    "Μ": "m",
    "α": "a", "β": "b", "ς": "c", "δ": "d", "ε": "e", "η": "n", "ι": "i", "κ": "k", "λ": "a",
    "μ": "u", "ν": "v", "ο": "o", "π": "n", "ρ": "p", "σ": "o", "τ": "t", "υ": "u", "χ": "x",
    "ω": "w", "γ": "y", "ζ": "z", "θ": "o", "φ": "o", "ϲ": "c", "ϳ": "j", "ξ": "e", "ψ": "w",
    "ϻ": "m", "ϙ": "q", "ϝ": "f", "ͷ": "n",
    # Armenian
    "ա": "w", "գ": "q", "զ": "q", "հ": "h", "ո": "n", "ս": "u", "օ": "o", "ց": "g",
    "ք": "p", "լ": "l", "ղ": "n", "յ": "j", "տ": "s",
    "ժ": "d", "ի": "h", "պ": "w", "ռ": "n", "վ": "u", "ր": "n",
    # Cherokee
    "Ꭺ": "a", "Ᏼ": "b", "Ꮯ": "c", "Ꭰ": "d", "Ꭼ": "e", "Ꮐ": "g", "Ꮋ": "h", "Ꭵ": "i", "Ꭻ": "j",
    "Ꮶ": "k", "Ꮮ": "l", "Ꮇ": "m", "Ꮲ": "p", "Ꭱ": "r", "Ꮪ": "s", "Ꭲ": "t", "Ꮩ": "v", "Ꮃ": "w",
    "Ꮓ": "z", "Ꮍ": "y", "Ꮎ": "o", "Ꮖ": "i",
    # Canadian syllabics, beyond what Unicode lists
    "ᗩ": "a", "ᗅ": "a", "ᑕ": "c", "ᑢ": "c", "ᗡ": "d", "ᗴ": "e", "ᕮ": "e", "ᘿ": "e", "ᘜ": "g",
    "ᑎ": "n", "ᘉ": "n", "ᗝ": "o", "ᓍ": "o", "ᑫ": "q", "ᖆ": "r", "ᔕ": "s", "ᔑ": "s", "ᙅ": "c",
    "ᑘ": "u", "ᗯ": "w", "ᙡ": "w", "ᖻ": "y", "ᘔ": "z", "ᓰ": "i", "ᕵ": "p", "ᕿ": "q",
    "ᕲ": "d", "ᒚ": "j", "ᘻ": "m", "ᕴ": "q", "ᖶ": "t", "ᐺ": "v", "ᘺ": "w", "ᔰ": "s", "ᗱ": "e",
    "ᗰ": "m", "ᒍ": "j", "ᐯ": "v",
    # Cherokee, as fonts of fancy text have it
    "Ꮧ": "a", "Ᏸ": "b", "Ꮄ": "d", "Ꮛ": "e", "Ꭶ": "f", "Ꮆ": "g", "Ꮒ": "h", "Ꮰ": "j", "Ꮭ": "l",
    "Ꮑ": "n", "Ꭷ": "o", "Ꭾ": "p", "Ꭴ": "q", "Ꮢ": "r", "Ꮥ": "s", "Ꮦ": "t", "Ꮼ": "u", "Ꮙ": "v",
    "Ꮗ": "w", "Ꭹ": "y",
    # Yi, of which such fonts have two sets
    "ꍏ": "a", "ꌃ": "b", "ꉓ": "c", "ꀸ": "d", "ꍟ": "e", "ꎇ": "f", "ꁅ": "g", "ꃅ": "h",
    "ꀤ": "i", "ꀭ": "j", "ꀘ": "k", "꒒": "l", "ꂵ": "m", "ꈤ": "n", "ꂦ": "o", "ꉣ": "p",
    "ꆰ": "q", "ꋪ": "r", "ꌗ": "s", "꓄": "t", "ꀎ": "u", "ꃴ": "v", "ꅏ": "w", "ꊼ": "x",
    "ꌩ": "y", "ꁴ": "z", "ꋬ": "a", "ꃳ": "b", "ꉔ": "c", "꒯": "d", "ꏂ": "e", "ꊰ": "f",
    "ꍌ": "g", "ꁝ": "h", "꒐": "i", "꒻": "j", "ꋊ": "n", "ꄲ": "o", "ꇙ": "s", "꒤": "u",
    "꒦": "v", "ꅐ": "w", "ꉧ": "x", "ꌦ": "y",
    # Lisu, Coptic, currency, others met in spam
    "ꓮ": "a", "ꓐ": "b", "ꓚ": "c", "ꓓ": "d", "ꓰ": "e", "ꓝ": "f", "ꓖ": "g", "ꓧ": "h", "ꓲ": "i",
    "ꓙ": "j", "ꓗ": "k", "ꓡ": "l", "ꓟ": "m", "ꓠ": "n", "ꓳ": "o", "ꓑ": "p", "ꓣ": "r", "ꓢ": "s",
    "ꓔ": "t", "ꓴ": "u", "ꓦ": "v", "ꓪ": "w", "ꓫ": "x", "ꓬ": "y", "ꓜ": "z",
    "ⲁ": "a", "ⲟ": "o", "ⲣ": "p", "ⲥ": "c", "ⲏ": "h", "ⲙ": "m", "ⲛ": "n", "ⲧ": "t", "ⲓ": "i",
    "₳": "a", "₿": "b", "฿": "b", "₵": "c", "₫": "d", "€": "e", "₣": "f", "₲": "g", "₭": "k",
    "₤": "l", "₥": "m", "₦": "n", "₱": "p", "₽": "p", "₮": "t", "₩": "w", "¥": "y", "£": "l",
    "ɔ": "c", "Ɔ": "c",
    "ค": "a", "๒": "b", "๔": "d", "ภ": "n", "๏": "o", "ย": "u", "ש": "w", "ท": "n",
}  # fmt: skip
SIGNS: Final[dict[str, str]] = {
    **dict.fromkeys("·‧∙⋅•・･。｡ˑ", "."),  # what stands for the dot of a link
    **dict.fromkeys("∶꞉˸ː", ":"),
    **dict.fromkeys("⁄∕⧸", "/"),
}
"""Punctuation read as that of links; plain in other writing, so it shows no disguise."""
ENCLOSED_LETTER: Final = re.compile(
    r"(?:CIRCLED|SQUARED|PARENTHESIZED|BRACKETED|REGIONAL INDICATOR SYMBOL)"
    r"(?: ITALIC)?(?: LATIN)?(?: (?:CAPITAL|SMALL))? LETTER ([A-Z])$"
)
ENCLOSED_WORD: Final = re.compile(r"(?:SQUARED|CIRCLED) ([A-Z]{2,8})(?: WITH EXCLAMATION MARK)?$")
ENCLOSED_WORDS: Final = range(0x1F100, 0x1F200)
ENCLOSED_NUMBER: Final = re.compile(
    r"(?:CIRCLED|PARENTHESIZED)(?: SANS-SERIF)? (?:DIGIT|NUMBER) "
    r"|^(?:DIGIT|NUMBER) .* (?:FULL STOP|COMMA)$|^KEYCAP TEN$"
)
FLAG_HALF: Final = "REGIONAL INDICATOR"
KEYCAP_TEN: Final = 10
PLAIN_BASE: Final = re.compile(
    r"^(?:MODIFIER LETTER |LATIN (?:LETTER )?)(?:SMALL |CAPITAL )*(?:LETTER )?"
    r"(?:SMALL |CAPITAL |TURNED |REVERSED |INSULAR |SIDEWAYS |BARRED |SCRIPT )*"
    r"([A-Z])(?: BAR| WITH .*)?$"
)
VARIANT: Final = re.compile(r"^((?:CYRILLIC|GREEK|ARMENIAN|COPTIC) .*LETTER .+?) WITH ")
"""Letters of other scripts with tails, strokes and hooks read as the letter without."""
NAMED: Final = {
    "LATIN SMALL LETTER DOTLESS I": "i",
    "LATIN SMALL LETTER LONG S": "s",
    "LATIN SMALL LETTER ALPHA": "a",
    "LATIN SMALL LETTER OPEN E": "e",
    "LATIN CAPITAL LETTER ETH": "d",
    "LATIN SMALL LETTER TURNED M": "w",
    "SCRIPT SMALL L": "l",
}
OWNERS: Final = "™℠"
"""Signs of ownership stay signs: "Dufan™" is the word "Dufan"."""
ORDINARY_SIGNS: Final = (range(0xBC, 0xBF), range(0x2100, 0x2160), range(0x2189, 0x218A))
"""Fractions, and signs such as that for a number: they expand, but disguise nothing."""
KEYCAP: Final = 0x20E3
MODIFIERS: Final = (range(0xFE00, 0xFE10), range(0x1F3FB, 0x1F400))
"""Variation selectors and skin tones: they change an emoji and hide nothing."""


def enclosed_form(char: str, name: str) -> str:
    """The letters or the number inside a circle, square or flag half; else empty."""
    letter = ENCLOSED_LETTER.search(name)
    if letter:
        return letter[1].lower()
    if ENCLOSED_NUMBER.search(name):
        return str(int(unicodedata.numeric(char, KEYCAP_TEN)))
    word = ENCLOSED_WORD.search(name) if ord(char) in ENCLOSED_WORDS else None
    return word[1].lower() if word else ""


def folded_form(char: str, name: str) -> tuple[str, int]:
    """The folded characters (one, or more to expand to) and the disguise bit they show."""
    lower = char.lower() if len(char.lower()) == 1 else char
    for form in (char, lower):
        if form in LOOKALIKES:
            return LOOKALIKES[form], ab.LOOKALIKE
    inner = enclosed_form(char, name)
    if inner:
        return inner, ab.ENCLOSED
    if name in NAMED:
        return NAMED[name], ab.STYLED
    if char in SIGNS:
        return SIGNS[char], 0
    folded, disguise = decomposed_form(char, lower, name)
    resembled = resembled_form(char, lower, name) if folded == lower else ""
    return (resembled, ab.LOOKALIKE) if resembled else (folded, disguise)


def resembled_form(char: str, lower: str, name: str) -> str:
    """By Unicode's list of confusables, or as the letter that this is a variant of; else empty."""
    known = known_confusables()
    variant = VARIANT.match(name)
    return known.get(char) or known.get(lower) or (variant_form(variant[1]) if variant else "")


def variant_form(base: str) -> str:
    """What the letter of this name reads as in Latin ones; empty where it does not."""
    try:
        read, _ = folded_form(unicodedata.lookup(base), base)
    except KeyError:  # a few are named after letters that have no code point of their own
        return ""
    return read if read.isascii() else ""


def decomposed_form(char: str, lower: str, name: str) -> tuple[str, int]:
    """By compatibility decomposition, then by the letter in the name."""
    canonical = base_of(unicodedata.normalize("NFD", char))
    if canonical != char and len(canonical) == 1:
        read, disguise = folded_form(canonical, unicodedata.name(canonical, ""))
        return read, ab.LOOKALIKE if disguise == ab.LOOKALIKE else ab.MARK
    compatible = compatible_form(char)
    if name.startswith("SUPERSCRIPT ") and compatible.isdigit():
        return compatible, 0  # "orang²" is how Indonesians write a word twice
    if compatible and compatible != lower:
        ordinary = any(ord(char) in signs for signs in ORDINARY_SIGNS) and len(compatible) > 1
        return compatible, 0 if ordinary else ab.STYLED
    named = PLAIN_BASE.match(name)
    if named and not char.isascii():
        return named[1].lower(), ab.STYLED
    return (" " if char.isspace() and char != "\n" else lower), 0


def compatible_form(char: str) -> str:
    """The compatibility form where it reads as Latin letters, digits or ASCII signs."""
    raw = unicodedata.normalize("NFKC", char)
    if raw == char or char in OWNERS:
        return ""
    signs = SIGNS | LOOKALIKES
    read = "".join(
        signs.get(each) or signs.get(each.lower(), each.lower()) for each in base_of(raw)
    )
    if not read.isascii() or not read.strip():
        return ""
    return read if len(read) == 1 or any(map(str.isalnum, read)) else ""


@cache
def known_confusables() -> dict[str, str]:
    return confusables.load()


def base_of(text: str) -> str:
    """Without combining marks."""
    return "".join(c for c in text if not unicodedata.combining(c))


def attributes_of(char: str, folded: str, disguise: int) -> int:
    """The glyph attributes of one character, given what it folds to."""
    category = unicodedata.category(char)
    digits = ab.DIGIT if any(map(str.isdigit, folded)) else 0
    letters = ab.LOWER if any(map(str.isalpha, folded)) else 0
    if folded.isascii() and (digits or letters):
        name = unicodedata.name(char, "")
        capital = (
            category == "Lu" or "CAPITAL" in name or unicodedata.normalize("NFKC", char).isupper()
        )
        flag = ab.EMOJI if name.startswith(FLAG_HALF) else 0
        return digits | (letters and (ab.UPPER if capital else ab.LOWER)) | disguise | flag
    if char in SIGNS:
        return 0  # half of a triangular colon, too, which Unicode calls a letter
    if category[0] == "L":
        return ab.LETTER
    if category == "Nd":
        return ab.DIGIT
    if char.isspace():
        return ab.SPACE
    return ab.EMOJI if category in {"So", "Sk", "Cs"} else disguise & ab.STYLED


def entry(code: int, expanding: dict[str, int]) -> int:
    """The packed table entry of one code point; expansions met are numbered on the way."""
    char = chr(code)
    category = unicodedata.category(char)
    if any(code in signs for signs in MODIFIERS):
        return int(ab.REMOVED)
    if code == KEYCAP:
        return int(ab.REMOVED) | ab.ENCLOSED << ab.FOLD_BITS
    if category in {"Mn", "Me"}:
        return int(ab.REMOVED) | ab.MARK << ab.FOLD_BITS
    if category == "Cf" or code in {0x115F, 0x1160, 0x3164, 0xFFA0}:  # Hangul fillers are blank
        return int(ab.REMOVED) | ab.HIDDEN << ab.FOLD_BITS
    folded, disguise = folded_form(char, unicodedata.name(char, ""))
    if len(folded) == 1:
        target = ord(folded) + 1
    else:
        target = ab.FIRST_EXPANSION + expanding.setdefault(folded, len(expanding))
    return target | attributes_of(char, folded, disguise) << ab.FOLD_BITS


def build() -> tuple[ab.Codes, ab.Codes]:
    """The whole table, closed (folding a folded character changes nothing), and the expansions."""
    packed = np.zeros(ab.LIMIT + 2, np.uint32)
    expanding: dict[str, int] = {}
    for code in range(ab.LIMIT):
        packed[code + 1] = entry(code, expanding)
    packed[ab.LIMIT + 1] = (ab.LETTER << ab.FOLD_BITS) | (ab.LIMIT + 1)
    rows = np.zeros((len(expanding), ab.WIDEST), np.uint32)
    for text, row in expanding.items():
        rows[row, : len(text)] = np.frombuffer(text.encode("utf-32-le"), "<u4") + np.uint32(1)
    return close(packed), rows


def close(packed: ab.Codes) -> ab.Codes:
    """Follow each fold to its end, keeping the attributes of where it began."""
    targets = packed & ab.FOLD_MASK
    for _ in range(4):
        inside = targets <= ab.LIMIT
        following = packed[np.where(inside, targets, 0)] & ab.FOLD_MASK
        targets = np.where(inside, following, targets)
    return targets | (packed & ~ab.FOLD_MASK)


def main() -> None:
    """Write the tables beside the package; an argument is a new list of confusables."""
    for source in sys.argv[1:]:
        confusables.select(Path(source))
    for path, array in zip((ab.TABLE_PATH, ab.EXPANSIONS_PATH), build(), strict=True):
        fresh = path.with_suffix(".new.npy")  # running processes keep the file they mapped
        np.save(fresh, array, allow_pickle=False)
        fresh.replace(path)
        sys.stdout.write(f"{path}: {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
